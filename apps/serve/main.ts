/** Serves what the environment configures until SIGINT or SIGTERM: `npm run dev`. The command line's `serve` has options as well. */
import 'reflect-metadata';
import { readConfiguration } from '../../libs/runtime/configuration.js';
import { openLogger, openMetrics } from '../../libs/runtime/logger.js';
import { startService } from './service.js';

const configuration = readConfiguration(process.env);
const log = openLogger(configuration.serving.logLevel);
const starting = startService(configuration, { observing: { log, metrics: openMetrics() } });

// Ctrl-C reaches this process twice where another one started it and passes signals on: the first stops it, within ten
// seconds, and the second changes nothing.
let stopping: Promise<void> | undefined;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    stopping ??= starting.then((service) => service.stop()).finally(() => process.exit());
  });
}
log.info('serving', { url: (await starting).url });
