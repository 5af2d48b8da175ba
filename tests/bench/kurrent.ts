/** The log on KurrentDB: the same commands as on PostgreSQL, beside a raw appender on the same server; and reading. */
import type { NewFact, EventStore, StoredFact } from '../../libs/engine/ports/event-store.js';
import { measureCommands, type Sizes } from './commands.js';
import { kurrentBenchLog, type KurrentBenchLog } from './bench-log.js';
import type { KurrentServer } from './servers/kurrent-server.js';
import { figure, median, type Figure } from './measure.js';
import type { Server } from './servers/server.js';
import { commandsOf, FACTS_EACH, must, setUp, together } from './workload.js';

/** Of a fact of an application, in the mean. */
const FACT_BYTES = 1_000;
const LOOKS = 100;

/** Every figure says what it was measured on. What was promised was promised of a real node. */
export async function measureKurrent(server: Server, kurrent: KurrentServer, sizes: Sizes): Promise<Figure[]> {
  const fresh = (): Promise<KurrentBenchLog> => kurrentBenchLog(server, kurrent);
  const commands = await measureCommands(fresh, sizes, kurrent.isStandIn ? {} : { '64': { perSecond: 8_000 } });
  const reading = await measureReading(await fresh(), sizes.rounds, sizes.homes['16']);
  return [...commands, ...reading].map((figure) => ({ ...figure, what: `${kurrent.name}: ${figure.what}` }));
}

async function measureReading(log: KurrentBenchLog, rounds: number, homes: number): Promise<Figure[]> {
  const { root } = log;
  const store = await log.store();
  // The log of this root begins here: what a server that cannot be emptied holds of others is not read.
  const stream = `home-${root}.read`;
  const begun = await store.append([{ stream, expected: -1, facts: Array.from({ length: FACTS_EACH }, factLike) }]);
  if (!begun.ok) throw new Error(`${stream} was there before`);
  const { service, close } = await log.service();
  await setUp(service, homes, root);
  await together(homes, async (home) => {
    for (const command of commandsOf(home, homes, root)) must(await service.execute(command));
  });
  await close();
  const lone: number[] = [];
  for (let look = 0; look < LOOKS; look += 1) {
    const since = performance.now();
    const facts = await counted(store.readStream(stream));
    lone.push(performance.now() - since);
    if (facts !== FACTS_EACH) throw new Error(`${stream} has ${facts} facts`);
  }
  const whole: { facts: number; perSecond: number }[] = [];
  for (let round = 0; round < rounds; round += 1) whole.push(await wholeReading(store, begun.cursor));
  await store.close();
  await log.drop();
  return [
    { what: `lone read of a stream of ${FACTS_EACH} facts`, unit: 'ms', value: median(lone).value },
    figure('facts in the log that is read', '', whole, ({ facts }) => facts),
    figure('reading of the log, first to last', 'facts/s', whole, ({ perSecond }) => perSecond),
  ];
}

async function wholeReading(store: EventStore, after: string): Promise<{ facts: number; perSecond: number }> {
  const began = performance.now();
  const facts = await counted(store.readLog({ after }));
  return { facts, perSecond: facts / ((performance.now() - began) / 1000) };
}

async function counted(read: AsyncIterable<StoredFact>): Promise<number> {
  let facts = 0;
  for await (const { bytes } of read) if (bytes.byteLength > 0) facts += 1;
  return facts;
}

function factLike(_none: undefined, index: number): NewFact {
  const at = '2024-04-02T01:00:00.000Z';
  return { id: `read-${index}`, type: 'progressTracked', at, bytes: Buffer.alloc(FACT_BYTES, 'x') };
}
