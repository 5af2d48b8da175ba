/** One kill of each kind; `npm run chaos` does ten. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWithPostgres } from '../postgres.js';
import { COMMANDS, killRound, stopServer, type Victim } from './kill.js';
import { wrongIn } from './table.js';

describeWithPostgres('kill -9', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hearth-chaos-'));
    await chmod(folder, 0o711);
  });
  afterAll(async () => {
    await stopServer(join(folder, 'data'));
    await rm(folder, { recursive: true, force: true });
  });

  test.each<[Victim]>([['application'], ['postmaster']])(
    'of the %s amid 200 commands: nothing acknowledged is lost, nothing is there twice, and given again all are there',
    async (victim) => {
      const round = await killRound(join(folder, 'data'), victim, 'one of each', victim);
      expect(wrongIn(round, COMMANDS)).toEqual([]);
      // The kill struck in the middle: some had their answer, others had not.
      expect(round.before).toBeGreaterThan(0);
      expect(round.before).toBeLessThan(COMMANDS);
    },
    180_000,
  );
});
