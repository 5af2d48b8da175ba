/** What the evaluation of Chongqing's units and the duties of the national plan refuse. */
import {
  adopted,
  federation as chongqingYear,
  opened,
  unitPackage,
  january,
  YEAR,
  file,
  type Year,
} from '../../chongqing/federation.js';
import type { House } from '../../given.js';
import { elected, federation as nationalPlan, PLAN, type People } from '../../national/federation.js';
import type { Play } from '../door.js';
import { staged, type Cases } from './case.js';

const MAINCITY = { unitclass: 'maincity' };
const YUZHONG = { unit: 'yuzhong' };
const HOMES3 = { ...YUZHONG, requirement: 'homes3' };

async function scoring(year: Year): Promise<void> {
  const { service, people } = year;
  await adopted(year, 'maincity');
  await opened(year);
  await january(year);
  await service.accepts(YEAR, 'submitPackage', YUZHONG, people.clerks['yuzhong']!, unitPackage(['onestop']));
  await service.accepts(YEAR, 'beginScoring', YUZHONG, people.office);
}

const evaluation: Cases<Year> = {
  sumDoesNotHold: {
    'points of a class that do not make 60': {
      async asked({ service, people }) {
        await service.accepts(YEAR, 'beginRubric', MAINCITY, people.office);
        const points = { requirement: 'theory1', points: 5999 };
        await service.accepts(YEAR, 'setPoints', MAINCITY, people.departments['publicity']!, points);
        return [YEAR, 'adoptRubric', MAINCITY, people.office, { adoptedOn: '2024-01-08' }];
      },
      says: [
        '合计不符：现为 5999，应为 6000。请核对各项数字。',
        'The sum does not hold: it is 5999 and should be 6000. Please check the figures.',
      ],
    },
    'files of more than 1G together': {
      async asked(year) {
        await opened(year);
        await january(year);
        const materials = [2 ** 29, 2 ** 29, 1].map((bytes) => ({ block: 'heart', file: file(bytes) }));
        const sent = unitPackage(['onestop'], { materials });
        return [YEAR, 'submitPackage', YUZHONG, year.people.clerks['yuzhong']!, sent];
      },
    },
  },
  marksRefused: {
    'a deduction that does not say why': {
      async asked(year) {
        await scoring(year);
        const marks = { homes3: { deductions: [{ points: 100 }] } };
        return [YEAR, 'scoreRequirement', HOMES3, year.people.departments['family']!, { marks }];
      },
      at: ['/input/marks/homes3/deductions/0/reason'],
    },
  },
  notAssigned: {
    'points for what another department leads': {
      async asked({ service, people }) {
        await service.accepts(YEAR, 'beginRubric', MAINCITY, people.office);
        const points = { requirement: 'homes3', points: 1500 };
        return [YEAR, 'setPoints', MAINCITY, people.departments['publicity']!, points];
      },
    },
  },
  conditionNotMet: {
    'leads for a requirement that stands in no table': {
      asked: ({ people }) => [
        YEAR,
        'nameLeads',
        { requirement: 'theory9' },
        people.office,
        { part: 'base', leads: ['family'] },
      ],
    },
  },
};

interface Plan {
  readonly service: House;
  readonly people: People;
}

const HOLDER = { holder: 'holder-one', period: '2024' };
const training = { organiser: '省级妇女干部学校', trainedOn: '2024-01-19' };

/** Elected on 15 January: to be trained by 15 April. */
async function recorded({ service, people }: Plan): Promise<void> {
  await service.accepts(PLAN, 'recordElection', HOLDER, people.county, elected('county', '2024-01-15'));
}

const duties: Cases<Plan> = {
  malformed: {
    'a task without a post': {
      asked: ({ people }) => [
        PLAN,
        'assignTask',
        { task: 'coverage' },
        people.office,
        {
          unit: 'county',
          measure: 'measure13',
          title: '新领域妇联组织覆盖',
          route: '试点先行、以点带面。',
          timetable: [{ step: '试点', dueOn: '2024-03-31' }],
          dueOn: '2024-06-30',
        },
      ],
      at: ['/input/post'],
    },
  },
  dateOutOfOrder: {
    'trained the day before the election': {
      async asked(plan) {
        await recorded(plan);
        return [PLAN, 'recordTraining', HOLDER, plan.people.county, { ...training, trainedOn: '2024-01-14' }];
      },
      says: [
        '日期先后颠倒：2024年1月15日应不晚于2024年1月14日。请核对两个日期。',
        'The dates are the wrong way round: 2024-01-15 should not be after 2024-01-14. Please check both.',
      ],
    },
  },
  dateInFuture: {
    'an election tomorrow': {
      asked: ({ people }) => [PLAN, 'recordElection', HOLDER, people.county, elected('county', '2024-01-21')],
    },
  },
  lateReasonMissing: {
    'trained after three months, and nobody says why': {
      async asked(plan) {
        await recorded(plan);
        await plan.service.setting(PLAN, 'trainingLateness', 'reason');
        plan.service.at('2024-04-20T09:00:00+08:00');
        return [PLAN, 'recordTraining', HOLDER, plan.people.county, { ...training, trainedOn: '2024-04-18' }];
      },
    },
  },
  settingUnset: {
    'a term whose length nobody gave': {
      asked: ({ people }) => [PLAN, 'beginTerm', HOLDER, people.township, elected('township', '2024-01-08')],
    },
  },
  outsideSubtree: {
    'an election in the county beside': {
      asked: ({ people }) => [PLAN, 'recordElection', HOLDER, people.county, elected('neighbour', '2024-01-15')],
    },
  },
};

const chongqing: Play<Year> = {
  name: 'refusalschongqing',
  begin: (parts) => chongqingYear(parts),
  house: ({ service }) => service,
  resumed: (all, service) => ({ ...all, service }),
};
const national: Play<Plan> = {
  name: 'refusalsnational',
  begin: (parts) => nationalPlan('2024-01-20T09:00:00+08:00', parts),
  house: ({ service }) => service,
  resumed: (all, service) => ({ ...all, service }),
};

export const others = [...staged(chongqing, evaluation), ...staged(national, duties)];
