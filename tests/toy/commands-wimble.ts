/** What is done with a wimble. */
import type { CommandDefinition } from '../../libs/lifecycle/definition/definition.js';
import { account, lateWhy, nods, oddle, ownBrunk, system, why } from './shared.js';

const sheet = { kind: 'form', form: 'sheet' } satisfies CommandDefinition['input'][string];
const seemer = { role: 'seemer', where: { accountIn: 'self.seemers' } } satisfies CommandDefinition['allow'][number];
const weighing = ['glowing.weighing.some'] satisfies string[];

const budding = {
  springWimble: {
    on: 'wimble',
    input: { nook: { kind: 'id' }, sheet },
    stages: ['absent'],
    cycleStages: ['open'],
    allow: [ownBrunk, oddle, { role: 'flodder', where: { unitIn: 'home.unit' } }],
    onBehalf: true,
    unit: { from: 'input.nook' },
    reads: {
      home: { subject: 'home', key: { home: { from: 'key.home' } } },
      gorrel: { subject: 'gorrel', key: { nook: { from: 'input.nook' } }, check: true },
      plonth: { subject: 'plonth', key: { home: { from: 'key.home' } }, optional: true, check: false },
      before: {
        subject: 'wimble',
        key: { home: { from: 'key.home' } },
        cycle: { value: 'year-before' },
        optional: true,
      },
    },
    guards: [
      { guard: 'holdsStanding@1', with: { home: 'home', standing: 'plimmed' } },
      { guard: 'lacksStanding@1', with: { home: 'home', standing: 'glaumed' } },
      { guard: 'withinQuota@1', with: { quota: 'springing', unit: 'input.nook', counted: 'gorrel.wimbles' } },
      { guard: 'holds@1', with: { if: { same: ['home.unit', 'input.nook'] }, reason: 'wrongUnit' } },
      { guard: 'holds@1', with: { if: { absent: 'before.ripeOn' }, reason: 'alreadyDone' } },
    ],
    yields: [
      { fact: 'wimbleSprung', on: 'self' },
      { fact: 'wimbleCounted', on: 'gorrel', data: { home: { from: 'key.home' } } },
    ],
  },
  nodWimble: {
    on: 'wimble',
    input: { nods },
    stages: ['budding.nodding'],
    allow: [ownBrunk, { role: 'oddle', where: 'above' }],
    onBehalf: true,
    guards: [
      {
        guard: 'opinionsInOrder@1',
        with: { deliverable: 'wimblePaper', known: 'self.nods', given: 'input.nods', after: 'self.handOn' },
      },
    ],
    yields: [{ fact: 'wimbleNodded', on: 'self' }],
    signs: true,
  },
  sendWimble: {
    on: 'wimble',
    input: { sentTo: { kind: 'list', of: 'text', max: 5, textMax: 100, personal: false }, lateWhy },
    stages: ['budding.nodding.nodded'],
    allow: [ownBrunk],
    guards: [
      { guard: 'opinionsComplete@1', with: { deliverable: 'wimblePaper', known: 'self.nods' } },
      {
        guard: 'addressesComplete@1',
        with: { deliverable: 'wimblePaper', leg: 'electronic', sentTo: 'input.sentTo' },
      },
    ],
    delivers: { deliverable: 'wimblePaper', leg: 'electronic', lateReason: 'input.lateWhy' },
    yields: [{ fact: 'wimbleSent', on: 'self', data: { late: { late: true } } }],
    signs: true,
  },
  receiveWimble: {
    on: 'wimble',
    input: {
      receivedOn: { kind: 'date' },
      copies: { kind: 'int', min: 1, max: 9 },
      stamped: { kind: 'flag' },
      lateWhy,
    },
    stages: ['budding.sent'],
    allow: [oddle],
    guards: [
      {
        guard: 'copiesComplete@1',
        with: { deliverable: 'wimblePaper', leg: 'paper', copies: 'input.copies', sealed: 'input.stamped' },
      },
      { guard: 'notInFuture@1', with: { date: 'input.receivedOn' } },
      { guard: 'dateOrder@1', with: { earlier: 'self.handOn', later: 'input.receivedOn' } },
    ],
    delivers: {
      deliverable: 'wimblePaper',
      leg: 'paper',
      receivedOn: 'input.receivedOn',
      lateReason: 'input.lateWhy',
    },
    yields: [{ fact: 'wimbleArrived', on: 'self', data: { late: { late: true } } }],
  },
  returnWimble: {
    on: 'wimble',
    input: { why, voids: { kind: 'list', of: 'id', max: 3 } },
    stages: ['budding'],
    allow: [oddle],
    yields: [{ fact: 'wimbleReturned', on: 'self' }],
  },
  mendWimble: {
    on: 'wimble',
    input: { sheet },
    stages: ['frayed'],
    allow: [ownBrunk],
    guards: [
      { guard: 'textsWithin@1', with: { texts: ['input.sheet.story', 'input.sheet.tale'], most: 400 } },
      { guard: 'holds@1', with: { if: { path: 'self.returns', atMost: 3 }, reason: 'limitReached' } },
    ],
    yields: [{ fact: 'wimbleMended', on: 'self' }],
  },
  patchWimble: {
    on: 'wimble',
    input: { why },
    stages: ['frayed'],
    allow: [ownBrunk],
    yields: [{ fact: 'wimblePatched', on: 'self' }],
  },
} satisfies Record<string, CommandDefinition>;

const glowing = {
  lightWick: {
    on: 'wimble',
    input: {},
    stages: ['glowing.wick.unlit'],
    allow: [ownBrunk],
    guards: [
      {
        guard: 'holds@1',
        with: {
          if: {
            any: [
              { path: 'self.hue', in: ['plim', 'glaum'] },
              {
                all: [
                  { path: 'self.glints', atLeast: 5 },
                  { path: 'self.sent', is: true },
                ],
              },
            ],
          },
          reason: 'conditionNotMet',
        },
      },
    ],
    yields: [{ fact: 'wickLit', on: 'self' }],
  },
  nameSeemer: {
    on: 'wimble',
    input: { account },
    stages: ['glowing.weighing'],
    allow: [oddle],
    guards: [{ guard: 'noConflict@1', with: { conflicts: 'self.clashes', account: 'input.account' } }],
    yields: [{ fact: 'seemerNamed', on: 'self' }],
  },
  freeSeemer: {
    on: 'wimble',
    input: { account, why },
    stages: weighing,
    allow: [oddle],
    guards: [
      { guard: 'holds@1', with: { if: { member: 'input.account', of: 'self.seemers' }, reason: 'notAssigned' } },
    ],
    yields: [{ fact: 'seemerFreed', on: 'self' }],
  },
  tellClash: {
    on: 'wimble',
    input: { account },
    stages: weighing,
    allow: [seemer, oddle],
    guards: [
      {
        guard: 'holds@1',
        when: { path: 'actor.role', is: 'seemer' },
        with: { if: { same: ['input.account', 'actor.account'] }, reason: 'notAssigned' },
      },
    ],
    yields: [{ fact: 'clashTold', on: 'self' }],
  },
  tallyWimble: {
    on: 'wimble',
    input: { marks: { kind: 'marks', items: 20 }, seenOn: { kind: 'date' } },
    stages: weighing,
    allow: [seemer],
    guards: [
      { guard: 'rubricScored@1', with: { rubric: 'shine', marks: 'input.marks' } },
      { guard: 'holds@1', with: { if: { less: ['self.lateLegs', 'self.glints'] }, reason: 'conditionNotMet' } },
    ],
    yields: [
      {
        fact: 'wimbleTallied',
        on: 'self',
        data: {
          total: { score: { rubric: 'shine', marks: 'input.marks', part: 'total' } },
          blocks: { score: { rubric: 'shine', marks: 'input.marks', part: 'blocks' } },
        },
      },
    ],
    signs: true,
  },
  /** Items of the notice, points of the nook: only what was given points counts. */
  giveDabs: {
    on: 'wimble',
    input: { dabs: { kind: 'marks', items: 5 } },
    stages: weighing,
    allow: [seemer],
    reads: { gorrel: { subject: 'gorrel', key: { nook: { from: 'self.nook' } } } },
    guards: [
      {
        guard: 'rubricScored@1',
        with: { rubric: 'dabs', marks: 'input.dabs', part: true, points: 'gorrel.dabs' },
      },
    ],
    yields: [
      {
        fact: 'dabsGiven',
        on: 'self',
        data: { dabTotal: { score: { rubric: 'dabs', marks: 'input.dabs', points: 'gorrel.dabs' } } },
      },
    ],
  },
  clearTallies: {
    on: 'wimble',
    input: { why },
    stages: weighing,
    allow: [oddle],
    yields: [{ fact: 'talliesCleared', on: 'self' }],
  },
  ripenWimble: {
    on: 'wimble',
    input: {},
    stages: weighing,
    allow: [oddle],
    guards: [
      { guard: 'covers@1', with: { asked: 'self.seemers', given: 'self.tallies' } },
      { guard: 'holds@1', with: { if: { not: { empty: 'self.tallies' } }, reason: 'notComplete' } },
      { guard: 'onlyOnce@1', with: { field: 'self.ripeOn' } },
    ],
    yields: [{ fact: 'wimbleRipened', on: 'self', data: { ripeOn: { today: true } } }],
  },
  /** Given by reactions, once the cycle has decided. */
  settleWimble: {
    on: 'wimble',
    input: { crowned: { kind: 'flag' }, decision: { kind: 'stream' } },
    stages: ['ripe', 'shelved'],
    cycleStages: ['decided'],
    allow: [system],
    reads: {
      plonth: { subject: 'plonth', key: { home: { from: 'key.home' } }, optional: true },
      home: { subject: 'home', key: { home: { from: 'key.home' } } },
    },
    yields: [
      { fact: 'wimbleCrowned', on: 'self', when: { path: 'input.crowned', is: true } },
      {
        fact: 'wimbleShelved',
        on: 'self',
        when: {
          all: [
            { path: 'input.crowned', is: false },
            { stage: 'self', in: ['ripe'] },
          ],
        },
      },
      {
        fact: 'plonthHung',
        on: 'plonth',
        when: {
          all: [
            { path: 'input.crowned', is: true },
            { path: 'plonth.exists', is: false },
          ],
        },
        data: { nook: { from: 'self.nook' }, hungOn: { today: true }, hungIn: { from: 'cycle.id' } },
      },
      {
        fact: 'standingEntered',
        on: 'home',
        when: { path: 'input.crowned', is: true },
        data: { standing: { value: 'glaumed' }, since: { today: true }, loaded: { value: false } },
      },
    ],
  },
  undoOutcome: {
    on: 'wimble',
    input: { why },
    stages: ['crowned', 'shelved'],
    cycleStages: ['decided'],
    allow: [oddle],
    yields: [{ fact: 'outcomeUndone', on: 'self' }],
  },
} satisfies Record<string, CommandDefinition>;

export const wimbleCommands = { ...budding, ...glowing };
