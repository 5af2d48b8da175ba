import { describe, expect, test } from '@jest/globals';
import { WORD_FAULTS, CHART_FAULTS } from './faults/charts.js';
import { check, CHART, finds } from './finds.js';
import { planted } from './plant.js';
import { small } from '../small.js';

describe('words that charts may not hold', () => {
  finds(WORD_FAULTS);
});

describe('charts', () => {
  finds(CHART_FAULTS);

  test('no birth', () => {
    const found = check(planted(small, { [`${CHART}/absent`]: undefined }));
    expect(found).toContainEqual({
      pointer: '/subjects/0/chart/initial',
      reason: 'initialUnknown',
      params: { initial: 'absent' },
    });
  });

  test('a fact that no stage lists is never yielded either', () => {
    const pointer = '/subjects/0/facts/lanternLost';
    expect(check(planted(small, { [pointer]: { fields: {} } }))).toEqual([
      { pointer, reason: 'factNeverListed', params: { fact: 'lanternLost' } },
      { pointer, reason: 'factNeverYielded', params: { fact: 'lanternLost' } },
    ]);
  });

  test('dates along a way back may be earlier: the return of what was shown keeps the first date', () => {
    expect(check(planted(small, { '/deadlines/judgingDue/date': '2031-02-01' }))).toEqual([]);
  });

  test('dates are carried over stages that have none', () => {
    const between = {
      [`${CHART}/shown/meta`]: { holder: 'keeper', noDeadline: 'title' },
      [`${CHART}/judged/meta`]: { holder: 'keeper', deadline: 'judgingDue', closed: true },
    };
    expect(check(planted(small, between))).toEqual([]);
    const backwards = planted(small, { ...between, '/deadlines/judgingDue/date': '2031-01-31' });
    expect(check(backwards).map(({ reason, pointer }) => [reason, pointer])).toEqual([
      ['dateBackwards', `${CHART}/judged/meta/deadline`],
    ]);
  });
});
