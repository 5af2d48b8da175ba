/** Makes up answers to a form from its field list: what generic actors write. */
import type { Field, FieldList } from '../lifecycle/language/fields.js';
import { formOf, type Forms } from '../lifecycle/forms/form-schema.js';
import { holds } from '../lifecycle/language/paths.js';
import type { Rubric, RubricItem } from '../lifecycle/scoring/rubric.js';
import type { Marks } from '../lifecycle/scoring/score-rubric.js';

/** Chance by what it is for, never drawn in sequence: a move more or less shifts nothing else. */
export interface Chance {
  /** A whole number from 0 to below `n`. */
  below(n: number, what: string): number;
}

/** What is said of a field in the place of a made-up answer; of a form, a branch or rows perhaps only some of it. */
export type Said = { readonly value: unknown } | { readonly unanswered: true };

export interface FillingParts {
  readonly forms: Forms;
  readonly chance: Chance;
  /** The local date. */
  readonly today: string;
  /** What the made-up answers belong to. */
  readonly what: string;
  /** The rubric that marks are given by. */
  readonly rubric?: Rubric | undefined;
  /**
   * By the names that lead to a field, fixed rows by theirs, others counted from 0; the reason of a mark of seven points
   * is at `7` below the marks. `which` tells apart what has the same names.
   */
  readonly said?: ((names: readonly string[], which: string) => Said | undefined) | undefined;
}

type Answers = Record<string, unknown>;

// Plain sentences: made-up answers can be read, and are taken for nobody's.
const FILLER = [
  'Made up for play.',
  'No real answer.',
  'Stands here for an answer.',
  'Invented, true of nobody.',
  'Only an example.',
  'Nothing was asked of anybody.',
];

/** Answers to every question that must be answered, and by chance to some that may. `given`: answers that are known. */
export function fillForm(list: FieldList, parts: FillingParts, path = '', given: Answers = {}): Answers {
  const answers: Answers = {};
  for (const [name, field] of Object.entries(list)) {
    const at = `${path}/${name}`;
    if (field.kind === 'branch') continue;
    const told = given[name] === undefined ? saidAt(parts, at) : { value: given[name] };
    if (given[name] !== undefined || isAsked(field, answers, parts, at, told))
      answers[name] = fill(field, parts, at, valueOf(told));
  }
  for (const [name, field] of Object.entries(list)) {
    const chosen = field.kind === 'branch' ? field.cases[String(answers[field.on])] : undefined;
    if (chosen) answers[name] = fillForm(chosen, parts, `${path}/${name}`, (given[name] ?? {}) as Answers);
  }
  return answers;
}

function saidAt(parts: FillingParts, at: string, which = at): Said | undefined {
  return parts.said?.(at.split('/').slice(1), which);
}

function valueOf(told: Said | undefined): unknown {
  return told && 'value' in told ? told.value : undefined;
}

function isAsked(field: Field, answers: Answers, parts: FillingParts, at: string, told: Said | undefined): boolean {
  if (field.required === undefined || field.required === true) return true;
  if (field.required === false)
    return !(told && 'unanswered' in told) && parts.chance.below(3, `${parts.what}${at} asked`) === 0;
  return holds(field.required.when, { form: answers }, { isIn: () => false });
}

function fill(field: Field, parts: FillingParts, at: string, told: unknown): unknown {
  const { chance, what } = parts;
  const below = (n: number, why = ''): number => chance.below(n, `${what}${at}${why}`);
  if (field.kind === 'table') return table(field, parts, at, told as Answers[] | undefined, below);
  if (field.kind === 'form') return fillForm(formOf(parts.forms, field.form).fields, parts, at, told as Answers);
  if (told !== undefined) return told;
  switch (field.kind) {
    case 'text':
      return text(field, below);
    case 'int':
      return (field.min ?? 0) + below(Math.min((field.max ?? 1_000_000) - (field.min ?? 0), 100_000) + 1);
    case 'date':
      return parts.today;
    case 'instant':
      return `${parts.today}T00:00:00.000Z`;
    case 'flag':
      return below(2) === 1;
    case 'choice':
      return field.of[below(field.of.length)];
    case 'id':
      return `made-up-${below(1_000_000)}`;
    case 'list':
      return field.choices
        ? [field.choices[below(field.choices.length)]]
        : field.of === 'text'
          ? [filler(1, field.textMax ?? 200, below)]
          : [];
    case 'marks':
      return parts.rubric ? fillMarks(parts.rubric, parts, at) : {};
    case 'attachment':
      return {
        digest: below(10).toString().repeat(64),
        bytes: 1 + below(Math.min(field.maxBytes, 1_000_000)),
        type: field.types[0],
        name: 'scan',
      };
    case 'signature':
    case 'seal':
      return { on: parts.today };
    default:
      return undefined;
  }
}

type Below = (n: number, why?: string) => number;

function text(field: Field & { kind: 'text' }, below: Below): string {
  if (field.pattern === 'email') return `somebody${below(10_000)}@example.org`;
  if (field.pattern === 'phone') return `00000${String(below(1_000_000)).padStart(6, '0')}`;
  if (field.pattern === 'postcode') return String(100_000 + below(900_000));
  return filler(field.min ?? 1, field.max, below);
}

/** As many sentences as the least length wants; cut where not even one may stand. */
function filler(min: number, max: number, below: Below): string {
  let text = FILLER[below(FILLER.length)] as string;
  for (let next = 1; text.length < min; next += 1) text += ` ${FILLER[below(FILLER.length, `/${next}`)] as string}`;
  return text.length > max ? text.slice(0, max).trimEnd().padEnd(min, '.') : text;
}

function table(
  field: Field & { kind: 'table' },
  parts: FillingParts,
  at: string,
  told: readonly Answers[] | undefined,
  below: Below,
): Answers[] {
  const least = field.fixed?.length ?? Math.max(field.rows.min ?? 1, 1);
  const rows = field.fixed ? least : (told?.length ?? Math.min(field.rows.max, least + below(2)));
  return Array.from({ length: rows }, (_row, index) => {
    const name = field.fixed?.[index];
    const rowAt = `${at}/${name ?? index}`;
    const row = told?.[index] ?? valueOf(saidAt(parts, rowAt));
    return {
      ...fillForm(field.columns, parts, rowAt, (row ?? {}) as Answers),
      ...(name === undefined ? {} : { row: name }),
    };
  });
}

/** Marks that a rubric takes, more often high than low. */
function fillMarks(rubric: Rubric, parts: FillingParts, at: string): Marks {
  const marks: Record<string, Marks[string]> = {};
  const visit = (item: Rubric['blocks'][number]['items'][number]): void => {
    if (item.kind === 'group') for (const inner of item.items) visit(inner);
    else marks[item.id] = mark(item, parts, at);
  };
  for (const block of rubric.blocks) for (const item of block.items) visit(item);
  return marks;
}

function mark(item: RubricItem, parts: FillingParts, at: string): Marks[string] {
  const below = (n: number, why = ''): number => parts.chance.below(n, `${parts.what}${at}/${item.id}${why}`);
  const because = (points: number): Marks[string] => ({
    points,
    reason: String(valueOf(saidAt(parts, `${at}/${points}`, `${at}/${item.id}`)) ?? FILLER[0]),
  });
  switch (item.kind) {
    case 'levels': {
      const levels = item.levels.map((level) => level.points).sort((a, b) => b - a);
      // The lowest of three draws is the highest level: who is put forward is good at most of it.
      const draws = ['', '/again', '/once more'].map((why) => below(levels.length, why));
      return because(levels[Math.min(...draws)] as number);
    }
    case 'range':
      return because(item.min + item.step * below(Math.floor((item.max - item.min) / item.step) + 1));
    case 'nothingIf':
      return { flag: false };
    case 'tally':
    case 'minusEach':
      return { count: below(2) };
    default:
      return { deductions: [] };
  }
}
