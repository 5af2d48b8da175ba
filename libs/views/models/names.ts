/** Names of units and homes: they stand in facts and in no control state. The platform says that they are not personal. */
import type { FactModel } from './table.js';

const NAMING: ReadonlySet<string> = new Set(['unitRegistered', 'unitRenamed', 'homeRegistered', 'homeRenamed']);
const NAMED = /^(unit|home)-/;

export const names: FactModel = {
  table: { name: 'names', columns: { stream: 'text', name: 'text' }, key: ['stream'] },
  apply({ type, stream, data }) {
    const { name } = data;
    if (!NAMING.has(type) || !NAMED.test(stream) || typeof name !== 'string') return [];
    return [{ put: [stream, name] }];
  },
};
