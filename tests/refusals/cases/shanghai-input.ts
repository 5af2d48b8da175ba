/** What the 2024 notice of Shanghai asks to be filled in otherwise. */
import {
  begun,
  candidate,
  CYCLE,
  opinion,
  plan,
  planned,
  WNGOSH,
  ZZB,
  type Federation,
} from '../../shanghai/federation.js';
import type { Cases } from './case.js';
import { PUDONG, H1, filled, paper, score, submitted, formed, assigned } from './shanghai-steps.js';

export const input: Cases<Federation> = {
  malformed: {
    'a text of 2001 characters, where 2000 are the most': {
      async asked({ house, clerk }) {
        await house.accepts(CYCLE, 'putForward', H1, clerk, candidate);
        return [CYCLE, 'submitPlan', H1, clerk, { plan: { ...plan, strengths: '字'.repeat(2001) } }];
      },
      at: ['/input/plan/strengths'],
    },
    'three things wrong at once': {
      asked: ({ clerk }) => [
        CYCLE,
        'putForward',
        H1,
        clerk,
        { homeKind: 'castle', street: 'pudong-s1', blankPoint: true, spare: 1 },
      ],
      at: ['/input/homeKind', '/input/row', '/input/spare'],
    },
    'a key without its part': {
      asked: ({ clerk }) => [CYCLE, 'putForward', { house: 'h1' }, clerk, candidate],
      at: ['/target/key/home'],
    },
  },
  keyReused: {
    'the same key for another home’s kind': {
      async asked({ house, clerk }) {
        await house.accepts(CYCLE, 'putForward', H1, clerk, candidate, { key: 'once' });
        return [CYCLE, 'putForward', H1, clerk, { ...candidate, homeKind: 'newGroups' }, { key: 'once' }];
      },
    },
  },
  lateReasonMissing: {
    'a roster on the 16th that does not say why': {
      async asked(all) {
        await planned(all, 'h1');
        await all.house.setting(CYCLE, 'rosterLateness', 'reason');
        all.house.at('2024-04-16T00:00:00+08:00');
        return [CYCLE, 'submitRoster', PUDONG, all.clerk, filled];
      },
      says: [
        '已超过报送期限（截止 2024年4月15日 24:00），请写明逾期原因后再提交。',
        'The deadline has passed (it was due by 2024-04-15 24:00). Please state why it is late, then submit again.',
      ],
    },
  },
  copiesMissing: {
    'two copies, where three are asked for': {
      async asked(all) {
        await submitted(all);
        return [CYCLE, 'receiveRosterPaper', PUDONG, all.office, { ...paper, copies: 2 }];
      },
      says: [
        '纸质材料份数不够：应交 3 份，实收 2 份。请补齐后再登记。',
        'There are too few paper copies: 3 are asked for, 2 came. Please register them once they are complete.',
      ],
    },
  },
  sealMissing: {
    'three copies without a seal': {
      async asked(all) {
        await submitted(all);
        return [CYCLE, 'receiveRosterPaper', PUDONG, all.office, { ...paper, sealed: false }];
      },
    },
  },
  addressMissing: {
    'plans to one of two mailboxes': {
      async asked(all) {
        await planned(all, 'h1');
        return [CYCLE, 'sendPlans', PUDONG, all.clerk, { sentTo: [ZZB] }];
      },
      says: [
        `电子版没有发到全部指定邮箱，还缺：${WNGOSH}。请补发后再提交。`,
        `The electronic version did not go to every mailbox named; missing: ${WNGOSH}. Please send it there too, then submit.`,
      ],
    },
  },
  opinionNotOnForm: {
    'the city’s opinion, which this form does not ask for': {
      async asked(all) {
        await formed(all);
        const opinions = ['party', 'district', 'city'].map((body, day) => opinion(body, `2024-07-2${day + 2}`));
        return [CYCLE, 'giveOpinions', H1, all.clerk, { opinions }];
      },
      at: ['/input/opinions/2/body'],
    },
  },
  opinionOutOfOrder: {
    'the district before the party organisation': {
      async asked(all) {
        await formed(all);
        return [CYCLE, 'giveOpinions', H1, all.clerk, { opinions: [opinion('district', '2024-07-24')] }];
      },
      at: ['/input/opinions/0/body'],
    },
  },
  dateOutOfOrder: {
    'a roster that came before it was filled in': {
      async asked(all) {
        await planned(all, 'h1');
        const entered = { filledOn: '2024-04-02', sentTo: [ZZB], receivedOn: '2024-04-01' };
        return [CYCLE, 'enterRoster', PUDONG, all.office, entered];
      },
      says: [
        '日期先后颠倒：2024年4月2日应不晚于2024年4月1日。请核对两个日期。',
        'The dates are the wrong way round: 2024-04-02 should not be after 2024-04-01. Please check both.',
      ],
    },
  },
  dateInFuture: {
    'paper that came tomorrow': {
      async asked(all) {
        await submitted(all);
        return [CYCLE, 'receiveRosterPaper', PUDONG, all.office, { ...paper, receivedOn: '2024-04-03' }];
      },
      says: [
        '日期不能晚于今天：填的是2024年4月3日，今天是2024年4月2日。请改正日期。',
        'The date lies in the future: 2024-04-03 was entered, today is 2024-04-02. Please mend it.',
      ],
    },
  },
  marksRefused: {
    'points that no column of the table has': {
      async asked(all) {
        await assigned(all);
        const given = { ...score, marks: { ...score.marks, rightsPoint: { points: 8 }, premises: { points: 10 } } };
        return [CYCLE, 'scoreHome', H1, all.evaluators[0], given];
      },
      at: ['/input/marks/premises/points', '/input/marks/rightsPoint/points'],
    },
  },
  sampleTooLarge: {
    'three of two': {
      async asked(all) {
        const { house, office } = all;
        await begun(all, 'h1', 'h2');
        await house.accepts(CYCLE, 'fixSampleFrame', { round: 'first' }, office);
        await house.setting(CYCLE, 'guidanceSampleSize', 3);
        return [CYCLE, 'drawGuidanceSample', { round: 'first' }, office, { seed: '20240521', seedSource: '演示' }];
      },
      says: [
        '要抽取的数量超过了可抽取的总数：要抽 3 个，共有 2 个。请调小抽取数量。',
        'The sample is larger than what it is drawn from: 3 of 2. Please ask for fewer.',
      ],
    },
  },
  commandUnknown: {
    'a command of no programme': {
      asked: ({ clerk }) => [CYCLE, 'putAway', H1, clerk, candidate],
    },
    'a command of the platform, given in a cycle': {
      asked: ({ office }) => [
        CYCLE,
        'giveQuota',
        { cycle: CYCLE },
        office,
        { quota: 'apply', unit: 'pudong', places: 1 },
      ],
    },
  },
};
