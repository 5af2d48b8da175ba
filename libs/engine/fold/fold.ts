/**
 * Folds facts into the state of a stream. Replay applies facts and never decides again. Each fact records the stage and the
 * hash of the control state it led to; a proving replay compares both, and names the fact that differs.
 */
import { canonical } from '../canonical/canonical-json.js';
import type { ChartState } from '../chart/chart-adapter.js';
import { initialFields, fits, FoldRefused } from './control-fields.js';
import { sha256 } from '../canonical/digest.js';
import type { Envelope } from '../envelope/envelope.js';
import type { FactView, Fields, Rules, RulesLookup, SubjectRules } from './rules.js';
import { ABSENT } from '../ports/event-store.js';

/** The state of a stream after its last fact. `rev` is `ABSENT` if the stream does not exist. */
export interface StreamState {
  readonly stream: string;
  readonly rev: number;
  /** `at` of the last fact; '' if there is none. */
  readonly at: string;
  /** Hash of the last fact's rules. Undefined if the stream does not exist. */
  readonly rules: string | undefined;
  readonly chartState: ChartState | undefined;
  /** `at` of the fact that led to this chart state; undefined where that is not tracked. */
  readonly entered?: string | undefined;
  readonly fields: Fields;
  /** Commands that wrote here: id → the first revision written. Answers the same command when it is given again. */
  readonly commands: Map<string, number>;
}

/** Type of the platform's fact that carries a stream over to other rules. */
export const RULES_ADOPTED = 'rulesAdopted';

/** A fact that must not follow the facts before it, or whose records differ from what replay finds. */
export class ReplayFault extends Error {
  constructor(
    readonly stream: string,
    readonly rev: number,
    readonly why:
      | 'envelope'
      | 'unknownRules'
      | 'unknownSubject'
      | 'unlisted'
      | 'rulesChanged'
      | 'revision'
      | 'stage'
      | 'state'
      | 'fields',
    detail: string,
  ) {
    super(`${stream}@${rev}: ${why}: ${detail}`);
  }
}

export function initialState(stream: string): StreamState {
  return { stream, rev: ABSENT, at: '', rules: undefined, chartState: undefined, fields: {}, commands: new Map() };
}

/** Hash of a control state `{fields, history, value}`. */
export function stateHash(chartState: ChartState, fields: Fields): string {
  return sha256(`{"fields":${canonical(fields)},${chartState.tail}}`);
}

/** The chart state and fields that a fact leads to. @throws {ReplayFault} @throws {FoldRefused} from the control fields */
export function evolve(
  before: Pick<StreamState, 'rules' | 'chartState' | 'fields'>,
  fact: FactView & { readonly type: string; readonly rev: number; readonly rules: string },
  findRules: RulesLookup,
): { chartState: ChartState; fields: Fields } {
  const rules = findRules(fact.rules);
  if (!rules) throw new ReplayFault(fact.stream, fact.rev, 'unknownRules', fact.rules);
  const category = fact.stream.slice(0, fact.stream.indexOf('-'));
  const subject = rules.subject(category);
  if (!subject) throw new ReplayFault(fact.stream, fact.rev, 'unknownSubject', `${rules.slug} has no ${category}`);
  if (before.rules !== undefined && before.rules !== fact.rules) {
    if (fact.type !== RULES_ADOPTED) throw new ReplayFault(fact.stream, fact.rev, 'rulesChanged', `by ${fact.type}`);
    return adoptRules(before, rules, subject, findRules, fact);
  }
  const from = before.chartState ?? subject.chart.initial;
  const fold = subject.folds.get(fact.type);
  const chartState = fold && subject.chart.next(from, fact.type);
  if (!fold || !chartState) throw new ReplayFault(fact.stream, fact.rev, 'unlisted', `${fact.type} in ${from.stage}`);
  return { chartState, fields: fold(before.chartState ? before.fields : subject.initialFields, fact) };
}

/** Carries a stream over to another edition: stages and fields by the maps that the new rules have for the old ones. */
function adoptRules(
  before: Pick<StreamState, 'rules' | 'chartState' | 'fields'>,
  rules: Rules,
  subject: SubjectRules,
  findRules: RulesLookup,
  fact: { readonly stream: string; readonly rev: number },
): { chartState: ChartState; fields: Fields } {
  const old = before.rules === undefined ? undefined : findRules(before.rules);
  const map = subject.adopts?.find((each) => old?.slug === rules.slug && each.from === old.edition);
  const stage = before.chartState && map?.stages[before.chartState.stage];
  if (!map || stage === undefined) {
    throw new ReplayFault(
      fact.stream,
      fact.rev,
      'rulesChanged',
      `no way from ${before.chartState?.stage ?? 'nowhere'}`,
    );
  }
  const fields: Record<string, Fields[string]> = { ...initialFields(subject.fields) };
  for (const [name, from] of Object.entries(map.fields)) {
    const value = before.fields[from];
    if (value === undefined) continue;
    const declared = subject.fields[name];
    if (!declared || !fits(value, declared))
      throw new ReplayFault(fact.stream, fact.rev, 'fields', `${name} cannot hold what ${from} held`);
    fields[name] = value;
  }
  return { chartState: subject.chart.restore(stateValueOf(stage), {}), fields };
}

/** `a.b.c` as a state value. */
function stateValueOf(stage: string): ChartState['value'] {
  const names = stage.split('.');
  let value: ChartState['value'] = names.pop() ?? '';
  for (const name of names.reverse()) value = { [name]: value };
  return value;
}

/**
 * Folds one fact onto a state. With `prove`, the recorded stage and state hash must be the same.
 * @throws {ReplayFault} naming the fact.
 */
export function foldFact(before: StreamState, fact: Envelope, findRules: RulesLookup, prove = false): StreamState {
  if (fact.rev !== before.rev + 1) throw new ReplayFault(fact.stream, fact.rev, 'revision', `after ${before.rev}`);
  const { chartState, fields } = replayFact(before, fact, findRules);
  if (prove) proveFact(fact, chartState, fields);
  // Shared with `before` and only added to: copying the map for each fact would make a long stream cost the square of its
  // length.
  const commands = before.commands;
  if (!commands.has(fact.command)) commands.set(fact.command, fact.rev);
  const { stream, rev, at, rules } = fact;
  const entered = enteredAt(before, chartState, at);
  return { stream, rev, at, rules, chartState, entered, fields, commands };
}

/** When a stream came to this chart state, if a fact at this instant leads to it. */
export function enteredAt(before: StreamState, chartState: ChartState, at: string): string | undefined {
  return chartState === before.chartState ? before.entered : at;
}

/** As {@link evolve}. What was accepted must fold again: a value that does not fit is a fault of the fact or the rules. */
function replayFact(before: StreamState, fact: Envelope, findRules: RulesLookup): ReturnType<typeof evolve> {
  try {
    return evolve(before, fact, findRules);
  } catch (error) {
    if (error instanceof FoldRefused) throw new ReplayFault(fact.stream, fact.rev, 'fields', error.message);
    throw error;
  }
}

function proveFact(fact: Envelope, chartState: ChartState, fields: Fields): void {
  if (fact.stage !== chartState.stage) {
    throw new ReplayFault(fact.stream, fact.rev, 'stage', `recorded ${fact.stage}, replayed ${chartState.stage}`);
  }
  const hash = stateHash(chartState, fields);
  if (fact.state !== hash)
    throw new ReplayFault(fact.stream, fact.rev, 'state', `recorded ${fact.state}, replayed ${hash}`);
}
