import { describe, expect, test } from '@jest/globals';
import { countCharacters } from './count-characters.js';

describe('characters of a text', () => {
  test.each([
    ['', 0],
    ['妇女之家', 4],
    ['𠮷', 1],
    ['一\n二\n\n三', 3],
    ['\n', 0],
    ['a b', 3],
    ['，。', 2],
  ])('%j has %i', (text, count) => {
    expect(countCharacters(text)).toBe(count);
  });

  test('300 with a character outside the basic plane among them are 300, and one more is 301', () => {
    const text = `${'家'.repeat(150)}𠮷\n${'女'.repeat(149)}`;
    expect(text).toHaveLength(302);
    expect(countCharacters(text)).toBe(300);
    expect(countCharacters(`${text}家`)).toBe(301);
  });
});
