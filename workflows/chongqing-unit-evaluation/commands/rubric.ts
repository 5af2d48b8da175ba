/** 三、评价方式: departments lead requirements, and propose the points of each class. */
import type { CommandDefinition, Definition } from '../../../libs/lifecycle/definition/definition.js';
import {
  achievementRequirements,
  familyRequirements,
  foundationRequirements,
  heartRequirements,
  projects,
  rightsRequirements,
  unitClasses,
} from '../lists.js';
import { leadDepartment, office, reason } from './shared.js';

type Guard = NonNullable<CommandDefinition['guards']>[number];

/** What is led is in the tables: a numbered requirement of the base work, or a project of best practice. */
const isInTheTables = {
  guard: 'holds@1',
  with: {
    reason: 'conditionNotMet',
    if: {
      any: [
        {
          all: [
            { path: 'input.part', is: 'base' },
            {
              any: [
                { path: 'key.requirement', in: heartRequirements },
                { path: 'key.requirement', in: achievementRequirements },
                { path: 'key.requirement', in: familyRequirements },
                { path: 'key.requirement', in: rightsRequirements },
                { path: 'key.requirement', in: foundationRequirements },
              ],
            },
          ],
        },
        {
          all: [
            { path: 'input.part', is: 'practice' },
            { path: 'key.requirement', in: projects },
          ],
        },
      ],
    },
  },
} satisfies Guard;

const someoneLeads = {
  guard: 'holds@1',
  with: { if: { not: { empty: 'input.leads' } }, reason: 'notComplete' },
} satisfies Guard;

const leads = { kind: 'list', of: 'id', max: 8 } as const;

const requirementNamed = {
  requirement: { subject: 'requirement', key: { requirement: { from: 'input.requirement' } } },
} satisfies NonNullable<CommandDefinition['reads']>;

const ofBaseWork = {
  guard: 'holds@1',
  with: { if: { path: 'requirement.part', is: 'base' }, reason: 'conditionNotMet' },
} satisfies Guard;

const ofBestPractice = {
  guard: 'holds@1',
  with: { if: { path: 'requirement.part', is: 'practice' }, reason: 'conditionNotMet' },
} satisfies Guard;

export const rubricCommands = {
  nameLeads: {
    on: 'requirement',
    input: { part: { kind: 'choice', of: ['base', 'practice'] }, leads },
    stages: ['absent'],
    allow: [office],
    guards: [isInTheTables, someoneLeads],
    yields: [{ fact: 'leadsNamed', on: 'self' }],
  },
  changeLeads: {
    on: 'requirement',
    input: { leads, reason },
    stages: ['led'],
    allow: [office],
    guards: [someoneLeads],
    yields: [{ fact: 'leadsChanged', on: 'self' }],
  },
  beginRubric: {
    on: 'rubric',
    input: {},
    stages: ['absent'],
    allow: [office],
    guards: [
      {
        guard: 'holds@1',
        with: { if: { path: 'key.unitclass', in: unitClasses }, reason: 'conditionNotMet' },
      },
    ],
    yields: [{ fact: 'rubricBegun', on: 'self' }],
  },
  setPoints: {
    on: 'rubric',
    input: { requirement: { kind: 'id' }, points: { kind: 'int', min: 1, max: 6000, unit: 'hundredths' } },
    stages: ['drafting'],
    allow: [leadDepartment],
    reads: requirementNamed,
    guards: [ofBaseWork],
    yields: [{ fact: 'pointsSet', on: 'self' }],
  },
  dropPoints: {
    on: 'rubric',
    input: { requirement: { kind: 'id' } },
    stages: ['drafting'],
    allow: [leadDepartment],
    reads: requirementNamed,
    guards: [
      { guard: 'holds@1', with: { if: { member: 'input.requirement', of: 'self.points' }, reason: 'alreadyDone' } },
    ],
    yields: [{ fact: 'pointsDropped', on: 'self' }],
  },
  /** The indicators of best practice are the departments' own: `requirement` says for which project one speaks. */
  setPracticePoints: {
    on: 'rubric',
    input: {
      requirement: { kind: 'id' },
      indicator: { kind: 'id' },
      standard: { kind: 'text', max: 500, lines: true, personal: false },
      points: { kind: 'int', min: 1, max: 2500, unit: 'hundredths' },
    },
    stages: ['drafting'],
    allow: [leadDepartment],
    reads: requirementNamed,
    guards: [ofBestPractice],
    yields: [{ fact: 'practicePointsSet', on: 'self' }],
  },
  dropPracticePoints: {
    on: 'rubric',
    input: { requirement: { kind: 'id' }, indicator: { kind: 'id' } },
    stages: ['drafting'],
    allow: [leadDepartment],
    reads: requirementNamed,
    guards: [
      ofBestPractice,
      { guard: 'holds@1', with: { if: { member: 'input.indicator', of: 'self.practice' }, reason: 'alreadyDone' } },
    ],
    yields: [{ fact: 'practicePointsDropped', on: 'self' }],
  },
  /** 基础工作60分、最佳实践案例25分: all that the notice fixes. */
  adoptRubric: {
    on: 'rubric',
    input: { adoptedOn: { kind: 'date' } },
    stages: ['drafting'],
    allow: [office],
    guards: [
      { guard: 'notInFuture@1', with: { date: 'input.adoptedOn' } },
      { guard: 'sums@1', with: { of: 'self.points', equals: 6000 } },
      { guard: 'sums@1', with: { of: 'self.practice', equals: 2500 } },
    ],
    yields: [{ fact: 'rubricAdopted', on: 'self' }],
  },
  reopenRubric: {
    on: 'rubric',
    input: { reason },
    stages: ['adopted'],
    allow: [office],
    yields: [{ fact: 'rubricReopened', on: 'self' }],
  },
} satisfies Definition['commands'];
