/** 挂牌、重新认定、摘牌、末位淘汰: what happens to a plaque, and to the order of those that are looked at again. */
import type { Definition } from '../../../libs/lifecycle/definition/definition.js';
import type { Condition } from '../../../libs/lifecycle/language/fields.js';
import { HOMES } from '../forms.js';
import { BODY, DISTRICT, ENTERS, HOME_STILL_THERE, LEAVES, OPEN_REASON, REASON } from './shared.js';

type Commands = Definition['commands'];
type Command = Commands[string];
type Reads = NonNullable<Command['reads']>;
type Guards = NonNullable<Command['guards']>;
type Yields = Command['yields'];

const HOME = { home: { subject: 'home', key: { home: { from: 'key.home' } } } } satisfies Reads;
const SUCCESSION = {
  succession: {
    subject: 'succession',
    key: { level: { from: 'key.level' }, home: { from: 'key.home' } },
    optional: true,
  },
} satisfies Reads;
/** The order of the home's district, and the city's where places are counted across it. */
const REVIEWS = {
  review: {
    subject: 'review',
    key: { level: { from: 'key.level' }, unit: { from: 'self.district' } },
    optional: true,
  },
  bodyReview: {
    subject: 'review',
    key: { level: { from: 'key.level' }, unit: { from: 'self.body' } },
    optional: true,
  },
} satisfies Reads;
const RANKED_BY = {
  review: { subject: 'review', key: { level: { from: 'key.level' }, unit: { from: 'input.rankedBy' } } },
} satisfies Reads;

/** “次年 … 上一年度”: not in the year it was recognised in. Older ones: whether, the notice does not say. */
const IN_A_LATER_YEAR = [
  { guard: 'holds@1', with: { if: { not: { same: ['self.year', 'cycle.id'] } }, reason: 'conditionNotMet' } },
  {
    guard: 'settingGiven@1',
    with: { setting: 'olderReviewedAgain' },
    when: { stage: 'self', in: ['held.reRecognised'] },
  },
  {
    guard: 'holds@1',
    with: { if: { path: 'cycle.settings.olderReviewedAgain', is: true }, reason: 'conditionNotMet' },
    when: { stage: 'self', in: ['held.reRecognised'] },
  },
] satisfies Guards;

const VACATES = {
  district: { from: 'self.district' },
  body: { from: 'self.body' },
  year: { from: 'self.year' },
} satisfies Yields[number]['data'];

const IN_DISTRICTS_ORDER = { member: 'key.home', of: 'review.places' } satisfies Condition;
const IN_CITYS_ORDER = {
  all: [{ not: { same: ['self.district', 'self.body'] } }, { member: 'key.home', of: 'bodyReview.places' }],
} satisfies Condition;

export const reviewing = {
  hangPlaque: {
    on: 'plaque',
    input: { hungOn: { kind: 'date' } },
    stages: ['held.awarded'],
    allow: BODY,
    guards: [{ guard: 'notInFuture@1', with: { date: 'input.hungOn' } }],
    yields: [{ fact: 'plaqueHung', on: 'self' }],
  },
  reRecognise: {
    on: 'plaque',
    input: { findings: { kind: 'text', max: 2000, lines: true, required: false } },
    stages: ['held.hung', 'held.reRecognised'],
    allow: DISTRICT,
    guards: [
      ...IN_A_LATER_YEAR,
      { guard: 'holds@1', with: { if: { not: { same: ['self.reRecognisedIn', 'cycle.id'] } }, reason: 'alreadyDone' } },
    ],
    yields: [{ fact: 'plaqueReRecognised', on: 'self', data: { year: { from: 'cycle.id' } } }],
  },
  undoReRecognition: {
    on: 'plaque',
    input: REASON,
    stages: ['held.reRecognised'],
    allow: DISTRICT,
    guards: [{ guard: 'holds@1', with: { if: { same: ['self.reRecognisedIn', 'cycle.id'] }, reason: 'alreadyDone' } }],
    yields: [{ fact: 'reRecognitionUndone', on: 'self' }],
  },
  /** 示范作用不够突出、特色不够鲜明: one of the two is enough; which was found is written down. */
  removePlaque: {
    on: 'plaque',
    input: {
      notExemplary: { kind: 'flag' },
      notDistinctive: { kind: 'flag' },
      findings: { kind: 'text', max: 2000, lines: true },
    },
    stages: ['held.hung', 'held.reRecognised'],
    allow: DISTRICT,
    reads: { ...HOME, ...SUCCESSION, ...REVIEWS },
    guards: [
      ...IN_A_LATER_YEAR,
      {
        guard: 'holds@1',
        with: {
          if: {
            any: [
              { path: 'input.notExemplary', is: true },
              { path: 'input.notDistinctive', is: true },
            ],
          },
          reason: 'reasonMissing',
        },
      },
    ],
    yields: [
      { fact: 'plaqueRemoved', on: 'self' },
      ...LEAVES,
      { fact: 'placeVacated', on: 'succession', data: VACATES },
      { fact: 'plaqueTakenOut', on: 'review', when: IN_DISTRICTS_ORDER, data: { home: { from: 'key.home' } } },
      { fact: 'plaqueTakenOut', on: 'bodyReview', when: IN_CITYS_ORDER, data: { home: { from: 'key.home' } } },
    ],
  },
  /** 末位淘汰, as many and counted where people have set it for the year. */
  removeAsLast: {
    on: 'plaque',
    input: { rankedBy: { kind: 'id' } },
    stages: ['held.hung', 'held.reRecognised'],
    allow: DISTRICT,
    reads: { ...HOME, ...SUCCESSION, ...RANKED_BY },
    guards: [
      ...IN_A_LATER_YEAR,
      { guard: 'settingGiven@1', with: { setting: 'lastPlaces' } },
      { guard: 'settingGiven@1', with: { setting: 'lastPlacesWithin' } },
      {
        guard: 'holds@1',
        with: { if: { same: ['input.rankedBy', 'self.district'] }, reason: 'wrongUnit' },
        when: { path: 'cycle.settings.lastPlacesWithin', is: 'district' },
      },
      {
        guard: 'holds@1',
        with: { if: { same: ['input.rankedBy', 'self.body'] }, reason: 'wrongUnit' },
        when: { path: 'cycle.settings.lastPlacesWithin', is: 'city' },
      },
      {
        guard: 'holds@1',
        with: { if: { less: ['review.taken', 'cycle.settings.lastPlaces'] }, reason: 'quotaExceeded' },
      },
      {
        guard: 'nextInLine@1',
        with: { places: 'review.places', out: 'review.out', chosen: 'key.home', from: 'last' },
      },
    ],
    yields: [
      { fact: 'lastPlaceRemoved', on: 'self' },
      ...LEAVES,
      { fact: 'lastTaken', on: 'review', data: { home: { from: 'key.home' } } },
      { fact: 'placeVacated', on: 'succession', data: { ...VACATES, rankedBy: { from: 'input.rankedBy' } } },
    ],
  },
  /** Before anyone is offered the place it left. */
  undoRemoval: {
    on: 'plaque',
    input: REASON,
    stages: ['removed'],
    allow: DISTRICT,
    reads: { ...HOME, succession: { ...SUCCESSION.succession, optional: false }, ...REVIEWS },
    guards: [
      ...HOME_STILL_THERE,
      { guard: 'holds@1', with: { if: { stage: 'succession', in: ['vacant'] }, reason: 'alreadyDone' } },
      { guard: 'holds@1', with: { if: { absent: 'succession.rankedBy' }, reason: 'conditionNotMet' } },
    ],
    yields: [
      { fact: 'removalUndone', on: 'self' },
      ...ENTERS,
      { fact: 'vacancyCancelled', on: 'succession' },
      { fact: 'plaquePutBack', on: 'review', when: IN_DISTRICTS_ORDER, data: { home: { from: 'key.home' } } },
      { fact: 'plaquePutBack', on: 'bodyReview', when: IN_CITYS_ORDER, data: { home: { from: 'key.home' } } },
    ],
  },
  undoRemovalAsLast: {
    on: 'plaque',
    input: { ...REASON, rankedBy: { kind: 'id' } },
    stages: ['removed'],
    allow: DISTRICT,
    reads: { ...HOME, succession: { ...SUCCESSION.succession, optional: false }, ...RANKED_BY },
    guards: [
      ...HOME_STILL_THERE,
      { guard: 'holds@1', with: { if: { stage: 'succession', in: ['vacant'] }, reason: 'alreadyDone' } },
      { guard: 'holds@1', with: { if: { same: ['input.rankedBy', 'succession.rankedBy'] }, reason: 'wrongUnit' } },
    ],
    yields: [
      { fact: 'removalUndone', on: 'self' },
      ...ENTERS,
      { fact: 'vacancyCancelled', on: 'succession' },
      { fact: 'lastGivenBack', on: 'review', data: { home: { from: 'key.home' } } },
    ],
  },
  /** Anew only until the first of the last places was taken from it. */
  rankPlaques: {
    on: 'review',
    input: { order: HOMES, reason: { ...OPEN_REASON.reason, required: false } },
    stages: ['absent', 'ranked'],
    allow: [
      { role: 'office', where: 'own' },
      { role: 'clerk', where: 'own' },
    ],
    unit: { from: 'key.unit' },
    signs: true,
    guards: [
      {
        guard: 'holds@1',
        with: { if: { path: 'self.taken', atMost: 0 }, reason: 'alreadyDone' },
        when: { stage: 'self', in: ['ranked'] },
      },
    ],
    yields: [{ fact: 'plaquesRanked', on: 'self' }],
  },
} satisfies Commands;
