/** `npm run schemas`: writes the snapshot of every schema, from the fresh database of a server of its own. */
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPool } from '../../libs/postgres/connection.js';
import { openEmbedded } from '../../libs/store/embedded/embedded-postgres.js';
import { makeSchemas, snapshotText, SNAPSHOTS } from './schemas.js';

const folder = await mkdtemp(join(tmpdir(), 'hearth-schemas-'));
// Started by root the server runs as another user, who must be able to enter.
await chmod(folder, 0o711);
const embedded = await openEmbedded(join(folder, 'data'));
const pool = openPool(embedded.connectionString, 2);
try {
  await makeSchemas(pool);
  for (const snapshot of SNAPSHOTS) {
    await writeFile(new URL(`../../${snapshot.file}`, import.meta.url), await snapshotText(pool, snapshot));
    console.log(snapshot.file);
  }
} finally {
  await pool.end();
  await embedded.close();
  await rm(folder, { recursive: true, force: true });
}
