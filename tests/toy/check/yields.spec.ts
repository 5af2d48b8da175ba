import { describe, expect, test } from '@jest/globals';
import { YIELD_FAULTS } from './faults/yields.js';
import { check, finds } from './finds.js';
import { planted } from './plant.js';
import { small } from '../small.js';

describe('yields', () => {
  const mended = '/commands/mendLantern/yields/0';
  finds(YIELD_FAULTS);

  test('of what is attached the name alone is sealed', () => {
    const file = { kind: 'attachment', types: ['image/png'], maxBytes: 10 };
    const changes = {
      '/commands/mendLantern/input/file': file,
      '/subjects/0/facts/lanternMended/fields/told': { kind: 'scalar' },
    };
    const told = (path: string) => check(planted(small, { ...changes, [`${mended}/data`]: { told: { from: path } } }));
    expect(told('input.file.digest')).toEqual([]);
    const params = { path: 'input.file.name' };
    expect(told('input.file.name')).toEqual([{ pointer: `${mended}/data/told/from`, reason: 'personalRead', params }]);
  });

  test('a table with something sealed in it cannot be written as a bare value', () => {
    const rows = { kind: 'table', columns: { text: { kind: 'text', max: 9 } }, rows: { max: 3 } };
    const copied = (field: unknown) =>
      check(
        planted(small, {
          '/commands/mendLantern/input/rows': rows,
          '/subjects/0/facts/lanternMended/fields/kept': field,
          [`${mended}/data`]: { kept: { from: 'input.rows' } },
        }),
      );
    expect(copied(rows)).toEqual([]);
    const problem = { pointer: `${mended}/data/kept/from`, reason: 'personalRead', params: { path: 'input.rows' } };
    expect(copied({ kind: 'value', maxBytes: 900 })).toEqual([problem]);
  });

  test('nothing on its own subject', () => {
    const found = check(
      planted(small, {
        '/commands/lightLantern/yields/0': { fact: 'standingLeft', on: 'home', data: { standing: { value: 'x' } } },
      }),
    );
    expect(found).toContainEqual({ pointer: '/commands/lightLantern/yields', reason: 'nothingOnSelf' });
  });

  test('where the stage decides, only that stage must list the fact', () => {
    const when = { stage: 'self', in: ['kindling'] };
    const second = { fact: 'lanternReturned', on: 'self', when: { not: when } };
    const changes = {
      '/commands/mendLantern/stages': ['kindling', 'shown'],
      [`${mended}/when`]: when,
      '/commands/mendLantern/yields/1': second,
    };
    expect(check(planted(small, changes))).toEqual([]);
  });

  test('where the input decides, each fact must be listed in each stage', () => {
    const when = { path: 'input.passOn', is: true };
    const changes = {
      [`${mended}/when`]: { not: when },
      '/commands/mendLantern/yields/1': { fact: 'lanternReturned', on: 'self', when },
    };
    expect(check(planted(small, changes)).map(({ reason, pointer }) => [reason, pointer])).toEqual([
      ['factNotListed', '/commands/mendLantern/yields/1/fact'],
    ]);
  });

  test('a second fact follows from where the first leads', () => {
    const second = { fact: 'lanternReturned', on: 'self', data: { note: { value: 'x' } } };
    expect(check(planted(small, { '/commands/showLantern/yields/1': second }))).toEqual([]);
  });
});
