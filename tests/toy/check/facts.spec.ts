import { describe, expect, test } from '@jest/globals';
import { SCHEMA_FAULTS, FACT_FAULTS, FORM_FAULTS } from './faults/facts.js';
import { check, finds } from './finds.js';
import { planted } from './plant.js';
import { small } from '../small.js';

describe('the schema', () => {
  finds(SCHEMA_FAULTS);

  test('brackets without end are refused, not followed', () => {
    const deep = JSON.parse('{"not":'.repeat(20_000) + '{}' + '}'.repeat(20_000)) as unknown;
    const value = planted(small, { '/commands/mendLantern/guards/0/when': deep });
    expect(check(value)).toEqual([{ pointer: '', reason: 'tooDeep', params: { limit: 60 } }]);
  });

  test.each([[null], [[]], ['x'], [{}]])('%j is no definition, and says so', (value) => {
    expect(check(value).length).toBeGreaterThan(0);
  });
});

describe('facts and folds', () => {
  finds(FACT_FAULTS);

  test('a digest may be taken of what is sealed, and persons are always there', () => {
    const digest = { op: 'set', field: 'glowDigest', to: { digest: 'data.note' } };
    const persons = {
      op: 'put',
      field: 'scores',
      each: 'data.persons',
      key: { from: 'item.part' },
      to: { from: 'item.id' },
    };
    expect(
      check(
        planted(small, {
          '/subjects/0/fields/glowDigest': { kind: 'digest', max: 1 },
          '/subjects/0/facts/lanternReturned/folds': [digest, persons],
        }),
      ),
    ).toEqual([]);
  });
});

describe('forms', () => {
  finds(FORM_FAULTS);
});
