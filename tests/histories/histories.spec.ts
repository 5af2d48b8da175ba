import { beforeAll, describe, expect, test } from '@jest/globals';
import { decodeEnvelope, type Envelope } from '../../libs/engine/envelope/envelope.js';
import { memoryStore } from '../../libs/store/memory/memory-store.js';
import { importLog } from '../../libs/store/transfer/transfer.js';
import { CASES } from './cases.js';
import { linesOf, logFile, NAMES, readVerdicts, type Triple } from './history.js';
import { replayHistory } from './replaying.js';

const FOLDER = import.meta.dirname;

test.each(NAMES)('%s replays hash by hash, and every command is decided as it was', async (name) => {
  expect(await replayHistory(FOLDER, name)).toEqual([]);
});

test('every history can be recorded anew', () => {
  expect(Object.keys(CASES)).toEqual([...NAMES]);
});

describe('the histories hold the hard cases', () => {
  const facts: Record<string, Envelope[]> = {};
  const triples: Record<string, readonly Triple[]> = {};

  beforeAll(async () => {
    for (const name of NAMES) {
      const store = memoryStore();
      await importLog(store, () => linesOf(logFile(FOLDER, name)));
      facts[name] = [];
      for await (const { bytes } of store.readLog()) facts[name].push(decodeEnvelope(bytes));
      ({ triples: triples[name] } = await readVerdicts(FOLDER, name));
    }
  });

  test.each([
    ['shanghai', 'rosterReturned'],
    ['shanghai', 'rosterMended'],
    ['shanghai', 'recommendationReturned'],
    ['shanghai', 'candidateWithdrawn'],
    ['shanghai', 'withdrawalUndone'],
    ['shanghai', 'deadlineExtended'],
    ['shanghai', 'scoreCorrected'],
    ['shanghai', 'evaluatorRecused'],
    ['shanghai', 'decisionsUndone'],
    ['beijing', 'rulesAdopted'],
    ['beijing', 'plaqueReRecognised'],
    ['beijing', 'offerDeclined'],
    ['beijing', 'movedUp'],
    ['chongqing', 'gradeUndone'],
    ['national', 'completionUndone'],
    ['toy', 'personErased'],
    ['toy', 'urnipEmptied'],
    ['toy', 'rulesAdopted'],
  ])('%s: %s', (name, type) => {
    expect(facts[name]?.map((fact) => fact.type)).toContain(type);
  });

  test('papers that came late, and one that was refused for it', () => {
    expect(facts['shanghai']?.some(({ type, data }) => type === 'rosterPaperReceived' && data['late'] === true)).toBe(
      true,
    );
    expect(triples['shanghai']?.some(({ verdict }) => 'refused' in verdict && verdict.refused === 'late')).toBe(true);
  });

  test('a plaque whose facts name two editions', () => {
    const plaque = facts['beijing']?.filter(({ stream }) => stream === 'plaque-test.city.xihai') ?? [];
    expect(new Set(plaque.map(({ rules }) => rules)).size).toBe(2);
  });

  test('a ballot that nobody closed, and whose choices say nothing of who and when', () => {
    const ballot = facts['toy']?.filter(({ stream }) => stream === 'urnip-test.year-one.first') ?? [];
    expect(ballot.at(-1)).toMatchObject({ by: { anonymous: true }, data: { chips: ['aye', 'aye', 'nay'] } });
    const before = ballot.slice(0, -1).map((fact) => JSON.stringify(fact));
    expect(before.filter((fact) => /aye|nay/.test(fact))).toEqual([]);
  });

  test('nothing of the erased person can be read in the log', () => {
    expect(facts['toy']?.filter((fact) => JSON.stringify(fact).includes('someone@toy.example'))).toEqual([]);
  });

  test('commands that were accepted and commands that were refused', () => {
    for (const name of NAMES) {
      const refused = triples[name]?.filter(({ verdict }) => 'refused' in verdict).length ?? 0;
      expect(refused).toBeGreaterThan(4);
      expect((triples[name]?.length ?? 0) - refused).toBeGreaterThan(19);
    }
  });
});
