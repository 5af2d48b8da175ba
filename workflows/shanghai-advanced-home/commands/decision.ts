/** After the evaluation. The notice says neither who decides, nor how many, nor when: people do, on the record. */
import type { CommandDefinition, Definition } from '../../../libs/lifecycle/definition/definition.js';
import { leader, office, reason } from './shared.js';

const applicationsOfAll = {
  rosters: { subject: 'roster', each: 'cycle.listed', key: { unit: { from: 'item' } }, check: false },
  applications: { subject: 'application', each: 'rosters.applications', key: { home: { from: 'item' } }, check: false },
} satisfies NonNullable<CommandDefinition['reads']>;

/** Whom a list names: read, so that only homes that were evaluated are decided on. */
const listed = { subject: 'application', key: { home: { from: 'item' } }, check: false } satisfies NonNullable<
  CommandDefinition['reads']
>[string];

const evaluated = ['active.evaluation.evaluated'] satisfies string[];

const outcomeInput = {
  outcome: { kind: 'choice', of: ['recognised', 'reserve', 'notRecognised'] },
  decision: { kind: 'stream' },
} satisfies CommandDefinition['input'];

export const decisionCommands = {
  /** From here on no score moves: what scores is given while the cycle is open. */
  beginDeciding: {
    on: 'cycle',
    input: {},
    stages: ['open'],
    allow: [office],
    yields: [{ fact: 'decidingBegan', on: 'self' }],
  },
  resumeEvaluation: {
    on: 'cycle',
    input: { reason },
    stages: ['deciding'],
    allow: [office],
    yields: [{ fact: 'decidingUndone', on: 'self' }],
  },
  fixRanking: {
    on: 'cycle',
    input: {},
    stages: ['deciding'],
    allow: [office],
    reads: applicationsOfAll,
    guards: [{ guard: 'settingGiven@1', with: { setting: 'combineScores' } }],
    yields: [{ fact: 'rankingFixed', on: 'self', data: { entries: { ranking: 'evaluated' } } }],
  },
  undoRanking: {
    on: 'cycle',
    input: { reason },
    stages: ['ranked'],
    allow: [office],
    yields: [{ fact: 'rankingUndone', on: 'self' }],
  },
  /** The lists are set by people; the ranking is before them, and binds nobody. The reserve is in order. */
  decide: {
    on: 'cycle',
    input: {
      recognised: { kind: 'list', of: 'stream', max: 1000 },
      reserve: { kind: 'list', of: 'stream', max: 1000 },
      notRecognised: { kind: 'list', of: 'stream', max: 1000 },
      reason,
    },
    stages: ['ranked'],
    allow: [office, leader],
    reads: {
      recognisedHomes: { ...listed, each: 'input.recognised' },
      reserveHomes: { ...listed, each: 'input.reserve' },
      otherHomes: { ...listed, each: 'input.notRecognised' },
    },
    guards: [
      { guard: 'holds@1', with: { if: { stage: 'recognisedHomes', in: evaluated }, reason: 'notComplete' } },
      { guard: 'holds@1', with: { if: { stage: 'reserveHomes', in: evaluated }, reason: 'notComplete' } },
      { guard: 'holds@1', with: { if: { stage: 'otherHomes', in: evaluated }, reason: 'notComplete' } },
    ],
    yields: [{ fact: 'decisionsMade', on: 'self' }],
  },
  undoDecision: {
    on: 'cycle',
    input: { reason },
    stages: ['decided'],
    allow: [office, leader],
    yields: [{ fact: 'decisionsUndone', on: 'self', data: { streams: { from: 'self.decided' } } }],
  },
  /** Given by the reaction to `decisionsMade`, for each home: the register is kept by the same append. */
  recordDecision: {
    on: 'application',
    input: outcomeInput,
    stages: ['active.evaluation.evaluated'],
    cycleStages: ['decided'],
    allow: [{ system: true }],
    reads: { home: { subject: 'home', key: { home: { from: 'key.home' } } } },
    yields: [
      { fact: 'homeRecognised', on: 'self', when: { path: 'input.outcome', is: 'recognised' } },
      {
        fact: 'standingEntered',
        on: 'home',
        when: { path: 'input.outcome', is: 'recognised' },
        data: { standing: { value: 'advanced' }, since: { today: true }, loaded: { value: false } },
      },
      { fact: 'homeReserved', on: 'self', when: { path: 'input.outcome', is: 'reserve' } },
      { fact: 'homeNotRecognised', on: 'self', when: { path: 'input.outcome', is: 'notRecognised' } },
    ],
  },
  /** Given by the reaction to `decisionsUndone`, for each home that had been decided on. */
  recordUndo: {
    on: 'application',
    input: { decision: { kind: 'stream' } },
    stages: ['decided'],
    cycleStages: ['open', 'deciding', 'ranked', 'decided'],
    allow: [{ system: true }],
    reads: { home: { subject: 'home', key: { home: { from: 'key.home' } } } },
    yields: [
      { fact: 'decisionUndone', on: 'self' },
      {
        fact: 'standingLeft',
        on: 'home',
        when: { stage: 'self', in: ['decided.recognised'] },
        data: { standing: { value: 'advanced' }, reason: { value: 'decisionUndone' } },
      },
    ],
  },
} satisfies Record<string, CommandDefinition>;

/** How one subject moves others a moment later. */
export const reactions = [
  {
    on: { subject: 'sending', fact: 'plansSent' },
    each: 'data.homes',
    give: {
      command: 'beginProject',
      to: { key: { home: { from: 'item' } } },
      input: { sending: { from: 'fact.stream' } },
    },
  },
  {
    on: { subject: 'guidance', fact: 'generalAdviceGiven' },
    each: 'data.homes',
    give: {
      command: 'receiveAdvice',
      to: { key: { home: { from: 'item' } } },
      input: { from: { from: 'fact.stream' } },
    },
  },
  {
    on: { subject: 'cycle', fact: 'decisionsMade' },
    each: 'data.recognised',
    give: {
      command: 'recordDecision',
      to: { stream: 'item' },
      input: { outcome: { value: 'recognised' }, decision: { from: 'fact.stream' } },
    },
  },
  {
    on: { subject: 'cycle', fact: 'decisionsMade' },
    each: 'data.reserve',
    give: {
      command: 'recordDecision',
      to: { stream: 'item' },
      input: { outcome: { value: 'reserve' }, decision: { from: 'fact.stream' } },
    },
  },
  {
    on: { subject: 'cycle', fact: 'decisionsMade' },
    each: 'data.notRecognised',
    give: {
      command: 'recordDecision',
      to: { stream: 'item' },
      input: { outcome: { value: 'notRecognised' }, decision: { from: 'fact.stream' } },
    },
  },
  {
    on: { subject: 'cycle', fact: 'decisionsUndone' },
    each: 'data.streams',
    give: { command: 'recordUndo', to: { stream: 'item' }, input: { decision: { from: 'fact.stream' } } },
  },
] satisfies Definition['reactions'];
