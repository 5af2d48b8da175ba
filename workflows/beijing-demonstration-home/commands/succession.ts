/**
 * 依次递补: the place that became free is offered to the next in line, and to the one after when that one declines.
 *
 * The line and its applications stand under the rules of their own year; each fact written there names those.
 */
import type { Definition } from '../../../libs/lifecycle/definition/definition.js';
import { BODY, DISTRICT, ENTERS, HOME_STILL_THERE, REASON, RECOGNISED_AGAIN } from './shared.js';

type Commands = Definition['commands'];
type Reads = NonNullable<Commands[string]['reads']>;

const OFFERED = {
  application: {
    subject: 'application',
    key: { level: { from: 'key.level' }, home: { from: 'self.offered' } },
    cycle: { from: 'self.offeredFrom' },
  },
} satisfies Reads;

const OFFERED_OR_CLERK = [
  { role: 'applicant', where: { unitIn: 'self.offeredUnit' } },
  ...DISTRICT,
  ...BODY,
] satisfies Commands[string]['allow'];

export const succeeding = {
  offerPlace: {
    on: 'succession',
    input: { next: { kind: 'id' }, fromYear: { kind: 'id' } },
    stages: ['vacant'],
    allow: [...DISTRICT, ...BODY],
    reads: {
      line: {
        subject: 'assessment',
        key: { level: { from: 'key.level' }, unit: { from: 'self.body' } },
        cycle: { from: 'input.fromYear' },
      },
      application: {
        subject: 'application',
        key: { level: { from: 'key.level' }, home: { from: 'input.next' } },
        cycle: { from: 'input.fromYear' },
      },
    },
    guards: [
      { guard: 'settingGiven@1', with: { setting: 'nextFrom' } },
      { guard: 'settingGiven@1', with: { setting: 'nextWithin' } },
      {
        guard: 'holds@1',
        with: { if: { same: ['input.fromYear', 'self.year'] }, reason: 'notNextInLine' },
        when: { path: 'cycle.settings.nextFrom', is: 'lastYearsReserve' },
      },
      {
        guard: 'holds@1',
        with: { if: { same: ['input.fromYear', 'cycle.id'] }, reason: 'notNextInLine' },
        when: { path: 'cycle.settings.nextFrom', is: 'thisYearsRanking' },
      },
      {
        guard: 'nextInLine@1',
        with: { places: 'line.line', out: 'line.out', chosen: 'input.next' },
        when: { path: 'cycle.settings.nextWithin', is: 'city' },
      },
      {
        guard: 'nextInLine@1',
        with: {
          places: 'line.line',
          out: 'line.out',
          chosen: 'input.next',
          among: { of: 'line.listed', is: 'self.district' },
        },
        when: { path: 'cycle.settings.nextWithin', is: 'district' },
      },
    ],
    yields: [
      { fact: 'successorOffered', on: 'self', data: { nextUnit: { from: 'application.unit' } } },
      { fact: 'nextOffered', on: 'line', data: { home: { from: 'input.next' } } },
      { fact: 'placeOffered', on: 'application', data: { offeredIn: { from: 'cycle.id' } } },
    ],
  },
  acceptOffer: {
    on: 'succession',
    input: {},
    stages: ['offered'],
    allow: OFFERED_OR_CLERK,
    onBehalf: true,
    reads: {
      ...OFFERED,
      home: { subject: 'home', key: { home: { from: 'self.offered' } } },
      plaque: {
        subject: 'plaque',
        key: { level: { from: 'key.level' }, home: { from: 'self.offered' } },
        optional: true,
      },
    },
    guards: HOME_STILL_THERE,
    yields: [
      { fact: 'offerAccepted', on: 'self', data: { next: { from: 'self.offered' } } },
      { fact: 'movedUp', on: 'application' },
      {
        fact: 'plaqueAwarded',
        on: 'plaque',
        when: { not: { stage: 'plaque', in: ['held'] } },
        data: {
          unit: { from: 'application.unit' },
          district: { from: 'application.district' },
          body: { from: 'application.body' },
          year: { from: 'cycle.id' },
        },
      },
      RECOGNISED_AGAIN,
      ...ENTERS,
    ],
  },
  declineOffer: {
    on: 'succession',
    input: { reason: { ...REASON.reason, required: false } },
    stages: ['offered'],
    allow: OFFERED_OR_CLERK,
    onBehalf: true,
    reads: OFFERED,
    yields: [
      { fact: 'offerDeclined', on: 'self', data: { next: { from: 'self.offered' } } },
      { fact: 'placeDeclined', on: 'application' },
    ],
  },
  /** An offer made by mistake: who was offered is next again. */
  withdrawOffer: {
    on: 'succession',
    input: REASON,
    stages: ['offered'],
    allow: [...DISTRICT, ...BODY],
    reads: {
      ...OFFERED,
      line: {
        subject: 'assessment',
        key: { level: { from: 'key.level' }, unit: { from: 'self.body' } },
        cycle: { from: 'self.offeredFrom' },
      },
    },
    yields: [
      { fact: 'offerWithdrawn', on: 'self', data: { next: { from: 'self.offered' } } },
      { fact: 'offerTakenBack', on: 'line', data: { home: { from: 'self.offered' } } },
      { fact: 'placeTakenBack', on: 'application' },
    ],
  },
  leaveVacant: {
    on: 'succession',
    input: REASON,
    stages: ['vacant'],
    allow: [...DISTRICT, ...BODY],
    yields: [{ fact: 'leftVacant', on: 'self' }],
  },
  reopenVacancy: {
    on: 'succession',
    input: REASON,
    stages: ['empty'],
    allow: [...DISTRICT, ...BODY],
    yields: [{ fact: 'vacancyReopened', on: 'self' }],
  },
} satisfies Commands;
