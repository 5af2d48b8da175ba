import { expect, test } from '@jest/globals';
import { KeyErased } from '../../engine/ports/sealing.js';
import { KeyBatcher, type WantedKey } from './key-batch.js';

const key = (id: string): Uint8Array => Buffer.from(id);

/** Answers with a key made of the id, once told to; remembers what it was asked for. */
function fetching(answer: (keyId: string) => Uint8Array | Error = key) {
  const asked: string[][] = [];
  let release!: () => void;
  const released = new Promise<void>((resolve) => (release = resolve));
  const fetch = async (wanted: readonly WantedKey[]) => {
    asked.push(wanted.map(({ keyId }) => keyId));
    await released;
    return new Map(wanted.map(({ keyId }) => [keyId, answer(keyId)]));
  };
  return { asked, fetch, release };
}

test('keys wanted at once are fetched together, each once; those wanted meanwhile come next', async () => {
  const { asked, fetch, release } = fetching();
  const gathering = new KeyBatcher(fetch);
  const first = ['person:a', 'person:b', 'person:a'].map((id) => gathering.want(id, 'person'));
  await new Promise((resolve) => setImmediate(resolve));
  const second = [gathering.want('person:c', 'person'), gathering.want('subject:d', 'subject')];
  release();
  expect(await Promise.all([...first, ...second])).toEqual(
    ['person:a', 'person:b', 'person:a', 'person:c', 'subject:d'].map(key),
  );
  expect(asked).toEqual([
    ['person:a', 'person:b'],
    ['person:c', 'subject:d'],
  ]);
});

test('a key that was erased is refused alone', async () => {
  const { fetch, release } = fetching((id) => (id === 'person:b' ? new KeyErased(id) : key(id)));
  release();
  const gathering = new KeyBatcher(fetch);
  const [a, b] = [gathering.want('person:a', 'person'), gathering.want('person:b', 'person')];
  await expect(b).rejects.toBeInstanceOf(KeyErased);
  expect(await a).toEqual(key('person:a'));
});

test('when nothing can be fetched all hear of it, and the next are asked for again', async () => {
  let times = 0;
  const gathering = new KeyBatcher((wanted) => {
    times += 1;
    if (times === 1) return Promise.reject(new Error('out of reach'));
    return Promise.resolve(new Map(wanted.map(({ keyId }) => [keyId, key(keyId)])));
  });
  const both = ['person:a', 'person:b'].map((id) => gathering.want(id, 'person'));
  for (const each of both) await expect(each).rejects.toThrow('out of reach');
  expect(await gathering.want('person:a', 'person')).toEqual(key('person:a'));
});
