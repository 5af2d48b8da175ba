/** 考核: review of materials, checks on site, and the opinion of the federation that assesses. */
import type { Definition } from '../../../libs/lifecycle/definition/definition.js';
import type { Condition } from '../../../libs/lifecycle/language/fields.js';
import { EMPHASES, OPINION_OF_CITY, OPINION_OF_DISTRICT, SEVEN_HAVES } from '../forms.js';
import { BODY, IS_CITY, IS_DISTRICT, OPEN_REASON, REASON } from './shared.js';

type Commands = Definition['commands'];
type Reads = NonNullable<Commands[string]['reads']>;
type Guards = NonNullable<Commands[string]['guards']>;

const ASSESSMENT = {
  assessment: { subject: 'assessment', key: { level: { from: 'key.level' }, unit: { from: 'self.body' } } },
} satisfies Reads;

const STILL_ASSESSING = [
  { guard: 'holds@1', with: { if: { stage: 'assessment', in: ['assessing'] }, reason: 'stageForbids' } },
] satisfies Guards;

/** “七有” is what everything else is built on. */
const ALL_SEVEN = {
  all: [
    { path: 'input.hasVenue', is: true },
    { path: 'input.hasStaff', is: true },
    { path: 'input.hasFunds', is: true },
    { path: 'input.hasFacilities', is: true },
    { path: 'input.hasMechanisms', is: true },
    { path: 'input.hasFeatures', is: true },
    { path: 'input.hasLedgers', is: true },
  ],
} satisfies Condition;

const OWN_BODY = [
  { role: 'office', where: 'own' },
  { role: 'clerk', where: 'own' },
] satisfies Commands[string]['allow'];

export const assessing = {
  openCityAssessment: {
    on: 'assessment',
    input: {},
    stages: ['absent'],
    allow: [{ role: 'office', where: 'own' }],
    unit: { from: 'key.unit' },
    guards: [
      { guard: 'holds@1', with: { if: { all: [IS_CITY, { path: 'key.unit', is: 'beijing' }] }, reason: 'wrongUnit' } },
    ],
    yields: [
      {
        fact: 'assessmentOpened',
        on: 'self',
        data: { cityForm: { value: true }, asksTownshipParty: { value: true }, asksDistrict: { value: true } },
      },
    ],
  },
  openDistrictAssessment: {
    on: 'assessment',
    input: { cityForm: { kind: 'flag' }, asksTownshipParty: { kind: 'flag' }, asksDistrict: { kind: 'flag' } },
    stages: ['absent'],
    allow: [{ role: 'clerk', where: 'own' }],
    unit: { from: 'key.unit' },
    guards: [
      {
        guard: 'holds@1',
        with: { if: { all: [IS_DISTRICT, { not: { path: 'key.unit', is: 'beijing' } }] }, reason: 'wrongUnit' },
      },
    ],
    yields: [{ fact: 'assessmentOpened', on: 'self' }],
  },
  changeScheme: {
    on: 'assessment',
    input: {
      cityForm: { kind: 'flag' },
      asksTownshipParty: { kind: 'flag' },
      asksDistrict: { kind: 'flag' },
      ...OPEN_REASON,
    },
    stages: ['assessing'],
    allow: [{ role: 'clerk', where: 'own' }],
    guards: [{ guard: 'holds@1', with: { if: IS_DISTRICT, reason: 'conditionNotMet' } }],
    yields: [{ fact: 'schemeChanged', on: 'self' }],
  },
  reviewMaterials: {
    on: 'application',
    input: { ...SEVEN_HAVES, ...EMPHASES, remarks: { kind: 'text', max: 2000, lines: true, required: false } },
    stages: ['materialReview'],
    allow: BODY,
    reads: ASSESSMENT,
    guards: STILL_ASSESSING,
    yields: [
      { fact: 'materialsReviewed', on: 'self', when: ALL_SEVEN },
      { fact: 'preconditionNotMet', on: 'self', when: { not: ALL_SEVEN } },
      {
        fact: 'applicationUnlisted',
        on: 'assessment',
        when: { not: ALL_SEVEN },
        data: { home: { from: 'key.home' } },
      },
    ],
  },
  reopenReview: {
    on: 'application',
    input: REASON,
    stages: ['belowStandard', 'reviewed'],
    allow: BODY,
    reads: ASSESSMENT,
    guards: STILL_ASSESSING,
    yields: [
      { fact: 'reviewReopened', on: 'self' },
      {
        fact: 'applicationListed',
        on: 'assessment',
        when: { stage: 'self', in: ['belowStandard'] },
        data: { home: { from: 'key.home' }, district: { from: 'self.district' } },
      },
    ],
  },
  /** 实地抽查 of a sample that anyone can draw again. */
  drawSpotChecks: {
    on: 'assessment',
    input: {
      seed: { kind: 'text', max: 200, personal: false },
      size: { kind: 'int', min: 1, max: 1000 },
    },
    stages: ['assessing'],
    allow: OWN_BODY,
    yields: [
      {
        fact: 'sampleDrawn',
        on: 'self',
        data: { homes: { sample: 'spotChecks' }, frameHash: { sample: 'spotChecks', part: 'frameHash' } },
      },
    ],
  },
  checkSite: {
    on: 'application',
    input: { visitedOn: { kind: 'date' }, ...EMPHASES, findings: { kind: 'text', max: 5000, lines: true } },
    stages: ['reviewed'],
    allow: BODY,
    reads: ASSESSMENT,
    guards: [
      { guard: 'withinSample@1', with: { sample: 'assessment.sampled', member: 'key.home' } },
      { guard: 'notInFuture@1', with: { date: 'input.visitedOn' } },
    ],
    yields: [{ fact: 'siteChecked', on: 'self' }],
  },
  /** 市妇联意见, the third on the city's form. */
  giveCityOpinion: {
    on: 'application',
    input: { opinions: OPINION_OF_CITY },
    stages: ['reviewed'],
    allow: [{ role: 'office', where: { unitIn: 'self.body' } }],
    signs: true,
    guards: [
      { guard: 'holds@1', with: { if: IS_CITY, reason: 'opinionNotOnForm' } },
      {
        guard: 'opinionsInOrder@1',
        with: { deliverable: 'cityApplication', known: 'self.opinions', given: 'input.opinions' },
      },
    ],
    yields: [{ fact: 'opinionsGiven', on: 'self' }],
  },
  giveDistrictOpinion: {
    on: 'application',
    input: { opinions: OPINION_OF_DISTRICT },
    stages: ['reviewed'],
    allow: [{ role: 'clerk', where: { unitIn: 'self.body' } }],
    signs: true,
    guards: [
      { guard: 'holds@1', with: { if: IS_DISTRICT, reason: 'wrongUnit' } },
      {
        guard: 'opinionsInOrder@1',
        with: { deliverable: 'districtApplication', known: 'self.opinions', given: 'input.opinions' },
      },
    ],
    yields: [{ fact: 'opinionsGiven', on: 'self' }],
  },
  concludeAssessment: {
    on: 'application',
    input: { ...EMPHASES, conclusion: { kind: 'text', max: 5000, lines: true, required: false } },
    stages: ['reviewed'],
    allow: BODY,
    reads: ASSESSMENT,
    guards: [
      ...STILL_ASSESSING,
      {
        guard: 'holds@1',
        with: {
          if: { any: [{ not: { member: 'key.home', of: 'assessment.sampled' } }, { present: 'self.visitedOn' }] },
          reason: 'notComplete',
        },
      },
      {
        guard: 'opinionsComplete@1',
        with: { deliverable: 'cityApplication', known: 'self.opinions' },
        when: IS_CITY,
      },
      {
        guard: 'holds@1',
        with: {
          if: { any: [{ not: { path: 'assessment.asksDistrict', is: true } }, { present: 'self.opinions.district' }] },
          reason: 'opinionMissing',
        },
        when: IS_DISTRICT,
      },
    ],
    yields: [
      { fact: 'assessmentConcluded', on: 'self' },
      { fact: 'applicationConcluded', on: 'assessment', data: { home: { from: 'key.home' } } },
    ],
  },
} satisfies Commands;
