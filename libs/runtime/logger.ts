/** What an operator sees of a running service: log lines and figures. Small ports, so that no other part knows pino or Prometheus. */
import { pino, type DestinationStream } from 'pino';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export interface Observing {
  readonly log: Logger;
  readonly metrics: Metrics;
}

/**
 * What stands beside a message: names, counts, ids of streams. Never a body, an answer, a header, a token or anything
 * personal: nothing but plain values fits.
 */
export type Beside = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Logger {
  debug(message: string, beside?: Beside): void;
  info(message: string, beside?: Beside): void;
  warn(message: string, beside?: Beside, error?: unknown): void;
  error(message: string, beside?: Beside, error?: unknown): void;
  /** A logger that puts these beside all it writes. */
  of(beside: Beside): Logger;
}

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** JSON lines to a stream (standard error unless said otherwise), each flushed as it is written. */
export function openLogger(
  level: LogLevel,
  destination: DestinationStream = pino.destination({ fd: 2, sync: true }),
): Logger {
  return loggerOn(
    pino(
      {
        level,
        base: null,
        timestamp: pino.stdTimeFunctions.isoTime,
        formatters: { level: (label) => ({ level: label }) },
        redact: { paths: SECRET, censor: '[withheld]' },
      },
      destination,
    ),
  );
}

export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  of: () => silentLogger,
};

/** Names that nobody is to log under; whoever does writes no value. */
const SECRET = ['authorization', 'token', 'secret', 'password', 'cookie', 'body', 'input', 'data', 'name', 'key'];

function loggerOn(on: pino.Logger): Logger {
  const write =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (message: string, beside: Beside = {}, error?: unknown): void =>
      on[level]({ ...clean(beside), ...(error === undefined ? {} : { error: told(error) }) }, scrubbed(message));
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    of: (beside) => loggerOn(on.child(clean(beside))),
  };
}

function clean(beside: Beside): Beside {
  return Object.fromEntries(
    Object.entries(beside).map(([name, value]) => [name, typeof value === 'string' ? scrubbed(value) : value]),
  );
}

/** Where it went wrong and of what kind; of the message only what holds no secret, and no row that a database quotes. */
function told(error: unknown): object {
  if (!(error instanceof Error)) return { message: scrubbed(String(error)) };
  const { code } = error as { code?: unknown };
  return {
    kind: error.constructor.name,
    ...(typeof code === 'string' ? { code } : {}),
    message: scrubbed(error.message),
    at: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 12)
      .map((line) => line.trim()),
  };
}

const MOST_CHARACTERS = 500;

/** Without tokens, and without passwords in addresses. */
function scrubbed(text: string): string {
  return text
    .slice(0, MOST_CHARACTERS)
    .replaceAll(/\bhth_[\w-]+/g, 'hth_[withheld]')
    .replaceAll(/\/\/[^/\s@]*@/g, '//[withheld]@')
    .replaceAll(/\bBearer\s+\S+/gi, 'Bearer [withheld]');
}

export type CommandOutcome = 'accepted' | 'repeated' | 'rejected' | 'conflict' | 'unavailable' | 'failed';

export interface Metrics {
  /** A command and what became of it; `reason` is a reason of refusal. */
  command(outcome: CommandOutcome, seconds: number, reason?: string): void;
  /** `route` is the pattern, never a path that somebody asked for: that would have no end. */
  request(method: string, route: string, status: number, seconds: number): void;
  reminder(what: 'sent' | 'late' | 'skipped' | 'escalated', count?: number): void;
  missedDeadline(count?: number): void;
  /** A command that the service gave itself was refused: somebody has to look at it. */
  refused(system: 'reactions' | 'reminders' | 'timer', reason: string): void;
  /** The store, the queue or the embedded server was out of reach. */
  trouble(part: 'store' | 'queue' | 'embedded'): void;
  /** Asked when the figures are read: how far each follower of the log is behind, in facts. */
  observeLag(ask: () => Promise<Readonly<Record<string, number>>>): void;
  /** Asked when the figures are read: what is due and was refused by the log, of timer and reminders. */
  observeRefused(ask: () => Promise<Readonly<Record<string, number>>>): void;
  /** Asked when the figures are read: reminders kept and not yet handled. */
  observeQueue(ask: () => Promise<number>): void;
  /** All figures in Prometheus' text form. */
  text(): Promise<string>;
  readonly contentType: string;
}

/** Upper bounds of durations, in seconds: a command takes milliseconds, one that waits for others up to two seconds. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** A registry of its own. `process: false` leaves out the figures of the process (memory, event loop, collector). */
export function openMetrics(options: { readonly process?: boolean } = {}): Metrics {
  const register = new Registry();
  const registers = [register];
  if (options.process ?? true) collectDefaultMetrics({ register, prefix: 'hearth_' });
  const counter = (name: string, help: string, labelNames: string[] = []): Counter =>
    new Counter({ name, help, labelNames, registers });
  const commands = counter('hearth_commands_total', 'Commands by what became of them', ['outcome', 'reason']);
  const requests = counter('hearth_http_requests_total', 'HTTP requests', ['method', 'route', 'status']);
  const reminders = counter('hearth_reminders_total', 'Reminders by what was done', ['what']);
  const missed = counter('hearth_missed_deadlines_total', 'Deadlines that passed undone');
  const refused = counter('hearth_own_commands_refused_total', 'Commands of its own that were refused', [
    'system',
    'reason',
  ]);
  const troubles = counter('hearth_trouble_total', 'Times that a part was out of reach', ['part']);
  const durations = { buckets: SECONDS, registers };
  const commandSeconds = new Histogram({
    name: 'hearth_command_seconds',
    help: 'From command to answer',
    ...durations,
  });
  const requestSeconds = new Histogram({
    name: 'hearth_http_request_seconds',
    help: 'From request to answer',
    labelNames: ['method', 'route'],
    ...durations,
  });
  return {
    command: (outcome, seconds, reason = '') => {
      commands.inc({ outcome, reason });
      commandSeconds.observe(seconds);
    },
    request: (method, route, status, seconds) => {
      requests.inc({ method, route, status });
      requestSeconds.observe({ method, route }, seconds);
    },
    reminder: (what, count = 1) => reminders.inc({ what }, count),
    missedDeadline: (count = 1) => missed.inc(count),
    refused: (system, reason) => refused.inc({ system, reason }),
    trouble: (part) => troubles.inc({ part }),
    observeLag: (ask) => observe(register, 'hearth_follower_behind_facts', 'Facts that a follower has not seen', ask),
    observeRefused: (ask) => observe(register, 'hearth_due_refused', 'Due, and refused by the log', ask),
    observeQueue: (ask) =>
      observe(register, 'hearth_queue_reminders', 'Reminders kept and not yet handled', async () => ({
        '': await ask(),
      })),
    text: () => register.metrics(),
    contentType: register.contentType,
  };
}

/** A gauge that is asked when it is read. What cannot be told at the moment is left out. */
function observe(
  register: Registry,
  name: string,
  help: string,
  ask: () => Promise<Readonly<Record<string, number>>>,
): void {
  register.removeSingleMetric(name);
  const gauge: Gauge = new Gauge({
    name,
    help,
    labelNames: ['follower'],
    registers: [register],
    collect: async () => {
      gauge.reset();
      const found = await ask().catch(() => ({}));
      for (const [follower, value] of Object.entries(found)) gauge.set(follower === '' ? {} : { follower }, value);
    },
  });
}
