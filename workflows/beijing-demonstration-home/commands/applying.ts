/** 申报: from the home, through the opinions, to the federation one level up. */
import type { Definition } from '../../../libs/lifecycle/definition/definition.js';
import { OPINIONS, OPINIONS_BELOW_CITY, OWN_FORM } from '../forms.js';
import { HOME_STILL_THERE, IS_CITY, IS_DISTRICT, REASON } from './shared.js';

type Commands = Definition['commands'];
type Reads = NonNullable<Commands[string]['reads']>;
type Guards = NonNullable<Commands[string]['guards']>;

const HOME = { home: { subject: 'home', key: { home: { from: 'key.home' } } } } satisfies Reads;
const ASSESSMENT = {
  assessment: { subject: 'assessment', key: { level: { from: 'key.level' }, unit: { from: 'self.body' } } },
} satisfies Reads;

const APPLICANTS = [
  { role: 'applicant', where: 'own' },
  { role: 'clerk', where: 'subtree' },
] satisfies Commands[string]['allow'];

/** Nothing goes into an assessment that is decided. */
const STILL_ASSESSING = [
  { guard: 'holds@1', with: { if: { stage: 'assessment', in: ['assessing'] }, reason: 'stageForbids' } },
] satisfies Guards;

const GOES_IN = {
  fact: 'applicationListed',
  on: 'assessment',
  data: { home: { from: 'key.home' }, district: { from: 'self.district' } },
} satisfies Commands[string]['yields'][number];

export const applying = {
  applyToCity: {
    on: 'application',
    input: { district: { kind: 'id' }, form: { kind: 'form', form: 'cityApplication' } },
    stages: ['absent'],
    allow: APPLICANTS,
    unit: { from: 'home.unit' },
    onBehalf: true,
    signs: true,
    reads: HOME,
    guards: [...HOME_STILL_THERE, { guard: 'holds@1', with: { if: IS_CITY, reason: 'conditionNotMet' } }],
    yields: [{ fact: 'appliedToCity', on: 'self', data: { unit: { from: 'home.unit' }, body: { value: 'beijing' } } }],
  },
  applyToDistrict: {
    on: 'application',
    input: { district: { kind: 'id' }, ...OWN_FORM },
    stages: ['absent'],
    allow: APPLICANTS,
    unit: { from: 'home.unit' },
    onBehalf: true,
    signs: true,
    reads: {
      ...HOME,
      assessment: { subject: 'assessment', key: { level: { value: 'district' }, unit: { from: 'input.district' } } },
    },
    guards: [
      ...HOME_STILL_THERE,
      { guard: 'holds@1', with: { if: IS_DISTRICT, reason: 'conditionNotMet' } },
      {
        guard: 'holds@1',
        with: { if: { same: ['input.cityForm', 'assessment.cityForm'] }, reason: 'conditionNotMet' },
      },
    ],
    yields: [
      {
        fact: 'appliedToDistrict',
        on: 'self',
        data: { unit: { from: 'home.unit' }, body: { from: 'input.district' } },
      },
    ],
  },
  /** Township or street party committee, then the district; each is entered when it comes. */
  giveOpinions: {
    on: 'application',
    input: { opinions: OPINIONS_BELOW_CITY },
    stages: ['gathering.city'],
    allow: [{ role: 'clerk', where: 'subtree' }],
    signs: true,
    guards: [
      {
        guard: 'opinionsInOrder@1',
        with: { deliverable: 'cityApplication', known: 'self.opinions', given: 'input.opinions' },
      },
    ],
    yields: [{ fact: 'opinionsGiven', on: 'self' }],
  },
  /** A district asks for what opinions it likes; the city's is not on its form. */
  giveOpinionsToDistrict: {
    on: 'application',
    input: { opinions: OPINIONS },
    stages: ['gathering.district'],
    allow: [{ role: 'clerk', where: 'subtree' }],
    signs: true,
    guards: [
      {
        guard: 'opinionsInOrder@1',
        with: { deliverable: 'districtApplication', known: 'self.opinions', given: 'input.opinions' },
      },
    ],
    yields: [{ fact: 'opinionsGiven', on: 'self' }],
  },
  /** The district reports it to the city: two of the three opinions stand, the city's comes after its own assessment. */
  submitToCity: {
    on: 'application',
    input: {
      copies: { kind: 'int', min: 1, max: 100 },
      sealed: { kind: 'flag' },
      receivedOn: { kind: 'date', required: false },
      lateReason: { kind: 'text', max: 500, required: false },
    },
    stages: ['gathering.city'],
    allow: [{ role: 'clerk', where: 'subtree' }],
    signs: true,
    reads: ASSESSMENT,
    delivers: {
      deliverable: 'cityApplication',
      leg: 'form',
      receivedOn: 'input.receivedOn',
      lateReason: 'input.lateReason',
    },
    guards: [
      { guard: 'holds@1', with: { if: { same: ['actor.unit', 'self.district'] }, reason: 'wrongUnit' } },
      {
        guard: 'holds@1',
        with: {
          if: { all: [{ present: 'self.opinions.townshipParty' }, { present: 'self.opinions.district' }] },
          reason: 'opinionMissing',
        },
      },
      {
        guard: 'copiesComplete@1',
        with: { deliverable: 'cityApplication', leg: 'form', copies: 'input.copies', sealed: 'input.sealed' },
      },
      { guard: 'notInFuture@1', with: { date: 'input.receivedOn' } },
      ...STILL_ASSESSING,
    ],
    yields: [{ fact: 'submitted', on: 'self', data: { late: { late: true } } }, GOES_IN],
  },
  submitToDistrict: {
    on: 'application',
    input: { lateReason: { kind: 'text', max: 500, required: false } },
    stages: ['gathering.district'],
    allow: APPLICANTS,
    onBehalf: true,
    signs: true,
    reads: ASSESSMENT,
    delivers: { deliverable: 'districtApplication', leg: 'form', lateReason: 'input.lateReason' },
    guards: [
      {
        guard: 'holds@1',
        with: {
          if: {
            any: [
              { not: { path: 'assessment.asksTownshipParty', is: true } },
              { present: 'self.opinions.townshipParty' },
            ],
          },
          reason: 'opinionMissing',
        },
      },
      ...STILL_ASSESSING,
    ],
    yields: [{ fact: 'submitted', on: 'self', data: { late: { late: true } } }, GOES_IN],
  },
  /** Before it has gone up, the district sends it back; afterwards the federation that assesses it. */
  returnToHome: {
    on: 'application',
    input: { ...REASON, voids: { kind: 'list', of: 'choice', choices: ['townshipParty', 'district'], max: 2 } },
    stages: ['gathering'],
    allow: [{ role: 'clerk', where: { unitIn: 'self.district' } }],
    yields: [{ fact: 'applicationReturned', on: 'self' }],
  },
  returnApplication: {
    on: 'application',
    input: { ...REASON, voids: { kind: 'list', of: 'choice', choices: ['townshipParty', 'district'], max: 2 } },
    stages: ['materialReview'],
    allow: [
      { role: 'office', where: { unitIn: 'self.body' } },
      { role: 'clerk', where: { unitIn: 'self.body' } },
    ],
    reads: ASSESSMENT,
    yields: [
      { fact: 'applicationReturned', on: 'self' },
      { fact: 'applicationUnlisted', on: 'assessment', data: { home: { from: 'key.home' } } },
    ],
  },
  resubmit: {
    on: 'application',
    input: OWN_FORM,
    stages: ['returned'],
    allow: APPLICANTS,
    onBehalf: true,
    signs: true,
    reads: ASSESSMENT,
    guards: [
      {
        guard: 'holds@1',
        with: { if: { same: ['input.cityForm', 'assessment.cityForm'] }, reason: 'conditionNotMet' },
      },
    ],
    yields: [{ fact: 'resubmitted', on: 'self' }],
  },
  withdraw: {
    on: 'application',
    input: { reason: { ...REASON.reason, required: false } },
    stages: ['gathering', 'returned', 'materialReview', 'reviewed'],
    allow: APPLICANTS,
    onBehalf: true,
    reads: { assessment: { ...ASSESSMENT.assessment, optional: true } },
    yields: [
      { fact: 'applicationWithdrawn', on: 'self' },
      {
        fact: 'applicationUnlisted',
        on: 'assessment',
        when: { member: 'key.home', of: 'assessment.listed' },
        data: { home: { from: 'key.home' } },
      },
    ],
  },
} satisfies Commands;
