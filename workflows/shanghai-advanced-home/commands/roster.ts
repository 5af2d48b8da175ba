/** 名册 and the sending of 方案: what units owe by 15 April. Notice 一.1, 一.2, and the note below the plan in annex 2. */
import type { CommandDefinition } from '../../../libs/lifecycle/definition/definition.js';
import { lateReason, office, ownClerk, paperCame, reason, receivedNotInFuture, sentTo } from './shared.js';

type Guards = NonNullable<CommandDefinition['guards']>;

const rosterAddresses = [
  { guard: 'addressesComplete@1', with: { deliverable: 'roster', leg: 'electronic', sentTo: 'input.sentTo' } },
] satisfies Guards;

const planAddresses = [
  { guard: 'holds@1', with: { if: { not: { empty: 'self.ready' } }, reason: 'notComplete' } },
  { guard: 'addressesComplete@1', with: { deliverable: 'plan', leg: 'electronic', sentTo: 'input.sentTo' } },
] satisfies Guards;

const someoneListed = {
  guard: 'holds@1',
  with: { if: { not: { empty: 'self.applications' } }, reason: 'notComplete' },
} satisfies Guards[number];

export const rosterCommands = {
  openRoster: {
    on: 'roster',
    input: {},
    stages: ['absent'],
    allow: [ownClerk, office],
    unit: { from: 'key.unit' },
    reads: {
      place: { subject: 'unit', key: { unit: { from: 'key.unit' } } },
      sending: { subject: 'sending', key: { unit: { from: 'key.unit' } }, optional: true },
    },
    guards: [
      /** Places are given to the units right under the organising federation, not to those below them. */
      { guard: 'holds@1', with: { if: { same: ['place.parent', 'cycle.unit'] }, reason: 'wrongUnit' } },
    ],
    yields: [
      { fact: 'rosterOpened', on: 'self', data: { unit: { from: 'key.unit' } } },
      { fact: 'sendingOpened', on: 'sending', data: { unit: { from: 'key.unit' } } },
      { fact: 'subjectListed', on: 'cycle', data: { stream: { stream: 'self' } } },
    ],
  },
  /** The unit submits its roster: its electronic version goes to the mailbox, and counts by the moment it does. */
  submitRoster: {
    on: 'roster',
    input: { filledOn: { kind: 'date' }, sentTo, lateReason },
    stages: ['drafting'],
    allow: [ownClerk],
    guards: [someoneListed, { guard: 'notInFuture@1', with: { date: 'input.filledOn' } }, ...rosterAddresses],
    delivers: { deliverable: 'roster', leg: 'electronic', lateReason: 'input.lateReason' },
    yields: [
      {
        fact: 'rosterSubmitted',
        on: 'self',
        data: { applications: { from: 'self.applications' }, late: { late: true } },
      },
    ],
    signs: true,
  },
  /** The office enters a roster that came by mail, with the day on which it came. */
  enterRoster: {
    on: 'roster',
    input: { filledOn: { kind: 'date' }, sentTo, receivedOn: { kind: 'date' }, lateReason },
    stages: ['drafting'],
    allow: [office],
    onBehalf: true,
    guards: [
      someoneListed,
      receivedNotInFuture,
      { guard: 'dateOrder@1', with: { earlier: 'input.filledOn', later: 'input.receivedOn' } },
      ...rosterAddresses,
    ],
    delivers: {
      deliverable: 'roster',
      leg: 'electronic',
      receivedOn: 'input.receivedOn',
      lateReason: 'input.lateReason',
    },
    yields: [
      {
        fact: 'rosterSubmitted',
        on: 'self',
        data: { applications: { from: 'self.applications' }, late: { late: true } },
      },
    ],
  },
  receiveRosterPaper: {
    on: 'roster',
    input: paperCame,
    stages: ['submitted'],
    allow: [office],
    guards: [
      receivedNotInFuture,
      {
        guard: 'copiesComplete@1',
        with: { deliverable: 'roster', leg: 'paper', copies: 'input.copies', sealed: 'input.sealed' },
      },
    ],
    delivers: { deliverable: 'roster', leg: 'paper', receivedOn: 'input.receivedOn', lateReason: 'input.lateReason' },
    yields: [{ fact: 'rosterPaperReceived', on: 'self', data: { late: { late: true } } }],
  },
  /** `paperStands`: whether the paper copies that came remain good. */
  returnRoster: {
    on: 'roster',
    input: { reason, paperStands: { kind: 'flag' } },
    stages: ['submitted', 'received'],
    allow: [office],
    guards: [
      {
        guard: 'holds@1',
        when: { path: 'input.paperStands', is: true },
        with: { if: { path: 'self.paperStands', is: true }, reason: 'conditionNotMet' },
      },
    ],
    yields: [{ fact: 'rosterReturned', on: 'self' }],
  },
  /** What was in time stays in time: mending after a return is not judged against the deadline again. */
  resubmitRoster: {
    on: 'roster',
    input: { filledOn: { kind: 'date' }, sentTo },
    stages: ['returned'],
    allow: [ownClerk],
    guards: [someoneListed, { guard: 'notInFuture@1', with: { date: 'input.filledOn' } }, ...rosterAddresses],
    yields: [
      {
        fact: 'rosterResubmitted',
        on: 'self',
        when: { path: 'self.paperStands', is: false },
        data: { applications: { from: 'self.applications' } },
      },
      {
        fact: 'rosterMended',
        on: 'self',
        when: { path: 'self.paperStands', is: true },
        data: { applications: { from: 'self.applications' } },
      },
    ],
    signs: true,
  },
  /** The unit sends the plans that its homes have written, all that are ready, to both mailboxes. */
  sendPlans: {
    on: 'sending',
    input: { sentTo, lateReason },
    stages: ['ready'],
    allow: [ownClerk],
    guards: planAddresses,
    delivers: { deliverable: 'plan', leg: 'electronic', lateReason: 'input.lateReason' },
    yields: [{ fact: 'plansSent', on: 'self', data: { homes: { from: 'self.ready' }, late: { late: true } } }],
    signs: true,
  },
  /** The office enters plans that came by mail, with the day on which they came. */
  enterPlans: {
    on: 'sending',
    input: { sentTo, receivedOn: { kind: 'date' }, lateReason },
    stages: ['ready'],
    allow: [office],
    onBehalf: true,
    guards: [receivedNotInFuture, ...planAddresses],
    delivers: {
      deliverable: 'plan',
      leg: 'electronic',
      receivedOn: 'input.receivedOn',
      lateReason: 'input.lateReason',
    },
    yields: [{ fact: 'plansSent', on: 'self', data: { homes: { from: 'self.ready' }, late: { late: true } } }],
  },
} satisfies Record<string, CommandDefinition>;
