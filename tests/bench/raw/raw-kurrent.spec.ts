/** What the benchmark compares with must itself keep appends whole, and send many in one call. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { KurrentDBClient } from '@kurrent/kurrentdb-client';
import { ABSENT } from '../../../libs/engine/ports/event-store.js';
import { check, write } from '../../contract/store/given.js';
import { startStandIn, type RunningStandIn } from '../../kurrent/stand-in.js';
import { rawName, RawKurrent } from './raw-kurrent.js';

describe('the raw appender on KurrentDB that the benchmark compares with', () => {
  let server: RunningStandIn;
  let appender: RawKurrent;
  let reader: KurrentDBClient;
  beforeAll(async () => {
    server = await startStandIn();
    appender = new RawKurrent(server.url, 64);
    reader = KurrentDBClient.connectionString(server.url);
  });
  afterAll(async () => {
    await appender.close();
    await reader.dispose();
    await server.stop();
  });

  /** The names of a stream's facts: their bytes begin with them. */
  async function kept(stream: string): Promise<string[]> {
    const names: string[] = [];
    for await (const { event } of reader.readStream(rawName(stream)))
      names.push(
        Buffer.from(event?.data as Uint8Array)
          .toString('latin1')
          .replace(/:.*/s, ''),
      );
    return names;
  }

  test('a hundred appends that come together go in two calls, each with all its facts', async () => {
    await appender.append([write('unit-r.1', ABSENT, 'unit')]);
    const { appends } = await server.asked();
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, i) =>
        appender.append(
          [write(`home-r.${i}`, ABSENT, `a${i}`, `b${i}`), write(`roster-r.${i}`, ABSENT, `c${i}`)],
          [check('unit-r.1', 0)],
        ),
      ),
    );
    expect(answers.map(({ ok }) => ok)).toEqual(Array(100).fill(true));
    expect((await server.asked()).appends - appends).toBe(2);
    expect([await kept('home-r.70'), await kept('roster-r.70')]).toEqual([['a70', 'b70'], ['c70']]);
  });

  test('one that builds on another waits for it', async () => {
    const [first, second] = await Promise.all([
      appender.append([write('home-r.chain', ABSENT, 'first')]),
      appender.append([write('home-r.chain', 0, 'second')]),
    ]);
    expect([first.ok, second.ok]).toEqual([true, true]);
    expect(await kept('home-r.chain')).toEqual(['first', 'second']);
  });

  test('where a stream stands elsewhere than it checks, nothing is written', async () => {
    await appender.append([write('unit-r.2', ABSENT, 'unit')]);
    await expect(appender.append([write('home-r.late', ABSENT, 'a')], [check('unit-r.2', 5)])).rejects.toThrow(
      'consistency',
    );
    await expect(kept('home-r.late')).rejects.toThrow('StreamNotFound');
  });
});
