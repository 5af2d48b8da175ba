/** The schemas that this software makes in a database, and where the snapshot of each lies. */
import type { Pool } from 'pg';
import type { Schema } from '../../libs/postgres/migrations.js';
import { digestOf, migrate } from '../../libs/postgres/migrations.js';
import { serviceSchema } from '../../libs/runtime/service-schema.js';
import { workerSchema } from '../../libs/runtime/worker-schema.js';
import { sealingSchema } from '../../libs/sealing/database/schema.js';
import { logSchema } from '../../libs/store/postgres/schema.js';
import { openGeneration } from '../../libs/views/generations/generations.js';
import { viewsSchema } from '../../libs/views/generations/schema.js';
import { describeSchema } from './describe-schema.js';

export interface Snapshot {
  readonly schema: Schema;
  /** From the top of the checkout. */
  readonly file: string;
  /** Schemas that are made with it. */
  readonly also?: readonly string[];
}

export const SNAPSHOTS: readonly Snapshot[] = [
  { schema: logSchema, file: 'libs/store/postgres/schema.snapshot.sql' },
  { schema: sealingSchema, file: 'libs/sealing/database/schema.snapshot.sql' },
  { schema: viewsSchema, file: 'libs/views/generations/schema.snapshot.sql', also: ['views_1'] },
  { schema: serviceSchema, file: 'libs/runtime/service-schema.snapshot.sql' },
  { schema: workerSchema, file: 'libs/runtime/worker-schema.snapshot.sql' },
];

/** Makes every schema in an empty database. */
export async function makeSchemas(pool: Pool): Promise<void> {
  for (const { schema } of SNAPSHOTS) await migrate(pool, schema);
  await openGeneration(pool);
}

/** What a schema is made of, as SQL. */
export async function snapshotText(pool: Pool, { schema, also = [] }: Snapshot): Promise<string> {
  const migrations = schema.migrations.map(
    (migration) => `-- migration ${migration.version} ${migration.name} ${digestOf(migration)}\n`,
  );
  const parts: string[] = [];
  for (const name of [schema.name, ...also]) parts.push(await describeSchema(pool, name));
  return `-- The schema ${schema.name} of a fresh database. Written by \`npm run schemas\`; a test compares it.\n${migrations.join('')}\n${parts.join('\n')}`;
}
