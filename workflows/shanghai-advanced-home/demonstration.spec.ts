/** The demonstration's federation stands on its feet, fills annex 1's places, and is nobody's. */
import { expect, test } from '@jest/globals';
import { demonstrationSchema, simulationSchema } from '../../libs/lifecycle/simulation.js';
import { demonstration } from './demonstration.js';
import { quotas } from './quotas.js';
import { simulation } from './simulation.js';

const homes: { home: string; unit: string; name: string; standings?: Record<string, string> }[] = demonstration.homes;
const units: { unit: string; parent?: string }[] = demonstration.units;
const parents = new Map(units.map(({ unit, parent }) => [unit, parent]));

/** The unit right under the organising federation that a unit belongs to. */
function topOf(unit: string): string {
  const parent = parents.get(unit);
  return parent === undefined || parent === 'shanghai' ? unit : topOf(parent);
}

test('demonstration and simulation are values of their schemas', () => {
  expect(demonstrationSchema.safeParse(demonstration).error?.issues ?? []).toEqual([]);
  expect(simulationSchema.safeParse(simulation).error?.issues ?? []).toEqual([]);
});

test('the 25 units of annex 1 stand right under the city, with a 2.0 home for each place and more', () => {
  const top = units.filter(({ parent }) => parent === 'shanghai').map(({ unit }) => unit);
  expect(top.sort()).toEqual(Object.keys(quotas.apply.table).sort());
  for (const [unit, places] of Object.entries(quotas.apply.table)) {
    const growth = homes.filter((each) => topOf(each.unit) === unit && each.standings?.['growth'] !== undefined);
    expect([unit, growth.length > places]).toEqual([unit, true]);
  }
});

test('parents come before those below them, ids and names are there once, every name says that it is invented', () => {
  const orphans = units.filter(
    ({ parent }, index) => parent !== undefined && !units.slice(0, index).some(({ unit }) => unit === parent),
  );
  expect(orphans).toEqual([]);
  for (const { unit } of homes) expect(parents.has(unit)).toBe(true);
  expect(new Set(homes.map(({ home }) => home)).size).toBe(homes.length);
  expect(new Set(homes.map(({ name }) => name)).size).toBe(homes.length);
  expect(homes.filter(({ name }) => !name.startsWith('演示'))).toEqual([]);
});

test('some homes are not in the 2.0 register, and some are 3.0 already', () => {
  expect(homes.filter(({ standings }) => standings?.['growth'] === undefined)).toHaveLength(19);
  expect(homes.filter(({ standings }) => standings?.['advanced'] !== undefined)).toHaveLength(12);
  expect(homes).toHaveLength(281);
});
