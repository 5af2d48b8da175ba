import { expect, test } from '@jest/globals';
import { readsInOrder } from './read-order.js';

const names = (reads: Parameters<typeof readsInOrder>[0]) => readsInOrder(reads).map(([alias]) => alias);

test('what another is found by comes first, in whatever order they stand', () => {
  const rosters = { subject: 'roster', each: 'cycle.listed', key: { unit: { from: 'item' } } };
  const applications = { subject: 'application', each: 'rosters.applications', key: { home: { from: 'item' } } };
  expect(names({ rosters, applications })).toEqual(['rosters', 'applications']);
  expect(names({ applications, rosters })).toEqual(['rosters', 'applications']);
});

test('a key or a cycle that is found elsewhere counts, too', () => {
  const a = { subject: 'place', key: { unit: { first: [{ from: 'c.unit' }] } } };
  const b = { subject: 'place', key: { unit: { from: 'input.unit' } }, cycle: { from: 'a.year' } };
  const c = { subject: 'home', key: { home: { from: 'key.home' } } };
  expect(names({ a, b, c })).toEqual(['c', 'a', 'b']);
});

test('those that need each other come last', () => {
  const a = { subject: 'place', key: { unit: { from: 'b.unit' } } };
  const b = { subject: 'place', key: { unit: { from: 'a.unit' } } };
  const z = { subject: 'home', key: { home: { from: 'key.home' } } };
  expect(names({ a, b, z })).toEqual(['z', 'a', 'b']);
});
