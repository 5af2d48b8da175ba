/** Records a history: listens to the commands that are given to a house, and writes down what came of them. */
import { mkdir, writeFile } from 'node:fs/promises';
import type { Json } from '../../libs/engine/canonical/canonical-json.js';
import { canonical } from '../../libs/engine/canonical/canonical-json.js';
import type { Command } from '../../libs/engine/decide/command.js';
import type { Outcome } from '../../libs/engine/decide/outcome.js';
import { digestLog, exportLog } from '../../libs/store/transfer/transfer.js';
import type { House } from '../given.js';
import { Read } from './deciding.js';
import { logFile, verdictLines, verdictsFile, type RecordedVerdict, type Triple } from './history.js';

/** Larger inputs publish a definition or a calendar: the log itself holds those. */
const LARGEST_INPUT = 32_768;

interface Heard {
  readonly triple: Omit<Triple, 'verdict'>;
  readonly outcome: Outcome;
}

export interface Listener {
  readonly house: House;
  readonly heard: Heard[];
}

/** From now on, every command that the house is given, by people and by reactions, is heard. */
export function listenTo(house: House): Listener {
  const heard: Heard[] = [];
  const { service, parts, keys } = house;
  const execute = service.execute.bind(service);
  const read = parts.votes.choices.bind(parts.votes);
  const erase = keys.erase.bind(keys);
  let choices: Record<string, Json[]> = {};
  const erased: string[] = [];
  service.execute = async (command) => {
    const after = await factsIn(house);
    const clock = new Date(house.now).toISOString();
    choices = {};
    const outcome = await execute(command);
    const outside = {
      ...(Object.keys(choices).length > 0 ? { choices } : {}),
      ...(erased.length > 0 ? { erased } : {}),
    };
    const known = Object.keys(outside).length > 0 ? { outside: structuredClone(outside) } : {};
    if (decided(command, outcome)) heard.push({ triple: { after, clock, ...known, command: plain(command) }, outcome });
    return outcome;
  };
  parts.votes.choices = async (ballot, counted) => (choices[ballot] = await read(ballot, counted));
  keys.erase = async (ids) => {
    erased.push(...ids.filter((id) => !id.startsWith('ballot:') && !erased.includes(id)));
    return erase(ids);
  };
  return { house, heard };
}

/** Answers from memory, and conflicts of revisions, were not decided by any rule. */
function decided(command: Command, outcome: Outcome): boolean {
  if (canonical(command.input ?? null).length > LARGEST_INPUT) return false;
  if (outcome.kind === 'accepted') return !outcome.repeated;
  return outcome.kind === 'rejected' && outcome.rejection.reason !== 'keyReused';
}

function plain(command: Command): Command {
  return JSON.parse(JSON.stringify(command)) as Command;
}

async function factsIn({ parts }: House): Promise<number> {
  let facts = 0;
  for await (const _fact of parts.store.readLog()) facts += 1;
  return facts;
}

/** Writes the two files. Fails when a verdict decided on the log alone is not what the house had answered. */
export async function writeHistory(folder: string, name: string, { house, heard }: Listener): Promise<string> {
  const { store } = house.parts;
  const triples: Triple[] = [];
  const log = new Read();
  let next = 0;
  const judgeDue = async (): Promise<void> => {
    for (; heard[next]?.triple.after === log.facts; next += 1) {
      const { triple, outcome } = heard[next] as Heard;
      const verdict = await log.decide(triple);
      if (!agrees(verdict, outcome)) {
        throw new Error(
          `${triple.command.name}: ${JSON.stringify(outcome)}, but from the log ${JSON.stringify(verdict)}`,
        );
      }
      triples.push({ ...triple, verdict });
    }
  };
  for await (const fact of store.readLog()) {
    await judgeDue();
    log.add(fact);
  }
  await judgeDue();
  if (next < heard.length) throw new Error('the log did not grow in the order of the commands');
  await mkdir(folder, { recursive: true });
  let lines = '';
  for await (const line of exportLog(store)) lines += `${line}\n`;
  const verdicts = verdictLines({ digest: await digestLog(store), facts: log.facts, triples });
  await writeFile(logFile(folder, name), lines);
  await writeFile(verdictsFile(folder, name), verdicts);
  const refused = triples.filter(({ verdict }) => 'refused' in verdict).length;
  const kilobytes = Math.round((Buffer.byteLength(lines) + Buffer.byteLength(verdicts)) / 1024);
  return `${name}: ${log.facts} facts, ${triples.length} verdicts, ${refused} of them refusals, ${kilobytes} KiB`;
}

function agrees(verdict: RecordedVerdict, outcome: Outcome): boolean {
  if (outcome.kind === 'rejected') return 'refused' in verdict && verdict.refused === outcome.rejection.reason;
  if (outcome.kind !== 'accepted' || 'refused' in verdict) return false;
  const written = outcome.facts.map(({ stream, type }) => `${stream} ${type}`);
  return (
    JSON.stringify(written) === JSON.stringify(verdict.accepted.map((fact) => fact.split(' ').slice(0, 2).join(' ')))
  );
}
