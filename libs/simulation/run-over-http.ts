/** Plays a programme through the HTTP API of a server that was begun with the seed, and looks at its log. */
import type { RandomSource } from '../engine/ports/sealing.js';
import type { EventStore } from '../engine/ports/event-store.js';
import { tokenFromSeed, type Tokens } from '../runtime/tokens.js';
import { seededChance } from './chance.js';
import { httpClient } from './http-client.js';
import { SetUpRefused, type Account, type Federation } from './federation.js';
import { cachedLogReader } from './cached-log-reader.js';
import { play } from './play.js';
import { resultOf, type SimulationResult, type SimulationOptions } from './run-simulation.js';

/** A server under a virtual clock that stands where the simulation begins, with the federation set up. */
export interface SimulationServer {
  /** Of its API, without a slash at the end. */
  readonly url: string;
  /** Its log, to look at. */
  readonly store: EventStore;
  readonly tokens: Tokens;
  readonly random: RandomSource;
  readonly federation: Federation;
  /** Why reactions were refused since the last time, where that can be told. */
  readonly refusedReactions?: () => readonly string[];
}

/** The role whose token puts the clock. */
const OPERATOR = 'operator';

export async function runOverHttp(
  told: Omit<SimulationOptions, 'store' | 'guards' | 'parts' | 'nature'>,
  { url, store, tokens, random, federation, refusedReactions }: SimulationServer,
): Promise<SimulationResult> {
  const texts = new Map<string, Promise<string>>();
  const tokenOf = (by: Account): Promise<string> => {
    const { account, role, unit, grant } = by;
    const stands = { root: told.root, account, role, unit, grant, kind: 'bearer', label: 'simulation' } as const;
    const text = texts.get(account) ?? tokenFromSeed(tokens, random, stands);
    texts.set(account, text);
    return text;
  };
  const operator = federation.accounts.find(({ role }) => role === OPERATOR);
  if (!operator) throw new SetUpRefused(`nobody has the role ${OPERATOR}, and the clock cannot be put`);
  const look = cachedLogReader(store);
  const door = httpClient({
    url,
    look,
    tokenOf,
    operator: await tokenOf(operator),
    ...(refusedReactions === undefined ? {} : { refusedReactions }),
  });
  const progress = told.progress ?? (() => undefined);
  const counts = await play({ ...told, door, federation, chance: seededChance(told.seed), progress });
  await look.refresh();
  return resultOf(look, counts);
}
