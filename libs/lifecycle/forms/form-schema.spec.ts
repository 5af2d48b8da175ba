import { expect, test } from '@jest/globals';
import { problemsOf, schemaOf } from './form-schema.js';

test('what a form does not ask for is pointed at by its name, also where that needs escaping', () => {
  const form = schemaOf(
    { staff: { kind: 'table', columns: { name: { kind: 'text', max: 10 } }, rows: { max: 2 } } },
    {},
  );
  const pointers = (value: object): string[] => {
    const { error } = form.safeParse(value);
    return error ? problemsOf(error).map(({ pointer, reason }) => `${pointer} ${reason}`) : [];
  };
  expect(pointers({ staff: [{ name: 'a', 'b/c~d': 1 }] })).toEqual(['/staff/0/b~1c~0d unknownField']);
  expect(pointers({ staff: [], '~': 1 })).toEqual(['/~0 unknownField']);
});
