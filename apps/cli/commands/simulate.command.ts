/** `simulate <programme>`: plays a programme in a log of its own, never the configured one. */
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Option } from 'commander';
import type { Pool } from 'pg';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ZodError } from 'zod';
import { definitionSchema, type Definition } from '../../../libs/lifecycle/definition/definition.js';
import { idSchema } from '../../../libs/lifecycle/language/fields.js';
import { openSimulatedSealing } from '../../../libs/sealing/open-sealing.js';
import { postgresCheckpoints } from '../../../libs/store/postgres/checkpoints.js';
import type { EventStore } from '../../../libs/engine/ports/event-store.js';
import { bindTo } from '../../../libs/store/postgres/log-binding.js';
import { kurrentStore } from '../../../libs/store/kurrent/kurrent-store.js';
import { memoryStore } from '../../../libs/store/memory/memory-store.js';
import { openPool } from '../../../libs/postgres/connection.js';
import { postgresStore } from '../../../libs/store/postgres/postgres-store.js';
import { readConfiguration } from '../../../libs/runtime/configuration.js';
import { openService } from '../../../libs/runtime/open-log.js';
import { registeredProgramme, parseProgramme, type Playable, type ProgrammeSource } from '../programmes/sources.js';
import { loadRegistry } from '../programmes/registry.js';
import { openTokens } from '../../../libs/runtime/tokens.js';
import { runOverHttp } from '../../../libs/simulation/run-over-http.js';
import {
  runSimulation,
  type SimulationResult,
  type SimulationOptions,
} from '../../../libs/simulation/run-simulation.js';
import { setUpCycle } from '../../../libs/simulation/set-up-cycle.js';
import { startTestServer } from '../../serve/test-server.js';
import { readJson } from '../options/files.js';
import {
  CliCommand,
  INVOCATION,
  usageError,
  refusal,
  type Answer,
  type CommandDeclaration,
  type Invocation,
} from '../invocation/invocation.js';
import { withOwnDatabase } from '../servers/own-database.js';
import { countLines, rankingLines, stageLines, type ReportContext } from '../output/simulation-report.js';

export class Simulate extends CliCommand {
  constructor(
    readonly programme: string,
    readonly seed: string,
    readonly applications: string,
    readonly store: 'memory' | 'postgres' | 'kurrent' | undefined,
    readonly root: string,
    readonly through: 'process' | 'http',
    readonly url: string | undefined,
  ) {
    super();
  }
}

export interface PlayableProgramme extends Playable {
  readonly definition: Definition;
}

const MOST_APPLICATIONS = 10_000;

@CommandHandler(Simulate)
export class SimulateHandler implements ICommandHandler<Simulate> {
  constructor(@Inject(INVOCATION) private readonly invocation: Invocation) {}

  async execute(told: Simulate): Promise<Answer> {
    const { say, progress, language } = this.invocation;
    const applications = parseWholeNumber('--applications', told.applications, MOST_APPLICATIONS);
    if (!idSchema.safeParse(told.root).success) throw usageError('play.badRoot');
    const played = await this.findProgramme(told.programme);
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
    const telling: ReportContext = { say, language, ...played };
    const answer = async (ran: SimulationResult): Promise<Answer> => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      const { lines, table } = await stageLines(ran.look, told.root, played.simulation.cycle, telling);
      return {
        json: { ...ran.counts, stages: table?.rows, facts: ran.facts, seconds: Number(seconds), digest: ran.digest },
        lines: [
          ...countLines(ran.counts, ran.facts, seconds, say),
          ...lines,
          ...(await rankingLines(ran.look, `cycle-${told.root}.${played.simulation.cycle}`, telling)),
          '',
          say('play.digest', { digest: ran.digest }),
        ],
      };
    };
    if (told.url !== undefined) return this.throughServer(parseApiUrl(told.url), common, answer);
    if (told.through === 'http') return this.throughOwnServer(common, answer);
    const { kurrentUrl } = readConfiguration(this.invocation.environment);
    const where = told.store ?? (kurrentUrl === undefined ? 'postgres' : 'kurrent');
    if (where === 'memory') return answer(await runSimulation({ ...common, store: memoryStore() }));
    if (where === 'kurrent' && kurrentUrl === undefined) throw usageError('play.noKurrent');
    return this.inDatabase(common, answer, where === 'kurrent' ? kurrentUrl : undefined);
  }

  private async findProgramme(asked: string): Promise<PlayableProgramme> {
    const sourced = asked.endsWith('.json') ? await fromFile(asked) : await registeredProgramme(asked);
    const { playable } = await loadRegistry();
    if (!sourced?.playable) throw usageError('play.unknown', { slug: asked, slugs: Object.keys(playable).join(', ') });
    // Whether it is sound is judged when it is published; here only what the simulation itself reads.
    return { definition: definitionSchema.parse(sourced.definition), ...sourced.playable };
  }

  /**
   * On the configured server, in a database of its own. With the log on a KurrentDB, which has no databases, that is the
   * streams of the root, of which there must be none yet; they stay.
   */
  private inDatabase(
    common: Omit<SimulationOptions, 'store'>,
    answer: (ran: SimulationResult) => Promise<Answer>,
    kurrentUrl: string | undefined,
  ): Promise<Answer> {
    return withOwnDatabase(this.invocation.environment, async (connectionString) => {
      const pool = openPool(connectionString, 8);
      try {
        const store =
          kurrentUrl === undefined
            ? await postgresStore({ pool })
            : await openRootOnKurrent(kurrentUrl, pool, common.root);
        const sealing = await openSimulatedSealing(pool, common.seed);
        const parts = { keys: sealing.keys, votes: sealing.votes, checkpoints: postgresCheckpoints(pool) };
        try {
          return await answer(await runSimulation({ ...common, store, parts }));
        } finally {
          await store.close();
        }
      } finally {
        await pool.end();
      }
    });
  }

  /** Through the API of a server of its own, which serves a database of its own. */
  private throughOwnServer(
    common: Omit<SimulationOptions, 'store'>,
    answer: (ran: SimulationResult) => Promise<Answer>,
  ): Promise<Answer> {
    return withOwnDatabase(this.invocation.environment, async (databaseUrl) => {
      const data = await mkdtemp(join(tmpdir(), 'hearth-simulation-'));
      try {
        const progress = common.progress ?? (() => undefined);
        const server = await startTestServer({ ...common, data, databaseUrl, progress });
        try {
          return await answer(await runOverHttp(common, server));
        } finally {
          await server.stop();
        }
      } finally {
        await rm(data, { recursive: true, force: true });
      }
    });
  }

  /**
   * Through the API of a server that somebody began with the seed, empty, its clock standing where the simulation
   * begins. The federation is set up beside it, in the log that the configuration names; looking and digest are from there.
   */
  private async throughServer(
    url: string,
    common: Omit<SimulationOptions, 'store'>,
    answer: (ran: SimulationResult) => Promise<Answer>,
  ): Promise<Answer> {
    const opened = await openService(readConfiguration(this.invocation.environment));
    try {
      const { seed, clock, service, store, pool, random } = opened;
      const begins = common.simulation.publishedAt;
      if (seed !== common.seed || clock.kind !== 'virtual' || clock.now() !== Date.parse(begins))
        throw refusal('play.otherServer', { seed: common.seed, begins });
      const progress = common.progress ?? (() => undefined);
      const federation = await setUpCycle(service, common, 'test', progress);
      const tokens = await openTokens(pool, random);
      return await answer(await runOverHttp(common, { url, store, tokens, random, federation }));
    } finally {
      await opened.close();
    }
  }
}

/** @throws {CliError} the root is there already. */
async function openRootOnKurrent(url: string, pool: Pool, root: string): Promise<EventStore> {
  const store = await kurrentStore({ url, roots: [root] });
  try {
    if ((await store.head()) !== undefined) throw refusal('play.rootTaken', { root });
    await bindTo(pool, store.epoch, store, false);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function fromFile(path: string): Promise<ProgrammeSource> {
  try {
    return parseProgramme(await readJson(path));
  } catch (error) {
    if (!(error instanceof ZodError)) throw error;
    const issue = error.issues[0];
    throw usageError('play.badFile', { file: path, detail: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` });
  }
}

function parseWholeNumber(name: string, text: string, most: number): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1 || number > most)
    throw usageError('play.badNumber', { name, from: 1, to: most });
  return number;
}

/** Of an API, without a slash at the end. */
function parseApiUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) throw usageError('play.badUrl', { url: text });
  return text.replace(/\/+$/, '');
}

export const simulate: CommandDeclaration = {
  handlers: [SimulateHandler],
  declare(program, { say, dispatch }) {
    program
      .command('simulate')
      .description(say('help.simulate'))
      .argument('<programme>', say('help.simulate.programme'))
      .option('--seed <text>', say('help.simulate.seed'), '1')
      .option('--applications <n>', say('help.simulate.applications'), '200')
      .addOption(new Option('--store <where>', say('help.simulate.store')).choices(['memory', 'postgres', 'kurrent']))
      .option('--root <name>', say('help.simulate.root'), 'simulation')
      .addOption(
        new Option('--through <door>', say('help.simulate.through')).choices(['process', 'http']).default('process'),
      )
      .option('--url <url>', say('help.simulate.url'))
      .action((programme: string, options: Options) => {
        const { seed, applications, store, root, through, url } = options;
        return dispatch(new Simulate(programme, seed, applications, store, root, through, url));
      });
  },
};

interface Options extends Pick<Simulate, 'seed' | 'applications' | 'root' | 'through'> {
  readonly store?: NonNullable<Simulate['store']>;
  readonly url?: string;
}
