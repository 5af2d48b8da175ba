/** The federation of the 2024 notice, as far as a case needs it, and forms filled in. */
import type { CommandServiceParts } from '../../libs/runtime/command-service.js';
import type { Definition } from '../../libs/lifecycle/definition/definition.js';
import { evaluationTable } from '../../workflows/shanghai-advanced-home/rubric.js';
import { shanghaiAdvancedHome } from '../../workflows/shanghai-advanced-home/programme.js';
import { quotas } from '../../workflows/shanghai-advanced-home/quotas.js';
import { house, type Actor, type House } from '../given.js';

export const CYCLE = '2024';
export const ZZB = 'zzb@shwomen.org';
export const WNGOSH = 'wngosh@126.com';

export interface Federation {
  readonly house: House;
  readonly office: Actor;
  readonly clerk: Actor;
  readonly otherClerk: Actor;
  readonly guide: Actor;
  readonly evaluators: readonly [Actor, Actor, Actor];
  readonly applicant: Actor;
}

/** 浦东 with `homes` homes in the 2.0 register (`h1`, `h2` …) and one that is not (`stranger`), 徐汇 with one (`x1`). */
export async function federation(
  homes = 2,
  parts: Partial<CommandServiceParts> = {},
  definition: Definition = shanghaiAdvancedHome,
): Promise<Federation> {
  const place = await house('2024-04-02T09:00:00+08:00', 'test', parts);
  await place.units([
    ['shanghai', 'city'],
    ['pudong', 'district', 'shanghai'],
    ['xuhui', 'district', 'shanghai'],
    ['pudong-s1', 'street', 'pudong'],
  ]);
  const growth = { growth: '2021-06-28' };
  const numbered = Array.from({ length: homes }, (_, index) => [`h${index + 1}`, 'pudong-s1', growth] as const);
  await place.homes([
    ...numbered,
    ['stranger', 'pudong-s1'],
    ['former', 'pudong-s1', { ...growth, advanced: '2022-12-15' }],
    ['x1', 'xuhui', growth],
  ]);
  await place.cycle(CYCLE, definition, 'shanghai');
  const evaluators = [
    await place.actor('evaluator', 'shanghai', 'evaluator-1'),
    await place.actor('evaluator', 'shanghai', 'evaluator-2'),
    await place.actor('evaluator', 'shanghai', 'evaluator-3'),
  ] as const;
  const all = {
    house: place,
    office: await place.actor('office', 'shanghai'),
    clerk: await place.actor('clerk', 'pudong'),
    otherClerk: await place.actor('clerk', 'xuhui'),
    guide: await place.actor('guide', 'shanghai'),
    applicant: await place.actor('applicant', 'pudong-s1', 'applicant-h1'),
    evaluators,
  };
  await place.accepts(CYCLE, 'openRoster', { unit: 'pudong' }, all.clerk);
  return all;
}

/** The other units of annex 1: 23 beside 浦东 and 徐汇 and their city. */
export async function otherUnits(house: House): Promise<void> {
  const others = Object.keys(quotas.apply.table).filter((unit) => unit !== 'pudong' && unit !== 'xuhui');
  await house.units(others.map((unit) => [unit, 'district', 'shanghai']));
}

export const application = (home: string): string => `application-test.${CYCLE}.${home}`;
export const roster = `roster-test.${CYCLE}.pudong`;

export const row = {
  name: '演示妇女之家',
  address: '演示路 1 号',
  headName: '甲',
  headPhone: '02100000000',
  headEmail: 'head@example.org',
  headWechat: 'head-demo',
  recommendedAsGrowthOn: '2021-06-28',
};

export const candidate = { row, homeKind: 'village', street: 'pudong-s1', blankPoint: true };

export const plan = {
  name: '演示妇女之家',
  address: '演示路 1 号',
  contactName: '乙',
  contactPost: '干事',
  contactPhone: '02100000000',
  contactWechat: 'contact-demo',
  hasFullTimeStaff: true,
  staffing: { fullTimeCount: 2, fullTimeHeadName: '甲', fullTimeHeadContact: '02100000000' },
  strengths: '核心优势',
  wholePlan: '整体方案',
  steps: ['fourPoints', 'fourMembers', 'fourSystems', 'supporting', 'coreAndInnovation'].map((category) => ({
    row: category,
    content: '升级内容',
    goal: '预计目标',
    measure: '完成指标',
  })),
  budgetFen: 2_000_000,
  staff: [{ name: '丙', employment: 'partTime', area: '维权', strengths: '法律' }],
  partners: [{ team: '演示社工组织', content: '心理疏导', strengths: '经验丰富' }],
};

export const form = (signedOn: string) => ({
  name: '演示妇女之家',
  address: '演示路 1 号',
  postcode: '200000',
  phone: '02100000000',
  headName: '甲',
  headPost: '演示居委会主任',
  headMobile: '13000000000',
  headEmail: 'head@example.org',
  closingReport: '结项报告',
  signature: { on: signedOn },
});

export const opinion = (body: string, on: string) => ({ body, text: '同意推荐', on });

/** Marks that take the same column of the table for every item: 0 符合, 1 比较符合, 2 一般, 3 不符合. */
export function marks(column: 0 | 1 | 2 | 3): Record<string, { points: number }> {
  const items = evaluationTable.blocks.flatMap((block) => block.items);
  return Object.fromEntries(items.map((item) => [item.id, { points: item.levels[column]?.points ?? 0 }]));
}

/** Puts a home forward and hands in its plan. */
export async function planned({ house, clerk }: Federation, home: string): Promise<void> {
  await house.accepts(CYCLE, 'putForward', { home }, clerk, candidate);
  await house.accepts(CYCLE, 'submitPlan', { home }, clerk, { plan });
}

/** Sends the unit's plans: the projects begin. */
export async function begun(all: Federation, ...homes: readonly string[]): Promise<void> {
  for (const home of homes) await planned(all, home);
  await all.house.accepts(CYCLE, 'sendPlans', { unit: 'pudong' }, all.clerk, { sentTo: [ZZB, WNGOSH] });
  await all.house.settled();
}

/** From the project to the evaluation: signed on 20 July, sealed on 22 and 24, sent and received. */
export async function recommended(all: Federation, home: string): Promise<void> {
  const { house, clerk, office } = all;
  house.at('2024-07-25T09:00:00+08:00');
  await house.accepts(CYCLE, 'submitRecommendation', { home }, clerk, { form: form('2024-07-20') });
  const opinions = [opinion('party', '2024-07-22'), opinion('district', '2024-07-24')];
  await house.accepts(CYCLE, 'giveOpinions', { home }, clerk, { opinions });
  await house.accepts(CYCLE, 'sendRecommendation', { home }, clerk, { sentTo: [ZZB] });
  const paper = { receivedOn: '2024-07-25', copies: 3, sealed: true };
  await house.accepts(CYCLE, 'receiveRecommendationPaper', { home }, office, paper);
}

/** One visit, one score, concluded. */
export async function evaluated(all: Federation, home: string, column: 0 | 1 | 2 | 3 = 0): Promise<void> {
  const { house, office, evaluators } = all;
  await recommended(all, home);
  house.at('2024-08-12T09:00:00+08:00');
  const [first] = evaluators;
  await house.accepts(CYCLE, 'assignEvaluator', { home }, office, { account: first.account, class: 'expert' });
  await house.accepts(CYCLE, 'scoreHome', { home }, first, { marks: marks(column), visitedOn: '2024-08-10' });
  await house.accepts(CYCLE, 'concludeEvaluation', { home }, office, {});
}
