import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createActor, createMachine } from 'xstate';
import { compileChart, isIn, type ChartNode, type ChartState } from './chart-adapter.js';

/** Built in two regions at once, in one of them two levels deep; taken down, and put up again as it was. */
const source = {
  initial: 'absent',
  states: {
    absent: { on: { begun: 'built' } },
    built: {
      type: 'parallel',
      on: { takenDown: 'down' },
      states: {
        frame: {
          initial: 'bare',
          states: {
            bare: { on: { covered: 'covered' } },
            covered: {
              initial: 'plain',
              on: { stripped: 'bare' },
              states: { plain: { on: { painted: 'bright' } }, bright: { on: { painted: 'bright' } } },
            },
          },
        },
        string: {
          initial: 'short',
          states: { short: { on: { tied: 'long' } }, long: { on: { cut: 'short' } } },
        },
        again: { type: 'history', history: 'deep' },
      },
    },
    down: {
      on: { putUp: '#kite.built.again', begunAnew: 'built', patched: '#kite.mending.last' },
    },
    mending: {
      initial: 'first',
      on: { takenDown: 'down' },
      states: {
        first: { on: { mended: 'second' } },
        second: { on: { mended: 'first' } },
        last: { type: 'history', history: 'shallow', target: 'second' },
      },
    },
  },
} satisfies { initial: string; states: Record<string, ChartNode> };

const EVERY = [
  'begun',
  'takenDown',
  'covered',
  'stripped',
  'painted',
  'tied',
  'cut',
  'putUp',
  'begunAnew',
  'patched',
  'mended',
  'unheardOf',
];
const chart = compileChart('kite', source);

function walk(types: readonly string[], from: ChartState = chart.initial): ChartState {
  return types.reduce<ChartState>((chartState, type) => chart.next(chartState, type) ?? chartState, from);
}

describe('a chart', () => {
  test('accepts a fact exactly where it lists it', () => {
    expect(chart.listed(chart.initial)).toEqual(['begun']);
    const built = walk(['begun']);
    expect(chart.listed(built)).toEqual(['covered', 'takenDown', 'tied']);
    expect(chart.next(built, 'painted')).toBeUndefined();
    expect(chart.next(built, 'unheardOf')).toBeUndefined();
    for (const odd of ['', '*', 'xstate.init', 'xstate.done.actor.x', 'constructor', '__proto__'])
      expect(chart.next(built, odd)).toBeUndefined();
  });

  test('a fact that leads back to where it came from is accepted, an ignored one is not', () => {
    const bright = walk(['begun', 'covered', 'painted']);
    expect(chart.next(bright, 'painted')).toBe(bright);
    expect(chart.next(bright, 'covered')).toBeUndefined();
  });

  test('the stage is the path of the outermost state that is atomic or parallel', () => {
    expect(chart.initial.stage).toBe('absent');
    expect(walk(['begun', 'covered']).stage).toBe('built');
    expect(walk(['begun', 'takenDown', 'patched']).stage).toBe('mending.second');
  });

  test('stands in every region at once, and in what is around it', () => {
    const chartState = walk(['begun', 'covered', 'tied']);
    for (const stage of [
      'built',
      'built.frame',
      'built.frame.covered',
      'built.frame.covered.plain',
      'built.string.long',
    ])
      expect([stage, isIn(chartState, stage)]).toEqual([stage, true]);
    for (const stage of ['frame', 'built.frame.bare', 'built.string.short', 'down', 'built.string.long.x', ''])
      expect([stage, isIn(chartState, stage)]).toEqual([stage, false]);
  });

  test('what was taken down comes back as it was, in both regions and as deep', () => {
    const before = walk(['begun', 'covered', 'painted', 'tied']);
    const down = walk(['takenDown'], before);
    expect(down.value).toBe('down');
    expect(down.history).toEqual({ 'kite.built.again': ['kite.built.frame.covered.bright', 'kite.built.string.long'] });
    expect(walk(['putUp'], down).value).toEqual({ built: { frame: { covered: 'bright' }, string: 'long' } });
    expect(walk(['begunAnew'], down).value).toEqual({ built: { frame: 'bare', string: 'short' } });
  });

  test('a shallow history begins where it is told to, and then remembers', () => {
    const first = walk(['begun', 'takenDown', 'patched']);
    expect(first.value).toEqual({ mending: 'second' });
    expect(walk(['mended', 'takenDown', 'patched'], first).value).toEqual({ mending: 'first' });
  });

  test('restored, it goes on as if it had never stopped', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...EVERY), { maxLength: 40 }), fc.nat({ max: 40 }), (types, cut) => {
        const before = walk(types.slice(0, cut));
        // In another process: another compilation, and what a control state keeps.
        const other = compileChart('kite', source);
        const kept = JSON.parse(`{${before.tail}}`) as Pick<ChartState, 'history' | 'value'>;
        let there = other.restore(kept.value, kept.history);
        let here = before;
        for (const type of types.slice(cut)) {
          expect(other.listed(there)).toEqual(chart.listed(here));
          there = other.next(there, type) ?? there;
          here = chart.next(here, type) ?? here;
          expect([there.tail, there.stage]).toEqual([here.tail, here.stage]);
        }
      }),
    );
  });

  test('leads where XState itself leads, running', () => {
    const machine = createMachine({ id: 'kite', ...structuredClone(source) } as Parameters<typeof createMachine>[0]);
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...EVERY), { maxLength: 60 }), (types) => {
        const actor = createActor(machine).start();
        let chartState = chart.initial;
        for (const type of types) {
          expect(chart.listed(chartState).includes(type)).toBe(actor.getSnapshot().can({ type } as never));
          actor.send({ type } as never);
          chartState = chart.next(chartState, type) ?? chartState;
          expect(chartState.value).toEqual(actor.getSnapshot().value);
        }
        actor.stop();
      }),
    );
  });

  test('two ways to one chart state lead to one object, and to one spelling', () => {
    const one = walk(['begun', 'covered', 'tied']);
    expect(walk(['begun', 'tied', 'covered'])).toBe(one);
    expect(one.tail).toBe('"history":{},"value":{"built":{"frame":{"covered":"plain"},"string":"long"}}');
  });
});
