/** Homes that hold a standing: entered by a decision or loaded from earlier years, and taken out again. */
import { streamParts } from '../../engine/ports/event-store.js';
import type { FactModel } from './table.js';

export const registers: FactModel = {
  table: {
    name: 'registers',
    columns: { stream: 'text', standing: 'text', root: 'text', since: 'text', loaded: 'boolean' },
    key: ['stream', 'standing'],
    also: ['create index on {table} (root, standing, stream)'],
  },
  apply({ stream, type, data }) {
    if ((type !== 'standingEntered' && type !== 'standingLeft') || !stream.startsWith('home-')) return [];
    const { standing, since, loaded } = data;
    if (typeof standing !== 'string') return [];
    if (type === 'standingLeft') return [{ drop: [stream, standing] }];
    if (typeof since !== 'string') return [];
    return [{ put: [stream, standing, streamParts(stream).root, since, loaded === true] }];
  },
};
