/** Commands a second over HTTP with tokens, beside the same commands in process in the same run; starting. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTokens } from '../../libs/runtime/tokens.js';
import type { Command } from '../../libs/engine/decide/command.js';
import { systemRandom } from '../../libs/sealing/crypto/random.js';
import { openPool } from '../../libs/postgres/connection.js';
import { HttpCaller } from './http-caller.js';
import { figure, timed, type Figure, type Rate } from './measure.js';
import { durableHearth, sealedWith } from './parts.js';
import { serving } from './servers/serving.js';
import type { Server } from './servers/server.js';
import { commandsOf, must, setUp } from './workload.js';

export interface HttpSizes {
  readonly rounds: number;
  /** Applications played by so many callers at once, over HTTP and in process. */
  readonly homes: Readonly<Record<Callers, number>>;
}

const CALLERS = ['1', '16', '64'] as const;
type Callers = (typeof CALLERS)[number];

interface Round {
  readonly http: Readonly<Record<Callers, Rate>>;
  readonly inProcess: Readonly<Record<Callers, Rate>>;
  /** With everything that follows the log in the same process, at 64 callers. */
  readonly whole: Rate;
}

export async function measureHttp(server: Server, sizes: HttpSizes): Promise<Figure[]> {
  const rounds: Round[] = [];
  for (let round = 0; round < sizes.rounds; round += 1) rounds.push(await one(server, sizes));
  const share = (of: (round: Round) => Rate, by: (round: Round) => Rate) => (round: Round) =>
    (100 * of(round).perSecond) / by(round).perSecond;
  return [
    ...CALLERS.flatMap((callers) => {
      const c = `c=${callers}`;
      const goal = callers === '64' ? ({ at: 'least', value: 8_000 } as const) : undefined;
      return [
        figure(`commands over HTTP, ${c}`, '/s', rounds, ({ http }) => http[callers].perSecond, goal),
        figure(`the same in process, ${c}`, '/s', rounds, ({ inProcess }) => inProcess[callers].perSecond),
        figure(
          `the one of the other, ${c}`,
          '%',
          rounds,
          share(
            ({ http }) => http[callers],
            ({ inProcess }) => inProcess[callers],
          ),
        ),
        figure(`over HTTP p50, ${c}`, 'ms', rounds, ({ http }) => http[callers].p50),
        figure(`over HTTP p99, ${c}`, 'ms', rounds, ({ http }) => http[callers].p99),
      ];
    }),
    figure('over HTTP while views and worker follow, c=64', '/s', rounds, ({ whole }) => whole.perSecond),
  ];
}

async function one(server: Server, { homes }: HttpSizes): Promise<Round> {
  const { connectionString, drop } = await server.database();
  // Each measurement has applications of its own, and each server warms up on some.
  const warm = 32;
  const each = CALLERS.reduce((sum, callers) => sum + homes[callers], 0);
  const all = 2 * each + 3 * warm + homes['64'];
  const setting = await durableHearth(connectionString, server.folder);
  await setUp(setting.service, all);
  await setting.close();
  let from = 0;
  const take = (count: number): number => (from += count) - count;
  const tokens = await tokensOf(connectionString, all);
  const environment = {
    ...sealedWith(connectionString, server.folder),
    DATABASE_URL: connectionString,
    HEARTH_DATA: join(server.folder, 'serving'),
  };
  const overHttp = async <T>(only: readonly string[], measure: (play: Play) => Promise<T>): Promise<T> => {
    const { url, stop } = await serving(environment, 'live', ...only);
    try {
      const play: Play = (count, callers) => over(url, tokens, take(count), count, callers, all);
      await play(warm, 16);
      return await measure(play);
    } finally {
      await stop();
    }
  };
  const http = await overHttp(['--only', 'api'], (play) => atEach(homes, play));
  const { service, close } = await durableHearth(connectionString, server.folder);
  const inProcess: Play = (count, callers) => {
    const first = take(count);
    return timed(count, callers, async (index, lap) => {
      for (const command of commandsOf(first + index, all)) {
        must(await service.execute(command));
        lap();
      }
    });
  };
  await inProcess(warm, 16);
  const beside = await atEach(homes, inProcess);
  await close();
  const whole = await overHttp([], (play) => play(homes['64'], 64));
  await drop();
  return { http, inProcess: beside, whole };
}

/** Plays so many applications that nobody has played, by so many callers. */
type Play = (count: number, callers: number) => Promise<Rate>;

async function atEach(homes: HttpSizes['homes'], play: Play): Promise<Record<Callers, Rate>> {
  const [one, some, many] = [await play(homes['1'], 1), await play(homes['16'], 16), await play(homes['64'], 64)];
  return { '1': one, '16': some, '64': many };
}

async function over(
  url: string,
  tokens: ReadonlyMap<string, string>,
  first: number,
  count: number,
  callers: number,
  all: number,
): Promise<Rate> {
  const idle = Array.from({ length: callers }, () => new HttpCaller(url));
  try {
    return await timed(count, callers, async (index, lap) => {
      const caller = idle.pop();
      if (!caller) throw new Error('more callers than connections');
      for (const command of commandsOf(first + index, all)) {
        const { status, body } = await caller.send('POST', ...request(command, tokens));
        if (status !== 200) throw new Error(`${command.name}: ${status} ${body}`);
        lap();
      }
      idle.push(caller);
    });
  } finally {
    for (const caller of idle) caller.close();
  }
}

function request(
  { cycle, name, target, input, by, key }: Command,
  tokens: ReadonlyMap<string, string>,
): [path: string, headers: Record<string, string>, body: string] {
  const headers = {
    authorization: `Bearer ${tokens.get(accountOf(by)) ?? ''}`,
    'content-type': 'application/json',
    'idempotency-key': key,
  };
  return [`/v1/cycles/${cycle}/commands/${name}`, headers, JSON.stringify({ target, input })];
}

/** A token for everybody who gives commands, by account. */
export async function tokensOf(connectionString: string, homes: number): Promise<ReadonlyMap<string, string>> {
  const pool = openPool(connectionString, 2).on('error', () => undefined);
  const tokens = await openTokens(pool, systemRandom());
  const texts = new Map<string, string>();
  for (let home = 0; home < homes; home += 1)
    for (const { by, root } of commandsOf(home, homes)) {
      if ('system' in by || texts.has(by.account)) continue;
      const { text } = await tokens.create({ root, ...by, kind: 'bearer', label: 'bench' });
      texts.set(by.account, text);
    }
  await pool.end();
  return texts;
}

function accountOf(by: Command['by']): string {
  return 'account' in by ? by.account : '';
}

/** From the start of the program to its first answer: everything embedded, on a folder with nothing in it, and again. */
export async function measureStart(rounds: number): Promise<Figure[]> {
  const done: { readonly first: number; readonly again: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const folder = await mkdtemp(join(tmpdir(), 'hearth-bench-start-'));
    // Started by root the server runs as another user, who must be able to enter.
    await chmod(folder, 0o711);
    try {
      const environment = { HEARTH_DATA: join(folder, 'data') };
      const [first, again] = [await startOnce(environment), await startOnce(environment)];
      done.push({ first, again });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  return [
    figure('serve, to its first answer, on an empty folder', 's', done, ({ first }) => first / 1000, {
      at: 'most',
      value: 5,
    }),
    figure('the same, again', 's', done, ({ again }) => again / 1000, { at: 'most', value: 2 }),
  ];
}

async function startOnce(environment: Readonly<Record<string, string>>): Promise<number> {
  const { answeredMs, stop } = await serving(environment, 'ready', '--empty');
  await stop();
  return answeredMs;
}
