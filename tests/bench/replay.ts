/** Replay: facts folded into control state, with and without proving each recorded hash, beside XState's own loop. */
import { createMachine, initialTransition, transition } from 'xstate';
import { canonical } from '../../libs/engine/canonical/canonical-json.js';
import { decodeEnvelope, type Envelope } from '../../libs/engine/envelope/envelope.js';
import { initialState, foldFact, type StreamState } from '../../libs/engine/fold/fold.js';
import type { RulesLookup } from '../../libs/engine/fold/rules.js';
import type { StoredFact } from '../../libs/engine/ports/event-store.js';
import { memoryStore } from '../../libs/store/memory/memory-store.js';
import { figure, threadSeconds, type Figure } from './measure.js';
import { memoryHearth } from './parts.js';
import { programmeFor } from './programme.js';
import { commandsOf, FACTS_EACH, must, ROOT, setUp, together } from './workload.js';

interface Replayed {
  readonly parsed: number;
  readonly folded: number;
  readonly proven: number;
  readonly xstate: number;
}

const PREFIX = `application-${ROOT}.`;

export interface Replaying {
  readonly rounds: number;
  /** Applications whose facts are replayed. */
  readonly homes: number;
  /** How often all of them are gone through in one measurement. */
  readonly times: number;
}

/** @returns figures; throws when XState stands anywhere else than replay does. */
export async function measureReplay({ rounds, homes, times }: Replaying): Promise<Figure[]> {
  const { streams, bytes, findRules } = await recorded(homes);
  const runs: Replayed[] = [];
  for (let round = -1; round < rounds; round += 1) {
    const parsed = rate(bytes, times, (facts) =>
      foldAll(
        facts.map((fact) => decodeEnvelope(fact.bytes)),
        findRules,
        false,
      ),
    );
    const folded = rate(streams, times, (facts) => foldAll(facts, findRules, false));
    const proven = rate(streams, times, (facts) => foldAll(facts, findRules, true));
    const xstate = rate(streams, times, xstateLoop());
    if (round >= 0) runs.push({ parsed, folded, proven, xstate });
  }
  const compared = compare(streams, findRules);
  const facts = bytes.flat();
  const size = facts.reduce((sum, fact) => sum + fact.bytes.byteLength, 0) / facts.length;
  return [
    figure('fold', 'facts/s', runs, ({ folded }) => folded, { at: 'least', value: 1_000_000 }),
    figure('fold, every recorded hash checked', 'facts/s', runs, ({ proven }) => proven, {
      at: 'least',
      value: 250_000,
    }),
    figure('fold from bytes, JSON parsed', 'facts/s', runs, ({ parsed }) => parsed),
    figure("XState's transition for each fact", 'facts/s', runs, ({ xstate }) => xstate),
    figure('fold of XState', '×', runs, ({ folded, xstate }) => folded / xstate, { at: 'least', value: 8 }),
    { what: 'streams that stand where XState stands', value: compared, unit: `of ${streams.length}` },
    { what: 'bytes of a fact, mean', value: size, unit: 'B' },
  ];
}

/** The streams of applications that have been through everything. */
async function recorded(
  homes: number,
): Promise<{ streams: Envelope[][]; bytes: StoredFact[][]; findRules: RulesLookup }> {
  const store = memoryStore();
  const service = memoryHearth(store);
  await setUp(service, homes);
  await together(homes, async (home) => {
    for (const command of commandsOf(home, homes)) must(await service.execute(command));
  });
  const byStream = new Map<string, StoredFact[]>();
  for await (const fact of store.readLog()) {
    if (!fact.stream.startsWith(PREFIX)) continue;
    const facts = byStream.get(fact.stream);
    if (facts) facts.push(fact);
    else byStream.set(fact.stream, [fact]);
  }
  const bytes = [...byStream.values()];
  const streams = bytes.map((facts) => facts.map((fact) => decodeEnvelope(fact.bytes)));
  const findRules = service.published.findRules;
  if (bytes.flat().length !== homes * (FACTS_EACH - 2)) throw new Error('not every fact was written');
  return { streams, bytes, findRules };
}

function foldAll(facts: readonly Envelope[], findRules: RulesLookup, prove: boolean): StreamState {
  let state = initialState(facts[0]?.stream ?? '');
  for (const fact of facts) state = foldFact(state, fact, findRules, prove);
  return state;
}

/** The loop that XState's documentation has for event sourcing: one `transition` for each fact. */
function xstateLoop(): (facts: readonly Envelope[]) => { value: unknown } {
  const chart = programmeFor({}).subjects.find(({ category }) => category === 'application')?.chart;
  const machine = createMachine({ id: 'application', ...structuredClone(chart) } as Parameters<
    typeof createMachine
  >[0]);
  const [initial] = initialTransition(machine);
  return (facts) => {
    let snapshot = initial;
    for (const { type } of facts) [snapshot] = transition(machine, snapshot, { type });
    return snapshot;
  };
}

/** After every fact, the same state value. */
function compare(streams: readonly (readonly Envelope[])[], findRules: RulesLookup): number {
  const loop = xstateLoop();
  let same = 0;
  for (const facts of streams) {
    for (let length = 1; length <= facts.length; length += 1) {
      const theirs = canonical(loop(facts.slice(0, length)).value);
      const ours = canonical(foldAll(facts.slice(0, length), findRules, true).chartState?.value);
      if (theirs !== ours) throw new Error(`${facts[0]?.stream} after ${length} facts: ${ours}, XState ${theirs}`);
    }
    same += 1;
  }
  return same;
}

function rate<T>(streams: readonly (readonly T[])[], times: number, each: (facts: readonly T[]) => unknown): number {
  const began = threadSeconds();
  let facts = 0;
  for (let time = 0; time < times; time += 1) {
    for (const stream of streams) {
      each(stream);
      facts += stream.length;
    }
  }
  return facts / (threadSeconds() - began);
}
