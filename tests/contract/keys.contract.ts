import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { KeyErased, type Keys } from '../../libs/engine/ports/sealing.js';
import { seal, unseal } from '../../libs/sealing/crypto/seal.js';
import { systemRandom } from '../../libs/sealing/crypto/random.js';

export interface KeysUnderTest {
  readonly keys: Keys;
  readonly close: () => Promise<void>;
}

/** What every keeper of keys must do. `open` gives one without keys. */
export function keysContract(name: string, open: () => Promise<KeysUnderTest>): void {
  describe(`keys: ${name}`, () => {
    let under: KeysUnderTest;
    beforeEach(async () => {
      under = await open();
    });
    afterEach(() => under.close());

    test('a key that was never made is undefined, and asking makes none', async () => {
      expect(await under.keys.get('person:nobody')).toBeUndefined();
      expect(await under.keys.get('person:nobody')).toBeUndefined();
    });

    test('a key made once stays the same, and others differ from it', async () => {
      const first = Buffer.from(await under.keys.ensure('person:a', 'person'));
      expect(first.byteLength).toBe(32);
      expect(Buffer.from(await under.keys.ensure('person:a', 'person'))).toEqual(first);
      expect(Buffer.from((await under.keys.get('person:a')) ?? [])).toEqual(first);
      expect(Buffer.from(await under.keys.ensure('person:b', 'person'))).not.toEqual(first);
    });

    test('twenty callers at once make one key', async () => {
      const all = await Promise.all(Array.from({ length: 20 }, () => under.keys.ensure('subject:crowd', 'subject')));
      expect(new Set(all.map((key) => Buffer.from(key).toString('hex'))).size).toBe(1);
    });

    test('what an erased key sealed cannot be opened, and others still can', async () => {
      const place = { factId: 'f', pointer: '/name' };
      const gone = seal('甲', {
        ...place,
        keyId: 'person:gone',
        key: await under.keys.ensure('person:gone', 'person'),
        random: systemRandom(),
      });
      const kept = seal('乙', {
        ...place,
        keyId: 'person:kept',
        key: await under.keys.ensure('person:kept', 'person'),
        random: systemRandom(),
      });

      const report = await under.keys.erase(['person:gone']);

      expect(report.erased).toEqual(['person:gone']);
      expect(await under.keys.get('person:gone')).toBeUndefined();
      const key = (await under.keys.get('person:kept')) ?? Buffer.alloc(32);
      expect(unseal(kept, key, place)).toBe('乙');
      expect(() => unseal(gone, key, place)).toThrow('does not open');
    });

    test('an erased key is never made again, also one that was erased before it was made', async () => {
      await under.keys.ensure('person:gone', 'person');
      await under.keys.erase(['person:gone', 'person:never']);
      await expect(under.keys.ensure('person:gone', 'person')).rejects.toThrow(KeyErased);
      await expect(under.keys.ensure('person:never', 'person')).rejects.toThrow(KeyErased);
    });

    test('erasing again changes nothing and says so', async () => {
      await under.keys.ensure('person:gone', 'person');
      await under.keys.erase(['person:gone']);
      expect((await under.keys.erase(['person:gone'])).erased).toEqual([]);
    });

    test.each([['person'], ['person:'], ['person: a'], ['Person:a'], ['person:a\n'], [`person:${'a'.repeat(300)}`]])(
      'refuses %j as a key id',
      async (id) => {
        await expect(under.keys.get(id)).rejects.toThrow('not a key id');
        await expect(under.keys.ensure(id, 'person')).rejects.toThrow('not a key id');
        await expect(under.keys.erase([id])).rejects.toThrow('not a key id');
      },
    );
  });
}
