/**
 * A rubric as a value: blocks of items, and what each kind of item can earn. `scoring.ts` turns marks into points.
 *
 * Points are safe integers in the unit that the rubric names. Texts (titles, standards, labels, conditions) are keys.
 */
import { z } from 'zod';
import { nameSchema } from '../language/fields.js';

/** More points than any notice gives, also in hundredths: above it stands a typing error. */
const MOST_POINTS = 1_000_000;

const key = z
  .string()
  .regex(/^[a-z][A-Za-z0-9.-]*$/)
  .max(120);
const points = z.int().min(0).max(MOST_POINTS);
const somePoints = z.int().min(1).max(MOST_POINTS);

/**
 * How low points may fall: to a number, to anywhere (`null`), or as a setting says that the notice leaves open:
 * a flag, `true` when points may fall below zero. The setting is asked for only when they would.
 */
const floorSchema = z.union([
  z.int().min(-MOST_POINTS).max(MOST_POINTS),
  z.null(),
  z.strictObject({ belowZero: nameSchema }),
]);
export type Floor = z.infer<typeof floorSchema>;

const common = { id: nameSchema, title: key, standard: key.optional() };
/** Where less than the most must be explained, on kinds that don't ask for reasons anyway. */
const explained = { ...common, reasonBelowFull: z.literal(true).optional() };

const levelsSchema = z.strictObject({
  ...explained,
  kind: z.literal('levels'),
  /** The points that may be given, and no others. */
  levels: z
    .array(z.strictObject({ points, label: key }))
    .min(2)
    .max(20),
});

const rangeSchema = z.strictObject({
  ...explained,
  kind: z.literal('range'),
  min: points,
  max: points,
  /** Points are `min` plus a multiple of this. */
  step: somePoints,
});

/** So many points for each occurrence, up to the cap. Nothing is claimed where there is no mark. */
const tallySchema = z.strictObject({
  ...common,
  kind: z.literal('tally'),
  each: somePoints,
  cap: points.optional(),
  /** What each occurrence counted must fulfil: shown, and where `required` confirmed in the mark. */
  conditions: z
    .array(z.strictObject({ text: key, required: z.literal(true).optional() }))
    .max(20)
    .optional(),
});

/** Full, less what is taken off, each time with a reason. The evaluator must have looked: a mark is required. */
const deductionSchema = z.strictObject({ ...common, kind: z.literal('deduction'), full: points });

/** Full unless someone takes off for cause, with a reason; no mark is full. */
const fullUnlessDeductedSchema = z.strictObject({
  ...common,
  kind: z.literal('fullUnlessDeducted'),
  full: points,
  /** If given, each deduction names one of them. */
  causes: z.array(key).min(1).max(30).optional(),
});

/** Nothing if the flag is raised; else full, or within a range up to full. */
const nothingIfSchema = z.strictObject({
  ...explained,
  kind: z.literal('nothingIf'),
  /** What the flag says. */
  when: key,
  full: points,
  range: z.strictObject({ min: points, step: somePoints }).optional(),
});

/** Full, less so many for each occurrence found, down to the floor. */
const minusEachSchema = z.strictObject({
  ...explained,
  kind: z.literal('minusEach'),
  full: points,
  each: somePoints,
  floor: floorSchema,
});

/** Off the total at discretion, with a reason; `most` where there is a limit. */
const discretionarySchema = z.strictObject({ ...common, kind: z.literal('discretionary'), most: points.nullable() });

const itemSchema = z.discriminatedUnion('kind', [
  levelsSchema,
  rangeSchema,
  tallySchema,
  deductionSchema,
  fullUnlessDeductedSchema,
  nothingIfSchema,
  minusEachSchema,
]);
export type RubricItem = z.infer<typeof itemSchema>;

/** Items under a cap of their own: caps hold inside caps (item, group, block). */
const groupSchema = z.strictObject({
  ...common,
  kind: z.literal('group'),
  cap: points,
  items: z.array(itemSchema).min(1).max(60),
});
export type RubricGroup = z.infer<typeof groupSchema>;

const blockSchema = z.strictObject({
  ...common,
  /** The most the block can earn, as the notice states it; `checkRubric` proves it. */
  sum: points.optional(),
  cap: points.optional(),
  items: z
    .array(z.discriminatedUnion('kind', [...itemSchema.options, groupSchema]))
    .min(1)
    .max(60),
});
export type RubricBlock = z.infer<typeof blockSchema>;

const offTotalSchema = z.discriminatedUnion('kind', [tallySchema, discretionarySchema]);
export type OffTotal = z.infer<typeof offTotalSchema>;

export const rubricSchema = z.strictObject({
  unit: z.enum(['points', 'hundredths']),
  /** The most in all, as the notice states it; `checkRubric` proves it. */
  sum: points.optional(),
  /**
   * The notice gives the items, and people the points of each, for a cycle, class or district: every `full` is 0 until
   * `withGivenPoints` puts in what stands on the record. Sums are then proved when the points are adopted.
   */
  given: z.literal(true).optional(),
  blocks: z.array(blockSchema).min(1).max(40),
  /** What comes off the total, and how low the total may fall. */
  deductions: z.strictObject({ floor: floorSchema, items: z.array(offTotalSchema).min(1).max(40) }).optional(),
});
export type Rubric = z.infer<typeof rubricSchema>;

/** Which rubric holds for a class or kind (of unit, of home): names of rubrics, and one for all others where there is one. */
export const rubricChoiceSchema = z.strictObject({
  of: z.record(z.string().max(80), nameSchema),
  otherwise: nameSchema.optional(),
});
export type RubricChoice = z.infer<typeof rubricChoiceSchema>;

/** The rubric's name for a class or kind; none where the choice is silent. */
export function chooseRubric(choice: RubricChoice, kind: string): string | undefined {
  return Object.hasOwn(choice.of, kind) ? choice.of[kind] : choice.otherwise;
}

/** The most an item or group can earn; `Infinity` for a tally without cap. */
export function mostOf(item: RubricItem | RubricGroup): number {
  switch (item.kind) {
    case 'levels':
      return Math.max(...item.levels.map((level) => level.points));
    case 'range':
      return item.max;
    case 'tally':
      return item.cap ?? Infinity;
    case 'group':
      return Math.min(item.cap, total(item.items.map(mostOf)));
    default:
      return item.full;
  }
}

/** The most a block can earn, `Infinity` if nothing bounds it. */
export function mostOfBlock(block: RubricBlock): number {
  return Math.min(block.cap ?? Infinity, total(block.items.map(mostOf)));
}

export interface RubricProblem {
  /** JSON pointer into the rubric. */
  readonly pointer: string;
  readonly reason:
    | 'idTwice'
    | 'levelTwice'
    | 'rangeEmpty'
    | 'stepDoesNotFit'
    | 'conditionTwice'
    | 'floorAboveFull'
    | 'sumDiffers'
    | 'sumUnbounded';
  /** For sums: what the rubric states and what its items come to. */
  readonly stated?: number;
  readonly found?: number;
}

/** What is wrong with a rubric beyond its schema: ids, ranges, and the sums that must hold. Empty when nothing is. */
export function checkRubric(rubric: Rubric): RubricProblem[] {
  const problems: RubricProblem[] = [];
  const ids = new Set<string>();
  const note = (id: string, pointer: string) => {
    if (ids.has(id)) problems.push({ pointer: `${pointer}/id`, reason: 'idTwice' });
    ids.add(id);
  };
  const visit = (item: RubricItem | RubricGroup | OffTotal, pointer: string) => {
    note(item.id, pointer);
    if (item.kind === 'group') item.items.forEach((inner, index) => visit(inner, `${pointer}/items/${index}`));
    else problems.push(...checkItem(item, pointer));
  };
  rubric.blocks.forEach((block, index) => {
    note(block.id, `/blocks/${index}`);
    block.items.forEach((item, place) => visit(item, `/blocks/${index}/items/${place}`));
    if (!rubric.given) problems.push(...checkSum(block.sum, mostOfBlock(block), `/blocks/${index}/sum`));
  });
  rubric.deductions?.items.forEach((item, index) => visit(item, `/deductions/items/${index}`));
  if (!rubric.given) problems.push(...checkSum(rubric.sum, total(rubric.blocks.map(mostOfBlock)), '/sum'));
  return problems;
}

function checkSum(stated: number | undefined, found: number, pointer: string): RubricProblem[] {
  if (stated === undefined || stated === found) return [];
  if (!Number.isFinite(found)) return [{ pointer, reason: 'sumUnbounded', stated }];
  return [{ pointer, reason: 'sumDiffers', stated, found }];
}

function checkItem(item: RubricItem | OffTotal, pointer: string): RubricProblem[] {
  switch (item.kind) {
    case 'levels':
      return twice(item.levels.map((level) => level.points))
        ? [{ pointer: `${pointer}/levels`, reason: 'levelTwice' }]
        : [];
    case 'range':
      return checkRange(item.min, item.max, item.step, pointer);
    case 'nothingIf':
      return item.range === undefined ? [] : checkRange(item.range.min, item.full, item.range.step, `${pointer}/range`);
    case 'tally':
      return twice((item.conditions ?? []).map((condition) => condition.text))
        ? [{ pointer: `${pointer}/conditions`, reason: 'conditionTwice' }]
        : [];
    case 'minusEach':
      return typeof item.floor === 'number' && item.floor > item.full
        ? [{ pointer: `${pointer}/floor`, reason: 'floorAboveFull' }]
        : [];
    default:
      return [];
  }
}

function checkRange(min: number, max: number, step: number, pointer: string): RubricProblem[] {
  if (min >= max) return [{ pointer, reason: 'rangeEmpty' }];
  return (max - min) % step === 0 ? [] : [{ pointer: `${pointer}/step`, reason: 'stepDoesNotFit' }];
}

function twice(values: readonly (number | string)[]): boolean {
  return new Set(values).size < values.length;
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
