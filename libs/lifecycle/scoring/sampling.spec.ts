import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { NotCanonical } from '../../engine/canonical/canonical-json.js';
import { drawSample, SampleLargerThanFrame } from './sampling.js';

/**
 * Test vectors, made with Python's hashlib and json, and the first also with `printf … | sha256sum`:
 *
 *   f  = sorted(set(frame), key=lambda s: s.encode('utf-16-be'))
 *   fh = sha256(json.dumps(f, ensure_ascii=False, separators=(',', ':')).encode()).hexdigest()
 *   picked = sorted(f, key=lambda id: sha256(seed.encode() + b'\0' + id.encode()).hexdigest())[:size]
 */
describe('published vectors', () => {
  test('five letters', () => {
    expect(drawSample({ frame: ['a', 'b', 'c', 'd', 'e'], size: 2, seed: '2024-05-06' })).toStrictEqual({
      algorithm: 'sha256-order@1',
      frameHash: 'af3a47788c1cbf3a62256dcf244bdd4dfa061ff336d50937204657dd790626f1',
      picked: ['d', 'a'],
    });
  });

  test('ten of two hundred streams', () => {
    const name = (number: number | string) => `application-federation.2024.home-${String(number).padStart(3, '0')}`;
    const frame = Array.from({ length: 200 }, (_, index) => name(index + 1));
    expect(drawSample({ frame, size: 10, seed: 'lottery 2024052: 03 07 12 19 25 31 + 08' })).toStrictEqual({
      algorithm: 'sha256-order@1',
      frameHash: '9eaf48becddabffe4b8188690cf48ff633054ebfc04e2b34a54d170f03c6fb3e',
      picked: ['067', '043', '065', '018', '059', '003', '062', '184', '121', '116'].map(name),
    });
  });

  test('text beyond ASCII and beyond the basic plane, with a double', () => {
    const frame = ['妇女之家', '𠮷祥里', '\uff21社区', 'b', 'a', 'b'];
    expect(drawSample({ frame, size: 3, seed: '种子' })).toStrictEqual({
      algorithm: 'sha256-order@1',
      frameHash: '26f702004cf2992150af13ace57ec2cf3f74857b32df597cb716047198c2d6ec',
      picked: ['𠮷祥里', 'a', '妇女之家'],
    });
  });
});

describe('a sample', () => {
  const frame = ['a', 'b', 'c', 'd', 'e'];

  test('larger than the frame is refused, doubles counting once', () => {
    expect(() => drawSample({ frame, size: 6, seed: 's' })).toThrow(SampleLargerThanFrame);
    expect(() => drawSample({ frame: ['a', 'a'], size: 2, seed: 's' })).toThrow(SampleLargerThanFrame);
    expect(() => drawSample({ frame: [], size: 1, seed: 's' })).toThrow(SampleLargerThanFrame);
    expect(drawSample({ frame, size: 5, seed: 's' }).picked.toSorted()).toStrictEqual(frame);
  });

  test.each([
    [{ frame, size: 0, seed: 's' }],
    [{ frame, size: 1.5, seed: 's' }],
    [{ frame, size: 1, seed: '' }],
    [{ frame, size: 1, seed: 's\0a' }],
    [{ frame: ['a\0b'], size: 1, seed: 's' }],
    [{ frame: [''], size: 1, seed: 's' }],
  ])('of %j is refused', (draw) => {
    expect(() => drawSample(draw)).toThrow(z.ZodError);
  });

  test('of text in a second spelling is refused', () => {
    expect(() => drawSample({ frame, size: 1, seed: 'e\u0301' })).toThrow(NotCanonical);
    expect(() => drawSample({ frame: ['e\u0301'], size: 1, seed: 's' })).toThrow(NotCanonical);
  });

  const ids = fc.uniqueArray(fc.string({ unit: fc.constantFrom(...'abcdefghij'), minLength: 1, maxLength: 6 }), {
    minLength: 1,
    maxLength: 30,
  });
  const drawn = fc.tuple(
    ids,
    fc.nat(),
    fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 8 }),
  );

  test('does not depend on the order of the frame, holds its size of different members, and goes on when enlarged', () => {
    fc.assert(
      fc.property(drawn, ([members, pick, seed]) => {
        const size = (pick % members.length) + 1;
        const sample = drawSample({ frame: members, size, seed });
        expect(drawSample({ frame: [...members.toReversed(), ...members], size, seed })).toStrictEqual(sample);
        expect(new Set(sample.picked).size).toBe(size);
        expect(members).toEqual(expect.arrayContaining([...sample.picked]));
        const all = drawSample({ frame: members, size: members.length, seed });
        expect(all.picked.slice(0, size)).toStrictEqual(sample.picked);
      }),
    );
  });

  test('another seed draws another order, each member about as often', () => {
    const first = new Map<string, number>();
    for (let seed = 0; seed < 2_000; seed += 1) {
      const [picked = ''] = drawSample({ frame, size: 1, seed: String(seed) }).picked;
      first.set(picked, (first.get(picked) ?? 0) + 1);
    }
    // 400 each are expected; 5 standard deviations are 90.
    for (const id of frame) expect(Math.abs((first.get(id) ?? 0) - 400)).toBeLessThan(90);
  });
});
