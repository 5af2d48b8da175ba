/** Homes that hold a standing: entered by a decision or loaded from earlier years, and taken out again. */
import { streamParts } from '../engine/store.js';
import type { FactModel } from './table.js';

export const registers: FactModel = {
  table: {
    name: 'registers',
    columns: { stream: 'text', standing: 'text', root: 'text', since: 'text', loaded: 'boolean' },
    key: ['stream', 'standing'],
    also: ['create index on {table} (root, standing, stream)'],
  },
  apply({ stream, type, data }) {
    const { category, root } = streamParts(stream);
    const { standing, since, loaded } = data;
    if (category !== 'home' || typeof standing !== 'string') return [];
    if (type === 'standingLeft') return [{ drop: [stream, standing] }];
    if (type !== 'standingEntered' || typeof since !== 'string') return [];
    return [{ put: [stream, standing, root, since, loaded === true] }];
  },
};
