import { expect, test } from '@jest/globals';
import { alignColumns } from './align-columns.js';

test('columns line up where a Chinese character takes two cells, in every column', () => {
  expect(
    alignColumns([
      ['来信', 'x', 'end'],
      ['abc', '徐汇妇联', 'end'],
      ['来信来信', '“x’', 'end'],
    ]),
  ).toEqual(['来信      x         end', 'abc       徐汇妇联  end', '来信来信  “x’       end']);
});

test('a missing cell is an empty one, and no line ends in spaces', () => {
  expect(alignColumns([['long', 'x'], ['a']])).toEqual(['long  x', 'a']);
  expect(alignColumns([])).toEqual([]);
});
