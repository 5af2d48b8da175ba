/**
 * `npm run bench`: what Hearth does in a second, beside what is measured in the same run. `--short` for a run of a
 * minute that only shows that everything still runs, `--only commands,memory` for some of it, `--rounds N`,
 * `--facts N` (growth), `--json FILE`.
 */
import { writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { measureCommands, measureInMemory, POSTGRES_GOALS } from './commands.js';
import { postgresBenchLog } from './bench-log.js';
import { measureGrowth, measureMemory } from './growth.js';
import { table, type Figure } from './measure.js';
import { measureHttp, measureStart } from './http.js';
import { measureKurrent } from './kurrent.js';
import { openKurrent, type KurrentServer } from './servers/kurrent-server.js';
import { measureQueue } from './queue.js';
import { measureSize, type Size } from './size.js';
import { measureReplay } from './replay.js';
import { flushMs, openServer, type Server } from './servers/server.js';
import { measureViews } from './views.js';

interface Plan {
  readonly rounds: number;
  readonly homes: Readonly<Record<'1' | '16' | '64', number>>;
  /** The same over HTTP. */
  readonly served: Plan['homes'];
  readonly replayed: number;
  readonly times: number;
  readonly grown: number;
  readonly facts: number;
  readonly remembered: number;
  /** Applications that are acted while views follow, and copies of them. */
  readonly viewed: number;
  readonly copies: number;
  readonly reminders: number;
  /** Left out of a short run. */
  readonly size?: Size;
}

const LONG: Plan = {
  rounds: 3,
  homes: { '1': 60, '16': 480, '64': 1_280 },
  served: { '1': 40, '16': 320, '64': 960 },
  replayed: 500,
  times: 40,
  grown: 320,
  facts: 1_500_000,
  remembered: 2_000,
  viewed: 512,
  copies: 200,
  reminders: 20_000,
  size: { homes: 500, copies: 199 },
};
const SHORT: Plan = {
  rounds: 1,
  homes: { '1': 10, '16': 64, '64': 256 },
  served: { '1': 5, '16': 32, '64': 128 },
  replayed: 100,
  times: 20,
  grown: 64,
  facts: 30_000,
  remembered: 500,
  viewed: 128,
  copies: 30,
  reminders: 2_000,
};

interface Servers {
  postgres(): Promise<Server>;
  kurrent(): Promise<KurrentServer>;
}

interface Part {
  readonly heading: string;
  /** What it ran on, where that is not said above all tables. */
  on?(servers: Servers): Promise<string>;
  run(plan: Plan, servers: Servers): Promise<Figure[]>;
}

const PARTS: Readonly<Record<string, Part>> = {
  // First: what others leave behind would be collected in the midst of it.
  memory: { heading: 'Memory of what is remembered', run: (plan) => measureMemory(plan.remembered) },
  replay: {
    heading: 'Replay, a second of one core',
    run: (plan) => measureReplay({ rounds: plan.rounds, homes: plan.replayed, times: plan.times }),
  },
  engine: {
    heading: 'Commands without a disk, one core',
    run: measureInMemory,
  },
  commands: {
    heading: 'Durable commands in process: load, policy, decide, seal, append, idempotency',
    run: async (plan, { postgres }) => {
      const server = await postgres();
      return measureCommands(() => postgresBenchLog(server), plan, POSTGRES_GOALS);
    },
  },
  kurrent: {
    heading: 'Durable commands in process, the log on',
    on: async ({ kurrent }) => `${(await kurrent()).name}; keys in PostgreSQL`,
    run: async (plan, { postgres, kurrent }) => measureKurrent(await postgres(), await kurrent(), plan),
  },
  http: {
    heading:
      'Durable commands over HTTP: a server, its database and its callers on one machine, a token for each account',
    run: async (plan, { postgres }) => measureHttp(await postgres(), { rounds: plan.rounds, homes: plan.served }),
  },
  start: {
    heading: 'Start of everything embedded',
    run: (plan) => measureStart(plan.rounds),
  },
  growth: {
    heading: 'Growth',
    run: async (plan, { postgres }) =>
      measureGrowth(await postgres(), { rounds: plan.rounds, homes: plan.grown, facts: plan.facts }),
  },
  queue: {
    heading: 'Reminders: kept in bulk; all due at one instant, handed to a handler that does nothing',
    run: async (plan, { postgres }) => measureQueue(await postgres(), plan),
  },
  views: {
    heading: 'Views',
    run: async (plan, { postgres }) =>
      measureViews(await postgres(), { rounds: plan.rounds, homes: plan.viewed, copies: plan.copies }),
  },
  size: {
    heading: 'Memory of a server, and of the PostgreSQL that it owns',
    run: (plan) => (plan.size ? measureSize(plan.size) : Promise.resolve([])),
  },
};

const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    only: { type: 'string' },
    rounds: { type: 'string' },
    facts: { type: 'string' },
    json: { type: 'string' },
  },
});
const base = values.short ? SHORT : LONG;
const plan: Plan = {
  ...base,
  rounds: values.rounds === undefined ? base.rounds : Number(values.rounds),
  facts: values.facts === undefined ? base.facts : Number(values.facts),
};
const names = values.only?.split(',') ?? Object.keys(PARTS);
const unknown = names.filter((name) => !Object.hasOwn(PARTS, name));
if (unknown.length > 0 || !Number.isSafeInteger(plan.rounds) || plan.rounds < 1 || !Number.isSafeInteger(plan.facts)) {
  console.error(`bench: --only takes ${Object.keys(PARTS).join(', ')}; --rounds and --facts take numbers`);
  process.exit(2);
}

let opened: Server | undefined;
let kurrent: KurrentServer | undefined;
const postgres = async (): Promise<Server> => {
  if (!opened) {
    opened = await openServer();
    const settings = Object.entries(opened.settings).map(([name, value]) => `${name} ${value}`);
    console.log(
      `PostgreSQL: ${settings.join(', ')}; one flush of 8 KiB takes ${(await flushMs(opened.folder)).toFixed(2)} ms`,
    );
  }
  return opened;
};
const servers: Servers = { postgres, kurrent: async () => (kurrent ??= await openKurrent()) };
const results: Record<string, Figure[]> = {};
console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? ''}; medians of ${plan.rounds}`);
try {
  for (const name of names) {
    const part = PARTS[name];
    if (!part) continue;
    const load = loadavg()[0] ?? 0;
    const figures = await part.run(plan, servers);
    if (figures.length === 0) continue;
    results[name] = figures;
    // What else the machine had to do when this began: beyond its cores, figures say little.
    const heading = part.on === undefined ? part.heading : `${part.heading} ${await part.on(servers)}`;
    console.log(`\n${table(`${heading} (load before: ${load.toFixed(1)})`, figures)}`);
  }
} finally {
  await kurrent?.close();
  await opened?.close();
}
if (values.json !== undefined) {
  const on = { postgres: opened?.settings, kurrent: kurrent?.name };
  const report = { node: process.version, cpus: cpus().length, rounds: plan.rounds, ...on, results };
  await writeFile(values.json, `${JSON.stringify(report, undefined, 2)}\n`);
}
