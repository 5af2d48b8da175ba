/** Which rows of a list somebody may see, as a value that a query can apply. */
import type { DecisionContext } from '../../engine/decide/decision-context.js';
import { STREAM_NAME, streamParts } from '../../engine/ports/event-store.js';
import { answerTo, hangsOn } from '../language/partial-conditions.js';
import { platformOf } from '../decide/decider.js';
import type { Where } from '../definition/definition.js';
import { at, isMember, type Scope, type Stages } from '../language/paths.js';
import { stands } from '../definition/subject-streams.js';
import type { Programme } from '../definition/compile-programme.js';
import { isGranted, type Viewer } from './visibility.js';
import { type Ground, visibilityRulesOf, withRuleReads } from './rules.js';

/**
 * `subtree`: the row's unit is this one or below it; `own`: it is this one; `above`: it is strictly below this one;
 * `field`: its control field is this value, or a list or map that has it; `part`: so does the nth part of the stream's
 * id (from 1, between dots).
 */
export type RowFilterTerm =
  | { readonly subtree: string }
  | { readonly own: string }
  | { readonly above: string }
  | { readonly field: string; readonly has: string }
  | { readonly part: number; readonly has: string };

export type RowFilter =
  | { readonly anywhere: true }
  | { readonly none: true }
  /** Any of these is enough. */
  | { readonly any: readonly RowFilterTerm[] };

export interface FilteredRows {
  readonly filter: RowFilter;
  /**
   * Whether everything in reach may be seen, so that it may be counted. Else each row is asked for with `visibilityOf`, and
   * left out where that says so.
   */
  readonly exact: boolean;
}

const NOWHERE: FilteredRows = { filter: { none: true }, exact: true };
/** What only a row tells. */
const OF_ROW: ReadonlySet<string> = new Set(['self', 'key', 'fact']);
const OF_ROW_ALONE: ReadonlySet<string> = new Set([...OF_ROW, 'cycle']);

/** What of a category a viewer may list: in a cycle, or of the platform's own (units, homes, cycles, their own grant). */
export function rowFilterFor(
  viewer: Viewer,
  { category, cycle: id }: { readonly category: string; readonly cycle?: string | undefined },
  decision: DecisionContext<Programme>,
  carried: Programme,
): FilteredRows {
  if ((id !== undefined && !STREAM_NAME.test(`cycle-${decision.root}.${id}`)) || !isGranted(viewer, decision))
    return NOWHERE;
  const platform = platformOf(decision, carried);
  const cycle = id === undefined ? undefined : decision.read(`cycle-${decision.root}.${id}`);
  const rules = cycle?.fields['rules'];
  const programme = typeof rules === 'string' ? decision.rules(rules) : platform;
  const shared = platform.subject(category);
  const subject = shared ?? programme.subject(category);
  if (!subject) return NOWHERE;
  const scope: Scope = {
    actor: viewer,
    ...(cycle ? { cycle: { ...cycle.fields, id: streamParts(cycle.stream).id } } : {}),
  };
  const stages: Stages = { isIn: (alias, stage) => alias === 'cycle' && cycle !== undefined && stands(cycle, stage) };
  const { key, lives } = subject.definition;
  const parts = lives === 'cycle' ? ['cycle', ...key] : key;
  const sure: Term[] = [];
  const perhaps: Term[] = [];
  const ground = { scope, stages, unknown: cycle ? OF_ROW : OF_ROW_ALONE };
  const beside = { decision, platform, programme, cycle };
  for (const { where, when, reads } of visibilityRulesOf(subject, [shared ? platform : programme], viewer.role).rules) {
    const here = withRuleReads(ground, reads, beside);
    const answer = when === undefined || answerTo(when, here.scope, here.stages, here.unknown);
    const term = answer === false ? undefined : termOf(where, viewer, here, parts);
    if (!term) continue;
    // What hangs on the fact alone shows the row, and perhaps nothing more.
    const known = answer === true || !hangsOn(when, without(here.unknown, 'fact'));
    (known && !isGuess(where, here) ? sure : perhaps).push(term);
  }
  const covered = new Map(sure.map((term) => [JSON.stringify(term), term]));
  const all = new Map([...covered, ...perhaps.map((term) => [JSON.stringify(term), term] as const)]);
  const exact = covered.has('"anywhere"') || all.size === covered.size;
  if (all.has('"anywhere"')) return { filter: { anywhere: true }, exact };
  const terms = [...all.values()].filter((term) => term !== 'anywhere');
  return terms.length === 0 ? NOWHERE : { filter: { any: terms }, exact };
}

type Term = RowFilterTerm | 'anywhere';

function termOf(where: Where, viewer: Viewer, ground: Ground, parts: readonly string[]): Term | undefined {
  if (where === 'anywhere') return 'anywhere';
  if (where === 'own') return { own: viewer.unit };
  if (where === 'subtree') return { subtree: viewer.unit };
  if (where === 'above') return { above: viewer.unit };
  const [path, has] = 'unitIn' in where ? [where.unitIn, viewer.unit] : [where.accountIn, viewer.account];
  const [root = '', name = ''] = path.split('.');
  if (root === 'self') return { field: name, has };
  if (root === 'key') return { part: parts.indexOf(name) + 1, has };
  return ground.unknown.has(root) || isMember(at(ground.scope, path), has) ? 'anywhere' : undefined;
}

/** What stands beside a row is not known before the row is. */
function isGuess(where: Where, { unknown }: Ground): boolean {
  return hangsOn(typeof where === 'object' ? where : undefined, without(unknown, 'self', 'key'));
}

function without(set: ReadonlySet<string>, ...members: readonly string[]): ReadonlySet<string> {
  return set.difference(new Set(members));
}
