/** August and September: site visits, scores, ranking, decision. For play only. */
import type { Simulation } from '../../../libs/lifecycle/definition/simulation.js';

type Phases = Simulation['phases'];
type Move = Phases[number]['moves'][number];

const applications = { subject: 'application' };
const once = { once: true } satisfies Move['over'];
const anotherEvaluator = { account: { account: 'evaluator', not: 'self.evaluators' } } satisfies Move['input'];
const anyScore = { command: 'scoreHome', by: 'evaluator', over: applications } satisfies Move;
const score = { ...anyScore, as: { each: 'self.pending' } } satisfies Move;
const lists = {
  recognised: { ranked: { from: 0, most: 120 } },
  reserve: { ranked: { from: 120, most: 30 } },
  notRecognised: { ranked: { from: 150, most: 200 } },
} satisfies Move['input'];

export const evaluating = [
  {
    name: 'assembling',
    from: '2024-08-06T09:00:00+08:00',
    to: '2024-08-12T17:00:00+08:00',
    settings: { panelSize: 3 },
    moves: [
      {
        command: 'declareConflict',
        by: 'office',
        over: applications,
        share: 15,
        most: 10,
        input: { account: { account: 'evaluator' } },
        kind: 'conflict',
      },
      {
        command: 'assignEvaluator',
        by: 'office',
        over: applications,
        most: 6,
        when: { not: { empty: 'self.conflicts' } },
        input: { account: { account: 'evaluator', among: 'self.conflicts' } },
        kind: 'conflict',
      },
      {
        command: 'assignEvaluator',
        by: 'clerk',
        over: applications,
        most: 6,
        input: anotherEvaluator,
        kind: 'outOfRole',
      },
      { command: 'assignEvaluator', by: 'office', over: applications, input: anotherEvaluator },
      { command: 'assignEvaluator', by: 'office', over: applications, input: anotherEvaluator },
      {
        command: 'assignEvaluator',
        by: 'office',
        over: applications,
        most: 6,
        input: { account: { account: 'evaluator', among: 'self.evaluators' } },
        kind: 'twice',
      },
      {
        command: 'declareConflict',
        by: 'office',
        over: applications,
        share: 6,
        most: 8,
        input: { account: { account: 'evaluator', among: 'self.evaluators' } },
        kind: 'conflict',
      },
    ],
  },
  {
    name: 'visiting',
    from: '2024-08-13T09:00:00+08:00',
    to: '2024-08-28T17:00:00+08:00',
    moves: [
      { ...score, most: 8, input: { 'marks.rightsPoint.points': { value: 8 } }, kind: 'offLevel' },
      { ...score, most: 8, input: { 'marks.premises.points': { value: 10 } }, kind: 'offLevel' },
      { ...score, most: 6, input: { visitedOn: { today: 1 } }, kind: 'malformed' },
      { ...anyScore, most: 8, kind: 'outOfRole' },
      { ...score, share: 90 },
      {
        command: 'recuseEvaluator',
        by: 'office',
        over: applications,
        most: 10,
        when: { not: { empty: 'self.conflicts' } },
        input: { account: { account: 'evaluator', among: 'self.conflicts' } },
        kind: 'recused',
      },
      {
        command: 'recuseEvaluator',
        by: 'office',
        over: applications,
        share: 8,
        most: 10,
        input: { account: { account: 'evaluator', among: 'self.evaluators' } },
        kind: 'recused',
      },
      {
        command: 'assignEvaluator',
        by: 'office',
        over: applications,
        most: 6,
        when: { not: { empty: 'self.recused' } },
        input: { account: { account: 'evaluator', among: 'self.recused' } },
        kind: 'recused',
      },
      {
        command: 'concludeEvaluation',
        by: 'office',
        over: applications,
        most: 6,
        when: { not: { empty: 'self.pending' } },
        kind: 'tooEarly',
      },
      {
        command: 'dismissConflict',
        by: 'office',
        over: applications,
        when: { not: { empty: 'self.conflicts' } },
        input: { account: { account: 'evaluator', among: 'self.conflicts' } },
      },
      {
        command: 'dismissConflict',
        by: 'office',
        over: applications,
        when: { not: { empty: 'self.conflicts' } },
        input: { account: { account: 'evaluator', among: 'self.conflicts' } },
      },
      {
        command: 'assignEvaluator',
        by: 'office',
        over: applications,
        when: { empty: 'self.evaluators' },
        input: { account: { account: 'evaluator', not: 'self.recused' } },
      },
      score,
      {
        command: 'correctScore',
        by: 'evaluator',
        as: { each: 'self.totals' },
        over: applications,
        share: 4,
        kind: 'returned',
      },
      { command: 'concludeEvaluation', by: 'office', over: applications },
    ],
  },
] satisfies Phases;

export const deciding = [
  {
    name: 'ranking',
    from: '2024-09-02T09:00:00+08:00',
    to: '2024-09-06T17:00:00+08:00',
    moves: [
      { command: 'fixRanking', by: 'office', over: once, anyStage: true, kind: 'tooEarly' },
      { command: 'beginDeciding', by: 'clerk', over: once, kind: 'outOfRole' },
      { command: 'beginDeciding', by: 'office', over: once },
      { command: 'reopenEvaluation', by: 'office', over: applications, most: 5, kind: 'tooLate' },
      { command: 'fixRanking', by: 'office', over: once, kind: 'tooEarly' },
    ],
  },
  {
    name: 'deciding',
    from: '2024-09-09T09:00:00+08:00',
    to: '2024-09-20T17:00:00+08:00',
    settings: { combineScores: 'mean', awardPlaces: 120 },
    moves: [
      { command: 'fixRanking', by: 'office', over: once },
      { command: 'decide', by: 'evaluator', over: once, input: lists, kind: 'outOfRole' },
      { command: 'decide', by: 'leader', over: once, input: lists },
      { command: 'undoDecision', by: 'leader', over: once, kind: 'undone' },
      { command: 'undoRanking', by: 'office', over: once, kind: 'undone' },
      { command: 'fixRanking', by: 'office', over: once },
      { command: 'decide', by: 'leader', over: once, input: lists },
    ],
  },
] satisfies Phases;
