/**
 * Deliveries: follows the log and puts into the outbox what people are to be told: reminders, escalations, chasing,
 * deadlines that have passed, and the notices of the programmes. Its checkpoint moves when the files are on disk, so a
 * crash in between tells nobody twice and nobody nothing.
 */
import { decodeEnvelope, type Envelope } from '../../../libs/engine/envelope/envelope.js';
import { foldFact, initialState, type StreamState } from '../../../libs/engine/fold/fold.js';
import { followLog } from '../../../libs/engine/follow/follow-log.js';
import { streamParts, type StoredFact } from '../../../libs/engine/ports/event-store.js';
import type { DecisionContext } from '../../../libs/engine/decide/decision-context.js';
import type { Definition } from '../../../libs/lifecycle/definition/definition.js';
import { textsOf } from '../../../libs/lifecycle/messages/label-context.js';
import type { Programme } from '../../../libs/lifecycle/definition/compile-programme.js';
import { watchedBy } from '../../../libs/lifecycle/obligations/schedule.js';
import type { Known } from '../../../libs/lifecycle/messages/labels.js';
import type { MailMessage } from '../../../libs/outside/mail/mail-spool.js';
import { nameOf } from '../../../libs/runtime/labels.js';
import { lookUpSubject, type SubjectInContext } from './lookup.js';
import { unitAndAbove } from '../../../libs/lifecycle/federation/unit-tree.js';
import { composeDeadlineMail, composeNoticeMail, type Addressed } from './compose-mail.js';
import type { WorkerParts } from '../followers/worker-parts.js';
import { findResponsible, selectRecipients, type RoleHolders } from './recipients.js';

export const DELIVERIES_FOLLOWER = 'deliveries';

type Parts = Pick<WorkerParts, 'service' | 'store' | 'mailSpool' | 'checkpoints'> & { readonly holders: RoleHolders };
type Notice = Definition['notices'][number];

/** The platform's streams of which no programme tells anybody. */
const QUIET = new Set(['platform', 'programme', 'calendar', 'parameter', 'unit', 'home', 'person', 'grant']);

/** Follows until the signal aborts. @throws what the ports throw: begun again, it goes on where it was. */
export function deliver(parts: Parts, signal: AbortSignal): Promise<void> {
  const { store, checkpoints } = parts;
  const handle = (facts: readonly StoredFact[]): Promise<void> => tell(parts, facts);
  return followLog({ name: DELIVERIES_FOLLOWER, store, checkpoints, handle }, signal);
}

async function tell(parts: Parts, facts: readonly StoredFact[]): Promise<void> {
  const told = facts.filter(({ stream }) => !QUIET.has(streamParts(stream).category));
  const letters: MailMessage[] = [];
  for (const fact of told) letters.push(...(await lettersOf(parts, decodeEnvelope(fact.bytes))));
  if (letters.length > 0) await parts.mailSpool.put(letters);
}

function lettersOf(parts: Parts, fact: Envelope): Promise<readonly MailMessage[]> {
  return streamParts(fact.stream).category === 'watch' ? ofDeadline(parts, fact) : ofNotices(parts, fact);
}

// ── deadlines ─────────────────────────────────────────────────────────────────────────────────────────────────────

const OF_DEADLINES = new Set(['reminderSent', 'deadlineMissed', 'escalated', 'chased']);

async function ofDeadline(parts: Parts, fact: Envelope): Promise<readonly MailMessage[]> {
  if (!OF_DEADLINES.has(fact.type)) return [];
  const stream = watchedBy(fact.stream);
  const cycle = textOf(fact.data['cycle']);
  const about = await addressed(parts, fact, (decision) => lookUpSubject(decision, { stream, cycle }));
  // Neither there nor owed any more: nothing to be told.
  if (!about) return [];
  const accounts = await accountsTold(parts, fact, about);
  return accounts.map((to) => composeDeadlineMail(fact, about, to));
}

/** The fact names them, or they are those who hold what is owed. */
async function accountsTold({ holders }: Parts, fact: Envelope, about: Addressed): Promise<readonly string[]> {
  const { to } = fact.data;
  if (Array.isArray(to)) return to.filter((account) => typeof account === 'string');
  const owed = about.concerned.obligations.find(({ deadline }) => deadline === fact.data['deadline']);
  const holder = textOf(fact.data['holder']) ?? owed?.holder;
  return holder === undefined ? [] : (await findResponsible(holders, about.concerned, holder)).accounts;
}

// ── notices of programmes ─────────────────────────────────────────────────────────────────────────────────────────

async function ofNotices(parts: Parts, fact: Envelope): Promise<readonly MailMessage[]> {
  const { category, root } = streamParts(fact.stream);
  const notices = await parts.service.ask(root, (decision) => noticesOn(decision, fact));
  if (notices.length === 0) return [];
  const then = await asOf(parts, fact);
  const about = await addressed(parts, fact, (decision) =>
    category === 'cycle'
      ? ofCycle(decision, then)
      : withSubject(lookUpSubject(decision, { stream: fact.stream }), then),
  );
  if (!about) return [];
  const letters: MailMessage[] = [];
  for (const { to, text } of notices) {
    const accounts = new Set<string>();
    for (const { role, where } of to) {
      const held = await parts.holders.find(root, role);
      for (const account of selectRecipients(where, held, about.concerned)) accounts.add(account);
    }
    for (const account of accounts) letters.push(composeNoticeMail(fact, about, account, text));
  }
  return firstOfEach(letters);
}

/** What the programme that governs a fact says of it. Facts on a cycle are the platform's; its programme speaks. */
function noticesOn(decision: DecisionContext<Programme>, fact: Envelope): readonly Notice[] {
  const { category } = streamParts(fact.stream);
  const rules = category === 'cycle' ? decision.read(fact.stream).fields['rules'] : fact.rules;
  if (typeof rules !== 'string') return [];
  const { notices } = decision.rules(rules).definition;
  return notices.filter(({ on }) => on.subject === category && on.fact === fact.type);
}

/** A cycle as its own subject: its unit is the one concerned. */
function ofCycle(decision: DecisionContext<Programme>, cycle: StreamState): SubjectInContext | undefined {
  const { rules, unit, zone } = cycle.fields;
  if (typeof rules !== 'string') return undefined;
  const programme = decision.rules(rules);
  const own = typeof unit === 'string' ? unit : undefined;
  return {
    ...{
      subject: cycle,
      cycle,
      unit: own,
      owing: undefined,
      obligations: [],
      programme,
      chain: unitAndAbove(decision, own),
    },
    zone: typeof zone === 'string' ? zone : programme.definition.zone,
  };
}

function withSubject(found: SubjectInContext | undefined, subject: StreamState): SubjectInContext | undefined {
  return found && { ...found, subject };
}

/** The stream as the fact left it: who was named then, and not who was named later. */
async function asOf({ service, store }: Parts, { stream, rev }: Envelope): Promise<StreamState> {
  const now = await service.read(stream);
  if (now.rev === rev) return now;
  let folded = initialState(stream);
  for await (const fact of store.readStream(stream, { to: rev }))
    folded = foldFact(folded, decodeEnvelope(fact.bytes), service.published.findRules);
  return folded;
}

/** Two notices of one fact to one account are one letter: the first that the programme names. */
function firstOfEach(letters: readonly MailMessage[]): readonly MailMessage[] {
  return [...new Map(letters.toReversed().map((letter) => [letter.to, letter])).values()];
}

// ── what it is called ─────────────────────────────────────────────────────────────────────────────────────────────

/** What a letter speaks of, with the names that things have. */
async function addressed(
  { service, store }: Parts,
  { stream }: Envelope,
  look: (decision: DecisionContext<Programme>) => SubjectInContext | undefined,
): Promise<Addressed | undefined> {
  const { root } = streamParts(stream);
  const found = await service.ask(root, (decision): { concerned: SubjectInContext; known: Known } | undefined => {
    const seen = look(decision);
    return seen && { concerned: seen, known: { texts: textsOf(decision, seen.programme.hash), zone: seen.zone } };
  });
  if (!found) return undefined;
  const home = homeOf(found.concerned);
  const { unit } = found.concerned;
  return {
    ...found,
    unitName: unit === undefined ? undefined : ((await nameOf(store, `unit-${root}.${unit}`)) ?? unit),
    homeName: home === undefined ? undefined : ((await nameOf(store, `home-${root}.${home}`)) ?? home),
  };
}

/** The home that a subject is about, where its key names one. */
function homeOf({ subject, programme }: SubjectInContext): string | undefined {
  const { category, id } = streamParts(subject.stream);
  const definition = programme.subject(category)?.definition;
  if (!definition?.key.includes('home')) return undefined;
  return id.split('.')[(definition.lives === 'cycle' ? 1 : 0) + definition.key.indexOf('home')];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
