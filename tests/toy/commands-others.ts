/** What is done with gorrels, plonths, urnips, tovels and drubbles, and with the cycle. */
import type { CommandDefinition } from '../../libs/lifecycle/definition/definition.js';
import { anyOddle, homes, lateWhy, oddle, ownBrunk, system, why } from './shared.js';

/** What is seen may owe something by a glim. */
const seen = { stream: 'input.seen', deadline: 'input.glim', cycle: 'input.round' } as const;

const home = { home: { kind: 'id' } } satisfies CommandDefinition['input'];

const gorrel = {
  openGorrel: {
    on: 'gorrel',
    input: { dabSum: { kind: 'int', min: 0, max: 9999 } },
    stages: ['absent'],
    allow: [ownBrunk, oddle],
    unit: { from: 'key.nook' },
    yields: [
      { fact: 'gorrelOpened', on: 'self', data: { nook: { from: 'key.nook' } } },
      { fact: 'subjectListed', on: 'cycle', data: { stream: { stream: 'self' } } },
    ],
  },
  noteHomes: {
    on: 'gorrel',
    input: { homes },
    stages: ['gathering'],
    allow: [ownBrunk],
    guards: [
      {
        guard: 'withinQuota@1',
        with: { quota: 'noting', unit: 'key.nook', counted: 'self.noted', adding: 'input.homes' },
      },
    ],
    yields: [{ fact: 'homesNoted', on: 'self' }],
  },
  writeDabs: {
    on: 'gorrel',
    input: {
      dabs: {
        kind: 'table',
        columns: { item: { kind: 'scalar' }, points: { kind: 'int', min: 0, max: 9999 } },
        rows: { max: 9 },
      },
    },
    stages: ['gathering'],
    allow: [ownBrunk],
    guards: [
      { guard: 'sums@1', with: { of: 'input.dabs.points', equals: 'self.dabSum' } },
      { guard: 'sums@1', with: { of: ['input.dabs.points'], atMost: 9999 } },
      {
        guard: 'sums@1',
        when: { path: 'self.dabSum', is: 100 },
        with: { of: 'input.dabs.points', equals: 100 },
      },
    ],
    yields: [{ fact: 'dabsWritten', on: 'self' }],
  },
  fixFrame: {
    on: 'gorrel',
    input: {},
    stages: ['gathering'],
    allow: [oddle],
    yields: [
      {
        fact: 'frameFixed',
        on: 'self',
        data: { frame: { from: 'self.wimbles' }, frameHash: { hash: 'self.wimbles' } },
      },
    ],
  },
  drawLots: {
    on: 'gorrel',
    input: { seed: { kind: 'text', max: 60, personal: false } },
    stages: ['gathering'],
    allow: [oddle],
    guards: [{ guard: 'settingGiven@1', with: { setting: 'lots' } }],
    yields: [
      {
        fact: 'lotsDrawn',
        on: 'self',
        data: { homes: { sample: 'lots', part: 'picked' }, frameHash: { sample: 'lots', part: 'frameHash' } },
      },
    ],
  },
  visitDrawn: {
    on: 'gorrel',
    input: home,
    stages: ['gathering'],
    allow: [oddle],
    guards: [{ guard: 'withinSample@1', with: { sample: 'self.drawn', member: 'input.home' } }],
    yields: [{ fact: 'drawnVisited', on: 'self' }],
  },
  handGorrel: {
    on: 'gorrel',
    input: { lateWhy },
    stages: ['gathering'],
    allow: [ownBrunk],
    delivers: { deliverable: 'gorrelPaper', leg: 'inside', lateReason: 'input.lateWhy' },
    yields: [{ fact: 'gorrelHanded', on: 'self', data: { count: { count: 'self.wimbles' }, late: { late: true } } }],
  },
  writeLine: {
    on: 'gorrel',
    input: { order: homes, rest: homes },
    stages: ['lined'],
    allow: [oddle],
    guards: [{ guard: 'eachOnce@1', with: { of: 'self.wimbles', lists: ['input.order', 'input.rest'] } }],
    yields: [{ fact: 'lineWritten', on: 'self' }],
  },
  pickNext: {
    on: 'gorrel',
    input: home,
    stages: ['lined'],
    allow: [oddle],
    guards: [
      {
        guard: 'nextInLine@1',
        with: { places: 'self.places', out: 'self.out', chosen: 'input.home', from: 'first' },
      },
    ],
    yields: [{ fact: 'nextPicked', on: 'self' }],
  },
  dropLast: {
    on: 'gorrel',
    input: { ...home, nook: { kind: 'id' }, why },
    stages: ['lined'],
    allow: [oddle],
    guards: [
      {
        guard: 'nextInLine@1',
        with: {
          places: 'self.places',
          out: 'self.out',
          chosen: 'input.home',
          from: 'last',
          among: { of: 'self.nooks', is: 'input.nook' },
        },
      },
    ],
    yields: [{ fact: 'lastDropped', on: 'self' }],
  },
} satisfies Record<string, CommandDefinition>;

const lasting = {
  hangPlonth: {
    on: 'plonth',
    input: { nook: { kind: 'id' }, hungOn: { kind: 'date' } },
    stages: ['absent', 'taken'],
    allow: [oddle],
    unit: { from: 'input.nook' },
    yields: [{ fact: 'plonthHung', on: 'self', data: { hungIn: { from: 'cycle.id' }, lookDue: { due: 'lookDue' } } }],
  },
  lookAtPlonth: {
    on: 'plonth',
    input: { sound: { kind: 'flag' }, dabs: { kind: 'marks', items: 5 } },
    stages: ['hung'],
    allow: [ownBrunk],
    reads: { gorrel: { subject: 'gorrel', key: { nook: { from: 'self.nook' } } } },
    guards: [
      { guard: 'marksWithin@1', with: { marks: 'input.dabs', limits: 'gorrel.dabs', explained: true } },
      {
        guard: 'holds@1',
        when: { present: 'cycle.settings.dawn' },
        with: { if: { present: 'self.hungOn' }, reason: 'notFound' },
      },
    ],
    yields: [{ fact: 'plonthLookedAt', on: 'self' }],
  },
  takePlonth: {
    on: 'plonth',
    input: { why },
    stages: ['hung'],
    allow: [oddle],
    yields: [{ fact: 'plonthTaken', on: 'self' }],
  },
  noteTovel: {
    on: 'tovel',
    input: {
      seen: { kind: 'stream' },
      glim: { kind: 'scalar', required: false },
      round: { kind: 'id', required: false },
    },
    stages: ['absent', 'noted'],
    allow: [system],
    yields: [
      {
        fact: 'tovelNoted',
        on: 'self',
        data: {
          nook: { about: { stream: 'input.seen', part: 'unit' } },
          keeper: { about: { ...seen, part: 'holder' } },
          lateFrom: { about: { ...seen, part: 'lateFrom' } },
        },
      },
    ],
  },
  doDrubble: {
    on: 'drubble',
    input: {
      edition: { kind: 'id' },
      openOn: { kind: 'date', required: false },
      openTime: { kind: 'scalar' },
      rows: { kind: 'table', columns: { heads: { kind: 'int', min: 0, max: 99 } }, rows: { max: 9 } },
    },
    stages: ['absent', 'done'],
    allow: [ownBrunk],
    reads: {
      programme: { subject: 'programme', key: { hash: { from: 'input.edition' } } },
      plonth: { subject: 'plonth', key: { home: { from: 'key.home' } } },
      rate: { subject: 'parameter', key: { parameter: { value: 'drubble-rate' } } },
    },
    yields: [
      {
        fact: 'drubbleDone',
        on: 'self',
        data: {
          doneOn: { first: [{ from: 'input.openOn' }, { today: true }] },
          dueAt: { due: 'drubbleDue' },
          termAt: { due: 'termDue' },
          openAt: { instant: { date: 'input.openOn', time: 'input.openTime', zone: 'cycle.zone' } },
          name: { join: [{ from: 'key.home' }, { from: 'key.span' }] },
          owed: { product: [{ count: 'input.rows' }, { inForce: { in: 'rate.values', on: { today: true } } }] },
          short: { less: [{ count: 'input.rows' }, { value: 3 }] },
          all: { total: 'input.rows.heads' },
          rows: { count: 'input.rows' },
          summed: { sum: [{ from: 'self.times' }, { value: 1 }] },
          hash: { hash: 'input.rows' },
          none: { value: [] },
          seen: { stream: 'plonth' },
          zone: { edition: 'zone' },
          quotas: { edition: 'quotas' },
          deadlines: { edition: 'deadlines' },
        },
      },
    ],
  },
} satisfies Record<string, CommandDefinition>;

const urnip = {
  openUrnip: {
    on: 'urnip',
    input: {},
    stages: ['absent'],
    allow: [anyOddle],
    yields: [{ fact: 'urnipOpened', on: 'self' }],
  },
  dropChip: {
    on: 'urnip',
    input: { chip: { kind: 'choice', of: ['aye', 'nay'] } },
    stages: ['filling'],
    allow: [{ role: 'seemer', where: 'anywhere' }],
    guards: [
      {
        guard: 'holds@1',
        with: { if: { not: { member: 'actor.account', of: 'self.droppers' } }, reason: 'alreadyDone' },
      },
    ],
    yields: [{ fact: 'chipDropped', on: 'self' }],
    secret: 'chip',
  },
  emptyUrnip: {
    on: 'urnip',
    input: {},
    stages: ['filling'],
    allow: [anyOddle],
    yields: [{ fact: 'urnipEmptied', on: 'self', anonymous: true, data: { chips: { ballot: 'chips' } } }],
  },
} satisfies Record<string, CommandDefinition>;

/** Every wimble of the cycle, by way of the gorrels that the cycle lists. */
const everyWimble = {
  gorrels: { subject: 'gorrel', each: 'cycle.listed', key: { nook: { from: 'item' } }, check: false },
  wimbles: { subject: 'wimble', each: 'gorrels.wimbles', key: { home: { from: 'item' } }, check: false },
} satisfies NonNullable<CommandDefinition['reads']>;

const cycle = {
  beginWeighingUp: {
    on: 'cycle',
    input: {},
    stages: ['open'],
    allow: [oddle],
    yields: [{ fact: 'decidingBegan', on: 'self' }],
  },
  fixRanking: {
    on: 'cycle',
    input: { way: { kind: 'choice', of: ['bySetting', 'byMean', 'byMedian', 'byTrim', 'bySum'] } },
    stages: ['deciding'],
    allow: [oddle],
    reads: everyWimble,
    yields: [
      {
        fact: 'rankingFixed',
        on: 'self',
        when: { path: 'input.way', is: 'bySetting' },
        data: { entries: { ranking: 'shiniest' } },
      },
      {
        fact: 'rankingFixed',
        on: 'self',
        when: { path: 'input.way', is: 'byMean' },
        data: { entries: { ranking: 'byMean' } },
      },
      {
        fact: 'rankingFixed',
        on: 'self',
        when: { path: 'input.way', is: 'byMedian' },
        data: { entries: { ranking: 'byMedian' } },
      },
      {
        fact: 'rankingFixed',
        on: 'self',
        when: { path: 'input.way', is: 'byTrim' },
        data: { entries: { ranking: 'byTrim' } },
      },
      {
        fact: 'rankingFixed',
        on: 'self',
        when: { path: 'input.way', is: 'bySum' },
        data: { entries: { ranking: 'bySum' } },
      },
    ],
  },
  decideAll: {
    on: 'cycle',
    input: {
      recognised: { kind: 'list', of: 'stream', max: 100 },
      reserve: { kind: 'list', of: 'stream', max: 100 },
      notRecognised: { kind: 'list', of: 'stream', max: 100 },
      reason: why,
    },
    stages: ['ranked'],
    allow: [oddle],
    yields: [{ fact: 'decisionsMade', on: 'self' }],
  },
} satisfies Record<string, CommandDefinition>;

export const otherCommands = { ...gorrel, ...lasting, ...urnip, ...cycle };
