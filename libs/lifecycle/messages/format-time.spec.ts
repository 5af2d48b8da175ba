import { describe, expect, test } from '@jest/globals';
import { dateInWords, dueInWords, instantInWords, localDue, localTime } from './format-time.js';

describe('what the clock on the wall shows', () => {
  test.each([
    ['2024-04-09T01:00:00.000Z', 'Asia/Shanghai', '2024-04-09', '09:00'],
    ['2024-04-08T16:00:00.000Z', 'Asia/Shanghai', '2024-04-09', '00:00'],
    ['2024-04-09T01:00:00.000Z', 'UTC', '2024-04-09', '01:00'],
    ['2024-04-09T01:00:07.900Z', 'UTC', '2024-04-09', '01:00:07'],
    // Summer time, and the evening before on the other side of the ocean.
    ['2024-07-09T01:00:00.000Z', 'Europe/Berlin', '2024-07-09', '03:00'],
    ['2024-01-09T01:00:00.000Z', 'America/New_York', '2024-01-08', '20:00'],
  ])('%s in %s: %s %s', (instant, zone, date, time) => {
    expect(localTime(instant, zone)).toEqual({ date, time });
  });
});

describe('the last moment in time', () => {
  test.each([
    // "4月15日前", the 15th counted whole: late from the 16th.
    ['2024-04-15T16:00:00.000Z', 'Asia/Shanghai', '2024-04-15', '24:00'],
    ['2023-12-31T16:00:00.000Z', 'Asia/Shanghai', '2023-12-31', '24:00'],
    ['2024-04-15T04:30:00.000Z', 'Asia/Shanghai', '2024-04-15', '12:30'],
    // The same instant is the middle of an evening in Berlin.
    ['2024-04-15T16:00:00.000Z', 'Europe/Berlin', '2024-04-15', '18:00'],
    ['2024-03-31T22:00:00.000Z', 'Europe/Berlin', '2024-03-31', '24:00'],
    // In São Paulo the 15th of October 2017 began at one o'clock.
    ['2017-10-15T03:00:00.000Z', 'America/Sao_Paulo', '2017-10-14', '24:00'],
  ])('%s in %s: %s %s', (lateFrom, zone, date, time) => {
    expect(localDue(lateFrom, zone)).toEqual({ date, time });
  });
});

describe('in words', () => {
  test('an instant is told with its zone', () => {
    expect(instantInWords('zh', '2024-04-09T01:00:00.000Z', 'Asia/Shanghai')).toBe(
      '2024年4月9日 09:00（Asia/Shanghai）',
    );
    expect(instantInWords('en', '2024-04-09T01:00:00.000Z', 'Asia/Shanghai')).toBe('2024-04-09 09:00 (Asia/Shanghai)');
    expect(instantInWords('en', '2024-04-09T01:00:00.000Z', 'UTC')).toBe('2024-04-09 01:00 (UTC)');
  });

  test('a deadline as the notice says it, a date as people write it', () => {
    expect(dueInWords('zh', '2024-04-15T16:00:00.000Z', 'Asia/Shanghai')).toBe('2024年4月15日 24:00');
    expect(dueInWords('en', '2024-04-15T16:00:00.000Z', 'Asia/Shanghai')).toBe('2024-04-15 24:00');
    expect(dateInWords('zh', '2024-04-05')).toBe('2024年4月5日');
    expect(dateInWords('en', '2024-04-05')).toBe('2024-04-05');
  });
});
