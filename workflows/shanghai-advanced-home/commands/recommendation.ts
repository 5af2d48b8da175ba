/** 推荐表: the head signs, the party organisation and then the district or system seal; three copies and e-mail. Notice 一.3, annex 2. */
import type { CommandDefinition } from '../../../libs/lifecycle/definition/definition.js';
import { opinionRows } from '../forms.js';
import {
  lateReason,
  office,
  ownApplicant,
  ownClerk,
  paperCame,
  reason,
  receivedNotInFuture,
  sentTo,
} from './shared.js';

type Guards = NonNullable<CommandDefinition['guards']>;

const form = { kind: 'form', form: 'recommendation' } satisfies CommandDefinition['input'][string];
const signedNotInFuture = {
  guard: 'notInFuture@1',
  with: { date: 'input.form.signature.on' },
} satisfies Guards[number];
const bothOpinions = {
  guard: 'opinionsComplete@1',
  with: { deliverable: 'recommendation', known: 'self.opinions' },
} satisfies Guards[number];
const addresses = {
  guard: 'addressesComplete@1',
  with: { deliverable: 'recommendation', leg: 'electronic', sentTo: 'input.sentTo' },
} satisfies Guards[number];

export const recommendationCommands = {
  submitRecommendation: {
    on: 'application',
    input: { form },
    stages: ['active.project'],
    allow: [ownApplicant, ownClerk],
    onBehalf: true,
    guards: [signedNotInFuture],
    yields: [{ fact: 'recommendationSubmitted', on: 'self' }],
    signs: true,
  },
  /** One opinion or several, in the form's order; none dated before the head's signature. */
  giveOpinions: {
    on: 'application',
    input: { opinions: opinionRows },
    stages: ['active.recommendation.opinions'],
    allow: [ownClerk],
    onBehalf: true,
    guards: [
      {
        guard: 'opinionsInOrder@1',
        with: {
          deliverable: 'recommendation',
          known: 'self.opinions',
          given: 'input.opinions',
          after: 'self.signedOn',
        },
      },
    ],
    yields: [{ fact: 'opinionsGiven', on: 'self' }],
    signs: true,
  },
  sendRecommendation: {
    on: 'application',
    input: { sentTo, lateReason },
    stages: ['active.recommendation.opinions', 'active.recommendation.paperReceived'],
    allow: [ownClerk],
    guards: [bothOpinions, addresses],
    delivers: { deliverable: 'recommendation', leg: 'electronic', lateReason: 'input.lateReason' },
    yields: [{ fact: 'recommendationSent', on: 'self', data: { late: { late: true } } }],
    signs: true,
  },
  /** The office enters a form that came by mail, with the day on which it came. */
  enterRecommendation: {
    on: 'application',
    input: { sentTo, receivedOn: { kind: 'date' }, lateReason },
    stages: ['active.recommendation.opinions', 'active.recommendation.paperReceived'],
    allow: [office],
    onBehalf: true,
    guards: [bothOpinions, receivedNotInFuture, addresses],
    delivers: {
      deliverable: 'recommendation',
      leg: 'electronic',
      receivedOn: 'input.receivedOn',
      lateReason: 'input.lateReason',
    },
    yields: [{ fact: 'recommendationSent', on: 'self', data: { late: { late: true } } }],
  },
  receiveRecommendationPaper: {
    on: 'application',
    input: paperCame,
    stages: ['active.recommendation.opinions', 'active.recommendation.sent'],
    allow: [office],
    guards: [
      bothOpinions,
      receivedNotInFuture,
      {
        guard: 'copiesComplete@1',
        with: { deliverable: 'recommendation', leg: 'paper', copies: 'input.copies', sealed: 'input.sealed' },
      },
    ],
    delivers: {
      deliverable: 'recommendation',
      leg: 'paper',
      receivedOn: 'input.receivedOn',
      lateReason: 'input.lateReason',
    },
    yields: [{ fact: 'recommendationPaperReceived', on: 'self', data: { late: { late: true } } }],
  },
  /** Names the opinions that are void; those it does not name stand. The form is signed and sent anew. */
  returnRecommendation: {
    on: 'application',
    input: { reason, voids: { kind: 'list', of: 'id', max: 5 } },
    stages: [
      'active.recommendation.opinions',
      'active.recommendation.sent',
      'active.recommendation.paperReceived',
      'active.evaluation.assembling',
    ],
    allow: [office, ownClerk],
    yields: [{ fact: 'recommendationReturned', on: 'self' }],
  },
  resubmitRecommendation: {
    on: 'application',
    input: { form },
    stages: ['active.recommendation.returned'],
    allow: [ownApplicant, ownClerk],
    onBehalf: true,
    guards: [signedNotInFuture],
    yields: [{ fact: 'recommendationResubmitted', on: 'self' }],
    signs: true,
  },
} satisfies Record<string, CommandDefinition>;
