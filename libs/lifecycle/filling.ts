/** Makes up answers to a form from its field list: what generic actors write. */
import type { Field, FieldList } from './fields.js';
import { formOf, type Forms } from './forms.js';
import { holds } from './paths.js';
import type { Rubric, RubricItem } from './rubric.js';
import type { Marks } from './scoring.js';

/** Chance by what it is for, never drawn in sequence: a move more or less shifts nothing else. */
export interface Chance {
  /** A whole number from 0 to below `n`. */
  below(n: number, what: string): number;
}

export interface FillingParts {
  readonly forms: Forms;
  readonly chance: Chance;
  /** The local date. */
  readonly today: string;
  /** What the made-up answers belong to. */
  readonly what: string;
  /** The rubric that marks are given by. */
  readonly rubric?: Rubric | undefined;
}

// Plain words: a demonstration must not look like somebody's real answers.
const WORDS = ['alpha', 'bravo', 'charlie', 'delta', 'echo', 'foxtrot', 'golf', 'hotel', 'india', 'juliett'];

/** Answers to every question that must be answered, and by chance to some that may. */
export function fillForm(list: FieldList, parts: FillingParts, path = ''): Record<string, unknown> {
  const answers: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(list)) {
    const at = `${path}/${name}`;
    if (field.kind === 'branch') continue;
    if (isAsked(field, answers, parts, at)) answers[name] = fill(field, parts, at);
  }
  for (const [name, field] of Object.entries(list)) {
    const chosen = field.kind === 'branch' ? field.cases[String(answers[field.on])] : undefined;
    if (chosen) answers[name] = fillForm(chosen, parts, `${path}/${name}`);
  }
  return answers;
}

function isAsked(field: Field, answers: Record<string, unknown>, parts: FillingParts, at: string): boolean {
  if (field.required === undefined || field.required === true) return true;
  if (field.required === false) return parts.chance.below(3, `${parts.what}${at} asked`) === 0;
  return holds(field.required.when, { form: answers }, { isIn: () => false });
}

function fill(field: Field, parts: FillingParts, at: string): unknown {
  const { chance, what } = parts;
  const below = (n: number, why = ''): number => chance.below(n, `${what}${at}${why}`);
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
      return field.choices ? [field.choices[below(field.choices.length)]] : field.of === 'text' ? ['alpha'] : [];
    case 'marks':
      return parts.rubric ? fillMarks(parts.rubric, parts, at) : {};
    case 'table':
      return table(field, parts, at, below);
    case 'form':
      return fillForm(formOf(parts.forms, field.form).fields, parts, at);
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

function text(field: Field & { kind: 'text' }, below: (n: number, why?: string) => number): string {
  if (field.pattern === 'email') return `somebody${below(10_000)}@example.org`;
  if (field.pattern === 'phone') return `00000${String(below(1_000_000)).padStart(6, '0')}`;
  if (field.pattern === 'postcode') return String(100_000 + below(900_000));
  let words = WORDS[below(WORDS.length)] as string;
  for (let index = 1; index < 8; index += 1) words += ` ${WORDS[below(WORDS.length, `/${index}`)] as string}`;
  const long = words.slice(0, Math.min(field.max, Math.max(field.min ?? 1, 12))).trimEnd();
  return long.padEnd(field.min ?? 1, 'x');
}

function table(
  field: Field & { kind: 'table' },
  parts: FillingParts,
  at: string,
  below: (n: number) => number,
): unknown[] {
  const least = field.fixed?.length ?? Math.max(field.rows.min ?? 1, 1);
  const rows = field.fixed ? least : Math.min(field.rows.max, least + below(2));
  return Array.from({ length: rows }, (_row, index) => ({
    ...fillForm(field.columns, parts, `${at}/${index}`),
    ...(field.fixed ? { row: field.fixed[index] } : {}),
  }));
}

/** Marks that a rubric takes, more often high than low. */
export function fillMarks(rubric: Rubric, parts: Pick<FillingParts, 'chance' | 'what'>, at: string): Marks {
  const marks: Record<string, Marks[string]> = {};
  const visit = (item: Rubric['blocks'][number]['items'][number]): void => {
    if (item.kind === 'group') for (const inner of item.items) visit(inner);
    else marks[item.id] = mark(item, (n) => parts.chance.below(n, `${parts.what}${at}/${item.id}`));
  };
  for (const block of rubric.blocks) for (const item of block.items) visit(item);
  return marks;
}

function mark(item: RubricItem, below: (n: number) => number): Marks[string] {
  switch (item.kind) {
    case 'levels': {
      const levels = item.levels.map((level) => level.points).sort((a, b) => b - a);
      // The lower of two draws is the higher level.
      const place = Math.min(below(levels.length), below(levels.length * 7) % levels.length);
      return { points: levels[place] as number, reason: 'alpha' };
    }
    case 'range':
      return {
        points: item.min + item.step * below(Math.floor((item.max - item.min) / item.step) + 1),
        reason: 'alpha',
      };
    case 'nothingIf':
      return { flag: false };
    case 'tally':
    case 'minusEach':
      return { count: below(2) };
    default:
      return { deductions: [] };
  }
}
