/** Turns the proposals of a verdict into facts: ids, sealing, the state that each leads to, the bytes. */
import type { Json } from '../canonical/canonical-json.js';
import type { Command } from '../decide/command.js';
import type { Accepted, Proposal } from '../decide/verdict.js';
import { FoldRefused } from '../fold/control-fields.js';
import { encodeEnvelope, type By, type Envelope } from '../envelope/envelope.js';
import { enteredAt, ReplayFault, stateHash, evolve, type StreamState } from '../fold/fold.js';
import { factId } from '../envelope/ids.js';
import { rejection, type Rejection } from '../decide/rejection.js';
import type { RulesLookup } from '../fold/rules.js';
import { requestDigest } from './request-digest.js';
import { KeyErased, type Keys, type Place, type RandomSource, type Sealer } from '../ports/sealing.js';
import type { Write } from '../ports/event-store.js';

export interface WriteParts {
  readonly findRules: RulesLookup;
  readonly sealer: Sealer;
  readonly keys: Pick<Keys, 'get'>;
  readonly random: RandomSource;
}

/** The command, as far as its facts record it. */
export interface WritingCommand {
  readonly command: Command;
  readonly id: string;
  /** Its facts come first in the append, so that the others are found from them. */
  readonly primary: string;
  /** Canonical JSON of the command, and the root's key for its digest. */
  readonly body: string;
  readonly rootKey: Uint8Array;
}

export interface WrittenFacts {
  readonly writes: readonly Write[];
  readonly envelopes: readonly Envelope[];
  /** The states of the streams afterwards, in the order of `writes`. */
  readonly states: readonly StreamState[];
}

/** The facts of a verdict, those of the primary stream first. A control field above its maximum rejects the command. */
export async function writeFacts(
  pen: WriteParts,
  writing: WritingCommand,
  accepted: Accepted,
  read: (stream: string) => StreamState,
): Promise<WrittenFacts | Rejection> {
  const states = new Map<string, StreamState>();
  const drafts: WithoutRequest[] = [];
  for (const [index, proposal] of inLogOrder(accepted.proposals, writing.primary).entries()) {
    const before = states.get(proposal.stream) ?? read(proposal.stream);
    const draft = await draftFact(pen, writing, accepted.at, proposal, before, index);
    if ('reason' in draft) return draft;
    const next = applyDraft(before, draft, pen.findRules);
    if ('reason' in next) return next;
    drafts.push({ ...draft, stage: next.chartState.stage, state: stateHash(next.chartState, next.fields) });
    const { rev, at, rules } = draft;
    states.set(proposal.stream, {
      ...before,
      rev,
      at,
      rules,
      ...next,
      entered: enteredAt(before, next.chartState, at),
    });
  }
  const sealed = drafts.map(({ data }) => data);
  const request = await requestDigest(pen.keys, writing.rootKey, writing.body, sealed);
  if (request === undefined) return rejection('personErased');
  const envelopes = drafts.map((draft): Envelope => ({ ...draft, request }));
  const writes = [...states.keys()].map((stream) => ({
    stream,
    expected: read(stream).rev,
    facts: envelopes.filter((each) => each.stream === stream).map(newFact),
  }));
  return { writes, envelopes, states: [...states.values()] };
}

/**
 * Stream by stream, the primary one first. A fact's index is then its place in the append in the log, so that an auditor can
 * compute its id again.
 */
function inLogOrder(proposals: readonly Proposal[], primary: string): Proposal[] {
  const streams = [...new Set([primary, ...proposals.map(({ stream }) => stream)])];
  return streams.flatMap((stream) => proposals.filter((each) => each.stream === stream));
}

function newFact(envelope: Envelope): Write['facts'][number] {
  return { id: envelope.id, type: envelope.type, at: envelope.at, bytes: encodeEnvelope(envelope) };
}

type WithoutRequest = Omit<Envelope, 'request'>;
type Draft = Omit<Envelope, 'stage' | 'state' | 'request'>;

async function draftFact(
  pen: WriteParts,
  { command, id: commandId }: WritingCommand,
  at: string,
  proposal: Proposal,
  before: StreamState,
  index: number,
): Promise<Draft | Rejection> {
  const id = factId(commandId, index);
  const { data, places } = drawPersonIds(pen.random, proposal, id);
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
    by: proposal.anonymous ? { anonymous: true } : authorOf(command),
    ...(command.for === undefined ? {} : { for: command.for }),
    command: commandId,
    ...(command.cause === undefined ? {} : { cause: command.cause }),
    data: sealed as Envelope['data'],
    alg: 'sha256',
  };
}

/** Undefined if a key was erased: nothing more may be written about that person. */
async function sealPlaces(sealer: Sealer, data: Json, places: readonly Place[], id: string): Promise<Json | undefined> {
  try {
    return await sealer.seal(data, places, id);
  } catch (error) {
    if (error instanceof KeyErased) return undefined;
    throw error;
  }
}

function authorOf({ by }: Command): By {
  return 'account' in by
    ? { account: by.account, role: by.role, unit: by.unit, grant: by.grant }
    : { system: by.system };
}

/** Draws an opaque id for each person without one, so that erasing one person affects nobody else. */
function drawPersonIds(random: RandomSource, proposal: Proposal, id: string): { data: Json; places: readonly Place[] } {
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

function applyDraft(before: StreamState, draft: Draft, findRules: RulesLookup): ReturnType<typeof evolve> | Rejection {
  try {
    return evolve(before, draft, findRules);
  } catch (error) {
    if (error instanceof FoldRefused && error.why === 'maximum')
      return rejection('limitReached', { field: error.field });
    // Another subject that the command writes to is in a stage whose chart does not list the fact.
    if (error instanceof ReplayFault && error.why === 'unlisted')
      return rejection('stageForbids', { command: draft.type, stage: before.chartState?.stage ?? 'absent' });
    throw error;
  }
}
