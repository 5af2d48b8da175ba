/** What is to be done now: never early, each step sent or skipped once, whatever the wake-ups. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { StreamState } from '../../libs/engine/fold/fold.js';
import { duty, type Duty, type Obligation, type Step, stepsOf } from '../../libs/lifecycle/obligations/schedule.js';
import { cycleWith, owing, watched } from './standing.js';

const CHINA = 'Asia/Shanghai';
const LATE_FROM = new Date('2024-04-16T00:00:00+08:00').toISOString();
const EXTENDED = new Date('2024-04-23T00:00:00+08:00').toISOString();
const NINE = '09:00';
const cycle = cycleWith({
  before: { '14': NINE, '7': NINE, '3': NINE, '1': NINE, '0': NINE },
  overdue: { '1': NINE, '3': NINE, '7': NINE },
  escalateAt: { '3': NINE, '10': NINE },
  escalateTo: { '3': 'leader', '10': 'office' },
});
const known = new Map<string, readonly Step[]>();
function stepsFor(obligation: Obligation): readonly Step[] {
  const found = known.get(obligation.lateFrom) ?? stepsOf(cycle, obligation, CHINA);
  known.set(obligation.lateFrom, found);
  return found;
}
const at = (local: string): string => new Date(`${local}+08:00`).toISOString();

/** Said of 15 April 2024 at a local time, after these steps were sent. */
function said(now: string, sent: readonly string[] = [], obligation = owing(LATE_FROM)): Partial<Duty> {
  const done = watched(...sent.map((step) => ({ step, lateFrom: obligation.lateFrom })));
  return duty(stepsFor(obligation), done, obligation, at(now));
}

describe('reminders of 15 April 2024', () => {
  test('nothing before the first, and what comes next', () => {
    expect(said('2024-04-01T08:59:59.999')).toEqual({
      late: false,
      skipped: [],
      next: expect.objectContaining({ step: 'before-14', at: at('2024-04-01T09:00') }),
    });
  });

  test('the first at its time, and the second next', () => {
    expect(said('2024-04-01T09:00')).toMatchObject({
      send: { step: 'before-14' },
      late: false,
      skipped: [],
      next: { step: 'before-7' },
    });
    expect(said('2024-04-01T09:00', ['before-14'])).toEqual({
      late: false,
      skipped: [],
      next: expect.objectContaining({ step: 'before-7' }),
    });
  });

  test('more than five minutes after its time it is late', () => {
    expect(said('2024-04-08T09:05', ['before-14'])).toMatchObject({ send: { step: 'before-7' }, late: false });
    expect(said('2024-04-08T09:05:00.001', ['before-14'])).toMatchObject({ send: { step: 'before-7' }, late: true });
  });

  test('after a pause from 7 to 13 April one goes out, late, in the place of the others', () => {
    expect(said('2024-04-13T10:00', ['before-14'])).toMatchObject({
      send: { step: 'before-3' },
      late: true,
      skipped: ['before-7'],
      next: { step: 'before-1' },
    });
    expect(said('2024-04-13T10:00', ['before-14', 'before-3']).send).toBeUndefined();
  });

  test('after a pause beyond the date nobody is told that there is a day left: one goes out, of how late it is', () => {
    expect(said('2024-04-18T10:00', ['before-14'])).toMatchObject({
      send: { step: 'overdue-3' },
      late: true,
      skipped: ['before-7', 'before-3', 'before-1', 'before-0', 'overdue-1'],
    });
  });

  test('an escalation is another line: it goes out beside the reminder of the same instant, not in its place', () => {
    const reminded = ['before-14', 'before-7', 'before-3', 'before-1', 'before-0', 'overdue-1'];
    expect(said('2024-04-18T09:00', reminded)).toMatchObject({ send: { step: 'overdue-3' }, skipped: [] });
    expect(said('2024-04-18T09:00', [...reminded, 'overdue-3'])).toMatchObject({
      send: { step: 'escalation-3', role: 'leader' },
      late: false,
      skipped: [],
    });
    const left = said('2024-04-18T09:00', [...reminded, 'overdue-3', 'escalation-3']);
    expect(left).toMatchObject({ next: { step: 'overdue-7' } });
    expect(left.send).toBeUndefined();
  });

  test('what was sent for the date before counts nothing for the new one', () => {
    const extended = owing(EXTENDED);
    const done = watched({ step: 'before-7', lateFrom: LATE_FROM });
    expect(duty(stepsFor(extended), done, extended, at('2024-04-10T12:00'))).toMatchObject({
      send: { step: 'before-14' },
      next: { step: 'before-7', at: at('2024-04-15T09:00') },
    });
  });

  test('what was due before the reminders were given, or the stage was reached, is not caught up', () => {
    const since = owing(LATE_FROM, at('2024-04-10T12:00'));
    expect(said('2024-04-10T12:00', [], since)).toEqual({
      late: false,
      skipped: [],
      next: expect.objectContaining({ step: 'before-3' }),
    });
    expect(said('2024-04-14T09:00', [], since)).toMatchObject({ send: { step: 'before-1' }, skipped: ['before-3'] });
  });
});

// ── any order of wake-ups, submissions, returns and extensions ────────────────────────────────────────────────────

type Move = { readonly wait: number } | { readonly submit: boolean } | { readonly lateFrom: string };

const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ wait: fc.integer({ min: 0, max: 6 * 24 * 60 }) }) },
  { weight: 1, arbitrary: fc.record({ submit: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ lateFrom: fc.constantFrom(EXTENDED, at('2024-05-01T00:00')) }) },
);

interface Sent {
  readonly at: string;
  readonly lateFrom: string;
  readonly step: Step;
  readonly late: boolean;
  readonly skipped: readonly string[];
}

/** A worker that wakes after each move, and does what it is told until there is nothing left. */
function played(moves: readonly Move[]): { readonly sent: readonly Sent[]; readonly asked: readonly string[] } {
  let [now, lateFrom, submitted] = [Date.parse('2024-03-25T00:00:00+08:00'), LATE_FROM, false];
  let watch: StreamState = watched();
  const [sent, asked]: [Sent[], string[]] = [[], []];
  for (const each of moves) {
    if ('wait' in each) now += each.wait * 60_000;
    else if ('submit' in each) submitted = each.submit;
    // Dates are put off, never back to what they were.
    else if (each.lateFrom > lateFrom) lateFrom = each.lateFrom;
    if (submitted) continue;
    const obligation = owing(lateFrom);
    const instant = new Date(now).toISOString();
    asked.push(`${lateFrom} ${instant}`);
    for (let round = 0; round < 9; round += 1) {
      const { send, late, skipped } = duty(stepsFor(obligation), watch, obligation, instant);
      if (!send) break;
      sent.push({ at: instant, lateFrom, step: send, late, skipped });
      watch = folded(watch, send, lateFrom);
    }
  }
  return { sent, asked };
}

function folded(watch: StreamState, { kind, step }: Step, lateFrom: string): StreamState {
  const field = kind === 'escalation' ? 'escalated' : 'reminded';
  const marks = { ...(watch.fields[field] as Record<string, string>), rosterDue: `${lateFrom}/${step}` };
  return { ...watch, rev: watch.rev + 1, fields: { ...watch.fields, [field]: marks } };
}

describe('whatever happens in between', () => {
  const moves = fc.array(move, { minLength: 1, maxLength: 60 });

  test('never early, late exactly when more than five minutes after, each step once for each date', () => {
    fc.assert(
      fc.property(moves, (each) => {
        const { sent } = played(each);
        for (const { at: when, step, late } of sent) {
          expect(when >= step.at).toBe(true);
          expect(late).toBe(Date.parse(when) - Date.parse(step.at) > 300_000);
        }
        const accounted = sent.flatMap(({ lateFrom, step, skipped }) =>
          [step.step, ...skipped].map((name) => `${lateFrom} ${name}`),
        );
        expect(new Set(accounted).size).toBe(accounted.length);
      }),
      { numRuns: 500 },
    );
  });

  test('at each wake-up while it is owed, every step that is due by then was sent or skipped', () => {
    fc.assert(
      fc.property(moves, (each) => {
        const { sent, asked } = played(each);
        for (const wake of asked) {
          const [lateFrom = '', now = ''] = wake.split(' ');
          const due = stepsFor(owing(lateFrom)).filter((step) => step.at <= now);
          const done = sent
            .filter((one) => one.lateFrom === lateFrom && one.at <= now)
            .flatMap(({ step, skipped }) => [step.step, ...skipped]);
          expect([...done].sort()).toEqual(due.map(({ step }) => step).sort());
        }
      }),
      { numRuns: 500 },
    );
  });

  test('a wake-up brings one reminder and one escalation at the most', () => {
    fc.assert(
      fc.property(moves, (each) => {
        const { sent } = played(each);
        for (const [, together] of Map.groupBy(sent, ({ at: when, lateFrom }) => `${when} ${lateFrom}`)) {
          const lines = together.map(({ step }) => step.kind === 'escalation');
          expect(new Set(lines).size).toBe(lines.length);
        }
      }),
      { numRuns: 300 },
    );
  });
});
