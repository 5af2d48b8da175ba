/** The contract over real gRPC: on a stand-in of the run's own, or on the server that KURRENTDB_URL names. */
import { afterAll, beforeAll, describe } from '@jest/globals';
import { kurrentStore } from '../../../../libs/store/kurrent/kurrent-store.js';
import { openTestKurrent, type TestKurrent } from '../../../kurrent/stand-in.js';
import { freshRoots } from '../fresh-roots.js';
import { storeContract } from '../store.contract.js';

describe('over gRPC', () => {
  let server: TestKurrent;
  beforeAll(async () => {
    server = await openTestKurrent();
  });
  afterAll(() => server.stop());
  storeContract('KurrentDB', () => {
    const { roots, log } = freshRoots();
    return log(() => kurrentStore({ url: server.url, roots }));
  });
});
