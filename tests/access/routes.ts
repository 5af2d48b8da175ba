/** Every route of the doorway and who comes in by it, written by hand. What is seen behind it is the table's to say. */
import { EVERYBODY, type Who } from './table.js';

export interface RouteRow {
  /** Everybody else is refused for their role. */
  readonly who: readonly Who[] | 'without a token';
  /** By what its answers are judged. */
  readonly by: 'commands' | 'fields' | 'rows' | 'nothing more';
}

const plain = { who: EVERYBODY, by: 'nothing more' } as const;
const rows = { who: EVERYBODY, by: 'rows' } as const;
const fields = { who: EVERYBODY, by: 'fields' } as const;
const commands = { who: EVERYBODY, by: 'commands' } as const;
const operators = { who: ['operator'], by: 'nothing more' } as const;
const open = { who: 'without a token', by: 'nothing more' } as const;

export const ROUTES: Readonly<Record<string, RouteRow>> = {
  'GET /v1/me': plain,
  'POST /v1/commands/:command': commands,
  'POST /v1/cycles/:cycle/commands/:command': commands,
  'POST /v1/cycles': commands,
  'PUT /v1/cycles/:cycle/settings/:setting': commands,
  'POST /v1/programmes': commands,
  'GET /v1/streams/:stream': fields,
  'GET /v1/streams/:stream/history': fields,
  'GET /v1/streams/:stream/commands': commands,
  'GET /v1/feed': fields,
  'GET /v1/cycles': rows,
  'GET /v1/cycles/:cycle/subjects': rows,
  'GET /v1/cycles/:cycle/counts': rows,
  'GET /v1/cycles/:cycle/deadlines': rows,
  'GET /v1/cycles/:cycle/deliverables': rows,
  'GET /v1/cycles/:cycle/quotas': rows,
  'GET /v1/cycles/:cycle/ranking': rows,
  'GET /v1/work': rows,
  'GET /v1/units': rows,
  'GET /v1/homes': rows,
  'GET /v1/registers/:standing': rows,
  'GET /calendars/:file': { who: 'without a token', by: 'rows' },
  // The notice and what is made of it are public.
  'GET /v1/programmes': plain,
  'GET /v1/programmes/:id': plain,
  'GET /v1/log/head': plain,
  'GET /v1/clock': plain,
  'POST /v1/clock/advance': operators,
  'GET /v1/lag': operators,
  'GET /metrics': operators,
  'GET /health/live': open,
  'GET /health/ready': open,
};
