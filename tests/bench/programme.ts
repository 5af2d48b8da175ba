/**
 * The programme that is measured: invented, and of the shape that a notice gives an application. Thirteen commands and
 * fifteen facts for each: a home is put forward within its unit's quota, hands in a form with a person in it, is
 * guided, endorsed in order, scored by a rubric and decided. Free text and the person are sealed.
 */
import type { CommandDefinition, Definition } from '../../libs/lifecycle/definition/definition.js';
import { application, day, marks, opinions, plan, roster, text } from './subjects.js';

const clerk = { role: 'clerk', where: 'subtree' } as const;
const office = { role: 'office', where: 'subtree' } as const;
type Guards = NonNullable<CommandDefinition['guards']>;
const notInFuture = (date: string): Guards[number] => ({ guard: 'notInFuture@1', with: { date: `input.${date}` } });
const rosterOfUnit = { subject: 'roster', key: { unit: { from: 'self.unit' } } } as const;

const commands: Record<string, CommandDefinition> = {
  openRoster: {
    on: 'roster',
    input: {},
    stages: ['absent'],
    allow: [clerk],
    unit: { from: 'key.unit' },
    yields: [{ fact: 'rosterOpened', on: 'self', data: { unit: { from: 'key.unit' } } }],
  },
  putForward: {
    on: 'application',
    input: { homeKind: { kind: 'choice', of: ['village', 'office'] }, reason: text },
    stages: ['absent'],
    allow: [clerk],
    unit: { from: 'home.unit' },
    reads: {
      home: { subject: 'home', key: { home: { from: 'key.home' } } },
      roster: { subject: 'roster', key: { unit: { from: 'actor.unit' } } },
    },
    guards: [
      { guard: 'holdsStanding@1', with: { home: 'home', standing: 'growth' } },
      { guard: 'withinQuota@1', with: { quota: 'apply', unit: 'actor.unit', counted: 'roster.listed' } },
    ],
    yields: [
      { fact: 'homePutForward', on: 'self', data: { unit: { from: 'actor.unit' } } },
      { fact: 'candidateListed', on: 'roster', data: { home: { from: 'key.home' } } },
    ],
  },
  submitPlan: {
    on: 'application',
    input: { plan },
    stages: ['planning'],
    allow: [clerk],
    reads: { roster: rosterOfUnit },
    delivers: { deliverable: 'plan', leg: 'system' },
    yields: [
      { fact: 'planSubmitted', on: 'self', data: { late: { late: true } } },
      { fact: 'planFiled', on: 'roster', data: { home: { from: 'key.home' } } },
    ],
    signs: true,
  },
  beginProject: {
    on: 'application',
    input: { begunOn: day },
    stages: ['project'],
    allow: [office],
    guards: [notInFuture('begunOn')],
    yields: [{ fact: 'projectBegun', on: 'self' }],
  },
  trackProgress: {
    on: 'application',
    input: { trackedOn: day, account: text },
    stages: ['project'],
    allow: [clerk],
    guards: [notInFuture('trackedOn')],
    yields: [{ fact: 'progressTracked', on: 'self' }],
  },
  giveGuidance: {
    on: 'application',
    input: { givenOn: day, report: text },
    stages: ['project'],
    allow: [office],
    guards: [notInFuture('givenOn')],
    yields: [{ fact: 'guidanceGiven', on: 'self' }],
  },
  requestDelivery: {
    on: 'application',
    input: { resource: text },
    stages: ['project'],
    allow: [clerk],
    guards: [{ guard: 'onlyOnce@1', with: { field: 'self.delivered' } }],
    yields: [{ fact: 'deliveryRequested', on: 'self' }],
  },
  recordDelivery: {
    on: 'application',
    input: { deliveredOn: day },
    stages: ['project.delivery.requested'],
    allow: [office],
    guards: [notInFuture('deliveredOn')],
    yields: [{ fact: 'deliveryMade', on: 'self' }],
  },
  submitReport: {
    on: 'application',
    input: { signedOn: day, report: text },
    stages: ['project'],
    allow: [clerk],
    guards: [notInFuture('signedOn')],
    yields: [{ fact: 'reportSubmitted', on: 'self' }],
    signs: true,
  },
  giveOpinions: {
    on: 'application',
    input: { opinions },
    stages: ['recommendation.opinions'],
    allow: [clerk],
    guards: [
      {
        guard: 'opinionsInOrder@1',
        with: { deliverable: 'report', known: 'self.opinions', given: 'input.opinions', after: 'self.signedOn' },
      },
    ],
    yields: [{ fact: 'opinionsGiven', on: 'self' }],
    signs: true,
  },
  sendReport: {
    on: 'application',
    input: { sentTo: { kind: 'list', of: 'text', max: 5, textMax: 100, personal: false } },
    stages: ['recommendation.opinions'],
    allow: [clerk],
    guards: [
      { guard: 'opinionsComplete@1', with: { deliverable: 'report', known: 'self.opinions' } },
      { guard: 'addressesComplete@1', with: { deliverable: 'report', leg: 'electronic', sentTo: 'input.sentTo' } },
    ],
    yields: [{ fact: 'reportSent', on: 'self' }],
  },
  assignEvaluator: {
    on: 'application',
    input: { account: { kind: 'id' } },
    stages: ['recommendation.sent'],
    allow: [office],
    yields: [{ fact: 'evaluatorAssigned', on: 'self' }],
  },
  scoreHome: {
    on: 'application',
    input: { marks, visitedOn: day },
    stages: ['evaluation'],
    allow: [{ role: 'evaluator', where: { accountIn: 'self.evaluators' } }],
    guards: [{ guard: 'rubricScored@1', with: { rubric: 'table', marks: 'input.marks' } }, notInFuture('visitedOn')],
    yields: [{ fact: 'homeScored', on: 'self', data: { total: { score: { rubric: 'table', marks: 'input.marks' } } } }],
    signs: true,
  },
  recognise: {
    on: 'application',
    input: { decidedOn: day },
    stages: ['evaluation'],
    allow: [office],
    guards: [{ guard: 'holds@1', with: { if: { not: { empty: 'self.totals' } }, reason: 'notComplete' } }],
    yields: [{ fact: 'homeRecognised', on: 'self' }],
  },
};

export const ITEMS = ['place', 'people', 'system', 'service', 'brand', 'effect'] as const;
const levels = [10, 7, 4, 0].map((points) => ({ points, label: 'title' }));

const programme: Definition = {
  format: 1,
  slug: 'measured-round',
  edition: 'first',
  title: 'title',
  source: { notice: 'title' },
  zone: 'Asia/Shanghai',
  subjects: [application, roster],
  forms: {
    plan: {
      title: 'title',
      fields: {
        contactName: { kind: 'text', max: 50, personal: { person: 'contact' } },
        contactPhone: { kind: 'text', max: 50, pattern: 'phone', personal: { person: 'contact' } },
        content: text,
        budgetFen: { kind: 'int', min: 0, max: 1_000_000_000 },
      },
    },
  },
  commands,
  reactions: [],
  deliverables: {
    plan: {
      form: 'plan',
      subject: 'application',
      legs: { system: { kind: 'system' } },
      due: 'plansDue',
      lateness: 'lateness',
    },
    report: {
      form: 'plan',
      subject: 'application',
      legs: { electronic: { kind: 'electronic', addresses: ['one@example.org'] } },
      opinions: { order: 'inOrder', of: ['party', 'district'] },
      due: 'plansDue',
      lateness: 'lateness',
    },
  },
  deadlines: { plansDue: { date: '2024-04-15', time: '24:00' } },
  quotas: { apply: { to: 'apply', strength: 'hard' } },
  settings: { lateness: { kind: 'choice', of: ['refuse', 'reason', 'warn'], why: 'title' } },
  rubrics: {
    table: {
      unit: 'points',
      sum: 60,
      blocks: [
        {
          id: 'all',
          title: 'title',
          items: ITEMS.map((id) => ({ kind: 'levels' as const, id, title: 'title', levels })),
        },
      ],
    },
  },
  rankings: {},
  samples: {},
  ballots: {},
  registers: [{ standing: 'growth', title: 'title' }],
  roles: { clerk: 'title', office: 'title', evaluator: 'title' },
  sight: [{ role: 'office', where: 'subtree', subject: 'application', sees: ['*'] }],
  notices: [],
  duties: {},
  lists: {},
  texts: {
    zh: { title: '测量', noDeadline: '无期限' },
    en: { title: 'Measured', noDeadline: 'No deadline' },
  },
};

/** The programme, with a quota for each unit. */
export function programmeFor(quotas: Readonly<Record<string, number>>): Definition {
  return { ...programme, quotas: { apply: { to: 'apply', strength: 'hard', table: { ...quotas } } } };
}
