import { describe, expect, test } from '@jest/globals';
import { chinese, type MessageKey } from './messages.js';
import { english } from './messages-en.js';
import { languageOf, translator } from './translate.js';

const placeholders = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).toSorted();

describe('what the command line says', () => {
  test.each(Object.keys(chinese) as MessageKey[])('%s takes the same parameters in both languages', (key) => {
    expect(placeholders(english[key])).toEqual(placeholders(chinese[key]));
  });

  test.each([
    [['verify'], 'zh'],
    [['verify', '--lang', 'en'], 'en'],
    [['--lang=en', 'verify'], 'en'],
    [['--lang', 'en', 'verify', '--lang=zh'], 'zh'],
    [['verify', '--lang'], 'zh'],
  ])('%j is answered in %s', (args, language) => expect(languageOf(args)).toBe(language));

  test('a parameter that holds braces is put in as it is', () => {
    expect(translator('en')('stream.absent', { stream: '{at}' })).toBe('there is no stream {at}');
  });
});
