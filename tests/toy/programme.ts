/**
 * A toy programme of invented words that uses every word of the vocabulary once: `coverage.spec.ts` proves it. Nobody's
 * notice prescribes it.
 */
import type { Definition } from '../../libs/lifecycle/definition/definition.js';
import { otherCommands } from './commands-others.js';
import { wimbleCommands } from './commands-wimble.js';
import { forms } from './forms.js';
import { gorrel } from './gorrel.js';
import { drubble, plonth, tovel, urnip } from './others.js';
import { rubrics } from './rubrics.js';
import { texts } from './texts.js';
import { wimble } from './wimble.js';

const tallies = { scores: 'tallies', order: 'descending' } as const;

const settings = {
  wimbleLateness: { kind: 'choice', of: ['refuse', 'reason', 'warn'], why: 'setting.why' },
  gorrelLateness: { kind: 'choice', of: ['refuse', 'warn'], why: 'setting.why' },
  combine: { kind: 'choice', of: ['mean', 'median', 'trimmedMean', 'sum'], why: 'setting.why' },
  lots: { kind: 'int', min: 1, max: 50, why: 'setting.why' },
  crowns: { kind: 'int', min: 0, max: 50, why: 'setting.why' },
  termMonths: { kind: 'int', min: 1, max: 60, why: 'setting.why' },
  dropsBelowZero: { kind: 'flag', why: 'setting.why' },
  dawn: { kind: 'date', why: 'setting.why' },
  motto: { kind: 'text', max: 60, why: 'setting.why' },
  tending: { kind: 'choice', of: ['month', 'quarter'], why: 'setting.why' },
} satisfies Definition['settings'];

const deliverables = {
  wimblePaper: {
    form: 'sheet',
    subject: 'wimble',
    legs: {
      paper: { kind: 'paper', copies: 2, sealed: true },
      electronic: { kind: 'electronic', addresses: ['nook@toy.example', 'plim@toy.example'] },
    },
    opinions: { order: 'inOrder', of: ['nook', 'grove'] },
    due: 'glimDue',
    lateness: 'wimbleLateness',
    source: 'deliverable.source',
  },
  gorrelPaper: {
    form: 'gorrelSheet',
    subject: 'gorrel',
    legs: { inside: { kind: 'system' } },
    opinions: { order: 'together', of: ['nook', 'grove'] },
    due: 'glimDue',
    lateness: 'gorrelLateness',
    owedBy: { quota: 'springing' },
  },
  eitherPaper: {
    form: 'gorrelSheet',
    subject: 'gorrel',
    legs: { inside: { kind: 'system' } },
    opinions: { order: 'anyOne', of: ['nook', 'grove'] },
    due: 'glimDue',
    lateness: 'gorrelLateness',
  },
} satisfies Definition['deliverables'];

const rankings = {
  shiniest: {
    of: 'wimbles',
    where: { stage: 'item', in: ['ripe'] },
    by: [
      { ...tallies, combine: { setting: 'combine' } },
      { field: 'lateLegs', order: 'ascending' },
      { field: 'glints', order: 'descending' },
    ],
    within: 'nook',
    places: 'crowns',
  },
  byMean: { of: 'wimbles', by: [{ ...tallies, combine: 'mean' }] },
  byMedian: { of: 'wimbles', by: [{ ...tallies, combine: 'median' }] },
  byTrim: { of: 'wimbles', by: [{ ...tallies, combine: 'trimmedMean' }] },
  bySum: { of: 'wimbles', by: [{ scores: 'tallies', combine: 'sum', order: 'ascending' }] },
} satisfies Definition['rankings'];

const duties = {
  tend: { subject: 'drubble', recurs: 'month', strength: 'soft', times: 1, due: 'drubbleDue', source: 'duty.source' },
  air: { subject: 'drubble', recurs: 'quarter', strength: 'hard', times: 2, source: 'duty.source' },
  turn: { subject: 'drubble', recurs: 'halfYear', strength: 'hard', times: 1, source: 'duty.source' },
  brush: { subject: 'drubble', recurs: 'year', strength: 'hard', times: 1, source: 'duty.source' },
  choose: { subject: 'drubble', recurs: 'term', strength: 'hard', times: 1, source: 'duty.source' },
  greet: { subject: 'drubble', recurs: 'once', strength: 'soft', times: 1, source: 'duty.source' },
  wander: { subject: 'drubble', recurs: { setting: 'tending' }, strength: 'soft', times: 1, source: 'duty.source' },
} satisfies Definition['duties'];

const settled = { decision: { from: 'fact.stream' } } as const;

export const toy: Definition = {
  format: 1,
  slug: 'wimbly-gloam',
  edition: 'first',
  title: 'title',
  source: { notice: 'source.notice', published: '2031-01-01', publishedIsOurs: true },
  zone: 'Asia/Shanghai',
  subjects: [wimble, gorrel, plonth, urnip, tovel, drubble],
  forms,
  commands: { ...wimbleCommands, ...otherCommands },
  reactions: [
    {
      on: { subject: 'cycle', fact: 'decisionsMade' },
      each: 'data.recognised',
      give: { command: 'settleWimble', to: { stream: 'item' }, input: { crowned: { value: true }, ...settled } },
    },
    {
      on: { subject: 'cycle', fact: 'decisionsMade' },
      each: 'data.notRecognised',
      give: { command: 'settleWimble', to: { stream: 'item' }, input: { crowned: { value: false }, ...settled } },
    },
    {
      on: { subject: 'wimble', fact: 'wimbleArrived' },
      when: { path: 'data.late', is: true },
      give: {
        command: 'noteTovel',
        to: { key: { sort: { value: 'late' }, shade: { from: 'key.home' } } },
        input: { seen: { from: 'fact.stream' } },
      },
    },
  ],
  deliverables,
  deadlines: {
    glimDue: { date: '2031-03-01', time: '24:00', named: 'deadline.named' },
    paperDue: { date: '2031-03-15', time: '18:00' },
    weighingDue: { date: '2031-06-01', time: '24:00' },
    urnipDue: { open: true, named: 'deadline.named' },
    lookDue: { after: 'hungOn', months: 12, time: '24:00', named: 'deadline.named' },
    drubbleDue: { after: 'openOn', workingDays: 5, time: '24:00' },
    termDue: { after: 'openOn', months: { setting: 'termMonths' }, time: '24:00' },
    dayDue: { after: 'openOn', days: 30, time: '24:00' },
  },
  quotas: {
    springing: { to: 'apply', strength: 'hard', table: { 'moss-nook': 2, 'fizz-nook': 1 } },
    noting: { to: 'recommend', strength: 'soft' },
    crowning: { to: 'award', strength: 'hard' },
  },
  settings,
  rubrics,
  rankings,
  samples: { lots: { frame: 'self.frame', size: 'cycle.settings.lots', seed: 'input.seed' } },
  ballots: { chips: { subject: 'urnip', cast: 'chipDropped', closed: 'urnipEmptied' } },
  registers: [
    { standing: 'plimmed', title: 'register.plimmed' },
    { standing: 'glaumed', title: 'register.glaumed' },
  ],
  roles: { brunk: 'role.brunk', oddle: 'role.oddle', seemer: 'role.seemer', flodder: 'role.flodder' },
  sight: [
    { role: 'oddle', where: 'subtree', subject: 'wimble', sees: ['*'] },
    {
      role: 'seemer',
      where: { accountIn: 'self.seemers' },
      subject: 'wimble',
      sees: ['wimbleSprung.sheet', 'wimbleTallied.*'],
      when: { not: { stage: 'self', in: ['budding'] } },
    },
    {
      role: 'flodder',
      where: { unitIn: 'gorrel.nooks' },
      subject: 'wimble',
      reads: {
        gorrel: { subject: 'gorrel', key: { nook: { from: 'self.nook' } } },
        urnip: { subject: 'urnip', key: { round: { value: 'first' } } },
      },
      sees: ['wimbleSprung'],
      when: { stage: 'urnip', in: ['absent'] },
    },
    { role: '*', where: 'anywhere', subject: 'cycle', sees: ['rankingFixed.*'] },
    /** That somebody dropped a chip is their own affair, what the chips were is everybody's once the urnip is empty. */
    { role: 'seemer', where: 'anywhere', subject: 'urnip', sees: ['urnipOpened.*', 'urnipEmptied.*'] },
    {
      role: 'seemer',
      where: 'anywhere',
      subject: 'urnip',
      sees: ['chipDropped.*'],
      when: { same: ['fact.account', 'actor.account'] },
    },
    { role: ['oddle', 'brunk'], where: 'anywhere', subject: 'urnip', sees: ['*'] },
  ],
  notices: [
    {
      on: { subject: 'wimble', fact: 'wimbleReturned' },
      to: [{ role: 'brunk', where: 'own' }],
      text: 'notice.returned',
    },
  ],
  duties,
  lists: { hues: ['plim', 'glaum', 'neither'] },
  texts,
};

/** The year after: plonths that were hung under the first edition live on under this one. */
export const toyNext: Definition = {
  ...toy,
  edition: 'second',
  subjects: toy.subjects.map((subject) =>
    subject.category === 'plonth'
      ? {
          ...subject,
          adopts: [
            {
              from: 'first',
              stages: { hung: 'hung', taken: 'taken' },
              fields: { nook: 'nook', hungOn: 'hungOn', hungIn: 'hungIn', lookDue: 'lookDue', looks: 'looks' },
            },
          ],
        }
      : subject,
  ),
};
