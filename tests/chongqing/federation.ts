import type { CommandServiceParts } from '../../libs/runtime/command-service.js';
import { type Actor, house, type House } from '../given.js';
import { chongqingUnitEvaluation } from '../../workflows/chongqing-unit-evaluation/programme.js';

// The work of 2024 of three units in two classes, evaluated in January 2025. Sums by hand.

export const YEAR = '2024';
const DEPARTMENTS = ['publicity', 'generaloffice', 'family', 'rights', 'childrenoffice', 'development'];

/** What each class gives: 60 in all. In 渝东北 the fund items weigh more. */
export const POINTS = {
  maincity: { theory1: 2000, homes3: 1500, transfer1: 1500, transfer2: 1000 },
  gorges: { theory1: 1000, homes3: 1000, transfer1: 2500, transfer2: 1500 },
};
const LEADS: Record<string, string[]> = {
  theory1: ['publicity'],
  homes3: ['family', 'rights'],
  transfer1: ['generaloffice'],
  transfer2: ['generaloffice'],
  onestop: ['rights'],
  caring: ['family', 'development'],
};

export interface People {
  readonly office: Actor;
  readonly partyGroup: Actor;
  readonly assessor: Actor;
  readonly departments: Readonly<Record<string, Actor>>;
  readonly leaders: Readonly<Record<string, Actor>>;
  readonly clerks: Readonly<Record<string, Actor>>;
}
export interface Year {
  readonly service: House;
  readonly people: People;
}

export const file = (bytes: number) => ({ digest: 'a'.repeat(64), bytes, type: 'application/pdf', name: '资料.pdf' });

export function unitPackage(projects: readonly string[], more: Readonly<Record<string, unknown>> = {}): object {
  return {
    package: {
      summary: '全年工作总结。',
      plan: '明年工作计划。',
      materials: [{ block: 'heart', file: file(1_000_000) }],
      cases: projects.map((project) => ({ project, title: '测试案例', account: '做法和效果。' })),
      awards: [],
      ...more,
    },
  };
}

async function actors(service: House, role: string, units: readonly string[]): Promise<Record<string, Actor>> {
  const found: Record<string, Actor> = {};
  for (const unit of units) found[unit] = await service.actor(role, unit);
  return found;
}

export async function federation(parts: Partial<CommandServiceParts> = {}): Promise<Year> {
  const service = await house('2024-01-08T09:00:00+08:00', 'test', parts);
  const units = ['yuzhong', 'jiangbei', 'wanzhou'];
  await service.units([
    ['chongqing', 'city'],
    ...[...units, ...DEPARTMENTS].map((unit) => [unit, 'unit', 'chongqing'] as const),
  ]);
  const people = {
    office: await service.actor('office', 'chongqing'),
    partyGroup: await service.actor('partyGroup', 'chongqing'),
    assessor: await service.actor('assessor', 'chongqing'),
    departments: await actors(service, 'department', DEPARTMENTS),
    leaders: await actors(service, 'leaderInCharge', DEPARTMENTS),
    clerks: await actors(service, 'clerk', units),
  };
  await service.cycle(YEAR, chongqingUnitEvaluation, 'chongqing');
  for (const [requirement, leads] of Object.entries(LEADS)) {
    const part = ['onestop', 'caring'].includes(requirement) ? 'practice' : 'base';
    await service.accepts(YEAR, 'nameLeads', { requirement }, people.office, { part, leads });
  }
  return { service, people };
}

/** The class's points are drafted by the departments that lead, and adopted by the office. */
export async function adopted({ service, people }: Year, unitclass: keyof typeof POINTS): Promise<void> {
  await service.accepts(YEAR, 'beginRubric', { unitclass }, people.office);
  for (const [requirement, points] of Object.entries(POINTS[unitclass])) {
    const lead = people.departments[LEADS[requirement]![0]!]!;
    await service.accepts(YEAR, 'setPoints', { unitclass }, lead, { requirement, points });
  }
  for (const [indicator, points] of Object.entries({ effect: 1500, novelty: 1000 })) {
    const input = { requirement: 'onestop', indicator, standard: '做法和效果。', points };
    await service.accepts(YEAR, 'setPracticePoints', { unitclass }, people.departments['rights']!, input);
  }
  await service.accepts(YEAR, 'adoptRubric', { unitclass }, people.office, { adoptedOn: '2024-01-08' });
}

export async function opened(year: Year): Promise<void> {
  const { service, people } = year;
  const classes = { yuzhong: 'maincity', jiangbei: 'maincity', wanzhou: 'gorges' };
  for (const [unit, unitClass] of Object.entries(classes)) {
    await service.accepts(YEAR, 'openEvaluation', { unit }, people.office, { unitClass, liaison: 'leader-one' });
  }
}

/** January 2025: the notice gives the days. */
export async function january({ service, people }: Year): Promise<void> {
  service.at('2025-01-06T09:00:00+08:00');
  for (const [deadline, date] of [
    ['packageDue', '2025-01-15'],
    ['scoringDue', '2025-01-22'],
    ['decisionDue', '2025-01-27'],
  ]) {
    await service.accepts(undefined, 'giveDeadline', { cycle: YEAR }, people.office, { deadline, date, time: '24:00' });
  }
}

export const MARKS: Record<string, object> = {
  theory1: { deductions: [{ points: 150, reason: '学习记录不全' }] },
  homes3: { deductions: [] },
  transfer1: { flag: false },
  transfer2: { count: 1 },
};

export async function scored(
  { service, people }: Year,
  unit: string,
  marks: Record<string, object> = MARKS,
): Promise<void> {
  await service.accepts(YEAR, 'beginScoring', { unit }, people.office);
  for (const [requirement, mark] of Object.entries(marks)) {
    const lead = LEADS[requirement]![0]!;
    const to = { unit, requirement };
    await service.accepts(YEAR, 'scoreRequirement', to, people.departments[lead]!, { marks: { [requirement]: mark } });
    await service.accepts(YEAR, 'reviewScore', to, people.leaders[lead]!);
  }
  const practice = { effect: { points: 1500 }, novelty: { points: 700, reason: '同类做法已有' } };
  const to = { unit, requirement: 'onestop' };
  await service.accepts(YEAR, 'scoreCase', to, people.departments['rights']!, { marks: practice });
  await service.accepts(YEAR, 'reviewScore', to, people.leaders['rights']!);
  await service.accepts(YEAR, 'takePractice', { unit }, people.office);
}
