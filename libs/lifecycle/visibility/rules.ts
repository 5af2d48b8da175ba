/** Rules of sight made ready: for a category and a role, once for each programme. */
import type { StreamState } from '../../engine/fold/fold.js';
import { streamParts } from '../../engine/ports/event-store.js';
import type { DecisionContext } from '../../engine/decide/decision-context.js';
import { hangsOn } from '../language/partial-conditions.js';
import { stands, streamOf, subjectOf } from '../definition/subject-streams.js';
import { Refused } from '../definition/refuse.js';
import type { Definition, Where } from '../definition/definition.js';
import type { Condition } from '../language/fields.js';
import { at, type Scope, type Stages } from '../language/paths.js';
import type { Programme, Subject } from '../definition/compile-programme.js';
import { visibleFields, type Seen, visibleStages } from './redaction.js';

type Reads = NonNullable<Definition['sight'][number]['reads']>;

export interface VisibilityRule {
  readonly where: Where;
  readonly when: Condition | undefined;
  readonly reads: Reads | undefined;
  sees(type: string): Seen;
}

/** What some rules together show, whoever entered a fact. */
export interface VisiblePart {
  sees(type: string): Seen;
  readonly fields: ReadonlySet<string>;
  /** A stage as far as it may be told. */
  stage(stage: string): string | undefined;
}

export interface VisibilityRules {
  readonly rules: readonly VisibilityRule[];
  /** By their places in `rules`. */
  told(places: readonly number[]): VisiblePart;
}

const books = new WeakMap<Programme, Map<string, VisibilityRules>>();

/** `speakers`: the programmes whose rules count; of a cycle's stream the platform's and those of what it runs. */
export function visibilityRulesOf(
  subject: Subject,
  speakers: readonly [Programme, ...Programme[]],
  role: string,
): VisibilityRules {
  const last = speakers.at(-1) ?? speakers[0];
  let known = books.get(last);
  if (!known) books.set(last, (known = new Map()));
  const name = [subject.category, role, ...speakers.map(({ hash }) => hash)].join(' ');
  let book = known.get(name);
  if (!book) known.set(name, (book = makeBook(subject, speakers, role)));
  return book;
}

function makeBook(subject: Subject, speakers: readonly Programme[], role: string): VisibilityRules {
  const rules = speakers
    .flatMap(({ definition }) => definition.sight)
    .filter((rule) => rule.subject === subject.category && (rule.role === '*' || [rule.role].flat().includes(role)))
    .map(({ where, when, reads, sees }): VisibilityRule => ({ where, when, reads, sees: seenBy(sees) }));
  const told = new Map<string, VisiblePart>();
  return {
    rules,
    told: (places) => {
      const name = places.join(' ');
      let found = told.get(name);
      if (!found)
        told.set(
          name,
          (found = visiblePartOf(
            subject,
            places.map((place) => rules[place] as VisibilityRule),
          )),
        );
      return found;
    },
  };
}

function visiblePartOf({ definition }: Subject, rules: readonly VisibilityRule[]): VisiblePart {
  const known = new Map<string, Seen>();
  const sees = (type: string): Seen => {
    if (!known.has(type)) known.set(type, together(rules.map((rule) => rule.sees(type))));
    return known.get(type);
  };
  const stages = visibleStages(definition.chart, (type) => sees(type) !== undefined);
  return { sees, fields: visibleFields(definition, sees), stage: (stage) => stages.get(stage) };
}

/** `fact` alone: that it happened, and nothing of what it says. */
function seenBy(sees: readonly string[]): (type: string) => Seen {
  if (sees.includes('*')) return () => 'all';
  const types = new Map<string, Seen>();
  for (const [type = '', field] of sees.map((each) => each.split('.'))) {
    const own = field === '*' ? 'all' : new Set(field === undefined ? [] : [field]);
    types.set(type, together([types.get(type), own]));
  }
  return (type) => types.get(type);
}

export function together(all: readonly Seen[]): Seen {
  const some = all.filter((each) => each !== undefined);
  if (some.length === 0 || some.includes('all')) return some.length === 0 ? undefined : 'all';
  return new Set(some.flatMap((each) => [...each]));
}

/** What a rule's `where` and `when` look at, and the roots of which nothing is known. */
export interface Ground {
  readonly scope: Scope;
  readonly stages: Stages;
  readonly unknown: ReadonlySet<string>;
}

export interface Beside {
  readonly decision: DecisionContext<Programme>;
  readonly platform: Programme;
  readonly programme: Programme;
  readonly cycle: StreamState | undefined;
}

/** The ground with the subjects that a rule looks at beside its own. */
export function withRuleReads(ground: Ground, reads: Reads | undefined, beside: Beside): Ground {
  if (!reads) return ground;
  const unknown = new Set(ground.unknown);
  const found = new Map<string, StreamState>();
  for (const [alias, { subject, key }] of Object.entries(reads)) {
    if (hangsOn(key, ground.unknown)) unknown.add(alias);
    else {
      const folded = besideAt(subject, key, ground.scope, beside);
      if (folded) found.set(alias, folded);
    }
  }
  return {
    unknown,
    scope: { ...Object.fromEntries([...found].map(([alias, { fields }]) => [alias, fields])), ...ground.scope },
    stages: {
      isIn: (alias, stage) => {
        if (!Object.hasOwn(reads, alias)) return ground.stages.isIn(alias, stage);
        const folded = found.get(alias);
        return folded ? stands(folded, stage) : stage === 'absent';
      },
    },
  };
}

function besideAt(
  category: string,
  key: Reads[string]['key'],
  scope: Scope,
  { decision, platform, programme, cycle }: Beside,
): StreamState | undefined {
  const found = subjectOf(programme, platform, category);
  if (!found) return undefined;
  const parts = Object.entries(key).map(([part, from]) => [part, 'from' in from ? at(scope, from.from) : from.value]);
  try {
    const id = cycle && streamParts(cycle.stream).id;
    const folded = decision.read(
      streamOf(found.subject, decision.root, id, { cycle: id, ...Object.fromEntries(parts) }),
    );
    return folded.chartState && folded;
  } catch (error) {
    // A part of the key that leads nowhere finds nothing.
    if (error instanceof Refused) return undefined;
    throw error;
  }
}
