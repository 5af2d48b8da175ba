/**
 * What a log and its database say of themselves before anything is served from them: which roots there are and whether
 * they are real, and the seed of a demonstration or test.
 */
import type { Pool } from 'pg';
import { z } from 'zod';
import { decodeEnvelope, type Envelope } from '../engine/envelope/envelope.js';
import { streamParts, type EventStore } from '../engine/ports/event-store.js';
import { read } from '../postgres/connection.js';
import { migrate } from '../postgres/migrations.js';
import type { Nature } from './command-service.js';
import { serviceRows, serviceSchema } from './service-schema.js';

export interface Root {
  readonly root: string;
  readonly nature: Nature;
}

/** The federations of a log, by name. @throws {Unavailable} */
export async function rootsOf(store: EventStore): Promise<Root[]> {
  return (await store.firstFacts('platform')).map(({ stream, bytes }) => ({
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
export async function programmesIn(store: EventStore, root: string): Promise<PublishedProgramme[]> {
  return (await store.firstFacts('programme', root))
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
export async function zoneIn(store: EventStore, root?: string): Promise<string | undefined> {
  for (const [category, zone] of ZONED) {
    const first = await store.firstFacts(category, root);
    const zones = new Set(first.map(({ bytes }) => zone(decodeEnvelope(bytes).data)));
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

/** The latest instant of any fact by log time; undefined for an empty log. Reads all of it. @throws {Unavailable} */
export async function lastInstant(store: EventStore): Promise<number | undefined> {
  let last: string | undefined;
  for await (const { at } of store.readLog()) if (last === undefined || at > last) last = at;
  return last === undefined ? undefined : Date.parse(last);
}

const seedRow = z.object({ seed: z.string().min(1).max(200) });

/** The seed from which everything drawn in this database derives; undefined where it is drawn at random. */
export async function seedOf(pool: Pool): Promise<string | undefined> {
  const [row] = await serviceRows(pool, 'seed');
  return row && seedRow.parse(row).seed;
}

/** Keeps the seed for later starts, and for commands that attach. One that is kept already stays. */
export async function keepSeed(pool: Pool, seed: string): Promise<void> {
  await migrate(pool, serviceSchema);
  await read(pool, {
    name: 'hearth-seed-kept',
    text: 'insert into service.seed (seed) values ($1) on conflict do nothing',
    values: [seed],
  });
}
