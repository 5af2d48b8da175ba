/**
 * Who sees what of a subject: by the `sight` of the programme that governs it, or by the platform's own for the
 * platform's subjects. Pure: what it knows comes from the decision passed in.
 */
import type { Envelope } from '../../engine/envelope/envelope.js';
import { RULES_ADOPTED, type StreamState } from '../../engine/fold/fold.js';
import type { Rejection } from '../../engine/decide/rejection.js';
import { STREAM_NAME, streamParts } from '../../engine/ports/event-store.js';
import type { DecisionContext } from '../../engine/decide/decision-context.js';
import { answerTo } from '../language/partial-conditions.js';
import { keyOf, stands } from '../definition/subject-streams.js';
import { platformOf } from '../decide/decider.js';
import { holds, type Scope } from '../language/paths.js';
import { type Place, reaches } from '../decide/access-policy.js';
import { holdsGrant } from '../federation/grants.js';
import { unitAndAbove, unitOfSubject } from '../federation/unit-tree.js';
import type { Programme, Subject } from '../definition/compile-programme.js';
import { type Ground, visibilityRulesOf, type VisibilityRule, together, withRuleReads } from './rules.js';
import type { Seen } from './redaction.js';
import { watchedBy } from '../obligations/schedule.js';

/** An account that looks with one of its grants. */
export interface Viewer {
  readonly account: string;
  readonly role: string;
  readonly unit: string;
  readonly grant: string;
}

export type FactSeen = Pick<Envelope, 'id' | 'stream' | 'type' | 'at' | 'on' | 'by' | 'for'>;

export interface Visibility {
  /** Fields of a fact's data that may be seen; undefined: the fact is not to be seen at all. */
  fact(fact: FactSeen): Seen;
  /** The same for every fact of a type, whoever entered it: what may be counted, ranked or listed. */
  always(type: string): Seen;
  /** Control fields that may be seen: those that tell of no fact that stays unseen. */
  readonly fields: ReadonlySet<string>;
  /** The stage as far as the facts that may be seen have led; undefined: nothing can be told. */
  readonly stage: string | undefined;
  /** Another stage of its chart, told in the same way: where it stood once, or where a fact led. */
  visibleStage(stage: string): string | undefined;
  /** As it stands, with what may not be seen. */
  readonly folded: StreamState;
}

/** Whether the grant that somebody looks with still stands. */
export function isGranted(viewer: Viewer, decision: DecisionContext<Programme>): boolean {
  return holdsGrant(decision.read(`grant-${decision.root}.${viewer.account}`), viewer);
}

/**
 * What a viewer may see of a subject; undefined: nothing, as if it were not there. `as`: its control state, where a
 * view holds it already; else it is read. Throws `Needs`, as decisions do.
 */
export function visibilityOf(
  viewer: Viewer,
  stream: string,
  decision: DecisionContext<Programme>,
  carried: Programme,
  as?: StreamState,
): Visibility | undefined {
  if (!STREAM_NAME.test(stream) || streamParts(stream).root !== decision.root || !isGranted(viewer, decision))
    return undefined;
  const folded = as ?? decision.read(stream);
  if (!folded.chartState) return undefined;
  const { category } = streamParts(stream);
  if (category === 'watch' && !seesWatched(viewer, watchedBy(stream), decision, carried)) return undefined;
  return judge(viewer, folded, decision, carried);
}

/**
 * A rejection as it may be told to somebody who sees this much of the subject: without a stage that would tell of an
 * unseen fact. The stage of a cycle that forbids a command is no secret.
 */
export function redactRejection(refusal: Rejection, visible: Visibility | undefined): Rejection {
  const { stage, ...params } = refusal.params;
  if (typeof stage !== 'string' || refusal.reason === 'cycleForbids') return refusal;
  const told = visible?.visibleStage(stage);
  return { ...refusal, params: told === undefined ? params : { ...params, stage: told } };
}

/** What is said about a stream is for those who see it, or would once it is there. */
function seesWatched(
  viewer: Viewer,
  stream: string,
  decision: DecisionContext<Programme>,
  carried: Programme,
): boolean {
  return judge(viewer, decision.read(stream), decision, carried) !== undefined;
}

const FACT: ReadonlySet<string> = new Set(['fact']);

function judge(
  viewer: Viewer,
  folded: StreamState,
  decision: DecisionContext<Programme>,
  carried: Programme,
): Visibility | undefined {
  const found = governing(folded, decision, carried);
  if (!found) return undefined;
  const { subject, speakers, cycle } = found;
  const book = visibilityRulesOf(subject, speakers, viewer.role);
  const sure: number[] = [];
  const open: OpenRule[] = [];
  for (const [index, rule] of book.rules.entries()) {
    const ground = withRuleReads(groundOf(viewer, folded, found), rule.reads, { decision, ...found });
    const place: Place = {
      scope: ground.scope,
      unit: () => unitOfSubject(subject, folded, cycle),
      chain: (unit) => unitAndAbove(decision, unit),
    };
    if (!reaches(rule.where, viewer, place)) continue;
    const answer = rule.when === undefined || answerTo(rule.when, ground.scope, ground.stages, ground.unknown);
    if (answer === true) sure.push(index);
    else if (answer === undefined) open.push({ ...ground, rule });
  }
  if (sure.length + open.length === 0) return undefined;
  const told = book.told(sure);
  return {
    fact: (fact) => (fact.type === RULES_ADOPTED ? 'all' : seenOf(fact, told.sees(fact.type), open)),
    always: (type) => (type === RULES_ADOPTED ? 'all' : told.sees(type)),
    fields: told.fields,
    stage: folded.chartState && told.stage(folded.chartState.stage),
    visibleStage: told.stage,
    folded,
  };
}

/** A rule that hangs on who entered the fact. */
interface OpenRule extends Ground {
  readonly rule: VisibilityRule;
}

function seenOf(fact: FactSeen, known: Seen, open: readonly OpenRule[]): Seen {
  if (open.length === 0 || known === 'all') return known;
  const more = open.filter(
    ({ rule: { when }, scope, stages }) =>
      when === undefined || holds(when, { ...scope, fact: factScope(fact) }, stages),
  );
  return together([known, ...more.map(({ rule }) => rule.sees(fact.type))]);
}

interface Governing {
  readonly subject: Subject;
  readonly speakers: readonly [Programme, ...Programme[]];
  readonly platform: Programme;
  /** Of which the paths of the rules speak. */
  readonly programme: Programme;
  readonly cycle: StreamState | undefined;
}

/** The rules under which a stream stands; of one that is not there yet, those of the cycle it would live in. */
function governing(
  folded: StreamState,
  decision: DecisionContext<Programme>,
  carried: Programme,
): Governing | undefined {
  const { category, root, id } = streamParts(folded.stream);
  const platform = platformOf(decision, carried);
  const shared = platform.subject(category);
  if (category === 'cycle') {
    const { rules } = folded.fields;
    if (!shared || typeof rules !== 'string') return undefined;
    const programme = decision.rules(rules);
    return { subject: shared, speakers: [platform, programme], platform, programme, cycle: folded };
  }
  if (shared) return { subject: shared, speakers: [platform], platform, programme: platform, cycle: undefined };
  const cycle = decision.read(`cycle-${root}.${id.split('.')[0] ?? ''}`);
  const rules = folded.rules ?? cycle.fields['rules'];
  if (typeof rules !== 'string') return undefined;
  const programme = decision.rules(rules);
  const subject = programme.subject(category);
  if (!subject) return undefined;
  const own = subject.definition.lives === 'cycle' ? cycle : undefined;
  return { subject, speakers: [programme], platform, programme, cycle: own };
}

function groundOf(viewer: Viewer, folded: StreamState, { subject, cycle }: Governing): Ground {
  return {
    unknown: FACT,
    scope: {
      self: folded.fields,
      key: keyOf(subject, folded.stream),
      actor: viewer,
      ...(cycle ? { cycle: { ...cycle.fields, id: streamParts(cycle.stream).id } } : {}),
    },
    stages: { isIn: (alias, stage) => stands(alias === 'cycle' && cycle ? cycle : folded, stage) },
  };
}

function factScope(fact: FactSeen): Scope {
  const { id, stream, at, on, by } = fact;
  const actor = 'account' in by ? { account: by.account, unit: by.unit } : {};
  return { id, stream, at, on, ...actor, for: fact.for?.stream };
}
