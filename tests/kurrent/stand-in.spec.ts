/** The stand-in does what was seen of the server, and what its sources tell: docs/kurrentdb.md. */
import { expect, test } from '@jest/globals';
import { AppendConsistencyViolationError } from '@kurrent/kurrentdb-client';
import { kurrentForEachTest } from '../contract/store/kurrent/kurrent-given.js';
import { rawClient, rawRecord } from './raw.js';

const { standIn, afterwards } = kurrentForEachTest();

const raw = () => {
  const client = rawClient(standIn().url);
  afterwards(() => client.dispose());
  return client;
};

test('names of streams in one call ignore case', async () => {
  const client = raw();
  await client.appendRecords([rawRecord('case-x'), rawRecord('CASE-X')], []);
  const revisions: string[] = [];
  for await (const { event } of client.readStream('case-x')) revisions.push(`${event?.streamId}@${event?.revision}`);
  expect(revisions).toEqual(['case-x@0', 'case-x@1']);
  await expect(async () => {
    for await (const each of client.readStream('CASE-X')) expect(each).toBeUndefined();
  }).rejects.toMatchObject({ type: 'stream-not-found' });
});

test('a stream twice among the checks, "any" among them, and no records are invalid', async () => {
  const client = raw();
  const state = (streamName: string, expectedState: 'any' | 'no_stream') =>
    ({ type: 'stream_state', streamName, expectedState }) as const;
  const invalid = [
    () => client.appendRecords([rawRecord('a-x.1')], [state('a-x.2', 'no_stream'), state('A-x.2', 'no_stream')]),
    () => client.appendRecords([rawRecord('a-x.1')], [state('a-x.2', 'any')]),
    () => client.appendRecords([], [state('a-x.2', 'no_stream')]),
  ];
  for (const ask of invalid) await expect(ask()).rejects.toMatchObject({ code: 3 });
});

test('the same call again is acknowledged as the first time; the same ids with the current revision are written again', async () => {
  const client = raw();
  const records = [rawRecord('a-x.1'), rawRecord('a-x.1'), rawRecord('b-x.1')];
  const at = (expectedState: 'no_stream' | bigint) =>
    ['a-x.1', 'b-x.1'].map((streamName) => ({ type: 'stream_state', streamName, expectedState }) as const);
  const first = await client.appendRecords(records, at('no_stream'));
  expect(await client.appendRecords(records, at('no_stream'))).toMatchObject({ position: first.position });
  // Part of it passes for the whole: ids and revisions are all that is looked at.
  const part = client.appendRecords(records.slice(0, 2), at('no_stream').slice(0, 1));
  expect(await part).toMatchObject({ responses: [{ streamName: 'a-x.1', revision: 1n }] });
  await expect(client.appendRecords([...records].toReversed(), at('no_stream'))).rejects.toBeInstanceOf(
    AppendConsistencyViolationError,
  );
  await client.appendRecords(records.slice(2), at(0n).slice(1));
  const ids: (string | undefined)[] = [];
  for await (const { event } of client.readStream('b-x.1')) ids.push(event?.id);
  expect(new Set(ids).size).toBe(1);
  expect(ids).toHaveLength(2);
});

test('all checks that fail are told by their index, also of streams that are written already', async () => {
  const client = raw();
  const old = rawRecord('a-x.1');
  const none = (streamName: string) => ({ type: 'stream_state', streamName, expectedState: 'no_stream' }) as const;
  await client.appendRecords([old], [none('a-x.1')]);
  const mixed = client.appendRecords(
    [rawRecord('b-x.1'), old],
    [none('b-x.1'), none('a-x.1'), { type: 'stream_state', streamName: 'c-x.1', expectedState: 4n }],
  );
  await expect(mixed).rejects.toMatchObject({
    violations: [
      { checkIndex: 1, streamName: 'a-x.1', actualState: 0n },
      { checkIndex: 2, streamName: 'c-x.1', actualState: 'no_stream' },
    ],
  });
});
