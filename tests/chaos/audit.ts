/** Holds a log against what was acknowledged. */
import { decodeEnvelope } from '../../libs/engine/envelope/envelope.js';
import type { EventStore } from '../../libs/engine/ports/event-store.js';

/** A command that somebody gave. */
export interface Given {
  /** By which whoever gave it knows it. */
  readonly key: string;
  /** The id under which its facts stand. */
  readonly id: string;
  readonly stream: string;
  /** What it writes: `<stream> <type>` each, all in one append. */
  readonly facts: readonly string[];
}

/** That it was acknowledged: the revisions of its own stream that it was told of. */
export interface Acknowledged {
  readonly key: string;
  readonly from: number;
  readonly to: number;
}

export interface Audit {
  /** Commands whose set of facts stands in the log. */
  readonly there: number;
  /** Keys of commands that were acknowledged, and are not there as acknowledged. */
  readonly lost: readonly string[];
  /** Keys of commands whose facts stand in more than one append, or twice in one. */
  readonly doubled: readonly string[];
  /** Keys of commands of whose facts some are missing, or are others than they should be. */
  readonly torn: readonly string[];
  /** Facts of the kinds that these commands write, under a command that nobody gave. */
  readonly strangers: number;
}

interface Found {
  readonly append: string;
  readonly fact: string;
  readonly rev: number;
}

/** What of the commands of a cycle (`<root>.<id>`) the log has lost, doubled or torn. */
export async function audit(
  store: EventStore,
  cycle: string,
  given: readonly Given[],
  acknowledgements: readonly Acknowledged[],
): Promise<Audit> {
  const known = new Set(given.map(({ id }) => id));
  const kinds = new Set(given.flatMap(({ facts }) => facts.map(kindOf)));
  const found = new Map<string, Found[]>();
  let strangers = 0;
  for await (const { stream, rev, type, append, bytes } of store.readLog()) {
    if (!stream.includes(`-${cycle}.`)) continue;
    const { command } = decodeEnvelope(bytes);
    if (!known.has(command)) {
      if (kinds.has(kindOf(`${stream} ${type}`))) strangers += 1;
      continue;
    }
    const facts = found.get(command);
    const fact = { append, fact: `${stream} ${type}`, rev };
    if (facts) facts.push(fact);
    else found.set(command, [fact]);
  }
  const acknowledged = new Map(acknowledgements.map((each) => [each.key, each]));
  const [lost, doubled, torn]: string[][] = [[], [], []];
  for (const { key, id, facts, stream } of given) {
    const its = found.get(id) ?? [];
    const told = acknowledged.get(key);
    const own = its.filter(({ fact }) => fact.startsWith(`${stream} `)).map(({ rev }) => rev);
    if (told && !(own.includes(told.from) && own.includes(told.to))) lost?.push(key);
    const names = its.map(({ fact }) => fact);
    if (new Set(its.map(({ append }) => append)).size > 1 || new Set(names).size < names.length) doubled?.push(key);
    else if (its.length > 0 && names.toSorted().join() !== facts.toSorted().join()) torn?.push(key);
  }
  return { there: found.size, lost: lost ?? [], doubled: doubled ?? [], torn: torn ?? [], strangers };
}

/** `application homePutForward` of `application-chaos.k.h1 homePutForward`. */
function kindOf(fact: string): string {
  return fact.replace(/-\S+/, '');
}
