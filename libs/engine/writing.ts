/** From what was decided to what is written: ids, sealing, where each fact leads, the bytes. */
import { createHmac } from 'node:crypto';
import { canonical, type Json } from './canonical.js';
import type { Accepted, Command, Proposal } from './command.js';
import { FoldRefused } from './control.js';
import { encodeEnvelope, type By, type Envelope } from './envelope.js';
import { ReplayFault, stateHash, step, type Folded } from './fold.js';
import { factId } from './ids.js';
import { rejection, type Rejection } from './rejection.js';
import type { RulesBook } from './rules.js';
import { KeyErased, type Place, type RandomSource, type Sealer } from './sealing.js';
import type { Write } from './store.js';

export interface Pen {
  readonly book: RulesBook;
  readonly sealer: Sealer;
  readonly random: RandomSource;
}

export interface Written {
  readonly writes: readonly Write[];
  readonly envelopes: readonly Envelope[];
  readonly after: readonly Folded[];
}

/** HMAC of a command's canonical body, without what must stay secret. */
export function requestDigest(key: Uint8Array, command: Command, secret: string | undefined): string {
  const input = secret === undefined ? command.input : without(command.input, secret);
  const body = {
    cycle: command.cycle,
    name: command.name,
    target: command.target,
    input,
    for: command.for,
    on: command.on,
  };
  return createHmac('sha256', key).update(canonical(body), 'utf8').digest('hex');
}

function without(input: unknown, member: string): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input;
  return Object.fromEntries(Object.entries(input).filter(([name]) => name !== member));
}

/** The facts of a decision as they will stand. A control field that would pass its maximum refuses the command. */
export async function writeFacts(
  pen: Pen,
  command: Command,
  ids: { readonly command: string; readonly request: string },
  accepted: Accepted,
  read: (stream: string) => Folded,
): Promise<Written | Rejection> {
  const states = new Map<string, Folded>();
  const envelopes: Envelope[] = [];
  const facts = new Map<string, Write['facts'][number][]>();
  for (const [index, proposal] of accepted.proposals.entries()) {
    const before = states.get(proposal.stream) ?? read(proposal.stream);
    const draft = await drafted(pen, command, ids, accepted.at, proposal, before, index);
    if ('reason' in draft) return draft;
    const led = leads(before, draft, pen.book);
    if ('reason' in led) return led;
    const envelope: Envelope = { ...draft, stage: led.standing.stage, state: stateHash(led.standing, led.fields) };
    envelopes.push(envelope);
    states.set(proposal.stream, { ...before, rev: draft.rev, at: draft.at, rules: draft.rules, ...led });
    const list = facts.get(proposal.stream) ?? [];
    list.push({ id: draft.id, type: draft.type, at: draft.at, bytes: encodeEnvelope(envelope) });
    facts.set(proposal.stream, list);
  }
  const writes = [...facts].map(([stream, list]) => ({ stream, expected: read(stream).rev, facts: list }));
  return { writes, envelopes, after: [...states.values()] };
}

type Draft = Omit<Envelope, 'stage' | 'state'>;

async function drafted(
  pen: Pen,
  command: Command,
  ids: { readonly command: string; readonly request: string },
  at: string,
  proposal: Proposal,
  before: Folded,
  index: number,
): Promise<Draft | Rejection> {
  const id = factId(ids.command, index);
  const { data, places } = withPersons(pen.random, proposal, id);
  const sealed = places.length === 0 ? data : await sealPlaces(pen.sealer, data, places, id);
  if (sealed === undefined) return rejection('personErased');
  return {
    v: 1,
    id,
    stream: proposal.stream,
    rev: before.rev + 1,
    type: proposal.type,
    tv: proposal.tv,
    at,
    ...(command.on === undefined ? {} : { on: command.on }),
    rules: proposal.rules,
    ...(proposal.texts === undefined ? {} : { texts: proposal.texts }),
    ...(proposal.calendar === undefined ? {} : { calendar: proposal.calendar }),
    by: proposal.anonymous ? { anonymous: true } : author(command),
    ...(command.for === undefined ? {} : { for: command.for }),
    command: ids.command,
    request: ids.request,
    ...(command.cause === undefined ? {} : { cause: command.cause }),
    data: sealed as Envelope['data'],
    alg: 'sha256',
  };
}

/** Undefined when a key was erased: nothing more can be written about that person. */
async function sealPlaces(sealer: Sealer, data: Json, places: readonly Place[], id: string): Promise<Json | undefined> {
  try {
    return await sealer.seal(data, places, id);
  } catch (error) {
    if (error instanceof KeyErased) return undefined;
    throw error;
  }
}

function author({ by }: Command): By {
  return 'account' in by
    ? { account: by.account, role: by.role, unit: by.unit, grant: by.grant }
    : { system: by.system };
}

/** An opaque id for each person who enters for the first time, so that erasing one person touches nobody else. */
function withPersons(random: RandomSource, proposal: Proposal, id: string): { data: Json; places: readonly Place[] } {
  if (proposal.persons.length === 0) return { data: proposal.data, places: proposal.places };
  const places = [...proposal.places];
  const persons: { part: string; id: string }[] = [];
  for (const { part, pointers } of proposal.persons) {
    const person = Buffer.from(random.bytes(12, `${id} person ${part}`)).toString('hex');
    persons.push({ part, id: person });
    for (const pointer of pointers) places.push({ pointer, key: `person:${person}`, purpose: 'person' });
  }
  return { data: { ...proposal.data, persons }, places };
}

function leads(before: Folded, draft: Draft, book: RulesBook): ReturnType<typeof step> | Rejection {
  try {
    return step(before, draft, book);
  } catch (error) {
    if (error instanceof FoldRefused && error.why === 'maximum')
      return rejection('limitReached', { field: error.field });
    // Another subject that the command writes to has moved on: its chart does not list the fact where it stands.
    if (error instanceof ReplayFault && error.why === 'unlisted')
      return rejection('stageForbids', { command: draft.type, stage: before.standing?.stage ?? 'absent' });
    throw error;
  }
}
