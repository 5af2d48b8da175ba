/**
 * How a cycle is played: who moves, when, what is set on the record, and which moves go wrong. Every figure is ours and
 * for play only; none is a rule of the notice. Outside both hashes of the programme.
 */
import type { Simulation } from '../../../libs/lifecycle/definition/simulation.js';
import { answers } from './answers.js';
import { deciding, evaluating } from './evaluation.js';
import { handingIn, nominating } from './nomination.js';
import { phrases } from './phrases.js';
import { guiding, recommending, supplying } from './project.js';

export const simulation = {
  cycle: '2024',
  unit: 'shanghai',
  publishedAt: '2024-03-20T09:00:00+08:00',
  phrases,
  answers,
  phases: [...nominating, ...handingIn, ...supplying, ...guiding, ...recommending, ...evaluating, ...deciding],
} satisfies Simulation;
