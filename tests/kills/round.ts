/** A round: load all the while, kills in the middle of it, a reminder that falls due, and what stands in the end. */
import { setTimeout as sleep } from 'node:timers/promises';
import { openLog } from '../../libs/runtime/open-log.js';
import { readConfiguration } from '../../libs/runtime/configuration.js';
import { seededChance } from '../../libs/simulation/chance.js';
import { openRedisQueue } from '../../libs/outside/queue/redis-queue.js';
import type { ReminderJob } from '../../libs/outside/queue/queue.js';
import { until } from '../contract/queue/server.js';
import { endingOf, type Ended } from './ending.js';
import { Health, lookAt, type Look } from './health.js';
import { openCycle, ROOT } from './lane.js';
import { Load, type Entry } from './load.js';
import type { Stand, Victim } from './stand.js';
import { killedWhileTelling } from './telling.js';

export interface Struck {
  readonly victim: Victim;
  /** Milliseconds: how long it was left dead before somebody started it, and until everything was well again. */
  readonly deadMs: number;
  readonly wellMs: number;
  readonly killedAt: number;
  readonly startedAt: number;
  /** Commands acknowledged while it was dead; answers of other kinds meanwhile. */
  readonly accepted: number;
  readonly unavailable: number;
  readonly broken: number;
}

export interface Round extends Ended {
  readonly cycle: string;
  readonly struck: readonly Struck[];
}

const MINUTE_MS = 60_000;
/** Time for the queue to be killed, to come back and to be filled again, before its reminders fall due. */
const QUEUE_BACK_MS = 22_000;
const HURRIED_MS = 300;
/** How long a part is left dead; store and log longer than a command in hand waits for them. */
const DEAD_MS: Readonly<Record<Victim, number>> = {
  ...{ queue: 2_500, worker: 2_500, API: 1_000, store: 6_000 },
  ...{ log: 6_000, logBriefly: 500, logFrozen: 7_500 },
};
const BEFORE_MS = 1_500;
const WELL_WITHIN_MS = 45_000;
/** So long a part may take to find out that another is gone, or is back. */
const FINDS_OUT_MS = 2_500;

export interface RoundOptions {
  readonly cycle: string;
  readonly seed: string;
  readonly victims: readonly Victim[];
  /** Whether the round lasts until its reminders have fallen due: up to a minute and a half. */
  readonly reminds: boolean;
}

export async function killRound(stand: Stand, { cycle, seed, victims, reminds }: RoundOptions): Promise<Round> {
  const chance = seededChance(`${seed} ${cycle}`);
  // The reminders fall due on a whole minute, after what the queue lost had time to come back.
  const remindedAt = Math.ceil((Date.now() + (reminds ? QUEUE_BACK_MS : 3 * MINUTE_MS)) / MINUTE_MS) * MINUTE_MS;
  await openCycle(stand.environment, cycle, remindedAt);
  const { url, callers } = stand;
  const load = new Load({ root: ROOT, cycle, callers, url, chance });
  const health = new Health(url);
  const wrong: string[] = [];
  const struck: Struck[] = [];
  try {
    for (const victim of victims) {
      await sleep(BEFORE_MS + chance.below(1_000, `${victim} before`));
      const deadMs = DEAD_MS[victim] + chance.below(2_000, `${victim} dead`);
      const blow = await strike(stand, victim, load, deadMs);
      struck.push(blow.struck);
      wrong.push(...blow.wrong);
    }
    await until('some commands are through', () => acknowledged(load.entries) > 50);
    // Lamps are hung until the reminders fall due, and some after.
    if (reminds) await sleep(Math.max(0, remindedAt + 500 - Date.now()));
  } finally {
    await load.stop();
    await health.stop();
  }
  if (!stand.alive()) wrong.push(`a process ended: ${stand.errors().slice(-2_000)}`);
  for (const each of struck) wrong.push(...told(each, health));
  const log = await openLog(readConfiguration(stand.environment));
  try {
    const due = reminds ? remindedAt : 0;
    const ended = await endingOf(log, { cycle, remindedAt: due, outbox: stand.outbox, entries: load.entries });
    return { ...ended, cycle, struck, wrong: [...wrong, ...ended.wrong] };
  } finally {
    await log.close();
  }
}

async function strike(
  stand: Stand,
  victim: Victim,
  load: Load,
  deadMs: number,
): Promise<{ struck: Struck; wrong: readonly string[] }> {
  // At any moment the others; this one when it tells people, which is when it could tell them twice.
  const kill = victim === 'worker' ? () => killedWhileTelling(stand, load.cycle) : stand.kill[victim];
  const { [victim]: start } = stand.start;
  if (!kill || !start) throw new Error(`no ${victim} to kill here`);
  const { entries } = load;
  const before = stand.pids();
  // As much as can be in hand when it strikes.
  load.hurried = true;
  await sleep(HURRIED_MS);
  const began = performance.now();
  await kill();
  load.hurried = false;
  const killedAt = performance.now();
  // Who owns its own store does not wait for anybody: it may be back before anybody has seen that it was gone.
  if (!stand.mendsItself) await sleep(deadMs);
  else await until('seen', async () => !isWell(await lookAt(stand.url())), 2_000).catch(() => undefined);
  const hung = hungIn(entries);
  const startedAt = performance.now();
  await start();
  const wrong: string[] = [];
  const well = await until('well again', async () => isWell(await lookAt(stand.url())), WELL_WITHIN_MS).then(
    () => [],
    async (error: Error) => [`${victim}: ${error.message} ${JSON.stringify(await lookAt(stand.url()))}`],
  );
  wrong.push(...well);
  if (victim === 'queue') wrong.push(...(await restored(stand, hung)));
  const after = stand.pids();
  for (const [name, pid] of Object.entries(before))
    if (name !== victim && after[name] !== pid) wrong.push(`${name} was started again`);
  const heard = entries
    .flatMap((entry) => entry.heard)
    .filter((each) => each.ended >= killedAt && each.ended <= startedAt);
  const count = (kind: string): number => heard.filter((each) => each.kind === kind).length;
  // One that was in hand when it struck may have been done just before.
  const accepted = heard.filter((each) => each.kind === 'accepted' && each.begun >= killedAt).length;
  const [unavailable, broken] = [count('unavailable'), count('broken')];
  if (victim === 'queue' || victim === 'worker') {
    if (accepted === 0) wrong.push(`${victim} dead: no command was accepted`);
    if (unavailable + broken > 0) wrong.push(`${victim} dead: ${unavailable + broken} commands were not answered`);
  }
  if (!stand.mendsItself && (holdsFacts(victim) || victim === 'API')) {
    if (accepted > 0) wrong.push(`${victim} dead, and ${accepted} commands accepted`);
    if ((victim === 'API' ? broken : unavailable) === 0) wrong.push(`${victim} dead, and nobody was told`);
  }
  const struck = {
    ...{ victim, killedAt, startedAt, accepted, unavailable, broken },
    ...{ deadMs: startedAt - began, wellMs: performance.now() - startedAt },
  };
  return { struck, wrong };
}

/** Without it nothing can be written, and it is away for longer than a command waits. */
function holdsFacts(victim: Victim): boolean {
  return victim === 'store' || victim === 'log' || victim === 'logFrozen';
}

function isWell({ status, ready, store, queue }: Look): boolean {
  return status === 200 && ready && store === 'answers' && queue === 'answers';
}

/** A Redis that came back empty has a job again for each of these lamps, which were hung before. */
async function restored({ redisUrl }: Stand, hung: readonly string[]): Promise<readonly string[]> {
  const queue = await openRedisQueue(redisUrl ?? '', { now: Date.now });
  const missing = async (): Promise<readonly string[]> => {
    const jobs = await queue.boardQueue().getJobs(['delayed'], 0, -1);
    const there = new Set(jobs.map(({ data }) => (data as ReminderJob['data']).stream));
    return hung.filter((stream) => !there.has(stream));
  };
  try {
    await until('the reminders are back', async () => (await missing()).length === 0, 20_000);
    return [];
  } catch (error) {
    const left = await missing();
    return [`${String(error)}: ${left.length} of ${hung.length} are missing, ${left[0]}`];
  } finally {
    await queue.close();
  }
}

/** Whether the server told the truth of itself while the victim was dead. */
function told({ victim, killedAt, startedAt }: Struck, health: Health): readonly string[] {
  const looks = health.between(killedAt + FINDS_OUT_MS, startedAt);
  const lies = looks.filter(({ status, ready, store, queue }) => {
    if (victim === 'logBriefly') return false;
    if (holdsFacts(victim)) return status !== 503 || ready || store !== 'down';
    if (victim === 'queue') return status !== 200 || !ready || queue !== 'down';
    if (victim === 'worker') return status === undefined || store !== 'answers';
    return status !== undefined;
  });
  return lies.slice(0, 2).map((look) => `${victim} dead, and it is said: ${JSON.stringify(look)}`);
}

/** Lamps whose hanging was acknowledged. */
function hungIn(entries: readonly Entry[]): readonly string[] {
  return entries.flatMap(({ key, heard, stream }) =>
    key.startsWith('hangLamp') && heard.at(-1)?.kind === 'accepted' ? [stream] : [],
  );
}

function acknowledged(entries: readonly Entry[]): number {
  return entries.filter(({ heard }) => heard.at(-1)?.kind === 'accepted').length;
}
