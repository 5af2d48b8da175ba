import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Json } from '../../engine/canonical/canonical-json.js';
import { isSealed, type Sealed } from '../../engine/ports/sealing.js';
import { decrypt, encrypt } from './aes.js';
import { seededRandom, systemRandom } from './random.js';
import { FIELD_LIMIT, seal, Tampered, unseal } from './seal.js';

const KEY = Buffer.alloc(32, 7);
const PLACE = { factId: 'f1b2', pointer: '/representative/name' };
const WITH = { ...PLACE, keyId: 'person:p1', key: KEY, random: systemRandom() };

function changed(sealed: Sealed, inner: Partial<Sealed['$sealed']>): Sealed {
  return { $sealed: { ...sealed.$sealed, ...inner } };
}

describe('sealing', () => {
  test('gives back any JSON', () => {
    const text = fc.string({ unit: 'grapheme' }).map((any) => any.normalize('NFC').replaceAll('\r', ''));
    const value = fc.letrec<{ any: Json }>((tie) => ({
      any: fc.oneof(
        { maxDepth: 4 },
        fc.oneof(
          text,
          fc.maxSafeInteger().map((any) => any || 0),
          fc.boolean(),
          fc.constant(null),
        ),
        fc.array(tie('any'), { maxLength: 4 }),
        fc.dictionary(text, tie('any'), { maxKeys: 4 }).map((any) => ({ ...any })),
      ),
    })).any;
    fc.assert(
      fc.property(value, (any) => {
        expect(unseal(seal(any, WITH), KEY, PLACE)).toEqual(any);
      }),
    );
  });

  test('decrypts with a cipher of one’s own from what the fact holds', () => {
    // The format as an auditor would read it: nonce, then ciphertext and tag, bound to "fact id, NUL, pointer".
    const nonce = Buffer.alloc(12, 3);
    const bytes = encrypt(KEY, nonce, Buffer.from('f1b2\0/representative/name'), Buffer.from('"张三"'));
    const sealed = {
      $sealed: { key: 'person:p1', nonce: nonce.toString('base64url'), bytes: bytes.toString('base64url') },
    };
    expect(isSealed(sealed)).toBe(true);
    expect(unseal(sealed, KEY, PLACE)).toBe('张三');
  });

  test('is the cipher of the standard (GCM specification, test case 14)', () => {
    const zero = Buffer.alloc(32);
    const sealed = encrypt(zero, Buffer.alloc(12), Buffer.alloc(0), Buffer.alloc(16));
    expect(sealed.toString('hex')).toBe('cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919');
    expect(decrypt(zero, Buffer.alloc(12), Buffer.alloc(0), sealed)).toEqual(Buffer.alloc(16));
  });

  test('one flipped bit anywhere is noticed', () => {
    const sealed = seal('家风', WITH);
    for (const part of ['nonce', 'bytes'] as const) {
      const bytes = Buffer.from(sealed.$sealed[part], 'base64url');
      for (let index = 0; index < bytes.length; index += 1) {
        const flipped = Buffer.from(bytes);
        flipped.writeUInt8(bytes.readUInt8(index) ^ 1, index);
        const bad = changed(sealed, { [part]: flipped.toString('base64url') });
        expect(() => unseal(bad, KEY, PLACE)).toThrow(Tampered);
      }
      expect(() => unseal(changed(sealed, { [part]: bytes.subarray(1).toString('base64url') }), KEY, PLACE)).toThrow(
        Tampered,
      );
    }
  });

  test('has one spelling: a second base64url text for the same bytes is refused', () => {
    const sealed = seal('ab', WITH); // 4 + 16 bytes: the last character carries two bits that mean nothing
    const { bytes } = sealed.$sealed;
    const twin = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_']
      .map((last) => bytes.slice(0, -1) + last)
      .find((text) => text !== bytes && Buffer.from(text, 'base64url').equals(Buffer.from(bytes, 'base64url')));
    expect(twin).toBeDefined();
    expect(() => unseal(changed(sealed, { bytes: twin ?? '' }), KEY, PLACE)).toThrow(Tampered);
  });

  test('does not open at another pointer, in another fact, or under another key', () => {
    const sealed = seal('13800000000', WITH);
    expect(() => unseal(sealed, KEY, { ...PLACE, pointer: '/representative/phone' })).toThrow(Tampered);
    expect(() => unseal(sealed, KEY, { ...PLACE, factId: 'f1b3' })).toThrow(Tampered);
    expect(() => unseal(sealed, Buffer.alloc(32, 8), PLACE)).toThrow(Tampered);
  });

  test('the same value sealed twice looks different', () => {
    expect(seal('甲', WITH)).not.toEqual(seal('甲', WITH));
  });

  test('refuses what a fact could not hold, at one byte over the limit', () => {
    expect(isSealed(seal('a'.repeat(FIELD_LIMIT - 2), WITH))).toBe(true);
    expect(() => seal('a'.repeat(FIELD_LIMIT - 1), WITH)).toThrow('larger than');
  });
});

describe('randomness', () => {
  test('a seed gives the same bytes for the same purpose, whoever asks first', () => {
    const random = seededRandom('7');
    random.bytes(12, 'something else');
    expect(random.bytes(12, 'f1b2 /name')).toEqual(seededRandom('7').bytes(12, 'f1b2 /name'));
    expect(seal('甲', { ...WITH, random })).toEqual(seal('甲', { ...WITH, random: seededRandom('7') }));
  });

  test('another seed, or another purpose, gives other bytes', () => {
    expect(seededRandom('7').bytes(32, 'a')).not.toEqual(seededRandom('8').bytes(32, 'a'));
    expect(seededRandom('7').bytes(32, 'a')).not.toEqual(seededRandom('7').bytes(32, 'b'));
  });

  test('is HMAC-SHA-256 of the purpose, NUL and a counter, so that another program can make it again', () => {
    const block = (counter: number) =>
      createHmac('sha256', '7')
        .update(Buffer.from([...Buffer.from('person:a'), 0, 0, 0, 0, counter]))
        .digest();
    expect(seededRandom('7').bytes(40, 'person:a')).toEqual(Buffer.concat([block(0), block(1)]).subarray(0, 40));
  });
});
