/** Phrases that answers and moves name must be there, and be what they are taken for. */
import { describe, expect, test } from '@jest/globals';
import { simulationSchema, type Answer, type Fill, type Phrase } from './simulation.js';

interface Told {
  readonly answer?: Answer;
  readonly fill?: Fill;
}

/** Where a simulation with this answer and this fill is faulty. */
function faults({ answer = { unanswered: true }, fill = { value: 'No.' } }: Told): string[] {
  const input = { reason: fill };
  const move = { command: 'withdraw', by: 'clerk', over: { once: true }, input };
  const from = '2024-03-22T09:00:00+08:00';
  const { error } = simulationSchema.safeParse({
    cycle: '2024',
    unit: 'city',
    publishedAt: from,
    phrases: {
      reasons: ['The hall is closed.', 'Nobody came.'],
      heads: [{ name: 'Ada', phone: '00000100001' }, { name: 'Eve' }],
      projects: { village: [{ closing: 'Done.' }], newFields: [{ closing: 'All done.' }] },
    },
    answers: { field: answer },
    phases: [{ name: 'opening', from, to: from, moves: [move] }],
  });
  return (error?.issues ?? []).map(({ path }) => path.join('.'));
}

describe('phrases that are there', () => {
  test.each<Told>([
    { answer: { phrase: 'reasons' } },
    { answer: { phrase: 'heads', part: 'name', place: 'home.place' } },
    { answer: { phrase: 'projects', by: 'home.sort', part: 'closing', per: 'key.home' } },
    { fill: { phrase: 'reasons' } },
    { fill: { rows: [{ text: { phrase: 'reasons' } }] } },
  ])('%j', (told) => expect(faults(told)).toEqual([]));
});

describe('phrases that are not', () => {
  test.each<[what: string, told: Phrase]>([
    ['not in the list', { phrase: 'excuses' }],
    ['not in the list, one for each value', { phrase: 'excuses', by: 'home.sort' }],
    ['without a part that is asked for, one of them', { phrase: 'heads', part: 'phone' }],
    ['texts, which have no parts', { phrase: 'reasons', part: 'name' }],
    ['one list, where one for each value is asked for', { phrase: 'reasons', by: 'home.sort' }],
    ['one list for each value, where one is asked for', { phrase: 'projects' }],
  ])('%s', (_what, told) => {
    expect(faults({ answer: told })).toEqual(['answers.field']);
    expect(faults({ fill: told })).toEqual(['phases.0.moves.0.input.reason']);
    expect(faults({ fill: { rows: [{ text: told }] } })).toEqual(['phases.0.moves.0.input.reason']);
  });
});
