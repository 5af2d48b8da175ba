/** April to July: daily tracking, one free delivery, guidance to a sample, advice to all. Notice 一.3. */
import type { CommandDefinition } from '../../../libs/lifecycle/definition/definition.js';
import { guide, office, ownApplicant, ownClerk } from './shared.js';

/** Where a home may still be guided and supplied: from the project until its evaluation begins. */
const underWay = ['active.project', 'active.recommendation', 'active.evaluation.assembling'] satisfies string[];

const everyRoster = {
  subject: 'roster',
  each: 'cycle.listed',
  key: { unit: { from: 'item' } },
  check: false,
} satisfies NonNullable<CommandDefinition['reads']>[string];

export const projectCommands = {
  /** 日常跟踪指导, by the unit. */
  trackProgress: {
    on: 'application',
    input: { trackedOn: { kind: 'date' }, account: { kind: 'text', max: 4000, lines: true } },
    stages: ['active.project'],
    allow: [ownClerk],
    guards: [{ guard: 'notInFuture@1', with: { date: 'input.trackedOn' } }],
    yields: [{ fact: 'progressTracked', on: 'self' }],
  },
  /** 免费申请一次配送: once. */
  requestDelivery: {
    on: 'application',
    input: { resource: { kind: 'text', max: 500 } },
    stages: ['active.project'],
    allow: [ownApplicant, ownClerk],
    onBehalf: true,
    guards: [{ guard: 'onlyOnce@1', with: { field: 'self.deliveryRequested' } }],
    yields: [{ fact: 'deliveryRequested', on: 'self' }],
  },
  recordDelivery: {
    on: 'application',
    input: { deliveredOn: { kind: 'date' }, resource: { kind: 'text', max: 500 } },
    stages: ['active.project.delivery.requested', 'active.recommendation', 'active.evaluation.assembling'],
    allow: [office],
    guards: [
      { guard: 'holds@1', with: { if: { path: 'self.deliveryRequested', is: true }, reason: 'conditionNotMet' } },
      { guard: 'onlyOnce@1', with: { field: 'self.delivered' } },
      { guard: 'notInFuture@1', with: { date: 'input.deliveredOn' } },
    ],
    yields: [{ fact: 'deliveryMade', on: 'self' }],
  },
  /** All who stand on a roster now may be drawn. Done again, it replaces the frame, until a sample is drawn. */
  fixSampleFrame: {
    on: 'guidance',
    input: {},
    stages: ['absent', 'framed'],
    allow: [office],
    reads: { rosters: everyRoster },
    yields: [{ fact: 'frameFixed', on: 'self', data: { frame: { from: 'rosters.applications' } } }],
  },
  /** The seed comes from outside, after the frame is fixed; `seedSource` says from where. */
  drawGuidanceSample: {
    on: 'guidance',
    input: {
      seed: { kind: 'text', max: 100, personal: false },
      seedSource: { kind: 'text', max: 300, personal: false },
    },
    stages: ['framed'],
    allow: [office],
    guards: [{ guard: 'settingGiven@1', with: { setting: 'guidanceSampleSize' } }],
    yields: [
      {
        fact: 'sampleDrawn',
        on: 'self',
        data: { homes: { sample: 'guidance' }, frameHash: { sample: 'guidance', part: 'frameHash' } },
      },
    ],
  },
  /** The third party's guidance to a home that was drawn. */
  giveGuidance: {
    on: 'application',
    input: {
      givenBy: { kind: 'text', max: 100 },
      givenOn: { kind: 'date' },
      goals: { kind: 'text', max: 2000, lines: true },
      report: { kind: 'text', max: 8000, lines: true },
    },
    stages: underWay,
    allow: [guide, office],
    onBehalf: true,
    reads: { draw: { subject: 'guidance', key: { round: { value: 'first' } } } },
    guards: [
      { guard: 'withinSample@1', with: { sample: 'draw.sampled', member: 'key.home' } },
      { guard: 'notInFuture@1', with: { date: 'input.givenOn' } },
    ],
    yields: [{ fact: 'guidanceGiven', on: 'self' }],
  },
  /** 普适性指导意见: to every applicant, drawn or not. */
  giveGeneralAdvice: {
    on: 'guidance',
    input: { advice: { kind: 'text', max: 8000, lines: true }, givenBy: { kind: 'text', max: 100 } },
    stages: ['guiding', 'advised'],
    allow: [guide, office],
    onBehalf: true,
    reads: { rosters: everyRoster },
    yields: [{ fact: 'generalAdviceGiven', on: 'self', data: { homes: { from: 'rosters.applications' } } }],
  },
  /** Given by the reaction to `generalAdviceGiven`. */
  receiveAdvice: {
    on: 'application',
    input: { from: { kind: 'stream' } },
    stages: underWay,
    allow: [{ system: true }],
    yields: [{ fact: 'adviceReceived', on: 'self' }],
  },
} satisfies Record<string, CommandDefinition>;
