/** Actors who also err play the 2024 notice: what the play must show, and that one seed is one log. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Counts } from '../../libs/simulation/move-counts.js';
import { decodeEnvelope } from '../../libs/engine/envelope/envelope.js';
import { openSimulatedSealing } from '../../libs/sealing/open-sealing.js';
import { postgresCheckpoints } from '../../libs/store/postgres/checkpoints.js';
import { memoryStore } from '../../libs/store/memory/memory-store.js';
import { postgresStore } from '../../libs/store/postgres/postgres-store.js';
import { poolOf } from '../pool.js';
import { describeWithPostgres, freshDatabase } from '../postgres.js';
import { changed, guardsUsed, played } from './guards.js';

const SHORT = { seed: '7', applications: 30 };

/** Changes only when what is written, or what the simulation says, changes on purpose. */
const DIGEST = '398c6b64647e95f19bb1a821d943bf896955778c4c3e284cbebb8866d7d5ed06';

describe('25 units and 200 applications', () => {
  let counts: Counts;
  let digest: string;
  const facts: Record<string, number> = {};

  beforeAll(async () => {
    const store = memoryStore();
    ({ counts, digest } = await played({ seed: '7', applications: 200, store }));
    const add = (what: string): void => void (facts[what] = (facts[what] ?? 0) + 1);
    for await (const { bytes } of store.readLog()) {
      const fact = decodeEnvelope(bytes);
      add(fact.type);
      if (fact.for) add('onBehalf');
      if (fact.data['late'] === true) add('late');
    }
  });

  test('the log is byte for byte the same as ever, and its digest the one in the README', () => {
    expect(digest).toBe(DIGEST);
    expect(readFileSync(new URL('../../README.md', import.meta.url), 'utf8')).toContain(`Digest ${DIGEST}`);
  });

  test('200 are put forward', () => {
    expect(facts['homePutForward']).toBe(200);
  });

  test('at least a tenth of the moves are refused, and no reaction', () => {
    expect(counts.refused * 10).toBeGreaterThanOrEqual(counts.moves);
    expect(counts.reactions).toEqual({});
  });

  test.each(['late', 'malformed', 'outOfRole', 'overQuota', 'returned', 'mended', 'withdrawn', 'recused', 'onBehalf'])(
    '%s: at least five moves of the table',
    (kind) => {
      expect(counts.kinds[kind]).toBeGreaterThanOrEqual(5);
    },
  );

  test.each(['late', 'malformed', 'roleForbids', 'outsideSubtree', 'quotaExceeded'])(
    '%s: at least five refusals',
    (reason) => {
      expect(counts.refusals[reason]).toBeGreaterThanOrEqual(5);
    },
  );

  test.each([
    ['late', ['late']],
    ['returned', ['rosterReturned', 'recommendationReturned']],
    ['mended', ['rosterMended', 'rosterResubmitted', 'recommendationResubmitted']],
    ['withdrawn', ['candidateWithdrawn']],
    ['recused', ['evaluatorRecused']],
    ['on behalf', ['onBehalf']],
  ])('%s: at least five facts of the log', (_what, types) => {
    expect(types.reduce((all, type) => all + (facts[type] ?? 0), 0)).toBeGreaterThanOrEqual(5);
  });
});

describe('one seed is one log', () => {
  let digest: string;
  let counts: Counts;

  beforeAll(async () => {
    ({ digest, counts } = await played(SHORT));
  });

  test('twice', async () => {
    expect((await played(SHORT)).digest).toBe(digest);
  });

  test('and another seed another', async () => {
    expect((await played({ ...SHORT, seed: '8' })).digest).not.toBe(digest);
  });

  // Each guard with the whole cycle: `npm run simulate:guards`.
  test.each([
    ['copiesComplete@1', 'copiesMissing'],
    ['withinSample@1', 'notSampled'],
  ])('without %s nothing is refused as %s', async (open, reason) => {
    expect(guardsUsed()).toContain(open);
    const lost = changed(counts, (await played({ ...SHORT, open })).counts)[reason];
    expect(lost?.before).toBeGreaterThan(0);
    expect(lost?.after).toBe(0);
  });

  describeWithPostgres('on a server', () => {
    test('as in memory', async () => {
      const database = await freshDatabase('simulation');
      const pool = poolOf(database.connectionString);
      const store = await postgresStore({ pool });
      try {
        const { keys, votes } = await openSimulatedSealing(pool, SHORT.seed);
        const parts = { keys, votes, checkpoints: postgresCheckpoints(pool) };
        expect((await played({ ...SHORT, store, parts })).digest).toBe(digest);
      } finally {
        await store.close();
        await pool.end();
        await database.drop();
      }
    });
  });
});
