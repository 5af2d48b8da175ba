/** Rules of sight made ready: for a category and a role, once for each programme. */
import type { Condition } from './fields.js';
import type { Where } from './definition.js';
import type { Programme, Subject } from './programme.js';
import { fieldsTold, type Seen, stagesTold } from './telling.js';

export interface SightRule {
  readonly where: Where;
  readonly when: Condition | undefined;
  sees(type: string): Seen;
}

/** What some rules together show, whoever entered a fact. */
export interface Told {
  sees(type: string): Seen;
  readonly fields: ReadonlySet<string>;
  /** A stage as far as it may be told. */
  stage(stage: string): string | undefined;
}

export interface SightBook {
  readonly rules: readonly SightRule[];
  /** By their places in `rules`. */
  told(places: readonly number[]): Told;
}

const books = new WeakMap<Programme, Map<string, SightBook>>();

/** `speakers`: the programmes whose rules count; of a cycle's stream the platform's and those of what it runs. */
export function sightBook(subject: Subject, speakers: readonly [Programme, ...Programme[]], role: string): SightBook {
  const last = speakers.at(-1) ?? speakers[0];
  let known = books.get(last);
  if (!known) books.set(last, (known = new Map()));
  const name = [subject.category, role, ...speakers.map(({ hash }) => hash)].join(' ');
  let book = known.get(name);
  if (!book) known.set(name, (book = makeBook(subject, speakers, role)));
  return book;
}

function makeBook(subject: Subject, speakers: readonly Programme[], role: string): SightBook {
  const rules = speakers
    .flatMap(({ definition }) => definition.sight)
    .filter((rule) => rule.subject === subject.category && (rule.role === role || rule.role === '*'))
    .map(({ where, when, sees }): SightRule => ({ where, when, sees: seenBy(sees) }));
  const told = new Map<string, Told>();
  return {
    rules,
    told: (places) => {
      const name = places.join(' ');
      let found = told.get(name);
      if (!found)
        told.set(
          name,
          (found = makeTold(
            subject,
            places.map((place) => rules[place] as SightRule),
          )),
        );
      return found;
    },
  };
}

function makeTold({ definition }: Subject, rules: readonly SightRule[]): Told {
  const known = new Map<string, Seen>();
  const sees = (type: string): Seen => {
    if (!known.has(type)) known.set(type, together(rules.map((rule) => rule.sees(type))));
    return known.get(type);
  };
  const stages = stagesTold(definition.chart, (type) => sees(type) !== undefined);
  return { sees, fields: fieldsTold(definition, sees), stage: (stage) => stages.get(stage) };
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
