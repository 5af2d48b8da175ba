import { describe, expect, test } from '@jest/globals';
import { openProgress } from './progress.js';

describe('progress', () => {
  const watched = (isTTY: boolean) => {
    let now = 0;
    const written: string[] = [];
    const progress = openProgress({ isTTY, write: (text) => written.push(text) }, () => now);
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
