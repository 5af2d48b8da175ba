/** Marks by a rubric become points. Everything that decides is in the rubric's value. */
import { z } from 'zod';
import { nameSchema } from '../language/fields.js';
import { type Floor, type OffTotal, type Rubric, type RubricGroup, type RubricItem, mostOf } from './rubric.js';

/** More occurrences than anyone counts: above it stands a typing error. */
const MOST_OCCURRENCES = 1_000;

const key = z
  .string()
  .regex(/^[a-z][A-Za-z0-9.-]*$/)
  .max(120);
const reason = z.string().max(1_000);

/**
 * What an evaluator notes for one item. Which members it takes depends on the item's kind:
 * levels, range `points`; tally, minusEach `count`; deduction, fullUnlessDeducted `deductions`; nothingIf `flag` and
 * perhaps `points`; discretionary `points` (taken off). Numbers are judged when scored, so that the answer can say why.
 */
export const markSchema = z.strictObject({
  points: z.number().optional(),
  count: z.number().optional(),
  flag: z.boolean().optional(),
  /** Conditions of a tally (text keys) that every occurrence counted fulfils. */
  met: z.array(key).max(20).optional(),
  deductions: z
    .array(z.strictObject({ points: z.number(), reason: reason.optional(), cause: key.optional() }))
    .max(50)
    .optional(),
  reason: reason.optional(),
});
export type Mark = z.infer<typeof markSchema>;

/** Item id → mark. */
export const marksSchema = z
  .record(nameSchema, markSchema)
  .refine((marks) => Object.keys(marks).length <= 500, 'at most 500 marks');
export type Marks = Readonly<Record<string, Mark>>;

export type ScoreProblemReason =
  | 'scoreNotALevel'
  | 'scoreAboveMaximum'
  | 'scoreBelowMinimum'
  | 'scoreOffStep'
  | 'notAnInteger'
  | 'countOutOfRange'
  | 'reasonMissing'
  | 'causeUnknown'
  | 'conditionMissing'
  | 'conditionUnknown'
  | 'itemMissing'
  | 'itemUnknown'
  | 'memberMissing'
  | 'memberUnknown'
  | 'settingUnset';

export interface ScoreProblem {
  /** JSON pointer into the marks; empty for the total. */
  readonly pointer: string;
  readonly reason: ScoreProblemReason;
}

export interface Score {
  readonly ok: true;
  /** Blocks less deductions, not below the floor. */
  readonly total: number;
  /** After the block's cap. */
  readonly blocks: Readonly<Record<string, number>>;
  /** After the group's cap. */
  readonly groups: Readonly<Record<string, number>>;
  /** After the item's cap; what comes off the total is negative. */
  readonly items: Readonly<Record<string, number>>;
}

/** Values of settings by name; only flags that floors name are read. */
export type ScoreSettings = Readonly<Record<string, unknown>>;
type Report = (member: string, reason: ScoreProblemReason) => void;

/** The points that a complete set of marks earns, or everything that is wrong with it. */
export function scoreRubric(
  rubric: Rubric,
  marks: Marks,
  settings: ScoreSettings = {},
): Score | { readonly ok: false; readonly problems: readonly ScoreProblem[] } {
  const sheet = new Sheet(marks, settings, true);
  const blocks: Record<string, number> = {};
  for (const block of rubric.blocks) {
    blocks[block.id] = Math.min(
      block.cap ?? Infinity,
      sumOf(block.items, (item) => sheet.earned(item)),
    );
  }
  const off = sumOf(rubric.deductions?.items ?? [], (item) => sheet.taken(item));
  sheet.reportUnknown();
  // The floor is looked at last: what wrong marks come to must not ask for a setting.
  if (sheet.problems.length > 0) return { ok: false, problems: sheet.problems };
  const before = sumOf(Object.values(blocks), (points) => points) - off;
  const total = sheet.notBelow(rubric.deductions?.floor ?? null, before, (member, why) =>
    sheet.report('', member, why),
  );
  if (sheet.problems.length > 0) return { ok: false, problems: sheet.problems };
  return { ok: true, total, blocks, groups: sheet.groups, items: sheet.items };
}

/** What is wrong with marks for part of a rubric (each of several departments scores its own items). Empty when nothing is. */
export function checkMarks(rubric: Rubric, marks: Marks, settings: ScoreSettings = {}): readonly ScoreProblem[] {
  const sheet = new Sheet(marks, settings, false);
  for (const block of rubric.blocks) for (const item of block.items) sheet.earned(item);
  for (const item of rubric.deductions?.items ?? []) sheet.taken(item);
  sheet.reportUnknown();
  return sheet.problems;
}

/** One scoring: the marks, and what has been found so far. */
class Sheet {
  readonly problems: ScoreProblem[] = [];
  readonly items: Record<string, number> = {};
  readonly groups: Record<string, number> = {};
  private readonly known = new Set<string>();

  constructor(
    private readonly marks: Marks,
    private readonly settings: ScoreSettings,
    private readonly complete: boolean,
  ) {}

  report(item: string, member: string, reason: ScoreProblemReason): void {
    const pointer = (item === '' ? '' : `/${item}`) + (member === '' ? '' : `/${member}`);
    this.problems.push({ pointer, reason });
  }

  /** What an item or a group adds to its block. */
  earned(item: RubricItem | RubricGroup): number {
    if (item.kind === 'group') {
      const points = Math.min(
        item.cap,
        sumOf(item.items, (inner) => this.earned(inner)),
      );
      this.groups[item.id] = points;
      return points;
    }
    const mark = this.markOf(item.id);
    const report: Report = (member, why) => this.report(item.id, member, why);
    let points: number;
    if (mark === undefined) points = this.unmarked(item, report);
    else {
      const before = this.problems.length;
      refuseMembers(item, mark, report);
      points = this.judge(item, mark, report);
      const sound = this.problems.length === before;
      const explains = 'reasonBelowFull' in item && item.reasonBelowFull === true;
      if (sound && explains && points < mostOf(item)) requireReason(mark.reason, 'reason', report);
    }
    this.items[item.id] = points;
    return points;
  }

  /** What an item takes off the total. */
  taken(item: OffTotal): number {
    const mark = this.markOf(item.id);
    const report: Report = (member, why) => this.report(item.id, member, why);
    let points = 0;
    if (mark !== undefined) {
      refuseMembers(item, mark, report);
      if (item.kind === 'tally') points = tally(item, mark, report);
      else {
        points = whole(mark.points, 'points', 0, item.most ?? Number.MAX_SAFE_INTEGER, report) ?? 0;
        if (points > 0) requireReason(mark.reason, 'reason', report);
      }
    }
    this.items[item.id] = points === 0 ? 0 : -points;
    return points;
  }

  notBelow(floor: Floor, points: number, report: Report): number {
    if (floor === null) return points;
    if (typeof floor === 'number') return Math.max(floor, points);
    if (points >= 0) return points;
    const belowZero = Object.hasOwn(this.settings, floor.belowZero) ? this.settings[floor.belowZero] : undefined;
    if (typeof belowZero !== 'boolean') report('', 'settingUnset');
    return belowZero === true ? points : 0;
  }

  reportUnknown(): void {
    for (const id of Object.keys(this.marks)) if (!this.known.has(id)) this.report(id, '', 'itemUnknown');
  }

  private markOf(id: string): Mark | undefined {
    this.known.add(id);
    return Object.hasOwn(this.marks, id) ? this.marks[id] : undefined;
  }

  private unmarked(item: RubricItem, report: Report): number {
    if (item.kind === 'fullUnlessDeducted') return item.full;
    if (item.kind !== 'tally' && this.complete) report('', 'itemMissing');
    return 0;
  }

  private judge(item: RubricItem, mark: Mark, report: Report): number {
    switch (item.kind) {
      case 'levels':
        return level(item.levels, mark.points, report);
      case 'range':
        return stepped(mark.points, item.min, item.max, item.step, report);
      case 'tally':
        return tally(item, mark, report);
      case 'deduction':
        return item.full - deducted(item.full, undefined, mark, report);
      case 'fullUnlessDeducted':
        return item.full - deducted(item.full, item.causes, mark, report);
      case 'nothingIf':
        return nothingIf(item, mark, report);
      case 'minusEach':
        return this.notBelow(item.floor, item.full - item.each * (occurrences(mark.count, report) ?? 0), report);
    }
  }
}

const MEMBERS: Record<(RubricItem | OffTotal)['kind'], readonly (keyof Mark)[]> = {
  levels: ['points', 'reason'],
  range: ['points', 'reason'],
  tally: ['count', 'met', 'reason'],
  deduction: ['deductions'],
  fullUnlessDeducted: ['deductions'],
  nothingIf: ['flag', 'points', 'reason'],
  minusEach: ['count', 'reason'],
  discretionary: ['points', 'reason'],
};

/** A member that the kind doesn't take would be lost silently: whoever wrote it meant something by it. */
function refuseMembers(item: RubricItem | OffTotal, mark: Mark, report: Report): void {
  const allowed: readonly string[] = MEMBERS[item.kind];
  for (const [member, value] of Object.entries(mark)) {
    if (value !== undefined && !allowed.includes(member)) report(member, 'memberUnknown');
  }
}

function level(levels: readonly { readonly points: number }[], given: number | undefined, report: Report): number {
  const allowed = levels.map((one) => one.points);
  const points = whole(given, 'points', Math.min(...allowed), Math.max(...allowed), report);
  if (points !== undefined && !allowed.includes(points)) report('points', 'scoreNotALevel');
  return points ?? 0;
}

function stepped(given: number | undefined, min: number, max: number, step: number, report: Report): number {
  const points = whole(given, 'points', min, max, report);
  if (points !== undefined && (points - min) % step !== 0) report('points', 'scoreOffStep');
  return points ?? 0;
}

function tally(item: Extract<RubricItem, { kind: 'tally' }>, mark: Mark, report: Report): number {
  const count = occurrences(mark.count, report) ?? 0;
  const met = mark.met ?? [];
  const conditions = item.conditions ?? [];
  met.forEach((text, index) => {
    if (!conditions.some((condition) => condition.text === text)) report(`met/${index}`, 'conditionUnknown');
  });
  const unmet = conditions.some((condition) => condition.required === true && !met.includes(condition.text));
  if (count > 0 && unmet) report('met', 'conditionMissing');
  return Math.min(item.cap ?? Infinity, item.each * count);
}

function deducted(full: number, causes: readonly string[] | undefined, mark: Mark, report: Report): number {
  if (mark.deductions === undefined) report('deductions', 'memberMissing');
  const taken = sumOf(mark.deductions ?? [], (deduction, index) => {
    const at = `deductions/${index}`;
    requireReason(deduction.reason, `${at}/reason`, report);
    const { cause } = deduction;
    if (causes === undefined ? cause !== undefined : cause === undefined || !causes.includes(cause)) {
      report(`${at}/cause`, 'causeUnknown');
    }
    return whole(deduction.points, `${at}/points`, 1, Number.MAX_SAFE_INTEGER, report) ?? 0;
  });
  if (taken > full) report('deductions', 'scoreBelowMinimum');
  return taken;
}

function nothingIf(item: Extract<RubricItem, { kind: 'nothingIf' }>, mark: Mark, report: Report): number {
  if (mark.flag === undefined) report('flag', 'memberMissing');
  if (mark.flag === true) {
    if (mark.points !== undefined) whole(mark.points, 'points', 0, 0, report);
    return 0;
  }
  if (item.range !== undefined) return stepped(mark.points, item.range.min, item.full, item.range.step, report);
  if (mark.points !== undefined) whole(mark.points, 'points', item.full, item.full, report);
  return item.full;
}

function occurrences(count: number | undefined, report: Report): number | undefined {
  if (count === undefined) report('count', 'memberMissing');
  else if (!Number.isSafeInteger(count)) report('count', 'notAnInteger');
  else if (count < 0 || count > MOST_OCCURRENCES) report('count', 'countOutOfRange');
  else return count;
  return undefined;
}

/** A whole number within bounds, or a report of why not. */
function whole(
  value: number | undefined,
  member: string,
  min: number,
  max: number,
  report: Report,
): number | undefined {
  if (value === undefined) report(member, 'memberMissing');
  else if (!Number.isSafeInteger(value)) report(member, 'notAnInteger');
  else if (value > max) report(member, 'scoreAboveMaximum');
  else if (value < min) report(member, 'scoreBelowMinimum');
  else return value;
  return undefined;
}

function requireReason(reason: string | undefined, member: string, report: Report): void {
  if (reason === undefined || reason.trim() === '') report(member, 'reasonMissing');
}

function sumOf<T>(values: readonly T[], points: (value: T, index: number) => number): number {
  return values.reduce((sum, value, index) => sum + points(value, index), 0);
}
