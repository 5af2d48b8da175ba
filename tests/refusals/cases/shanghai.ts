/** What the 2024 notice of Shanghai refuses, whatever is filled in. */
import {
  application,
  begun,
  candidate,
  CYCLE,
  evaluated,
  federation,
  plan,
  planned,
  roster,
  WNGOSH,
  ZZB,
  type Federation,
} from '../../shanghai/federation.js';
import type { Play } from '../door.js';
import { staged, type Cases } from './case.js';
import { input } from './shanghai-input.js';
import { PUDONG, H1, filled, paper, score, submitted, formed, assigned, assignee } from './shanghai-steps.js';

const standing: Cases<Federation> = {
  stageForbids: {
    'plans that were sent are sent again': {
      async asked(all) {
        await begun(all, 'h1');
        return [CYCLE, 'sendPlans', PUDONG, all.clerk, { sentTo: [ZZB, WNGOSH] }];
      },
    },
  },
  cycleForbids: {
    'a score is corrected while the city decides': {
      async asked(all) {
        await begun(all, 'h1');
        await evaluated(all, 'h1');
        await all.house.accepts(CYCLE, 'beginDeciding', { cycle: CYCLE }, all.office);
        return [CYCLE, 'correctScore', H1, all.evaluators[0], { ...score, reason: '更正' }];
      },
      says: [
        '本年度当前阶段（认定中）不能进行此操作。如有疑问请与主办单位联系。',
        'This cannot be done at this point of the cycle (being decided). If in doubt, please ask the organising office.',
      ],
    },
  },
  alreadyExists: {
    'a home is put forward twice': {
      async asked({ house, clerk }) {
        await house.accepts(CYCLE, 'putForward', H1, clerk, candidate);
        return [CYCLE, 'putForward', H1, clerk, candidate];
      },
      says: [
        '已经存在（申报），不能重复提交。请查看已有的记录。',
        'It exists already (Application) and cannot be entered twice. Please look at what is there.',
      ],
    },
  },
  quotaExceeded: {
    'a second home, where one place is left': {
      async asked({ house, clerk, office }) {
        const one = { quota: 'apply', unit: 'pudong', places: 1 };
        await house.accepts(undefined, 'giveQuota', { cycle: CYCLE }, office, one);
        await house.accepts(CYCLE, 'putForward', H1, clerk, candidate);
        return [CYCLE, 'putForward', { home: 'h2' }, clerk, candidate];
      },
      says: [
        '名额已满：浦东妇联，共 1 个名额，已占用 1 个。如需调整，请与主办单位联系。',
        'There is no place left: Pudong Women’s Federation has 1, and 1 are taken. To have the number changed, please ask the organising office.',
      ],
    },
  },
  notInRegister: {
    'a home outside the 2.0 register': {
      asked: ({ clerk }) => [CYCLE, 'putForward', { home: 'stranger' }, clerk, candidate],
    },
  },
  alreadyInRegister: {
    'a home that stands in the 3.0 register': {
      asked: ({ clerk }) => [CYCLE, 'putForward', { home: 'former' }, clerk, candidate],
    },
  },
  onlyOnce: {
    'a second free delivery': {
      async asked(all) {
        await begun(all, 'h1');
        await all.house.accepts(CYCLE, 'requestDelivery', H1, all.clerk, { resource: '亲子课程' });
        return [CYCLE, 'requestDelivery', H1, all.clerk, { resource: '法律讲座' }];
      },
    },
  },
  opinionMissing: {
    'a recommendation without opinions is sent': {
      async asked(all) {
        await formed(all);
        return [CYCLE, 'sendRecommendation', H1, all.clerk, { sentTo: [ZZB] }];
      },
    },
  },
  late: {
    'a second after 24:00 of the 15th, where lateness is refused': {
      async asked(all) {
        await planned(all, 'h1');
        await all.house.setting(CYCLE, 'rosterLateness', 'refuse');
        all.house.at('2024-04-16T00:00:01+08:00');
        return [CYCLE, 'submitRoster', PUDONG, all.clerk, filled];
      },
    },
  },
  settingUnset: {
    'a ranking before anybody said how scores are combined': {
      async asked(all) {
        await begun(all, 'h1');
        await evaluated(all, 'h1');
        await all.house.accepts(CYCLE, 'beginDeciding', { cycle: CYCLE }, all.office);
        return [CYCLE, 'fixRanking', { cycle: CYCLE }, all.office];
      },
      says: [
        '通知没有规定、需由主办单位确定的事项尚未设定：多名评估人员的总分如何合成。请主办单位先行设定。',
        'Something that the notice leaves open has not been set yet: How several evaluators’ totals become one. Please have the organising office set it first.',
      ],
    },
  },
  conditionNotMet: {
    'paper that never came is to stand': {
      async asked(all) {
        await submitted(all);
        return [CYCLE, 'returnRoster', PUDONG, all.office, { reason: '地址有误', paperStands: true }];
      },
    },
  },
  notComplete: {
    'a roster with nobody on it': {
      asked: ({ clerk }) => [CYCLE, 'submitRoster', PUDONG, clerk, filled],
    },
    'an evaluation of which no score came': {
      async asked(all) {
        await assigned(all);
        return [CYCLE, 'concludeEvaluation', H1, all.office];
      },
    },
  },
  alreadyDone: {
    'the same evaluator is named again': {
      async asked(all) {
        await assigned(all);
        return [CYCLE, 'assignEvaluator', H1, all.office, assignee(all)];
      },
    },
  },
  nothingOwed: {
    'somebody is chased for what is owed by another': {
      asked: ({ office }) => [
        undefined,
        'chase',
        `watch-test.${roster.replace('-test', '')}`,
        office,
        { deadline: 'plansDue' },
      ],
      says: [
        '目前没有这项应在期限前办理的事项：方案报送期限，可能已经办结，或期限已调整。请刷新后核对。',
        'Nothing is owed by this deadline now: Plans due; it may have been handed in, or the date moved. Please reload and check.',
      ],
    },
  },
  conflictOfInterest: {
    'an evaluator who declared a conflict scores': {
      async asked(all) {
        const [first] = all.evaluators;
        await assigned(all);
        await all.house.accepts(CYCLE, 'declareConflict', H1, first, { account: first.account, reason: '亲属' });
        return [CYCLE, 'scoreHome', H1, first, score];
      },
    },
  },
  recused: {
    'an evaluator who recused herself is named again': {
      async asked(all) {
        const [first] = all.evaluators;
        await assigned(all);
        await all.house.accepts(CYCLE, 'recuseEvaluator', H1, first, { account: first.account, reason: '曾任职' });
        return [CYCLE, 'assignEvaluator', H1, all.office, assignee(all)];
      },
    },
  },
};

const whoAsks: Cases<Federation> = {
  roleForbids: {
    'the clerk enters that her own paper came': {
      async asked(all) {
        await submitted(all);
        return [CYCLE, 'receiveRosterPaper', PUDONG, all.clerk, paper];
      },
      says: [
        '您的角色（各区妇联、大口系统妇工委（妇工联络组）经办人）不能进行此操作。请由有权限的人员办理。',
        'Your role (Clerk of a district federation or system committee) does not allow this. Please let somebody do it whose role does.',
      ],
    },
    'the clerk sets what the office sets': {
      asked: ({ clerk }) => [undefined, 'giveSetting', { cycle: CYCLE }, clerk, { setting: 'awardPlaces', value: 2 }],
    },
  },
  outsideSubtree: {
    'a clerk registers a home of another district': {
      asked: ({ otherClerk }) => [
        undefined,
        'registerHome',
        { home: 'new' },
        otherClerk,
        { unit: 'pudong', name: '新' },
      ],
      says: [
        '不属于您所在单位（xuhui）的管辖范围。请由所属单位办理。',
        'This lies outside your unit (xuhui). Please let the unit do it to which it belongs.',
      ],
    },
    'a clerk opens another district’s roster': {
      asked: ({ clerk }) => [CYCLE, 'openRoster', { unit: 'xuhui' }, clerk],
    },
  },
  notAssigned: {
    'one evaluator recuses another': {
      async asked(all) {
        const [first, second] = all.evaluators;
        await assigned(all);
        await all.house.accepts(CYCLE, 'assignEvaluator', H1, all.office, { account: second.account, class: 'cadre' });
        return [CYCLE, 'recuseEvaluator', H1, first, { account: second.account, reason: '代他人' }];
      },
    },
  },
  wrongUnit: {
    'a street opens a roster of its own': {
      async asked({ house }) {
        return [CYCLE, 'openRoster', { unit: 'pudong-s1' }, await house.actor('clerk', 'pudong-s1')];
      },
    },
  },
  grantRevoked: {
    'a clerk who is one no more': {
      async asked({ house, clerk }) {
        const { account, grant } = clerk;
        await house.accepts(undefined, 'revokeRole', { account }, { system: 'setup' }, { grant });
        return [CYCLE, 'putForward', H1, clerk, candidate];
      },
      says: [
        '您在该单位（浦东妇联）的角色已经失效。请与管理员联系。',
        'You no longer hold this role in that unit (Pudong Women’s Federation). Please ask an operator.',
      ],
    },
  },
  behalfForbidden: {
    'a score on behalf of a home': {
      async asked(all) {
        await assigned(all);
        return [CYCLE, 'scoreHome', H1, all.evaluators[0], score, { for: { stream: 'home-test.h1' } }];
      },
    },
  },
};

const absent: Cases<Federation> = {
  notFound: {
    'a home that nobody registered': {
      asked: ({ clerk }) => [CYCLE, 'putForward', { home: 'nowhere' }, clerk, candidate],
    },
    'a cycle that was never opened': {
      asked: ({ clerk }) => ['1999', 'putForward', H1, clerk, candidate],
    },
    'a plan for what was not put forward': {
      asked: ({ clerk }) => [CYCLE, 'submitPlan', H1, clerk, { plan }],
    },
    'an application of another federation': {
      asked: ({ clerk }) => [CYCLE, 'submitPlan', application('h1').replace('-test', '-other'), clerk, { plan }],
    },
    'a body for whom she types, of another federation': {
      asked: ({ clerk }) => [CYCLE, 'putForward', H1, clerk, candidate, { for: { stream: 'home-other.h1' } }],
    },
    'what is there, but not for the clerk of another district': {
      async asked({ house, clerk, otherClerk }) {
        await house.accepts(CYCLE, 'putForward', H1, clerk, candidate);
        return [CYCLE, 'submitPlan', H1, otherClerk, { plan }];
      },
    },
    'what is there, but not for the guide, since it was not drawn': {
      async asked(all) {
        const { house, office, guide } = all;
        await begun(all, 'h1', 'h2');
        await house.accepts(CYCLE, 'fixSampleFrame', { round: 'first' }, office);
        await house.setting(CYCLE, 'guidanceSampleSize', 1);
        const seed = { seed: '20240521', seedSource: '演示' };
        await house.accepts(CYCLE, 'drawGuidanceSample', { round: 'first' }, office, seed);
        const drawn = (await house.facts(`guidance-test.${CYCLE}.first`)).at(-1)?.data['homes'] as string[];
        const home = ['h1', 'h2'].find((each) => !drawn.includes(each)) ?? '';
        const guidance = { givenBy: '演示社会组织', givenOn: '2024-04-02', goals: '目标与路径', report: '指导报告' };
        return [CYCLE, 'giveGuidance', { home }, guide, guidance];
      },
    },
    'what is there, but not for the applicant of another home': {
      async asked(all) {
        await begun(all, 'h1');
        return [CYCLE, 'requestDelivery', H1, all.applicant, { resource: '亲子课程' }];
      },
    },
  },
};

const play: Play<Federation> = {
  name: 'refusalsshanghai',
  begin: (parts) => federation(2, parts),
  house: ({ house }) => house,
  resumed: (all, house) => ({ ...all, house }),
};

export const shanghai = staged(play, { ...input, ...standing, ...whoAsks, ...absent });
