import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { BadEnvelope, decodeEnvelope, encodeEnvelope, parseEnvelope, type Envelope } from './envelope.js';

const published = readFileSync(new URL('../../../docs/envelope.md', import.meta.url), 'utf8');
/** The one fact that is printed in full, and its hash as computed with Python's hashlib. */
const ONE = /^\{"alg".*\}$/m.exec(published)?.[0] ?? '';
const ONE_HASH = 'aa2a7bbb4eb2e7e4add891d289771851fa7ac2971381fe929bee1007ce582597';
const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');
const fact = (): Envelope => parseEnvelope(bytes(ONE));
const ID = 'adf2ff57-f5cd-8f9c-b0da-12f32654ddba';
const HASH = 'b'.repeat(64);

/** The fact with something else in it, encoded as somebody outside might. */
function changed(change: Record<string, unknown>): Uint8Array {
  const merged = Object.entries({ ...fact(), ...change }).filter(([, value]) => value !== undefined);
  return bytes(JSON.stringify(Object.fromEntries(merged.sort(([a], [b]) => (a < b ? -1 : 1)))));
}

/** Everything that may be absent, present. */
const OPTIONAL = {
  on: '2031-01-30',
  texts: HASH,
  calendar: HASH,
  for: { stream: 'home-sky.h1' },
  cause: { fact: ID },
};

describe('an envelope', () => {
  test('is the bytes that are published, and comes back from them', () => {
    expect(Buffer.from(encodeEnvelope(fact())).toString('utf8')).toBe(ONE);
    expect(createHash('sha256').update(bytes(ONE)).digest('hex')).toBe(ONE_HASH);
    expect(published).toContain(ONE_HASH);
    expect(decodeEnvelope(bytes(ONE))).toEqual(fact());
  });

  test('may hold these members and no others', () => {
    const full = parseEnvelope(encodeEnvelope({ ...fact(), ...OPTIONAL }));
    expect(Object.keys(full).sort().join(' ')).toBe(
      'alg at by calendar cause command data for id on request rev rules stage state stream texts tv type v',
    );
    expect(() => parseEnvelope(changed({ note: 'x' }))).toThrow(BadEnvelope);
    expect(() => parseEnvelope(changed({ position: '1:2' }))).toThrow(BadEnvelope);
  });

  test.each(Object.keys(JSON.parse(ONE) as object))('without %s it is none', (member) => {
    expect(() => parseEnvelope(changed({ [member]: undefined }))).toThrow(BadEnvelope);
  });

  test.each([...Object.keys(JSON.parse(ONE) as object), ...Object.keys(OPTIONAL)])('%s is never null', (member) => {
    expect(() => parseEnvelope(changed({ [member]: null }))).toThrow(BadEnvelope);
  });

  test('an optional member that is undefined is left out of the bytes', () => {
    const { on: _on, ...without } = { ...fact(), ...OPTIONAL };
    expect(Buffer.from(encodeEnvelope(without)).toString()).not.toContain('"on"');
  });

  test.each<[string, Record<string, unknown>]>([
    ['another version', { v: 2 }],
    ['an id that is no UUID of version 8', { id: 'adf2ff57-f5cd-4f9c-b0da-12f32654ddba' }],
    ['an id of another variant', { id: 'adf2ff57-f5cd-8f9c-c0da-12f32654ddba' }],
    ['an id in upper case', { id: ID.toUpperCase() }],
    ['a stream without a root', { stream: 'kite-h1' }],
    ['a stream in upper case', { stream: 'kite-sky.H1' }],
    ['a stream name that is too long', { stream: `kite-sky.${'h'.repeat(192)}` }],
    ['a revision below 0', { rev: -1 }],
    ['a fraction of a revision', { rev: 0.5 }],
    ['a type of XState', { type: 'xstate.after.1000.x' }],
    ['any type', { type: '*' }],
    ['a type in upper case', { type: 'KiteBuilt' }],
    ['an encoding before the first', { tv: 0 }],
    ['an instant without milliseconds', { at: '2031-02-01T01:00:00Z' }],
    ['an instant with an offset', { at: '2031-02-01T09:00:00.000+08:00' }],
    ['a date that is none', { on: '2031-02-30' }],
    ['an instant for a date', { on: '2031-01-30T00:00:00Z' }],
    ['short rules', { rules: 'ab' }],
    ['nobody', { by: {} }],
    ['an account without a grant', { by: { account: 'ada', role: 'keeper', unit: 'east' } }],
    ['an account and a system', { by: { account: 'a', role: 'r', unit: 'u', grant: 'g', system: 's' } }],
    ['not anonymous', { by: { anonymous: false } }],
    ['on behalf of a name', { for: 'home-sky.h1' }],
    ['a command that is no id', { command: 'k' }],
    ['a request in upper case', { request: HASH.toUpperCase() }],
    ['two causes', { cause: { fact: ID, stream: 'home-sky.h1' } }],
    ['a deadline without a revision', { cause: { stream: 'home-sky.h1', deadline: 'due' } }],
    ['data that is a list', { data: [] }],
    ['data with a fraction', { data: { points: 1.5 } }],
    ['data with a number past what is safe', { data: { points: 2 ** 53 } }],
    ['text that is not in NFC', { data: { name: 'e\u0301' } }],
    ['text with a carriage return', { data: { name: 'a\r\nb' } }],
    ['a stage that is no text', { stage: 1 }],
    ['another algorithm', { alg: 'sha512' }],
  ])('with %s it is refused', (_what, change) => {
    expect(() => parseEnvelope(changed(change))).toThrow(BadEnvelope);
  });

  test.each<[string, Uint8Array]>([
    ['a space after a colon', bytes(ONE.replace('"v":1', '"v": 1'))],
    ['members in another order', bytes(ONE.replace('"v":1}', '').replace('{', '{"v":1,').replace(/,$/, '}'))],
    ['a member twice', bytes(ONE.replace('"v":1}', '"v":1,"v":1}'))],
    ['a line end after it', bytes(`${ONE}\n`)],
    ['a mark of byte order before it', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes(ONE)])],
    ['an escape where none is needed', bytes(ONE.replace('kiteBuilt', String.raw`kite\u0042uilt`))],
    ['a number spelt otherwise', bytes(ONE.replace('"rev":0', '"rev":0e0'))],
    ['a negative nought', bytes(ONE.replace('"rev":0', '"rev":-0'))],
    ['a byte that is no UTF-8', Buffer.concat([bytes(ONE.slice(0, -2)), Buffer.from([0xff]), bytes('}')])],
    ['a member of everything', bytes(ONE.replace('"data":{', '"data":{"__proto__":1,'))],
    ['half of it', bytes(ONE.slice(0, 200))],
    ['nothing', new Uint8Array()],
    ['a list', bytes('[]')],
    ['null', bytes('null')],
    ['256 KiB and more', bytes(ONE.replace('"data":{', `"data":{"a":"${'x'.repeat(256 * 1024)}",`))],
    [
      'a value of a thousand levels',
      bytes(ONE.replace('"data":{', `"data":{"a":${'['.repeat(1000)}${']'.repeat(1000)},`)),
    ],
    [
      'as many levels as fit',
      bytes(ONE.replace('"data":{', `"data":{"a":${'['.repeat(120_000)}${']'.repeat(120_000)},`)),
    ],
  ])('bytes with %s are none', (_what, wrong) => {
    expect(() => parseEnvelope(wrong)).toThrow(BadEnvelope);
  });

  test('of a version that nobody here knows is not guessed at', () => {
    expect(() => decodeEnvelope(bytes(ONE.replace('"v":1', '"v":9')))).toThrow(/version 9/);
  });
});
