/** Views: how far they are behind under load, how fast they are built anew, how long a page of a long list takes. */
import pg from 'pg';
import { carriedPlatform } from '../../libs/lifecycle/platform/published-values.js';
import { openPool } from '../../libs/postgres/connection.js';
import { postgresStore } from '../../libs/store/postgres/postgres-store.js';
import { openViews, type Views } from '../../libs/views/views.js';
import { figure, median, threadSeconds, type Figure } from './measure.js';
import { durableHearth } from './parts.js';
import type { Server } from './servers/server.js';
import { commandsOf, COMMANDS_EACH, must, ROOT, setUp, together } from './workload.js';

export interface Viewing {
  readonly rounds: number;
  /** Applications that are acted while the views follow. */
  readonly homes: number;
  /** Copies of these that are put into the log. */
  readonly copies: number;
}

/** One in so many commands waits until the views show it. */
const SAMPLED = 16;
const CALLERS = 64;

export async function measureViews(server: Server, { rounds, homes, copies }: Viewing): Promise<Figure[]> {
  const { connectionString, drop } = await server.database();
  const { service, close } = await durableHearth(connectionString, server.folder);
  await setUp(service, homes);
  const pool = openPool(connectionString, 6).on('error', () => undefined);
  const store = await postgresStore({ pool });
  const views = await openViews({ pool, store, carried: carriedPlatform().programme });
  await views.catchUp();
  const stop = new AbortController();
  const following = views.follow(stop.signal);
  const lags: number[] = [];
  let commands = 0;
  const began = performance.now();
  // Every application stops at another step, so that lists have something of everything.
  await together(
    homes,
    async (home) => {
      for (const command of [...commandsOf(home, homes)].slice(0, 1 + (home % COMMANDS_EACH))) {
        const outcome = await service.execute(command);
        must(outcome);
        commands += 1;
        if (commands % SAMPLED > 0 || outcome.kind !== 'accepted' || outcome.cursor === undefined) continue;
        const since = performance.now();
        if (!(await views.waitFor(outcome.cursor, 30_000))) throw new Error('the views are 30 s behind');
        lags.push(performance.now() - since);
      }
    },
    CALLERS,
  );
  const perSecond = commands / ((performance.now() - began) / 1000);
  stop.abort();
  await following;
  await close();
  lags.sort((a, b) => a - b);
  await copied(connectionString, copies);
  const rebuilt: { perSecond: number; core: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const since = threadSeconds();
    const { facts, seconds } = await views.rebuild();
    rebuilt.push({ perSecond: facts / seconds, core: facts / (threadSeconds() - since) });
  }
  const pages = await measurePages(views);
  await store.close();
  await pool.end();
  await drop();
  return [
    { what: `commands while views follow, c=${CALLERS}`, unit: '/s', value: perSecond },
    { what: 'until views show an answered command, median', unit: 'ms', value: median(lags).value },
    { what: 'the same, p99', unit: 'ms', value: lags[Math.floor(lags.length * 0.99)] ?? 0 },
    figure('rebuild of all views', 'facts/s', rebuilt, (run) => run.perSecond, { at: 'least', value: 100_000 }),
    figure("the same, for a second of the client's core", 'facts/s', rebuilt, (run) => run.core),
    ...pages,
  ];
}

const LOOKS = 7;

/** Pages of 100, at the beginning and in the middle of the list. */
async function measurePages({ queries }: Views): Promise<Figure[]> {
  const all = { root: ROOT, shown: { anywhere: true }, limit: 100 } as const;
  const cycle = '2024';
  const applications = { ...all, cycle, category: 'application' };
  const [count] = await queries.stageCounts({ ...all, cycle, category: 'application' });
  if (!count) throw new Error('no applications');
  const total = (await queries.stageCounts({ ...all, cycle, category: 'application' })).reduce(
    (sum, { count }) => sum + count,
    0,
  );
  const unit = { any: [{ subtree: 'unit-7' }] } as const;
  const mine = { any: [{ field: 'evaluators', has: 'evaluator' }, { own: 'unit-3' }] } as const;
  const after = middle('application-bench.2024.home-5');
  const asked: Readonly<Record<string, () => Promise<unknown>>> = {
    applications: () => queries.subjects(applications),
    'applications, from the middle': () => queries.subjects({ ...applications, after }),
    'applications in a stage': () => queries.subjects({ ...applications, stage: 'project.delivery.requested' }),
    "a district's applications": () => queries.subjects({ ...applications, shown: unit }),
    'applications that an account is named in': () => queries.subjects({ ...applications, shown: mine }),
    'work of a role': () => queries.work({ ...all, role: 'clerk' }),
    "work of a district's role": () => queries.work({ ...all, shown: unit, role: 'clerk' }),
    'what is owed': () => queries.obligations({ ...all, cycle }),
    deliverables: () => queries.deliverables({ ...all, cycle }),
    'counts by stage': () => queries.stageCounts({ ...all, cycle, category: 'application' }),
    homes: () => queries.homes(all),
  };
  const figures: Figure[] = [{ what: 'applications in the lists', unit: '', value: total }];
  for (const [what, ask] of Object.entries(asked)) {
    const laps: number[] = [];
    for (let look = 0; look < LOOKS; look += 1) {
      const since = performance.now();
      await ask();
      laps.push(performance.now() - since);
    }
    figures.push({ what: `page: ${what}`, unit: 'ms', ...median(laps), goal: { at: 'most', value: 200 } });
  }
  return figures;
}

function middle(stream: string): string {
  return Buffer.from(JSON.stringify([stream])).toString('base64url');
}

/**
 * Puts copies of every unit, roster and application into the log, under names of their own. All go through the year
 * together, as they do: the facts of one application lie far apart.
 */
export async function copied(connectionString: string, copies: number): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const named = (text: string): string => `regexp_replace(${text}, '(home|unit)-([0-9]+)', '\\1-\\2-' || k, 'g')`;
    await client.query(
      `with head as (select position, append from hearth.log_head),
         base as (select * from hearth.facts where stream ~ '^(application|roster)-' or stream ~ '^unit-.*[0-9]$')
       insert into hearth.facts (position, append, rev, stream, id, type, at, bytes)
       select head.position + i, head.append + i, rev, stream, id, type, at, bytes from head, (
         select row_number() over (order by base.position, k) as i, rev, ${named('stream')} as stream, id, type, at,
           convert_to(${named(`convert_from(bytes, 'UTF8')`)}, 'UTF8') as bytes
         from base, generate_series(1, $1::integer) as k
       ) more`,
      [copies],
    );
    await client.query(
      `insert into hearth.streams (stream, rev) select stream, max(rev) from hearth.facts group by stream on conflict do nothing`,
    );
    await client.query(
      `update hearth.log_head set position = m.position, append = m.append
        from (select max(position) as position, max(append) as append from hearth.facts) m`,
    );
    await client.query('vacuum analyze hearth.facts');
  } finally {
    await client.end();
  }
}
