import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonical, NotCanonical } from './canonical-json.js';

describe('canonical JSON', () => {
  test('sorts members by UTF-16 code units, as RFC 8785 section 3.2.3 has it', () => {
    const members = { '\u20ac': 1, r: 2, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 };
    expect(canonical(members)).toBe('{"1":4,"r":2,"\u0080":6,"\u00f6":7,"\u20ac":1,"\ud83d\ude00":5}');
  });

  test('writes control characters with the short escapes', () => {
    expect(canonical('\u000f\n"\\/\b')).toBe(String.raw`"\u000f\n\"\\/\b"`);
  });

  test.each([[1.5], [2 ** 53], [Number.NaN], ['\ud800'], ['e\u0301'], ['a\r\nb'], [new Date(0)], [undefined]])(
    'refuses %p',
    (value) => {
      expect(() => canonical({ deep: [value] })).toThrow(NotCanonical);
    },
  );

  test('is the same for every order of members, and JSON reads it back', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string({ unit: 'binary-ascii' }).filter((name) => name !== '__proto__' && !name.includes('\r')),
          fc.integer(),
          { size: '+1', maxKeys: 60 },
        ),
        (members) => {
          const reversed = Object.fromEntries(Object.entries(members).reverse());
          expect(canonical(reversed)).toBe(canonical(members));
          expect(JSON.parse(canonical(members))).toEqual({ ...members });
        },
      ),
    );
  });
});
