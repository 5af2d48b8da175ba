/** March and April: rosters are opened and filled, plans written, both handed in. For play only. */
import type { Simulation } from '../../../libs/lifecycle/definition/simulation.js';

type Phases = Simulation['phases'];
type Move = Phases[number]['moves'][number];

const counted = { subject: 'roster', field: 'applications' };
const oneMailbox = { value: ['zzb@shwomen.org'] };
const bothMailboxes = { value: ['zzb@shwomen.org', 'wngosh@126.com'] };
const candidate = {
  street: { from: 'district.below' },
  'row.recommendedAsGrowthOn': { from: 'home.standings.growth' },
} satisfies Move['input'];
const inRegister = { homes: true, standing: 'growth', without: 'advanced' } satisfies Move['over'];
const rosters = { subject: 'roster' };
const sendings = { subject: 'sending' };
const applications = { subject: 'application' };

const anyone = { command: 'putForward', by: 'clerk', over: inRegister, input: candidate } satisfies Move;
const putForward = { ...anyone, places: { quota: 'apply', counted } } satisfies Move;
const overQuota = { ...anyone, places: { quota: 'apply', counted, over: 1 }, kind: 'overQuota' } satisfies Move;
const nameApplicant = {
  command: 'nameApplicant',
  by: 'clerk',
  over: applications,
  when: { empty: 'self.applicants' },
  input: { account: { account: 'applicant', of: 'district.unit' } },
} satisfies Move;
const planOfHome = {
  command: 'submitPlan',
  by: 'applicant',
  as: { each: 'self.applicants' },
  over: applications,
  when: { not: { empty: 'self.applicants' } },
} satisfies Move;
const planByClerk = {
  command: 'submitPlan',
  by: 'clerk',
  over: applications,
  onBehalf: true,
  kind: 'onBehalf',
} satisfies Move;

export const nominating = [
  {
    name: 'opening',
    from: '2024-03-22T09:00:00+08:00',
    to: '2024-03-29T17:00:00+08:00',
    moves: [
      { command: 'openRoster', by: 'clerk', over: { units: 'street' }, most: 5, as: 'stranger', kind: 'outOfRole' },
      { command: 'openRoster', by: 'clerk', over: { units: 'district' } },
      { command: 'openRoster', by: 'clerk', over: { units: 'system' } },
      { command: 'openRoster', by: 'clerk', over: { units: 'liaisonGroup' } },
    ],
  },
  {
    name: 'nominating',
    from: '2024-04-01T09:00:00+08:00',
    to: '2024-04-01T17:00:00+08:00',
    settings: { rosterLateness: 'refuse', planLateness: 'warn', recommendationLateness: 'reason' },
    moves: [
      { ...anyone, by: 'evaluator', most: 8, kind: 'outOfRole' },
      { ...anyone, as: 'stranger', most: 8, kind: 'outsideSubtree' },
      {
        command: 'putForward',
        by: 'clerk',
        over: { homes: true, without: 'growth' },
        most: 8,
        input: { ...candidate, 'row.recommendedAsGrowthOn': { value: '2023-01-01' } },
        kind: 'notInRegister',
      },
      {
        command: 'putForward',
        by: 'clerk',
        over: { homes: true, standing: 'advanced' },
        most: 6,
        input: candidate,
        kind: 'notInRegister',
      },
      { ...anyone, most: 8, input: { ...candidate, 'row.name': { spoilt: 'missing' } }, kind: 'malformed' },
      {
        ...anyone,
        most: 5,
        input: { ...candidate, 'row.recommendedAsGrowthOn': { today: 3 } },
        kind: 'malformed',
      },
      { ...putForward, share: 40, onBehalf: true, kind: 'onBehalf' },
    ],
  },
  {
    name: 'nominatingOn',
    from: '2024-04-02T09:00:00+08:00',
    to: '2024-04-02T17:00:00+08:00',
    moves: [
      { ...putForward, share: 45 },
      { ...nameApplicant, share: 45 },
    ],
  },
  {
    name: 'assessing',
    from: '2024-04-03T09:00:00+08:00',
    to: '2024-04-03T17:00:00+08:00',
    moves: [
      {
        command: 'assessCandidate',
        by: 'clerk',
        over: applications,
        most: 6,
        input: { 'marks.rightsPoint.points': { value: 8 } },
        kind: 'offLevel',
      },
      { command: 'assessCandidate', by: 'clerk', over: applications, share: 25 },
      { ...planOfHome, share: 35 },
    ],
  },
  /** A Sunday worked for the holiday of 清明: units whose places are taken hand in their rosters. */
  {
    name: 'firstRosters',
    from: '2024-04-07T09:00:00+08:00',
    to: '2024-04-07T17:00:00+08:00',
    moves: [
      { ...putForward, share: 30 },
      {
        command: 'submitPlan',
        by: 'clerk',
        over: applications,
        most: 6,
        input: { 'plan.name': { spoilt: 'missing' } },
        kind: 'malformed',
      },
      { ...planOfHome, share: 25 },
      { ...planByClerk, share: 15 },
      overQuota,
      {
        command: 'submitRoster',
        by: 'clerk',
        over: rosters,
        share: 45,
        places: { quota: 'apply', counted, full: true },
        input: { sentTo: oneMailbox },
      },
      {
        command: 'receiveRosterPaper',
        by: 'office',
        over: rosters,
        share: 40,
        input: { copies: { value: 3 }, sealed: { value: true } },
      },
      { command: 'sendPlans', by: 'clerk', over: sendings, share: 15, input: { sentTo: bothMailboxes } },
    ],
  },
  {
    name: 'lastCandidates',
    from: '2024-04-08T09:00:00+08:00',
    to: '2024-04-12T17:00:00+08:00',
    moves: [
      { ...putForward, share: 45, onBehalf: true, kind: 'onBehalf' },
      putForward,
      overQuota,
      { ...anyone, over: applications, anyStage: true, most: 8, kind: 'twice' },
      { ...nameApplicant, share: 60 },
      { command: 'assessCandidate', by: 'clerk', over: applications, share: 20 },
      { ...planOfHome, share: 85 },
      { command: 'submitPlan', by: 'applicant', over: applications, most: 8, share: 30, kind: 'outOfRole' },
      { ...planByClerk, share: 90 },
      { command: 'withdrawCandidate', by: 'clerk', over: applications, share: 8, most: 12, kind: 'withdrawn' },
      { command: 'undoWithdrawal', by: 'clerk', over: applications, share: 40, most: 5 },
    ],
  },
] satisfies Phases;

export const handingIn = [
  {
    name: 'handingIn',
    from: '2024-04-13T09:00:00+08:00',
    to: '2024-04-15T17:00:00+08:00',
    moves: [
      {
        command: 'submitRoster',
        by: 'clerk',
        over: rosters,
        most: 6,
        input: { sentTo: { value: ['somebody@example.org'] } },
        kind: 'addressMissing',
      },
      {
        command: 'enterRoster',
        by: 'office',
        over: rosters,
        most: 6,
        onBehalf: true,
        input: { sentTo: oneMailbox, filledOn: { today: 0 }, receivedOn: { today: -2 } },
        kind: 'datesSwapped',
      },
      { command: 'submitRoster', by: 'clerk', over: rosters, share: 45, input: { sentTo: oneMailbox } },
      {
        command: 'receiveRosterPaper',
        by: 'office',
        over: rosters,
        most: 6,
        input: { copies: { value: 1 }, sealed: { value: true } },
        kind: 'copiesMissing',
      },
      {
        command: 'receiveRosterPaper',
        by: 'office',
        over: rosters,
        most: 6,
        input: { copies: { value: 3 }, sealed: { value: false } },
        kind: 'sealMissing',
      },
      {
        command: 'receiveRosterPaper',
        by: 'office',
        over: rosters,
        most: 5,
        input: { copies: { value: 3 }, sealed: { value: true }, receivedOn: { today: 2 } },
        kind: 'malformed',
      },
      {
        command: 'receiveRosterPaper',
        by: 'office',
        over: rosters,
        share: 80,
        input: { copies: { value: 3 }, sealed: { value: true } },
      },
      {
        command: 'returnRoster',
        by: 'office',
        over: rosters,
        most: 5,
        input: { paperStands: { value: true } },
        when: { path: 'self.paperStands', is: false },
        kind: 'returned',
      },
      {
        command: 'returnRoster',
        by: 'office',
        over: rosters,
        most: 6,
        input: { paperStands: { from: 'self.paperStands' } },
        kind: 'returned',
      },
      { command: 'resubmitRoster', by: 'clerk', over: rosters, input: { sentTo: oneMailbox }, kind: 'mended' },
      {
        command: 'sendPlans',
        by: 'clerk',
        over: sendings,
        most: 6,
        input: { sentTo: oneMailbox },
        kind: 'addressMissing',
      },
      { command: 'sendPlans', by: 'clerk', over: sendings, share: 85, input: { sentTo: bothMailboxes } },
    ],
  },
  {
    name: 'afterTheDay',
    from: '2024-04-16T09:00:00+08:00',
    to: '2024-04-18T17:00:00+08:00',
    extensions: [
      {
        deadline: 'rosterDue',
        unit: 'chongming',
        date: '2024-04-19',
        time: '24:00',
        reason: '连日大雾停航，经区妇联申请，同意延期。',
      },
    ],
    moves: [
      { command: 'submitRoster', by: 'clerk', over: rosters, input: { sentTo: oneMailbox }, kind: 'late' },
      {
        command: 'sendPlans',
        by: 'clerk',
        over: sendings,
        input: { sentTo: bothMailboxes },
        kind: 'late',
      },
    ],
  },
  {
    name: 'lateOnes',
    from: '2024-04-19T09:00:00+08:00',
    to: '2024-04-24T17:00:00+08:00',
    settings: { rosterLateness: 'reason' },
    moves: [
      {
        command: 'submitRoster',
        by: 'clerk',
        over: rosters,
        share: 60,
        input: { sentTo: oneMailbox, lateReason: { spoilt: 'missing' } },
        kind: 'late',
      },
      {
        command: 'submitRoster',
        by: 'clerk',
        over: rosters,
        input: { sentTo: oneMailbox, lateReason: { phrase: 'lateMails' } },
        kind: 'late',
      },
      {
        command: 'receiveRosterPaper',
        by: 'office',
        over: rosters,
        when: { not: { path: 'key.unit', is: 'chongming' } },
        input: { copies: { value: 3 }, sealed: { value: true }, lateReason: { phrase: 'latePapers' } },
      },
      { command: 'submitPlan', by: 'clerk', over: applications, onBehalf: true },
      { command: 'sendPlans', by: 'clerk', over: sendings, input: { sentTo: bothMailboxes } },
      {
        command: 'receiveRosterPaper',
        by: 'office',
        over: rosters,
        when: { path: 'key.unit', is: 'chongming' },
        input: { copies: { value: 3 }, sealed: { value: true } },
      },
    ],
  },
] satisfies Phases;
