/** What a federation decides on its assessment, and what that does to each application and plaque. */
import type { Definition } from '../../../libs/lifecycle/definition/definition.js';
import type { Condition } from '../../../libs/lifecycle/language/fields.js';
import { HOMES } from '../forms.js';
import { ENTERS, IS_CITY, IS_DISTRICT, OPEN_REASON, RECOGNISED_AGAIN } from './shared.js';

type Commands = Definition['commands'];

const THIS_YEARS_AWARD = {
  all: [
    { stage: 'self', in: ['recognised'] },
    { stage: 'plaque', in: ['held'] },
    { same: ['plaque.awardedIn', 'cycle.id'] },
  ],
} satisfies Condition;

const OWN_BODY = [
  { role: 'office', where: 'own' },
  { role: 'clerk', where: 'own' },
] satisfies Commands[string]['allow'];

export const deciding = {
  /** Whom, and in what order those come who are next: the notice gives no score, so people say it, on the record. */
  decideResults: {
    on: 'assessment',
    input: {
      recognised: HOMES,
      reserve: HOMES,
      notRecognised: HOMES,
      reason: { ...OPEN_REASON.reason, required: false },
    },
    stages: ['assessing'],
    allow: OWN_BODY,
    signs: true,
    guards: [
      { guard: 'holds@1', with: { if: { path: 'self.samplesDrawn', atLeast: 1 }, reason: 'notComplete' } },
      {
        guard: 'eachOnce@1',
        with: { of: 'self.concluded', lists: ['input.recognised', 'input.reserve', 'input.notRecognised'] },
      },
      {
        guard: 'withinQuota@1',
        with: {
          quota: 'cityPlaces',
          unit: 'key.unit',
          counted: 'self.recognised',
          adding: 'input.recognised',
        },
        when: IS_CITY,
      },
      {
        guard: 'withinQuota@1',
        with: {
          quota: 'districtPlaces',
          unit: 'key.unit',
          counted: 'self.recognised',
          adding: 'input.recognised',
        },
        when: IS_DISTRICT,
      },
    ],
    yields: [{ fact: 'resultsDecided', on: 'self' }],
  },
  /** Only before anyone was offered a place from its line. */
  undoResults: {
    on: 'assessment',
    input: OPEN_REASON,
    stages: ['decided'],
    allow: OWN_BODY,
    guards: [{ guard: 'holds@1', with: { if: { path: 'self.offers', atMost: 0 }, reason: 'alreadyDone' } }],
    yields: [{ fact: 'resultsUndone', on: 'self', data: { homes: { from: 'self.concluded' } } }],
  },
  recordRecognition: {
    on: 'application',
    input: {},
    stages: ['assessed'],
    allow: [{ system: true }],
    reads: {
      home: { subject: 'home', key: { home: { from: 'key.home' } } },
      plaque: {
        subject: 'plaque',
        key: { level: { from: 'key.level' }, home: { from: 'key.home' } },
        optional: true,
      },
    },
    yields: [
      { fact: 'recognised', on: 'self' },
      {
        fact: 'plaqueAwarded',
        on: 'plaque',
        when: { not: { stage: 'plaque', in: ['held'] } },
        data: {
          unit: { from: 'self.unit' },
          district: { from: 'self.district' },
          body: { from: 'self.body' },
          year: { from: 'cycle.id' },
        },
      },
      RECOGNISED_AGAIN,
      ...ENTERS,
    ],
  },
  recordReserve: {
    on: 'application',
    input: {},
    stages: ['assessed'],
    allow: [{ system: true }],
    yields: [{ fact: 'placedInReserve', on: 'self' }],
  },
  recordNotRecognised: {
    on: 'application',
    input: {},
    stages: ['assessed'],
    allow: [{ system: true }],
    yields: [{ fact: 'notRecognised', on: 'self' }],
  },
  /** Takes back what the decision did; a plaque from an earlier year stays. */
  undoDecision: {
    on: 'application',
    input: {},
    stages: ['recognised', 'reserve', 'notRecognised'],
    allow: [{ system: true }],
    reads: {
      home: { subject: 'home', key: { home: { from: 'key.home' } } },
      plaque: {
        subject: 'plaque',
        key: { level: { from: 'key.level' }, home: { from: 'key.home' } },
        optional: true,
      },
    },
    yields: [
      { fact: 'decisionUndone', on: 'self' },
      { fact: 'awardUndone', on: 'plaque', when: THIS_YEARS_AWARD },
      {
        fact: 'standingLeft',
        on: 'home',
        when: { all: [IS_CITY, THIS_YEARS_AWARD] },
        data: { standing: { value: 'cityDemonstration' }, reason: { value: 'decisionUndone' } },
      },
      {
        fact: 'standingLeft',
        on: 'home',
        when: { all: [IS_DISTRICT, THIS_YEARS_AWARD] },
        data: { standing: { value: 'districtDemonstration' }, reason: { value: 'decisionUndone' } },
      },
    ],
  },
} satisfies Commands;
