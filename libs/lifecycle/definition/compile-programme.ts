/** A definition made ready to decide and fold by: charts compiled, fields as schemas, commands by name. */
import type { z } from 'zod';
import { compileChart } from '../../engine/chart/chart-adapter.js';
import { initialFields, compileFold } from '../../engine/fold/control-fields.js';
import { canonicalHash } from '../../engine/canonical/digest.js';
import { RULES_ADOPTED } from '../../engine/fold/fold.js';
import type { Fold, Rules, SubjectRules } from '../../engine/fold/rules.js';
import type { CommandDefinition, Definition } from './definition.js';
import type { SubjectDefinition } from './subject-definition.js';
import { schemaOf } from '../forms/form-schema.js';
import { readsInOrder } from './read-order.js';

export interface Subject extends SubjectRules {
  readonly definition: SubjectDefinition;
  /** Schema of each fact's data before sealing, without `persons`. */
  readonly data: ReadonlyMap<string, z.ZodType<Record<string, unknown>>>;
}

export interface ReadyCommand {
  readonly name: string;
  readonly definition: CommandDefinition;
  readonly input: z.ZodType<Record<string, unknown>>;
  /** What it reads, each after those by which it is found. */
  readonly reads: ReturnType<typeof readsInOrder>;
}

export interface Programme extends Rules {
  readonly definition: RulesPart;
  readonly commands: ReadonlyMap<string, ReadyCommand>;
  subject(category: string): Subject | undefined;
}

/** A definition without its texts: what is hashed as rules. */
export type RulesPart = Omit<Definition, 'texts'>;

/** The two hashes of a definition, of canonical JSON. A mended label changes only the second. */
export function hashesOf(definition: Definition): { rules: string; texts: string } {
  const { texts, ...rules } = definition;
  return { rules: canonicalHash(rules), texts: canonicalHash(texts) };
}

export function rulesPart(definition: Definition): RulesPart {
  const { texts: _texts, ...rules } = definition;
  return rules;
}

/** Makes a checked definition ready. Throws when it is not sound (see `checkDefinition`). */
export function compileProgramme(definition: RulesPart, hash: string): Programme {
  const subjects = new Map(
    definition.subjects.map((subject) => [subject.category, compileSubject(subject, definition)]),
  );
  const commands = new Map(
    Object.entries(definition.commands).map(([name, command]) => [
      name,
      {
        name,
        definition: command,
        input: schemaOf(command.input, definition.forms),
        reads: readsInOrder(command.reads ?? {}),
      },
    ]),
  );
  return {
    hash,
    slug: definition.slug,
    edition: definition.edition,
    definition,
    commands,
    subject: (category) => subjects.get(category),
  };
}

function compileSubject(subject: SubjectDefinition, definition: RulesPart): Subject {
  const folds = new Map<string, Fold>();
  const data = new Map<string, z.ZodType<Record<string, unknown>>>();
  for (const [type, fact] of Object.entries(subject.facts)) {
    folds.set(type, compileFold(fact.folds ?? [], subject.fields));
    data.set(type, schemaOf(fact.fields, definition.forms));
  }
  // Followed by the maps of `adopts`, never by an operation of its own.
  folds.set(RULES_ADOPTED, (fields) => fields);
  return {
    category: subject.category,
    definition: subject,
    chart: compileChart(subject.category, subject.chart),
    fields: subject.fields,
    folds,
    data,
    initialFields: initialFields(subject.fields),
    adopts: subject.adopts,
  };
}
