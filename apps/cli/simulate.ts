/** `simulate <programme>`: plays a programme in a log of its own, never the configured one. */
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Option } from 'commander';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { ZodError } from 'zod';
import { definitionSchema, type Definition } from '../../libs/lifecycle/definition.js';
import { idSchema } from '../../libs/lifecycle/fields.js';
import { openSimulatedSealing } from '../../libs/sealing/open.js';
import { postgresCheckpoints } from '../../libs/store/checkpoints-postgres.js';
import { memoryStore } from '../../libs/store/memory.js';
import { openPool } from '../../libs/store/postgres-connection.js';
import { postgresStore } from '../../libs/store/postgres.js';
import { readConfiguration } from '../assembly/configuration.js';
import { openEmbedded } from '../../libs/store/embedded.js';
import { registered, sourcedFrom, type Playable, type Sourced } from '../assembly/programmes.js';
import { registry } from '../assembly/registry.js';
import { run, type Ran, type Run } from '../simulation/run.js';
import { readJson } from './files.js';
import { Doing, INVOCATION, misused, type Answer, type CliCommand, type Invocation } from './invocation.js';
import { countLines, stageLines, type Telling } from './playing.js';

export class Simulate extends Doing {
  constructor(
    readonly programme: string,
    readonly seed: string,
    readonly applications: string,
    readonly store: 'memory' | 'postgres',
    readonly root: string,
  ) {
    super();
  }
}

export interface Played extends Playable {
  readonly definition: Definition;
}

const MOST_APPLICATIONS = 10_000;

@CommandHandler(Simulate)
export class SimulateHandler implements ICommandHandler<Simulate> {
  constructor(@Inject(INVOCATION) private readonly invocation: Invocation) {}

  async execute(told: Simulate): Promise<Answer> {
    const { say, progress, language } = this.invocation;
    const applications = wholeNumber('--applications', told.applications, MOST_APPLICATIONS);
    if (!idSchema.safeParse(told.root).success) throw misused('play.badRoot');
    const played = await this.playable(told.programme);
    const started = performance.now();
    const show = (phase: string, done: number, of: number): void =>
      progress.show(() => say('play.phase', { phase, done, of }));
    const common = {
      ...played,
      seed: told.seed,
      root: told.root,
      nature: 'test',
      applications,
      progress: show,
    } as const;
    const telling: Telling = { say, language, ...played };
    const answer = async (ran: Ran): Promise<Answer> => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      const { lines, table } = await stageLines(ran.look, told.root, played.simulation.cycle, telling);
      return {
        json: { ...ran.counts, stages: table?.rows, facts: ran.facts, seconds: Number(seconds), digest: ran.digest },
        lines: [
          ...countLines(ran.counts, ran.facts, seconds, say),
          ...lines,
          '',
          say('play.digest', { digest: ran.digest }),
        ],
      };
    };
    if (told.store === 'memory') return answer(await run({ ...common, store: memoryStore() }));
    return this.inDatabase(common, told.seed, answer);
  }

  private async playable(asked: string): Promise<Played> {
    const sourced = asked.endsWith('.json') ? await fromFile(asked) : await registered(asked);
    const { playable } = await registry();
    if (!sourced?.playable) throw misused('play.unknown', { slug: asked, slugs: Object.keys(playable).join(', ') });
    // Whether it is sound is judged when it is published; here only what the simulation itself reads.
    return { definition: definitionSchema.parse(sourced.definition), ...sourced.playable };
  }

  /** A database of its own on the configured server, dropped whatever happens. */
  private async inDatabase(
    common: Omit<Run, 'store'>,
    seed: string,
    answer: (ran: Ran) => Promise<Answer>,
  ): Promise<Answer> {
    const { data, databaseUrl } = readConfiguration(this.invocation.environment);
    const embedded = databaseUrl === undefined ? await openEmbedded(data, { attach: true }) : undefined;
    const server = embedded?.connectionString ?? databaseUrl ?? '';
    const database = `hearth_simulation_${randomBytes(6).toString('hex')}`;
    try {
      await administer(server, `create database ${database}`);
      const pool = openPool(withDatabase(server, database), 8);
      try {
        const store = await postgresStore({ pool });
        const sealing = await openSimulatedSealing(pool, seed);
        const parts = { keys: sealing.keys, votes: sealing.votes, checkpoints: postgresCheckpoints(pool) };
        try {
          return await answer(await run({ ...common, store, parts }));
        } finally {
          await store.close();
        }
      } finally {
        await pool.end();
        await administer(server, `drop database if exists ${database} with (force)`);
      }
    } finally {
      await embedded?.close();
    }
  }
}

async function fromFile(path: string): Promise<Sourced> {
  try {
    return sourcedFrom(await readJson(path));
  } catch (error) {
    if (!(error instanceof ZodError)) throw error;
    const issue = error.issues[0];
    throw misused('play.badFile', { file: path, detail: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` });
  }
}

function wholeNumber(name: string, text: string, most: number): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1 || number > most)
    throw misused('play.badNumber', { name, from: 1, to: most });
  return number;
}

function withDatabase(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.toString();
}

async function administer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

export const simulate: CliCommand = {
  handlers: [SimulateHandler],
  declare(program, { say, dispatch }) {
    program
      .command('simulate')
      .description(say('help.simulate'))
      .argument('<programme>', say('help.simulate.programme'))
      .option('--seed <text>', say('help.simulate.seed'), '1')
      .option('--applications <n>', say('help.simulate.applications'), '200')
      .addOption(
        new Option('--store <where>', say('help.simulate.store')).choices(['memory', 'postgres']).default('postgres'),
      )
      .option('--root <name>', say('help.simulate.root'), 'simulation')
      .action(
        (
          programme: string,
          options: { seed: string; applications: string; store: 'memory' | 'postgres'; root: string },
        ) => dispatch(new Simulate(programme, options.seed, options.applications, options.store, options.root)),
      );
  },
};
