/** 四、评价结果评定: the office adds up and proposes, the party group's meeting decides. No thresholds: people decide. */
import type { CommandDefinition, Definition } from '../../../libs/lifecycle/definition/definition.js';
import type { FieldList } from '../../../libs/lifecycle/language/fields.js';
import { office, partyGroup, reason } from './shared.js';

type Reads = NonNullable<CommandDefinition['reads']>;

const grade = { kind: 'choice', of: ['especiallyExcellent', 'excellent', 'good'] } satisfies FieldList[string];

const rubricOfClass = {
  rubric: { subject: 'rubric', key: { unitclass: { from: 'self.unitClass' } } },
} satisfies Reads;

const everyEvaluation = {
  evaluations: { subject: 'evaluation', each: 'cycle.listed', key: { unit: { from: 'item' } } },
} satisfies Reads;

export const decisionCommands = {
  /** Bonus, 综合评估 and deductions. Who scores them is not said: who is granted the role. */
  assessWhole: {
    on: 'evaluation',
    input: { marks: { kind: 'marks', items: 12 }, falsificationVerified: { kind: 'flag', required: false } },
    stages: ['scoring'],
    allow: [{ role: 'assessor', where: 'anywhere' }],
    guards: [
      { guard: 'rubricScored@1', with: { rubric: 'assessed', marks: 'input.marks' } },
      {
        /** 查实后酌情扣分. */
        guard: 'holds@1',
        when: { present: 'input.marks.falsified' },
        with: { if: { path: 'input.falsificationVerified', is: true }, reason: 'conditionNotMet' },
      },
    ],
    yields: [
      {
        fact: 'wholeAssessed',
        on: 'self',
        data: { points: { score: { rubric: 'assessed', marks: 'input.marks' } } },
      },
    ],
    signs: true,
  },
  /** One case: what it earned. */
  takePractice: {
    on: 'evaluation',
    input: {},
    stages: ['scoring'],
    allow: [office],
    guards: [
      { guard: 'holds@1', with: { if: { path: 'self.cases', is: 1 }, reason: 'conditionNotMet' } },
      { guard: 'covers@1', with: { asked: 'self.caseLimits', given: 'self.casePoints' } },
    ],
    yields: [{ fact: 'practiceSettled', on: 'self', data: { points: { total: 'self.casePoints' } } }],
  },
  /** Two cases, or none: how they make one score of 25 the notice does not say, so people do, with a reason. */
  settlePractice: {
    on: 'evaluation',
    input: { points: { kind: 'int', min: 0, max: 2500, unit: 'hundredths' }, reason },
    stages: ['scoring'],
    allow: [office],
    guards: [
      { guard: 'holds@1', with: { if: { not: { path: 'self.cases', is: 1 } }, reason: 'conditionNotMet' } },
      { guard: 'covers@1', with: { asked: 'self.caseLimits', given: 'self.casePoints' } },
    ],
    yields: [{ fact: 'practiceSettled', on: 'self' }],
  },
  /** The points of the class were changed after scores had been given: all is scored anew. */
  restartScoring: {
    on: 'evaluation',
    input: { reason },
    stages: ['scoring'],
    allow: [office],
    yields: [{ fact: 'scoringRestarted', on: 'self' }],
  },
  addUpScores: {
    on: 'evaluation',
    input: {},
    stages: ['scoring'],
    allow: [office],
    reads: rubricOfClass,
    guards: [
      { guard: 'holds@1', with: { if: { same: ['self.adoption', 'rubric.adoptions'] }, reason: 'notComplete' } },
      { guard: 'covers@1', with: { asked: 'rubric.points', given: 'self.points' } },
      {
        guard: 'holds@1',
        with: { if: { all: [{ present: 'self.practice' }, { present: 'self.assessed' }] }, reason: 'notComplete' },
      },
    ],
    yields: [
      {
        fact: 'scoresAddedUp',
        on: 'self',
        data: {
          base: { total: 'self.points' },
          practice: { from: 'self.practice' },
          assessed: { from: 'self.assessed' },
          total: { sum: [{ total: 'self.points' }, { from: 'self.practice' }, { from: 'self.assessed' }] },
        },
      },
    ],
    signs: true,
  },
  undoAddition: {
    on: 'evaluation',
    input: { reason },
    stages: ['addedUp'],
    allow: [office],
    yields: [{ fact: 'additionUndone', on: 'self' }],
  },
  /** 提出初步意见, after the units of each class have been put in order. */
  proposeGrade: {
    on: 'evaluation',
    input: { grade, opinion: reason },
    stages: ['addedUp'],
    cycleStages: ['ranked'],
    allow: [office],
    yields: [{ fact: 'gradeProposed', on: 'self' }],
    signs: true,
  },
  returnProposal: {
    on: 'evaluation',
    input: { reason },
    stages: ['proposed'],
    cycleStages: ['ranked'],
    allow: [partyGroup],
    yields: [{ fact: 'proposalReturned', on: 'self' }],
  },
  /** 提交党组会审定. The leader who liaises with the unit may sit in it: that is written beside the decision. */
  decideGrade: {
    on: 'evaluation',
    input: {
      grade,
      metOn: { kind: 'date' },
      attended: { kind: 'list', of: 'id', max: 30 },
      reason: { ...reason, required: false },
    },
    stages: ['proposed'],
    cycleStages: ['ranked'],
    allow: [partyGroup],
    guards: [{ guard: 'notInFuture@1', with: { date: 'input.metOn' } }],
    yields: [
      {
        fact: 'gradeDecided',
        on: 'self',
        data: { conflicts: { count: 'self.conflicts' }, liaison: { from: 'self.liaison' } },
      },
      {
        fact: 'liaisonPresentAtDecision',
        on: 'self',
        when: { member: 'self.liaison', of: 'input.attended' },
        data: { account: { from: 'self.liaison' } },
      },
    ],
    signs: true,
  },
  undoGrade: {
    on: 'evaluation',
    input: { reason },
    stages: ['decided'],
    cycleStages: ['ranked'],
    allow: [partyGroup],
    yields: [{ fact: 'gradeUndone', on: 'self' }],
  },
  beginDeciding: {
    on: 'cycle',
    input: {},
    stages: ['open'],
    allow: [office],
    yields: [{ fact: 'decidingBegan', on: 'self' }],
  },
  undoDeciding: {
    on: 'cycle',
    input: { reason },
    stages: ['deciding'],
    allow: [office],
    yields: [{ fact: 'decidingUndone', on: 'self' }],
  },
  /** 分类评价: places are counted within each class. No unit is left out because it was not added up. */
  fixRanking: {
    on: 'cycle',
    input: {},
    stages: ['deciding'],
    allow: [office],
    reads: everyEvaluation,
    guards: [
      {
        guard: 'holds@1',
        with: { if: { stage: 'evaluations', in: ['addedUp', 'proposed', 'decided'] }, reason: 'notComplete' },
      },
    ],
    yields: [{ fact: 'rankingFixed', on: 'self', data: { entries: { ranking: 'byClass' } } }],
  },
  undoRanking: {
    on: 'cycle',
    input: { reason },
    stages: ['ranked'],
    allow: [office],
    yields: [{ fact: 'rankingUndone', on: 'self' }],
  },
  /** Every unit has its grade: nobody is recognised or left over, so the cycle's lists stay empty. */
  concludeYear: {
    on: 'cycle',
    input: { reason },
    stages: ['ranked'],
    allow: [office],
    reads: everyEvaluation,
    guards: [{ guard: 'holds@1', with: { if: { stage: 'evaluations', in: ['decided'] }, reason: 'notComplete' } }],
    yields: [
      {
        fact: 'decisionsMade',
        on: 'self',
        data: { recognised: { value: [] }, reserve: { value: [] }, notRecognised: { value: [] } },
      },
    ],
  },
  undoConclusion: {
    on: 'cycle',
    input: { reason },
    stages: ['decided'],
    allow: [office],
    yields: [{ fact: 'decisionsUndone', on: 'self' }],
  },
} satisfies Definition['commands'];
