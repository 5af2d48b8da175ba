import { describe, expect, test } from '@jest/globals';
import { chinese, type MessageKey } from '../i18n/messages.js';
import { english } from '../i18n/messages-en.js';
import { progressOn } from './progress.js';
import { languageOf, padded, saying } from './say.js';

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
    expect(saying('en')('stream.absent', { stream: '{at}' })).toBe('there is no stream {at}');
  });

  test('columns stand below each other, a Chinese character taking two cells', () => {
    expect([padded('来信', 6), padded('abc', 6), padded('来信来信', 6)]).toEqual(['来信  ', 'abc   ', '来信来信']);
  });
});

describe('progress', () => {
  const watched = (isTTY: boolean) => {
    let now = 0;
    const written: string[] = [];
    const progress = progressOn({ isTTY, write: (text) => written.push(text) }, () => now);
    return { progress, written, later: (ms: number) => (now += ms) };
  };

  test('is shown on a terminal now and then, and taken away', () => {
    const { progress, written, later } = watched(true);
    progress.show(() => 'one');
    later(99);
    progress.show(() => 'two');
    later(1);
    progress.show(() => 'three');
    progress.clear();
    progress.clear();
    expect(written).toEqual(['\r\u001B[Kone', '\r\u001B[Kthree', '\r\u001B[K']);
  });

  test('is not shown where nobody watches', () => {
    const { progress, written } = watched(false);
    progress.show(() => 'one');
    progress.clear();
    expect(written).toEqual([]);
  });
});
