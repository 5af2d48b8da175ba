/** Replays a recorded history: hash by hash, and every recorded verdict decided anew. */
import { verifyStream, listStreams } from '../../libs/engine/verify/verify-stream.js';
import { ReplayFault } from '../../libs/engine/fold/fold.js';
import type { EventStore } from '../../libs/engine/ports/event-store.js';
import { PublishedValues } from '../../libs/engine/load/published-values.js';
import { publishing } from '../../libs/lifecycle/platform/published-values.js';
import { memoryStore } from '../../libs/store/memory/memory-store.js';
import { BadLine, digestLog, importLog } from '../../libs/store/transfer/transfer.js';
import { Read } from './deciding.js';
import { linesOf, logFile, readVerdicts, type RecordedVerdict, type Triple } from './history.js';

/** What does not come out again, each naming the fact or the verdict; empty when all does. */
export async function replayHistory(folder: string, name: string): Promise<string[]> {
  const store = memoryStore();
  const recorded = await readVerdicts(folder, name);
  try {
    await importLog(store, () => linesOf(logFile(folder, name)));
  } catch (error) {
    if (error instanceof BadLine) return [`${name}: ${error.message}`];
    throw error;
  }
  const faults: string[] = [];
  const digest = await digestLog(store);
  if (digest !== recorded.digest) faults.push(`${name}: recorded digest ${recorded.digest}, found ${digest}`);
  faults.push(...(await unproven(store)).map((fault) => `${name}: ${fault}`));
  faults.push(...(await decidedOtherwise(store, recorded.triples)).map((fault) => `${name}: ${fault}`));
  return faults;
}

/** Every stream from the definitions in the log, each up to its first fault. */
async function unproven(store: EventStore): Promise<string[]> {
  const published = new PublishedValues(publishing);
  const faults: string[] = [];
  for (const stream of await listStreams(store)) {
    try {
      await verifyStream(store, published, stream);
    } catch (error) {
      if (!(error instanceof ReplayFault)) throw new Error(`${stream} does not replay`, { cause: error });
      faults.push(error.message);
    }
  }
  return faults;
}

/** Each verdict on the state of the log as it stood when the command was given. */
async function decidedOtherwise(store: EventStore, triples: readonly Triple[]): Promise<string[]> {
  const faults: string[] = [];
  const read = new Read();
  let next = 0;
  const judgeDue = async (): Promise<void> => {
    for (; triples[next]?.after === read.facts; next += 1) {
      const fault = await otherwise(read, triples[next] as Triple, next + 1);
      if (fault !== undefined) faults.push(fault);
    }
  };
  for await (const fact of store.readLog()) {
    await judgeDue();
    try {
      read.add(fact);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return [...faults, `verdicts from ${next + 1} on cannot be decided: ${why}`];
    }
  }
  await judgeDue();
  if (next < triples.length) faults.push(`verdict ${next + 1} comes after ${triples[next]?.after} facts, out of order`);
  return faults;
}

async function otherwise(read: Read, triple: Triple, number: number): Promise<string | undefined> {
  const { command, verdict: recorded } = triple;
  const target = 'stream' in command.target ? command.target.stream : Object.values(command.target.key).join(' ');
  const named = `verdict ${number}, ${command.name} on ${target} after ${triple.after} facts`;
  let found: RecordedVerdict;
  try {
    found = await read.decide(triple);
  } catch (error) {
    return `${named}: recorded ${told(recorded)}, now ${error instanceof Error ? error.message : String(error)}`;
  }
  if (JSON.stringify(found) === JSON.stringify(recorded)) return undefined;
  return `${named}: recorded ${told(recorded)}, now ${told(found)}`;
}

function told(verdict: RecordedVerdict): string {
  if ('refused' in verdict) {
    const details = JSON.stringify([verdict.params, verdict.problems]);
    return `refused ${verdict.refused} ${details}`;
  }
  return `accepted ${verdict.accepted.join(', ')} (${verdict.digest.slice(0, 12)})`;
}
