/** April to July: supplies, guidance, then the forms of recommendation. For play only. */
import type { Simulation } from '../../../libs/lifecycle/definition/simulation.js';

type Phases = Simulation['phases'];
type Move = Phases[number]['moves'][number];

const oneMailbox = { value: ['zzb@shwomen.org'] };
const applications = { subject: 'application' };
const first = { round: { value: 'first' } };
const once = { once: true } satisfies Move['over'];
const agreed = { phrase: 'opinions' };

export const supplying = [
  {
    name: 'supplying',
    from: '2024-04-25T09:00:00+08:00',
    to: '2024-05-31T17:00:00+08:00',
    moves: [
      { command: 'trackProgress', by: 'clerk', over: applications, share: 60 },
      { command: 'trackProgress', by: 'clerk', as: 'stranger', over: applications, most: 6, kind: 'outsideSubtree' },
      { command: 'trackProgress', by: 'guide', over: applications, most: 6, kind: 'outOfRole' },
      { command: 'recordDelivery', by: 'office', over: applications, most: 5, anyStage: true, kind: 'tooEarly' },
      { command: 'requestDelivery', by: 'clerk', over: applications, share: 55, onBehalf: true, kind: 'onBehalf' },
      {
        command: 'requestDelivery',
        by: 'clerk',
        over: applications,
        most: 10,
        when: { path: 'self.deliveryRequested', is: true },
        kind: 'secondDelivery',
      },
      {
        command: 'recordDelivery',
        by: 'office',
        over: applications,
        share: 80,
        when: { path: 'self.deliveryRequested', is: true },
      },
      { command: 'correctPlan', by: 'clerk', over: applications, share: 6, kind: 'returned' },
      { command: 'withdrawCandidate', by: 'clerk', over: applications, most: 4, share: 3, kind: 'withdrawn' },
    ],
  },
] satisfies Phases;

export const guiding = [
  {
    name: 'drawing',
    from: '2024-06-03T09:00:00+08:00',
    to: '2024-06-03T17:00:00+08:00',
    moves: [
      { command: 'fixSampleFrame', by: 'office', over: once, key: first },
      { command: 'drawGuidanceSample', by: 'office', over: once, key: first, times: 2, kind: 'tooEarly' },
    ],
  },
  {
    name: 'guiding',
    from: '2024-06-04T09:00:00+08:00',
    to: '2024-07-12T17:00:00+08:00',
    settings: { guidanceSampleSize: 40 },
    moves: [
      {
        command: 'drawGuidanceSample',
        by: 'office',
        over: once,
        key: first,
        input: { seed: { value: 'demo-2024-06-04' }, seedSource: { phrase: 'seedSources' } },
      },
      { command: 'giveGuidance', by: 'guide', over: applications, share: 90 },
      { command: 'giveGeneralAdvice', by: 'guide', over: once, key: first },
    ],
  },
] satisfies Phases;

const bothOpinions = {
  opinions: {
    rows: [
      { body: { value: 'party' }, text: agreed, on: { today: 0 } },
      { body: { value: 'district' }, text: agreed, on: { today: 0 } },
    ],
  },
} satisfies Move['input'];

const sealedPaper = {
  copies: { value: 3 },
  sealed: { value: true },
} satisfies Move['input'];

export const recommending = [
  {
    name: 'recommending',
    from: '2024-07-15T09:00:00+08:00',
    to: '2024-07-30T17:00:00+08:00',
    moves: [
      {
        command: 'submitRecommendation',
        by: 'clerk',
        over: applications,
        most: 6,
        input: { 'form.signature.on': { today: 5 } },
        kind: 'malformed',
      },
      {
        command: 'submitRecommendation',
        by: 'applicant',
        as: { each: 'self.applicants' },
        over: applications,
        share: 85,
      },
      {
        command: 'submitRecommendation',
        by: 'clerk',
        over: applications,
        share: 85,
        onBehalf: true,
        kind: 'onBehalf',
      },
      {
        command: 'sendRecommendation',
        by: 'clerk',
        over: applications,
        most: 6,
        input: { sentTo: oneMailbox },
        kind: 'tooEarly',
      },
      {
        command: 'giveOpinions',
        by: 'clerk',
        over: applications,
        most: 6,
        input: { opinions: { rows: [{ body: { value: 'district' }, text: agreed, on: { today: 0 } }] } },
        kind: 'opinionOutOfOrder',
      },
      {
        command: 'giveOpinions',
        by: 'clerk',
        over: applications,
        most: 6,
        input: { opinions: { rows: [{ body: { value: 'city' }, text: agreed, on: { today: 0 } }] } },
        kind: 'opinionNotOnForm',
      },
      { command: 'giveOpinions', by: 'clerk', over: applications, share: 92, input: bothOpinions },
      {
        command: 'returnRecommendation',
        by: 'office',
        over: applications,
        most: 10,
        share: 10,
        input: { voids: { value: ['district'] } },
        kind: 'returned',
      },
      { command: 'resubmitRecommendation', by: 'clerk', over: applications, kind: 'mended' },
      {
        command: 'giveOpinions',
        by: 'clerk',
        over: applications,
        when: { all: [{ present: 'self.opinions.party' }, { absent: 'self.opinions.district' }] },
        input: { opinions: { rows: [{ body: { value: 'district' }, text: agreed, on: { today: 0 } }] } },
      },
      {
        command: 'sendRecommendation',
        by: 'clerk',
        over: applications,
        most: 6,
        input: { sentTo: { value: ['wngosh@126.com'] } },
        kind: 'addressMissing',
      },
      {
        command: 'sendRecommendation',
        by: 'clerk',
        over: applications,
        share: 85,
        when: { present: 'self.opinions.district' },
        input: { sentTo: oneMailbox },
      },
      {
        command: 'receiveRecommendationPaper',
        by: 'office',
        over: applications,
        most: 6,
        input: { ...sealedPaper, copies: { value: 2 } },
        kind: 'copiesMissing',
      },
      {
        command: 'receiveRecommendationPaper',
        by: 'office',
        over: applications,
        share: 85,
        when: { present: 'self.opinions.district' },
        input: sealedPaper,
      },
    ],
  },
  {
    name: 'afterJuly',
    from: '2024-08-01T09:00:00+08:00',
    to: '2024-08-05T17:00:00+08:00',
    moves: [
      { command: 'submitRecommendation', by: 'clerk', over: applications },
      {
        command: 'giveOpinions',
        by: 'clerk',
        over: applications,
        when: { absent: 'self.opinions.district' },
        input: bothOpinions,
      },
      {
        command: 'sendRecommendation',
        by: 'clerk',
        over: applications,
        share: 40,
        input: { sentTo: oneMailbox, lateReason: { spoilt: 'missing' } },
        kind: 'late',
      },
      {
        command: 'sendRecommendation',
        by: 'clerk',
        over: applications,
        share: 97,
        input: { sentTo: oneMailbox, lateReason: { phrase: 'lateSeals' } },
        kind: 'late',
      },
      {
        command: 'receiveRecommendationPaper',
        by: 'office',
        over: applications,
        share: 97,
        input: { ...sealedPaper, lateReason: { phrase: 'latePapers' } },
      },
    ],
  },
] satisfies Phases;
