/** Idempotency: a command that was executed before is answered from the facts of its append. */
import { NotCanonical } from '../canonical/canonical-json.js';
import type { Command } from '../decide/command.js';
import { decodeEnvelope, type Envelope } from '../envelope/envelope.js';
import { rejection, type Rejection } from '../decide/rejection.js';
import { requestBody } from './request-digest.js';
import { LIMITS, type Cursor, type EventStore } from '../ports/event-store.js';

/** All facts of the append whose first fact is this one, and the cursor of the last. */
export async function readAppend(
  store: EventStore,
  stream: string,
  rev: number,
): Promise<{ readonly envelopes: readonly Envelope[]; readonly cursor: Cursor | undefined }> {
  const envelopes: Envelope[] = [];
  let last: Cursor | undefined;
  for await (const first of store.readStream(stream, { from: rev, to: rev })) {
    envelopes.push(decodeEnvelope(first.bytes));
    last = first.cursor;
    for await (const { append, bytes, cursor } of store.readLog({ after: first.cursor, limit: LIMITS.facts })) {
      if (append !== first.append) break;
      envelopes.push(decodeEnvelope(bytes));
      last = cursor;
    }
  }
  return { envelopes, cursor: last };
}

/** The outcome of an append: the revisions written to the primary stream, and every fact. */
export function describeAppend(stream: string, envelopes: readonly Envelope[]) {
  const facts = envelopes.map(({ stream: on, rev, type, id }) => ({ stream: on, rev, type, id }));
  const own = facts.filter((fact) => fact.stream === stream);
  return { stream, from: own[0]?.rev ?? -1, to: own.at(-1)?.rev ?? -1, facts };
}

/** The canonical JSON of a command, by which the same command is recognised; or the rejection of input that has none. */
export function canonicalBody(command: Command, secret: string | undefined): string | Rejection {
  try {
    const body = requestBody(command, secret);
    // PostgreSQL accepts no NUL in a text: followers of the log would fail at such a fact for ever.
    const at = secret === undefined && !body.includes(NUL) ? undefined : findNul(command.input);
    return at === undefined ? body : rejection('malformed', {}, [{ pointer: at, reason: 'textNotNormal' }]);
  } catch (error) {
    if (!(error instanceof NotCanonical)) throw error;
    const pointer = error.pointer.replace(/^\/input/, '');
    const reason = error.message.startsWith('text ') ? 'textNotNormal' : 'malformed';
    return rejection('malformed', {}, [{ pointer, reason }]);
  }
}

/** NUL in canonical JSON. A backslash followed by these letters looks the same. */
const NUL = '\\u0000';

/** Pointer to a text or member name with a NUL; undefined if there is none. */
function findNul(value: unknown): string | undefined {
  if (typeof value === 'string') return value.includes('\0') ? '' : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const at = name.includes('\0') ? '' : findNul(inner);
    if (at !== undefined) return `/${name.replaceAll('\0', '').replaceAll('~', '~0').replaceAll('/', '~1')}${at}`;
  }
  return undefined;
}
