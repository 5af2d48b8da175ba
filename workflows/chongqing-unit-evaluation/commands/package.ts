/** 平时评价 through the year, and the package of 五、有关要求. */
import type { CommandDefinition, Definition } from '../../../libs/lifecycle/definition/definition.js';
import type { FieldList } from '../../../libs/lifecycle/language/fields.js';
import { mostBytes } from '../forms.js';
import { gorges, mainCity, platforms, unitClasses, wuling } from '../lists.js';
import { office, ownClerk, partyGroup, reason } from './shared.js';

type Guards = NonNullable<CommandDefinition['guards']>;

/** 二、区域分类: a unit is compared within its class, and stands in one only. */
const isOfItsClass = {
  guard: 'holds@1',
  with: {
    reason: 'wrongUnit',
    if: {
      any: [
        {
          all: [
            { path: 'input.unitClass', is: 'maincity' },
            { path: 'key.unit', in: mainCity },
          ],
        },
        {
          all: [
            { path: 'input.unitClass', is: 'gorges' },
            { path: 'key.unit', in: gorges },
          ],
        },
        {
          all: [
            { path: 'input.unitClass', is: 'wuling' },
            { path: 'key.unit', in: wuling },
          ],
        },
        {
          all: [
            { path: 'input.unitClass', is: 'platforms' },
            { path: 'key.unit', in: platforms },
          ],
        },
      ],
    },
  },
} satisfies Guards[number];

const packageInput = {
  package: { kind: 'form', form: 'unitPackage' },
  lateReason: { kind: 'text', max: 500, required: false },
} satisfies FieldList;

/** 大小不超过1G, of all files together; 2000 and 500 for the two texts together only where a setting says so. */
const packageGuards = [
  {
    guard: 'sums@1',
    with: { of: ['input.package.materials.file.bytes', 'input.package.awards.proof.bytes'], atMost: mostBytes },
  },
  {
    guard: 'textsWithin@1',
    when: { path: 'cycle.settings.summaryLength', is: 'together' },
    with: { texts: ['input.package.summary', 'input.package.plan'], most: 2000 },
  },
  {
    guard: 'textsWithin@1',
    when: { path: 'cycle.settings.caseLength', is: 'together' },
    with: { texts: ['input.package.cases.account'], most: 500 },
  },
] satisfies Guards;

const packageData = { late: { late: true }, cases: { count: 'input.package.cases' } } satisfies NonNullable<
  CommandDefinition['yields'][number]['data']
>;

const delivers = {
  deliverable: 'unitPackage',
  leg: 'inSystem',
  lateReason: 'input.lateReason',
} satisfies CommandDefinition['delivers'];

const anyStage = ['underway', 'submitted', 'returned', 'scoring', 'addedUp', 'proposed'];
const untilTheEnd = ['open', 'deciding', 'ranked'];

export const packageCommands = {
  openEvaluation: {
    on: 'evaluation',
    input: { unitClass: { kind: 'choice', of: unitClasses }, liaison: { kind: 'id', required: false } },
    stages: ['absent'],
    allow: [office],
    guards: [isOfItsClass],
    yields: [
      { fact: 'evaluationOpened', on: 'self' },
      { fact: 'subjectListed', on: 'cycle', data: { stream: { stream: 'self' } } },
    ],
  },
  observeWork: {
    on: 'evaluation',
    input: {
      observedOn: { kind: 'date' },
      block: { kind: 'choice', of: ['heart', 'achievement', 'family', 'rights', 'foundation', 'practice', 'whole'] },
      result: { kind: 'text', max: 1000, lines: true },
    },
    stages: ['underway', 'submitted', 'returned'],
    allow: [{ role: 'department', where: 'anywhere' }],
    guards: [{ guard: 'notInFuture@1', with: { date: 'input.observedOn' } }],
    yields: [{ fact: 'workObserved', on: 'self' }],
  },
  submitPackage: {
    on: 'evaluation',
    input: packageInput,
    stages: ['underway'],
    allow: [ownClerk],
    delivers,
    guards: packageGuards,
    yields: [{ fact: 'packageSubmitted', on: 'self', data: packageData }],
    signs: true,
  },
  resubmitPackage: {
    on: 'evaluation',
    input: packageInput,
    stages: ['returned'],
    allow: [ownClerk],
    delivers,
    guards: packageGuards,
    yields: [{ fact: 'packageResubmitted', on: 'self', data: packageData }],
    signs: true,
  },
  withdrawPackage: {
    on: 'evaluation',
    input: { reason },
    stages: ['submitted'],
    allow: [ownClerk],
    yields: [{ fact: 'packageWithdrawn', on: 'self' }],
  },
  returnPackage: {
    on: 'evaluation',
    input: { reason },
    stages: ['submitted', 'scoring'],
    allow: [office],
    yields: [{ fact: 'packageReturned', on: 'self' }],
  },
  /** Also of a unit that sent nothing: that may cost points (酌情扣分), not the evaluation. */
  beginScoring: {
    on: 'evaluation',
    input: { reason: { ...reason, required: false } },
    stages: ['submitted', 'underway', 'returned'],
    allow: [office],
    yields: [{ fact: 'scoringBegun', on: 'self' }],
  },
  nameLiaison: {
    on: 'evaluation',
    input: { liaison: { kind: 'id' }, reason },
    stages: anyStage,
    cycleStages: untilTheEnd,
    allow: [office],
    yields: [{ fact: 'liaisonNamed', on: 'self' }],
  },
  declareConflict: {
    on: 'evaluation',
    input: { account: { kind: 'id' }, reason },
    stages: anyStage,
    cycleStages: untilTheEnd,
    allow: [partyGroup, office],
    guards: [{ guard: 'noConflict@1', with: { conflicts: 'self.conflicts', account: 'input.account' } }],
    yields: [{ fact: 'conflictDeclared', on: 'self' }],
  },
  dismissConflict: {
    on: 'evaluation',
    input: { account: { kind: 'id' }, reason },
    stages: anyStage,
    cycleStages: untilTheEnd,
    allow: [partyGroup, office],
    guards: [
      { guard: 'holds@1', with: { if: { member: 'input.account', of: 'self.conflicts' }, reason: 'alreadyDone' } },
    ],
    yields: [{ fact: 'conflictDismissed', on: 'self' }],
  },
} satisfies Definition['commands'];
