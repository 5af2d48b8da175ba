import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { Json } from '../canonical/canonical-json.js';
import type { Command } from '../decide/command.js';
import { requestBody, requestDigest, sealingKeys } from './request-digest.js';

const published = readFileSync(new URL('../../../docs/envelope.md', import.meta.url), 'utf8');
const ROOT_KEY = Uint8Array.from({ length: 32 }, (_, index) => index);
const BODY = '{"cycle":"y31","input":{"phone":"13900000000"},"name":"noteKite","target":{"key":{"home":"h1"}}}';
const [PERSON, SUBJECT] = ['person:ab12', 'subject:kite-sky.y31.h1'];

function sealed(key: string): Json {
  return { $sealed: { key, nonce: 'A'.repeat(16), bytes: 'B'.repeat(30) } };
}

function keys(...alive: [string, number][]): { get(id: string): Promise<Uint8Array | undefined> } {
  const held = new Map(alive.map(([id, byte]) => [id, new Uint8Array(32).fill(byte)]));
  return { get: (id) => Promise.resolve(held.get(id)) };
}

const all = keys([PERSON, 7], [SUBJECT, 9]);
const both: Json[] = [{ a: [{ b: sealed(SUBJECT) }], c: sealed(PERSON) }, { d: sealed(PERSON) }];

const command: Command = {
  root: 'sky',
  cycle: 'y31',
  name: 'noteKite',
  target: { key: { home: 'h1' } },
  input: { phone: '13900000000' },
  by: { system: 'setup' },
  key: 'k',
};

describe('the digest of what was asked', () => {
  // Computed with Python's hmac, and published.
  test.each<[string, Json[], string]>([
    ['nothing', [{ a: 1 }], '2d165de93ac033daf89b0ab9c3c93ec9bc560dcdfe0bc70ad779fc9f4574f862'],
    ['one key', [{ a: sealed(PERSON) }], '00dc3d9b92d63c466f0dc55d51cddb18772c32d430af9043714a6b93bf736c63'],
    ['two keys', both, 'c68d1cc7eebacf7005f05bbf656279e5dcc12b787339bb7e6dcc4e6c43392fdb'],
  ])('is as published, of facts sealed under %s', async (_what, facts, digest) => {
    expect(requestBody(command, undefined)).toBe(BODY);
    expect(await requestDigest(all, ROOT_KEY, BODY, facts)).toBe(digest);
    expect(published).toContain(digest);
  });

  test('cannot be made again once one of the keys is gone, whichever', async () => {
    expect(await requestDigest(keys([SUBJECT, 9]), ROOT_KEY, BODY, both)).toBeUndefined();
    expect(await requestDigest(keys([PERSON, 7]), ROOT_KEY, BODY, both)).toBeUndefined();
  });

  test('differs with every key it rests on', async () => {
    const made = await Promise.all([
      requestDigest(all, ROOT_KEY, BODY, both),
      requestDigest(keys([PERSON, 8], [SUBJECT, 9]), ROOT_KEY, BODY, both),
      requestDigest(keys([PERSON, 7], [SUBJECT, 8]), ROOT_KEY, BODY, both),
      requestDigest(all, ROOT_KEY.toReversed(), BODY, both),
      requestDigest(all, ROOT_KEY, `${BODY} `, both),
    ]);
    expect(new Set(made).size).toBe(5);
  });

  test('knows nothing of a secret choice, nor of who asks, when, or expecting what', () => {
    const vote = (input: object, rest: object = {}): string => requestBody({ ...command, ...rest, input }, 'bean');
    expect(vote({ bean: 'black', why: 'x' })).toBe(vote({ bean: 'white', why: 'x' }));
    expect(vote({ bean: 'black', why: 'x' })).not.toBe(vote({ bean: 'black', why: 'y' }));
    expect(vote({}, { expected: 3, key: 'other', by: { system: 'other' } })).toBe(vote({}));
    expect(vote({}, { on: '2031-01-30' })).not.toBe(vote({}));
    expect(vote({}, { for: { stream: 'home-sky.h1' } })).not.toBe(vote({}));
  });

  test('finds the keys wherever they stand, each once, in order', () => {
    expect(sealingKeys(both)).toEqual([PERSON, SUBJECT]);
    expect(sealingKeys([{ a: null, b: [1, 'x', { c: {} }], $sealed: 'no' }])).toEqual([]);
  });
});
