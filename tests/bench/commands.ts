/** Durable commands a second, the whole path, beside appends of the same facts by an appender that does nothing else. */
import { ABSENT, type Check, type EventStore, type Write } from '../../libs/engine/ports/event-store.js';
import type { BenchLog } from './bench-log.js';
import { figure, threadSeconds, timed, type Figure, type Rate } from './measure.js';
import { memoryHearth } from './parts.js';
import type { Appender, RawAppend } from './raw/raw-grouping.js';
import { commandsOf, COMMANDS_EACH, must, setUp } from './workload.js';

export interface Sizes {
  readonly rounds: number;
  /** Applications played by so many callers at once. */
  readonly homes: Readonly<Record<'1' | '16' | '64', number>>;
}

const CALLERS = ['1', '16', '64'] as const;
type Callers = (typeof CALLERS)[number];

interface Round {
  readonly service: Readonly<Record<Callers, Rate & { readonly cpuMicroseconds: number }>>;
  readonly raw: Readonly<Record<Callers, Rate>>;
}

type Goals = Readonly<
  Partial<Record<Callers, { readonly p99?: number; readonly perSecond?: number; readonly share?: number }>>
>;

export const POSTGRES_GOALS: Goals = {
  '1': { p99: 1.5 },
  '64': { p99: 10, perSecond: 20_000, share: 50 },
};

/** `fresh` makes the log of one round. */
export async function measureCommands(fresh: () => Promise<BenchLog>, sizes: Sizes, goals: Goals): Promise<Figure[]> {
  const rounds: Round[] = [];
  await round(await fresh(), { '1': 4, '16': 32, '64': 64 });
  for (let index = 0; index < sizes.rounds; index += 1) rounds.push(await round(await fresh(), sizes.homes));
  return CALLERS.flatMap((callers) => {
    const { p99, perSecond, share } = goals[callers] ?? {};
    const least = (value: number | undefined) => (value === undefined ? undefined : ({ at: 'least', value } as const));
    const most = (value: number | undefined) => (value === undefined ? undefined : ({ at: 'most', value } as const));
    const c = `c=${callers}`;
    return [
      figure(`commands, ${c}`, '/s', rounds, ({ service }) => service[callers].perSecond, least(perSecond)),
      figure(`raw grouped appends, ${c}`, '/s', rounds, ({ raw }) => raw[callers].perSecond),
      figure(
        `commands of raw, ${c}`,
        '%',
        rounds,
        ({ service, raw }) => (100 * service[callers].perSecond) / raw[callers].perSecond,
        least(share),
      ),
      figure(`command p50, ${c}`, 'ms', rounds, ({ service }) => service[callers].p50),
      figure(`command p99, ${c}`, 'ms', rounds, ({ service }) => service[callers].p99, most(p99)),
      figure(`raw p50, ${c}`, 'ms', rounds, ({ raw }) => raw[callers].p50),
      figure(`raw p99, ${c}`, 'ms', rounds, ({ raw }) => raw[callers].p99),
      figure(`this process's CPU a command, ${c}`, 'µs', rounds, ({ service }) => service[callers].cpuMicroseconds),
    ];
  });
}

async function round(log: BenchLog, homes: Sizes['homes']): Promise<Round> {
  const { root } = log;
  const all = CALLERS.reduce((sum, callers) => sum + homes[callers], 0);
  const first = await log.service();
  await setUp(first.service, all, root);
  await first.close();
  const appends: RawAppend[] = [];
  // Another Hearth, which has nothing in memory yet.
  const opened = await log.service((store) => recording(store, appends));
  const service: Record<string, Round['service'][Callers]> = {};
  const raw: Record<string, Rate> = {};
  const appender = await log.appender();
  const heads = new Map<string, number>();
  let from = 0;
  for (const callers of CALLERS) {
    const start = from;
    appends.length = 0;
    const before = process.cpuUsage();
    const rate = await timed(homes[callers], Number(callers), async (index, lap) => {
      for (const command of commandsOf(start + index, all, root)) {
        must(await opened.service.execute(command));
        lap();
      }
    });
    const { user, system } = process.cpuUsage(before);
    service[callers] = { ...rate, cpuMicroseconds: (user + system) / (homes[callers] * COMMANDS_EACH) };
    raw[callers] = await again(appender, appends, Number(callers), heads);
    from += homes[callers];
  }
  await opened.close();
  await appender.close();
  await log.drop();
  return { service, raw } as unknown as Round;
}

/** Remembers what was appended. */
function recording(store: EventStore, appends: RawAppend[]): EventStore {
  return new Proxy(store, {
    get(target, name) {
      if (name === 'append') {
        return (writes: readonly Write[], checks: readonly Check[] = []) => {
          appends.push({ writes, checks });
          return target.append(writes, checks);
        };
      }
      const member: unknown = Reflect.get(target, name);
      return typeof member === 'function' ? (member as (...args: unknown[]) => unknown).bind(target) : member;
    },
  });
}

/**
 * The same facts, checks and callers. What an application writes to its unit's roster goes to a stream of its own here,
 * so that no append waits for another: the harder thing to be compared with. `heads` remembers where streams stand that
 * are only checked.
 */
async function again(
  appender: Appender,
  appends: readonly RawAppend[],
  callers: number,
  heads: Map<string, number>,
): Promise<Rate> {
  const checked = new Map<string, number>();
  for (const { checks } of appends) for (const { stream, expected } of checks) checked.set(stream, expected);
  const filling = { id: '', type: 'filled', at: '', bytes: Buffer.from('{}') };
  await Promise.all(
    [...checked].map(([stream, expected]) => {
      const head = heads.get(stream) ?? ABSENT;
      heads.set(stream, expected);
      const facts = Array.from({ length: expected - head }, () => filling);
      return facts.length === 0 ? undefined : appender.append([{ stream, expected: head, facts }]);
    }),
  );
  const chains = [...Map.groupBy(appends, ({ writes }) => writes[0]?.stream ?? '').values()].map(ownStreams);
  return timed(chains.length, callers, async (index, lap) => {
    for (const { writes, checks } of chains[index] ?? []) {
      const appended = await appender.append(writes, checks);
      if (!appended.ok) throw new Error(`refused: ${JSON.stringify(appended.conflicts)}`);
      lap();
    }
  });
}

function ownStreams(chain: readonly RawAppend[]): RawAppend[] {
  const own = chain[0]?.writes[0]?.stream ?? '';
  const heads = new Map<string, number>();
  return chain.map(({ writes, checks }) => ({
    checks,
    writes: writes.map((write) => {
      const stream = write.stream === own ? own : `${own}.${write.stream}`;
      const expected = heads.get(stream) ?? -1;
      heads.set(stream, expected + write.facts.length);
      return { ...write, stream, expected };
    }),
  }));
}

/** The same commands on the store in memory: what the engine costs without a disk, a database or a network. */
export async function measureInMemory({ rounds, homes }: Sizes): Promise<Figure[]> {
  const costs: number[] = [];
  for (let index = 0; index <= rounds; index += 1) {
    const service = memoryHearth();
    const count = homes['64'];
    await setUp(service, count);
    const before = threadSeconds();
    for (let home = 0; home < count; home += 1)
      for (const command of commandsOf(home, count)) must(await service.execute(command));
    if (index > 0) costs.push((threadSeconds() - before) / (count * COMMANDS_EACH));
  }
  return [
    figure('command on the store in memory', 'µs', costs, (cost) => cost * 1_000_000),
    figure('so one core could take, at most', '/s', costs, (cost) => 1 / cost),
  ];
}
