/** Made-up answers can be read, keep to the limits of their fields, and give way to what is said. */
import { describe, expect, test } from '@jest/globals';
import type { Field, FieldList } from '../lifecycle/language/fields.js';
import { fillForm, type Chance, type FillingParts, type Said } from './fill-form.js';
import { schemaOf } from '../lifecycle/forms/form-schema.js';
import { countCharacters } from '../lifecycle/language/count-characters.js';

/** Not by a seed: what a thing is called says which one it is. */
const chance: Chance = { below: (n, what) => [...what].reduce((sum, each) => sum + (each.codePointAt(0) ?? 0), 0) % n };
const SENTENCES = /^(?:[A-Z][a-z]+(?:,? [a-z]+)+\.)(?: [A-Z][a-z]+(?:,? [a-z]+)+\.)*$/;

function filled(list: FieldList, told: Partial<FillingParts> = {}): Record<string, unknown> {
  return fillForm(list, { forms: {}, chance, today: '2024-04-08', what: 'a move', ...told });
}

function said(answers: Readonly<Record<string, Said>>): Partial<FillingParts> {
  return { said: (names) => answers[names.join('.')] };
}

const text = (max: number, min = 1): Field => ({ kind: 'text', max, min });

describe('a text that nothing is said of', () => {
  test.each([60, 300, 4000])('of %d characters at most is whole sentences', (max) => {
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g'])
      expect(filled({ [name]: text(max) })[name]).toMatch(SENTENCES);
  });

  test('is as long as it must be, still in whole sentences', () => {
    const { story } = filled({ story: text(2000, 900) });
    expect(countCharacters(String(story))).toBeGreaterThanOrEqual(900);
    expect(story).toMatch(SENTENCES);
  });

  test.each([
    [1, 1],
    [6, 6],
    [12, 1],
    [20, 18],
  ])('fits where at most %d and at least %d may stand', (max, min) => {
    const list = { short: text(max, min) };
    expect(schemaOf(list, {}).safeParse(filled(list)).error?.issues ?? []).toEqual([]);
  });

  test('is an address, number or code where one is asked for, of nobody', () => {
    const list = {
      mail: { kind: 'text', max: 60, pattern: 'email' },
      phone: { kind: 'text', max: 40, pattern: 'phone' },
      postcode: { kind: 'text', max: 6, pattern: 'postcode' },
    } satisfies FieldList;
    const { mail, phone, postcode } = filled(list);
    expect(mail).toMatch(/@example\.org$/);
    expect(phone).toMatch(/^00000\d{6}$/);
    expect(postcode).toMatch(/^\d{6}$/);
  });
});

describe('what is said', () => {
  const table = {
    kind: 'table',
    columns: { name: text(60), area: text(60) },
    rows: { max: 9 },
  } satisfies Field;

  test('stands in the place of what is made up', () => {
    expect(
      filled({ name: text(9), count: { kind: 'int' } }, said({ name: { value: 'Ada' }, count: { value: 3 } })),
    ).toEqual({ name: 'Ada', count: 3 });
  });

  test('of a table its rows: what they leave out is said or made up by itself', () => {
    const rows = [{ area: 'law' }, { area: 'crafts' }];
    const told = said({ staff: { value: rows }, 'staff.0.name': { value: 'Ada' } });
    const { staff } = filled({ staff: table }, told) as { staff: { name: string; area: string }[] };
    expect(staff.map(({ area }) => area)).toEqual(['law', 'crafts']);
    expect(staff[0]?.name).toBe('Ada');
    expect(staff[1]?.name).toMatch(SENTENCES);
  });

  test('of a form some answers, of its branch too; of a fixed row by its name', () => {
    const forms = {
      plan: {
        fields: {
          paid: { kind: 'flag' },
          staffing: { kind: 'branch', on: 'paid', cases: { true: { count: { kind: 'int' }, head: text(60) } } },
          steps: {
            kind: 'table',
            fixed: ['first', 'second'],
            columns: { row: { kind: 'choice', of: ['first', 'second'] }, goal: text(60) },
            rows: { min: 2, max: 2 },
          },
        } satisfies FieldList,
      },
    };
    const told = said({
      plan: { value: { paid: true, staffing: { count: 2 } } },
      'plan.staffing.head': { value: 'Ada' },
      'plan.steps.second': { value: { goal: 'open daily' } },
    });
    const { plan } = filled({ plan: { kind: 'form', form: 'plan' } }, { forms, ...told }) as {
      plan: { steps: unknown };
    };
    expect(plan).toMatchObject({ paid: true, staffing: { count: 2, head: 'Ada' } });
    expect(plan.steps).toEqual([
      { row: 'first', goal: expect.stringMatching(SENTENCES) },
      { row: 'second', goal: 'open daily' },
    ]);
  });

  test('leaves out what may be left out, and nothing else', () => {
    const unanswered = { unanswered: true } as const;
    const list = Object.fromEntries(
      ['a', 'b', 'c', 'd', 'e', 'f'].map((name): [string, Field] => [name, { kind: 'text', max: 60, required: false }]),
    );
    expect(Object.keys(filled(list)).length).toBeGreaterThan(0);
    expect(filled(list, { said: () => unanswered })).toEqual({});
    expect(filled({ must: text(60) }, { said: () => unanswered })['must']).toMatch(SENTENCES);
  });
});
