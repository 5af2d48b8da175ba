/**
 * What a log and its database say of themselves before anything is served from them: which roots there are and whether
 * they are real, and the seed of a demonstration or test.
 */
import type { Pool } from 'pg';
import { z } from 'zod';
import { decodeEnvelope, type Envelope } from '../../libs/engine/envelope.js';
import { streamParts } from '../../libs/engine/store.js';
import { read } from '../../libs/store/postgres-connection.js';
import type { Nature } from './hearth.js';
import { makeServiceTables, serviceRows } from './service-tables.js';

export interface Root {
  readonly root: string;
  readonly nature: Nature;
}

/** The federations of a log, by name. @throws {Unavailable} */
export async function rootsOf(pool: Pool): Promise<Root[]> {
  const rows = await read<{ stream: string; bytes: Buffer }>(pool, {
    name: 'hearth-roots',
    text: `select stream, bytes from hearth.facts where rev = 0 and stream >= 'platform-' and stream < 'platform.' order by stream`,
    values: [],
  });
  return rows.map(({ stream, bytes }) => ({
    root: streamParts(stream).root,
    nature: decodeEnvelope(bytes).data['nature'] as Nature,
  }));
}

export interface PublishedProgramme {
  /** By which `openCycle` finds it. */
  readonly id: string;
  readonly slug: string;
  readonly edition: string;
}

/** The programmes published in a root, by slug and edition. @throws {Unavailable} */
export async function programmesIn(pool: Pool, root: string): Promise<PublishedProgramme[]> {
  const rows = await read<{ stream: string; bytes: Buffer }>(pool, {
    name: 'hearth-programmes',
    // After the full stop comes the slash.
    text: 'select stream, bytes from hearth.facts where rev = 0 and stream > $1 and stream < $2 order by stream',
    values: [`programme-${root}.`, `programme-${root}/`],
  });
  return rows
    .map(({ stream, bytes }) => {
      const { slug, edition } = decodeEnvelope(bytes).data;
      return { id: streamParts(stream).id, slug: String(slug), edition: String(edition) };
    })
    .sort((a, b) => (`${a.slug} ${a.edition}` < `${b.slug} ${b.edition}` ? -1 : 1));
}

/**
 * The zone in which a federation lives (of all of them, without a root): the one in which the days of its cycles are
 * counted, before there is any, of its programmes. Undefined where they say none, or several. @throws {Unavailable}
 */
export async function zoneIn(pool: Pool, root?: string): Promise<string | undefined> {
  for (const [category, zone] of ZONED) {
    const zones = new Set((await births(pool, category, root)).map(({ data }) => zone(data)));
    const [one] = zones;
    if (zones.size > 0) return zones.size === 1 && typeof one === 'string' ? one : undefined;
  }
  return undefined;
}

type Data = Envelope['data'];

const ZONED: readonly (readonly [category: string, zone: (data: Data) => unknown])[] = [
  ['cycle', ({ zone }) => zone],
  ['programme', ({ definition }) => (definition as { zone?: unknown } | undefined)?.zone],
];

/** The first facts of the streams of a category. */
async function births(pool: Pool, category: string, root: string | undefined): Promise<Envelope[]> {
  const rows = await read<{ bytes: Buffer }>(pool, {
    name: 'hearth-births',
    // After the hyphen comes the full stop, and after that the slash.
    text: 'select bytes from hearth.facts where rev = 0 and stream >= $1 and stream < $2',
    values: root === undefined ? [`${category}-`, `${category}.`] : [`${category}-${root}.`, `${category}-${root}/`],
  });
  return rows.map(({ bytes }) => decodeEnvelope(bytes));
}

/** The instant of the last fact by log time; undefined for an empty log. @throws {Unavailable} */
export async function lastInstant(pool: Pool): Promise<number | undefined> {
  const [row] = await read<{ at: string | null }>(pool, { text: 'select max(at) as at from hearth.facts', values: [] });
  return row?.at === null || row?.at === undefined ? undefined : Date.parse(row.at);
}

const seedRow = z.object({ seed: z.string().min(1).max(200) });

/** The seed from which everything drawn in this database derives; undefined where it is drawn at random. */
export async function seedOf(pool: Pool): Promise<string | undefined> {
  const [row] = await serviceRows(pool, 'seed');
  return row && seedRow.parse(row).seed;
}

/** Keeps the seed for later starts, and for commands that attach. One that is kept already stays. */
export async function keepSeed(pool: Pool, seed: string): Promise<void> {
  await makeServiceTables(pool);
  await read(pool, {
    name: 'hearth-seed-kept',
    text: 'insert into service.seed (seed) values ($1) on conflict do nothing',
    values: [seed],
  });
}
