/** Holds a log against what was acknowledged. */
import { decodeEnvelope } from '../../libs/engine/envelope.js';
import type { Store } from '../../libs/engine/store.js';
import type { Answered } from './application.js';
import { commandsOf, ROOT } from './federation.js';

export interface Audit {
  /** Commands whose set of facts stands in the log. */
  readonly there: number;
  /** Keys of commands that were acknowledged, and are not there as acknowledged. */
  readonly lost: readonly string[];
  /** Keys of commands whose facts stand in more than one append, or twice in one. */
  readonly doubled: readonly string[];
  /** Keys of commands of whose facts some are missing, or are others than they should be. */
  readonly torn: readonly string[];
  /** Homes put forward under a command that nobody gave. */
  readonly strangers: number;
}

interface Found {
  readonly append: number;
  readonly fact: string;
  readonly rev: number;
}

/** What of the cycle's commands the log has lost, doubled or torn. `answers`: all that callers heard. */
export async function audit(store: Store, cycle: string, answers: readonly Answered[]): Promise<Audit> {
  const asked = commandsOf(cycle);
  const known = new Set(asked.map(({ id }) => id));
  const found = new Map<string, Found[]>();
  let strangers = 0;
  for await (const { stream, rev, type, append, bytes } of store.readLog()) {
    if (!stream.includes(`-${ROOT}.${cycle}.`)) continue;
    const { command } = decodeEnvelope(bytes);
    if (!known.has(command)) {
      if (stream.startsWith('application-')) strangers += 1;
      continue;
    }
    const facts = found.get(command) ?? [];
    found.set(command, [...facts, { append, fact: `${stream} ${type}`, rev }]);
  }
  const acknowledged = new Map(answers.flatMap((each) => (each.said === 'accepted' ? [[each.key, each]] : [])));
  const [lost, doubled, torn]: string[][] = [[], [], []];
  for (const { command, id, facts, stream } of asked) {
    const its = found.get(id) ?? [];
    const told = acknowledged.get(command.key);
    const own = its.filter(({ fact }) => fact.startsWith(`${stream} `)).map(({ rev }) => rev);
    if (told && !(own.includes(told.from) && own.includes(told.to))) lost?.push(command.key);
    const names = its.map(({ fact }) => fact);
    if (new Set(its.map(({ append }) => append)).size > 1 || new Set(names).size < names.length)
      doubled?.push(command.key);
    else if (its.length > 0 && names.toSorted().join() !== facts.toSorted().join()) torn?.push(command.key);
  }
  return { there: found.size, lost: lost ?? [], doubled: doubled ?? [], torn: torn ?? [], strangers };
}
