/** A server of one's own to play against: nature test, everything drawn from the seed, its clock standing still. */
import { openLogger, openMetrics, type Observing } from '../../libs/runtime/logger.js';
import { readConfiguration } from '../../libs/runtime/configuration.js';
import { openServiceOn } from '../../libs/runtime/open-log.js';
import { startService } from './service.js';
import { federationOf } from '../../libs/simulation/federation.js';
import type { SimulationServer } from '../../libs/simulation/run-over-http.js';
import { setUpCycle, type Cast, type Progress } from '../../libs/simulation/set-up-cycle.js';

export interface TestServer extends SimulationServer {
  stop(): Promise<void>;
}

export interface TestServing extends Cast {
  readonly seed: string;
  /** An empty folder. */
  readonly data: string;
  /** An empty database; unset, an embedded one in the folder. */
  readonly databaseUrl?: string | undefined;
  readonly progress: Progress;
}

/** Serves on a free port of this machine, with the federation set up. */
export async function startTestServer(serving: TestServing): Promise<TestServer> {
  const { seed, data, databaseUrl, simulation, demonstration, progress } = serving;
  const configuration = readConfiguration({
    HEARTH_DATA: data,
    HEARTH_PORT: '0',
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
  });
  const begins = Date.parse(simulation.publishedAt);
  const refused: string[] = [];
  const service = await startService(configuration, {
    observing: observing((reason) => refused.push(reason)),
    play: { clock: begins, seed },
    prepare: async (log) => {
      const { service } = await openServiceOn(log, configuration, { clock: () => begins, play: { seed } });
      await setUpCycle(service, serving, 'test', progress);
    },
  });
  const { opened, tokens, url, stop } = service;
  return {
    url: url ?? '',
    store: opened.store,
    tokens,
    random: opened.random,
    federation: federationOf(demonstration),
    refusedReactions: () => refused.splice(0),
    stop,
  };
}

/** Tells of what went wrong, and hears of reactions that were refused. */
function observing(reactionRefused: (reason: string) => void): Observing {
  const metrics = openMetrics({ process: false });
  return {
    log: openLogger('error'),
    metrics: {
      ...metrics,
      refused: (system, reason) => {
        if (system === 'reactions') reactionRefused(reason);
        metrics.refused(system, reason);
      },
    },
  };
}
