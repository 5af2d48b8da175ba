/** Views of a log in a database of its own. */
import { Pool } from 'pg';
import { carriedPlatform } from '../../libs/lifecycle/platform/published-values.js';
import { openPool } from '../../libs/postgres/connection.js';
import { postgresStore } from '../../libs/store/postgres/postgres-store.js';
import type { EventStore } from '../../libs/engine/ports/event-store.js';
import { openViews, type Views } from '../../libs/views/views.js';
import { freshDatabase } from '../postgres.js';

export interface Seen {
  readonly connectionString: string;
  readonly pool: Pool;
  readonly store: EventStore;
  readonly views: Views;
  /** Views as another process opens them. */
  readonly again: () => Promise<Views>;
  readonly close: () => Promise<void>;
}

/** An empty log with views that nobody writes yet. */
export async function seen(): Promise<Seen> {
  const { connectionString, drop } = await freshDatabase('views', async (template) => {
    await (await postgresStore({ connectionString: template })).close();
  });
  const pool = openPool(connectionString, 12).on('error', () => undefined);
  const store = await postgresStore({ pool });
  const carried = carriedPlatform().programme;
  const again = (): Promise<Views> => openViews({ pool, store, carried });
  const close = async (): Promise<void> => {
    await store.close();
    await pool.end();
    await drop();
  };
  return { connectionString, pool, store, views: await again(), again, close };
}

export async function dumped(views: Views): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of views.dump()) lines.push(line);
  return lines;
}

export const ALL = { root: 'test', shown: { anywhere: true } } as const;
