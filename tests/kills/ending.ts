/** What stands when a round is over: the log, and all that follows it, held against each other and against the ledger. */
import type { Pool } from 'pg';
import { DELIVERIES_FOLLOWER } from '../../apps/worker/delivery/deliver-notices.js';
import { refusedCommands } from '../../libs/runtime/refused-commands.js';
import { decodeEnvelope } from '../../libs/engine/envelope/envelope.js';
import { REACTIONS_FOLLOWER } from '../../libs/engine/follow/reaction-runner.js';
import type { EventStore } from '../../libs/engine/ports/event-store.js';
import { carriedPlatform } from '../../libs/lifecycle/platform/published-values.js';
import { postgresCheckpoints } from '../../libs/store/postgres/checkpoints.js';
import { openViews, type Views } from '../../libs/views/views.js';
import { audit } from '../chaos/audit.js';
import { until } from '../contract/queue/server.js';
import { ROOT } from './lane.js';
import { wroteNothing, type Entry } from './load.js';
import { lettersIn } from './outbox.js';

export interface Standing {
  readonly store: EventStore;
  readonly pool: Pool;
}

export interface Ended {
  readonly commands: number;
  readonly lamps: number;
  readonly reminded: number;
  readonly letters: number;
  /** Everything that is not as it should be, in words. */
  readonly wrong: readonly string[];
}

const SETTLES_WITHIN_MS = 60_000;

/** Waits until everything has followed the log, and looks. `remindedAt`: the instant of the reminders; 0 where it is to come. */
export async function endingOf(
  { store, pool }: Standing,
  {
    cycle,
    remindedAt,
    outbox,
    entries,
  }: {
    readonly cycle: string;
    readonly remindedAt: number;
    readonly outbox: string;
    readonly entries: readonly Entry[];
  },
): Promise<Ended> {
  const views = await openViews({ pool, store, carried: carriedPlatform().programme });
  let seen = await factsOf(store, cycle);
  const late = await until(
    'everything has followed the log',
    async () => {
      seen = await factsOf(store, cycle);
      return unfinished(seen, remindedAt).length === 0 && (await behind(store, pool, views)).length === 0;
    },
    SETTLES_WITHIN_MS,
  ).then(
    () => [],
    async (error: Error) => [error.message, ...unfinished(seen, remindedAt), ...(await behind(store, pool, views))],
  );
  const told = [...late.slice(0, 10)];
  const refused = await refusedCommands(pool);
  const letters = (await lettersIn(outbox, cycle)).map(({ told: each }) => each);
  return {
    commands: entries.length,
    lamps: seen.lamps.size,
    reminded: [...seen.reminded.values()].reduce((sum, count) => sum + count, 0),
    letters: letters.length,
    wrong: [
      ...told,
      ...(await inLog(store, cycle, entries)),
      ...twice('reminded', seen.reminded),
      ...twice('missed', seen.missed),
      ...twice('stamped', seen.stamped),
      ...earlyOrLate(seen, remindedAt),
      ...differing('letters', seen.letters.toSorted(), letters.toSorted()),
      ...differing('views', seen.standing(), await shown(views, cycle)),
      ...refused.map(({ command, reason }) => `refused: ${command}, ${reason}`),
    ],
  };
}

// ── the log and the ledger ────────────────────────────────────────────────────────────────────────────────────────

async function inLog(store: EventStore, cycle: string, entries: readonly Entry[]): Promise<readonly string[]> {
  const acknowledged = entries.flatMap(({ key, heard }) => {
    const last = heard.at(-1);
    return last?.kind === 'accepted' ? [{ key, from: last.from, to: last.to }] : [];
  });
  const found = await audit(store, `${ROOT}.${cycle}`, entries, acknowledged);
  const say = (what: string, keys: readonly string[]): string[] =>
    keys.length === 0 ? [] : [`${keys.length} ${what}: ${keys.slice(0, 3).join('; ')}`];
  const left = entries.filter((entry) => entry.heard.at(-1)?.kind !== 'accepted');
  const nothing = new Set(left.filter(wroteNothing).map(({ id }) => id));
  const there = await idsIn(store, nothing);
  return [
    ...say('lost', found.lost),
    ...say('doubled', found.doubled),
    ...say('torn', found.torn),
    ...(found.strangers > 0 ? [`${found.strangers} facts of commands that nobody gave`] : []),
    ...say('there although it was said that nothing was written', there),
    // Whoever was told each time that nothing was written must not hear that it had been done before.
    ...say(
      'done before although it was said that nothing was written',
      entries.filter(doneBefore).map(({ key, heard }) => `${key} ${JSON.stringify(heard)}`),
    ),
    ...say(
      'not through',
      left.filter((entry) => !wroteNothing(entry)).map(({ key, heard }) => `${key} ${JSON.stringify(heard.at(-1))}`),
    ),
    ...entries
      .flatMap(({ heard }) => heard.flatMap((each) => (each.kind === 'wrong' ? [`answered: ${each.why}`] : [])))
      .slice(0, 5),
    ...entries
      .flatMap(({ key, heard }) =>
        heard.flatMap((each) =>
          each.kind === 'unavailable' && !/^[1-9]\d*$/.test(each.retryAfter ?? '')
            ? [`503 without Retry-After: ${key}`]
            : [],
        ),
      )
      .slice(0, 5),
  ];
}

function doneBefore({ heard }: Entry): boolean {
  const last = heard.at(-1);
  return last?.kind === 'accepted' && last.repeated && wroteNothing({ heard: heard.slice(0, -1) });
}

async function idsIn(store: EventStore, ids: ReadonlySet<string>): Promise<readonly string[]> {
  const there: string[] = [];
  if (ids.size === 0) return there;
  for await (const { bytes, stream } of store.readLog()) if (ids.has(decodeEnvelope(bytes).command)) there.push(stream);
  return there;
}

// ── what follows the log ──────────────────────────────────────────────────────────────────────────────────────────

/** What the log says of a cycle. Lamps by home: the instant at which each was hung. */
interface Seen {
  readonly lamps: ReadonlyMap<string, string>;
  readonly stamped: ReadonlyMap<string, number>;
  readonly missed: ReadonlyMap<string, number>;
  readonly reminded: ReadonlyMap<string, number>;
  /** `<fact> <account>` of each letter that is to be told. */
  readonly letters: readonly string[];
  /** `<stream> <stage> <rev>` of every lamp and stamp. */
  standing(): readonly string[];
}

async function factsOf(store: EventStore, cycle: string): Promise<Seen> {
  const [lamps, letters] = [new Map<string, string>(), [] as string[]];
  const [stamped, missed, reminded] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()];
  const last = new Map<string, string>();
  const count = (counts: Map<string, number>, home: string): void => void counts.set(home, (counts.get(home) ?? 0) + 1);
  for await (const { stream, type, bytes } of store.readLog()) {
    if (!stream.includes(`.${cycle}.`)) continue;
    const { id, at, rev, data, stage } = decodeEnvelope(bytes);
    const home = stream.slice(stream.lastIndexOf('.') + 1);
    const keeper = `keeper-${home.slice(0, home.lastIndexOf('-'))}`;
    if (/^(lamp|stamp)-/.test(stream)) last.set(stream, `${stream} ${stage} ${rev}`);
    if (type === 'lampHung') lamps.set(home, at);
    if (type === 'lampStamped') count(stamped, home);
    if (type === 'deadlineMissed') count(missed, home);
    if (type === 'reminderSent') count(reminded, home);
    if (type === 'lampHung' || type === 'deadlineMissed') letters.push(`${id} ${keeper}`);
    if (type === 'reminderSent') for (const to of data['to'] as string[]) letters.push(`${id} ${to}`);
  }
  return { lamps, stamped, missed, reminded, letters, standing: () => [...last.values()].toSorted() };
}

/** Lamps of which something has not come yet. */
function unfinished({ lamps, stamped, missed, reminded }: Seen, remindedAt: number): readonly string[] {
  return [...lamps].flatMap(([home, at]) => [
    ...(stamped.has(home) ? [] : [`${home} has no stamp`]),
    ...(missed.has(home) || remindedAt === 0 ? [] : [`${home}: nobody missed its stamp`]),
    ...(Date.parse(at) < remindedAt && !reminded.has(home) ? [`${home}: nobody was reminded`] : []),
  ]);
}

async function behind(store: EventStore, pool: Pool, views: Views): Promise<readonly string[]> {
  const head = await store.head();
  const checkpoints = postgresCheckpoints(pool);
  const stands = {
    views: await views.position(),
    reactions: await checkpoints.load(REACTIONS_FOLLOWER),
    deliveries: await checkpoints.load(DELIVERIES_FOLLOWER),
  };
  return Object.entries(stands).flatMap(([name, at]) => (at === head ? [] : [`${name} stand at ${at}, not ${head}`]));
}

function twice(what: string, counts: ReadonlyMap<string, number>): readonly string[] {
  return [...counts].flatMap(([home, count]) => (count === 1 ? [] : [`${home}: ${what} ${count} times`])).slice(0, 5);
}

/** Whoever hung a lamp after the time of the reminder was not there to be reminded. */
function earlyOrLate({ lamps, reminded }: Seen, remindedAt: number): readonly string[] {
  return [...lamps].flatMap(([home, at]) =>
    Date.parse(at) > remindedAt && reminded.has(home) ? [`${home} was hung after the reminder, and reminded of`] : [],
  );
}

async function shown({ queries }: Views, cycle: string): Promise<readonly string[]> {
  const rows: string[] = [];
  for (const category of ['lamp', 'stamp'])
    for (let after: string | undefined; ;) {
      const page = await queries.subjects({
        root: ROOT,
        shown: { anywhere: true },
        cycle,
        category,
        limit: 500,
        after,
      });
      rows.push(...page.rows.map(({ stream, stage, rev }) => `${stream} ${stage} ${rev}`));
      if (page.next === undefined) break;
      after = page.next;
    }
  return rows.toSorted();
}

/** Both lists are sorted: what one has and the other has not, or has more often. */
function differing(what: string, wanted: readonly string[], found: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const each of wanted) left.set(each, (left.get(each) ?? 0) + 1);
  for (const each of found) left.set(each, (left.get(each) ?? 0) - 1);
  return [...left]
    .flatMap(([each, count]) => (count === 0 ? [] : [`${what}: ${each} ${count > 0 ? 'is missing' : 'is too much'}`]))
    .slice(0, 5);
}
