/** Whoever follows into the views sees each fact once, in order, though writers stall and its connections are cut. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { carriedPlatform } from '../../libs/lifecycle/platform/published-values.js';
import { openViews, type Views } from '../../libs/views/views.js';
import { describeWithPostgres } from '../postgres.js';
import { dumped, seen, type Seen } from './seen.js';
import { cutOff, takeBack, writeHomes } from './writers.js';

const FACTS = Number(process.env['HEARTH_NOSKIP_FACTS'] ?? 20_000);
const WRITERS = Number(process.env['HEARTH_NOSKIP_WRITERS'] ?? 32);
const LIMIT_MS = Math.max(120_000, FACTS * 4);
const NAME = 'projector under test';

describeWithPostgres(`${FACTS} facts by ${WRITERS} writers`, () => {
  let at: Seen;
  let cut: pg.Pool;
  let views: Views;
  beforeAll(async () => {
    at = await seen();
    cut = new pg.Pool({ connectionString: at.connectionString, max: 4, application_name: NAME });
    cut.on('error', () => undefined);
    views = await openViews({ pool: cut, store: at.store, carried: carriedPlatform().programme });
  });
  afterAll(async () => {
    await cut.end();
    await at.close();
  });

  /** Facts that the checkpoint counts, and those that the rows come from; of one moment. */
  const inStep = async (): Promise<{ counted: number; folded: number }> => {
    const { rows } = await at.pool.query<{ counted: string; folded: string }>(
      `select (select facts from views_1.checkpoint) as counted,
         (select coalesce(sum(rev + 1), 0) from views_1.subjects) as folded`,
    );
    return { counted: Number(rows[0]?.counted), folded: Number(rows[0]?.folded) };
  };

  test(
    'each is applied once, in order, and rows and checkpoint stand in step at every moment',
    async () => {
      const stop = new AbortController();
      const following = views.follow(stop.signal);
      const calm = new AbortController();
      const disturbing = [takeBack(at.connectionString, calm.signal), cutOff(at.connectionString, NAME, calm.signal)];
      let looks = 0;
      const looking = (async () => {
        for (; !calm.signal.aborted; looks += 1) {
          const { counted, folded } = await inStep();
          expect(folded).toBe(counted);
        }
      })();
      const written = await writeHomes(at.store, FACTS, WRITERS);
      calm.abort();
      await looking;
      const [, ended] = await Promise.all(disturbing);
      const head = await at.store.head();
      // When it falls it says why.
      expect(await Promise.race([views.waitFor(head ?? '', LIMIT_MS), following])).toBe(true);
      stop.abort();
      await following;
      expect(ended).toBeGreaterThan(0);
      expect(looks).toBeGreaterThan(10);
      expect(await inStep()).toEqual({ counted: written, folded: written });
      // Every home has the name that its last fact gave it.
      const { rows } = await at.pool.query<{ wrong: string; homes: string }>(
        `select count(*) filter (where n.name is distinct from 'name ' || s.rev) as wrong, count(*) as homes
          from hearth.streams s left join views_1.names n on n.stream = s.stream`,
      );
      expect(rows[0]).toMatchObject({ wrong: '0' });
      const live = await dumped(at.views);
      await at.views.rebuild();
      expect((await dumped(at.views)).join('\n') === live.join('\n')).toBe(true);
      expect(live.length).toBeGreaterThan(Number(rows[0]?.homes));
    },
    LIMIT_MS,
  );
});
