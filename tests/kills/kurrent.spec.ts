/** One process whose log lies on a KurrentDB (the stand-in): killed and stopped under load, and then the process itself. */
import { expect, test } from '@jest/globals';
import { until } from '../contract/queue/server.js';
import { describeWithPostgres } from '../postgres.js';
import { operatorOf } from './lane.js';
import { Reader } from './reader.js';
import { killRound } from './round.js';
import { onKurrent, type Stand } from './stand.js';

describeWithPostgres('a process with its log on KurrentDB', () => {
  test('kill -9 and freezing of KurrentDB, and kill -9 of the process: nothing is lost, doubled or torn, and all goes on', async () => {
    const stand = await onKurrent();
    try {
      const operator = await operatorOf(stand.environment);
      const [{ token: keeper }] = stand.callers as [Stand['callers'][number]];
      const ofLog = new Reader(stand.url, '/v1/log/head', keeper);
      const ofLag = new Reader(stand.url, '/v1/lag', operator);
      const round = await killRound(stand, {
        cycle: 'y1',
        seed: 'on kurrent',
        victims: ['logBriefly', 'log', 'logFrozen', 'API', 'logBriefly'],
        reminds: false,
      });
      for (const reader of [ofLog, ofLag]) await reader.stop();
      expect(round.wrong).toEqual([]);
      expect(round.struck).toHaveLength(5);
      expect([ofLog, ofLag].flatMap(({ wrong }) => wrong)).toEqual([]);
      for (const reader of [ofLog, ofLag]) expect(reader.statuses()).toEqual([0, 200, 503]);
      await until('nothing is behind', async () => {
        const headers = { authorization: `Bearer ${operator}` };
        const lag = await fetch(`${stand.url()}/v1/lag`, { headers });
        const lags = lag.ok ? Object.values((await lag.json()) as Lags) : [];
        return lags.length > 0 && lags.every(({ behind }) => behind === 0);
      });
    } finally {
      await stand.close();
    }
  }, 180_000);
});

type Lags = Readonly<Record<string, { readonly behind: number }>>;
