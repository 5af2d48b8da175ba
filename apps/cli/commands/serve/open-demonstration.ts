/** The demonstration that an empty log is given: its cycle under way, and one token for each role. */
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RandomSource } from '../../../../libs/engine/ports/sealing.js';
import { postgresCheckpoints } from '../../../../libs/store/postgres/checkpoints.js';
import { openVirtualClock, virtualTime } from '../../../../libs/runtime/clock.js';
import type { Configuration } from '../../../../libs/runtime/configuration.js';
import { rootsOf, seedOf } from '../../../../libs/runtime/roots.js';
import { openServiceOn, type OpenLog } from '../../../../libs/runtime/open-log.js';
import { loadRegistry } from '../../programmes/registry.js';
import type { Play } from '../../../../libs/runtime/log-nature.js';
import { tokenFromSeed, type Tokens } from '../../../../libs/runtime/tokens.js';
import { federationOf } from '../../../../libs/simulation/federation.js';
import { playInMemory } from '../../../../libs/simulation/play-in-memory.js';
import { playDemonstration } from '../../../../libs/simulation/play-demonstration.js';
import type { Progress } from '../../../../libs/simulation/set-up-cycle.js';
import { usageError } from '../../invocation/invocation.js';
import type { PlayableProgramme } from '../simulate.command.js';

/** The play is the same each time; keys and tokens are not, unless a seed is given. */
const PLAYED_FROM = 'demonstration';
const APPLICATIONS = 200;
/** Demonstrations that were cut short, at most, before somebody should look. */
const MOST_ATTEMPTS = 100;

/**
 * Plays the demonstration into a log that is empty, or holds nothing but ones that were cut short, and leaves the clock
 * where it stands. Changes nothing otherwise.
 * @throws {SetUpRefused} @throws {Unavailable}
 */
export async function openDemonstration(
  log: OpenLog,
  configuration: Configuration,
  asked: Play,
  progress: Progress,
): Promise<boolean> {
  const { pool } = log;
  const roots = await rootsOf(log.store);
  const cutShort = roots.length > 0 && roots.every(({ nature }) => nature === 'demonstration');
  if ((await virtualTime(pool)) !== undefined || (roots.length > 0 && !cutShort)) return false;
  const played = await demonstratedProgramme();
  let now = Date.parse(played.simulation.publishedAt);
  const seed = (await seedOf(pool)) ?? asked.seed ?? randomBytes(16).toString('hex');
  const { store, keys, random } = await openServiceOn(log, configuration, { clock: () => now, play: { seed } });
  const into = { store, keys, random, checkpoints: postgresCheckpoints(pool) };
  const root = freeRoot(played.demonstration.root, new Set(roots.map(({ root }) => root)));
  const setClock = (instant: number): void => void (now = instant);
  await playInMemory(
    into,
    () => now,
    async (service) => {
      const nature = 'demonstration';
      await playDemonstration({
        service,
        ...played,
        root,
        nature,
        seed: PLAYED_FROM,
        applications: APPLICATIONS,
        setClock,
        progress,
      });
    },
  );
  // Last: a log whose clock stands was played to its end.
  await openVirtualClock(pool, { at: now, runs: asked.clockRuns });
  return true;
}

async function demonstratedProgramme(): Promise<PlayableProgramme> {
  const { programmes, playable, demonstrated: slug } = await loadRegistry();
  const definition = programmes.find((each) => each.slug === slug);
  const values = slug === undefined ? undefined : playable[slug];
  if (!definition || !values)
    throw usageError('play.unknown', { slug: slug ?? '', slugs: Object.keys(playable).join(', ') });
  return { definition, ...values };
}

function freeRoot(name: string, taken: ReadonlySet<string>): string {
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    const root = attempt === 1 ? name : `${name}-${attempt}`;
    if (!taken.has(root)) return root;
  }
  throw new Error(`${MOST_ATTEMPTS} demonstrations were begun and none was finished`);
}

export interface PrintedToken {
  readonly account: string;
  readonly role: string;
  readonly unit: string;
  readonly text: string;
}

/** A token for the first account of each role of the demonstration, the same at each start. None for another log. */
export async function demonstrationTokens(
  log: OpenLog,
  tokens: Tokens,
  seeded: RandomSource,
): Promise<readonly PrintedToken[]> {
  const root = (await rootsOf(log.store)).filter(({ nature }) => nature === 'demonstration').at(-1)?.root;
  const { playable, demonstrated: slug } = await loadRegistry();
  const values = slug === undefined ? undefined : playable[slug];
  if (root === undefined || values === undefined || !root.startsWith(values.demonstration.root)) return [];
  const told: PrintedToken[] = [];
  for (const { account, role, unit, grant } of federationOf(values.demonstration).accounts) {
    if (told.some((each) => each.role === role)) continue;
    const stands = { root, account, role, unit, grant, kind: 'bearer', label: 'demonstration' } as const;
    told.push({ account, role, unit, text: await tokenFromSeed(tokens, seeded, stands) });
  }
  return told;
}

/** Writes them for a shell to read, for their owner alone: `HEARTH_URL`, and a variable named after each role. */
export async function writeTokens(data: string, url: string, told: readonly PrintedToken[]): Promise<string> {
  const file = join(data, 'tokens.sh');
  const lines = told.map(({ role, text }) => `export ${role.replaceAll(/[^A-Za-z0-9]/g, '_').toUpperCase()}=${text}`);
  await writeFile(file, `export HEARTH_URL=${url}\n${lines.join('\n')}\n`, { mode: 0o600 });
  return file;
}
