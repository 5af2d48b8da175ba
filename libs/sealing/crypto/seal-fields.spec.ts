import { describe, expect, test } from '@jest/globals';
import type { Json } from '../../engine/canonical/canonical-json.js';
import { isSealed, KeyErased, type Place } from '../../engine/ports/sealing.js';
import { BadPlace, fieldSealer, sealFields, unsealAll } from './seal-fields.js';
import { MemoryKeys } from '../keys/memory-keys.js';
import { seededRandom } from './random.js';
import { Tampered } from './seal.js';

const FORM = {
  title: 'A',
  people: [
    { id: 'p1', name: '甲', 'a/b~c': '1' },
    { id: 'p2', name: '乙', 'a/b~c': '2' },
  ],
  story: { text: '家风', pages: 2 },
};
const PLACES: Place[] = [
  { pointer: '/people/0/name', key: 'person:p1', purpose: 'person' },
  { pointer: '/people/1/name', key: 'person:p2', purpose: 'person' },
  { pointer: '/people/1/a~1b~0c', key: 'person:p2', purpose: 'person' },
  { pointer: '/story', key: 'subject:application-r.1', purpose: 'subject' },
];
const ALL = () => true;

function fixture() {
  const random = seededRandom('1');
  const keys = new MemoryKeys(random);
  return { random, keys, factId: 'f1' };
}

async function sealedForm() {
  const given = fixture();
  return { ...given, sealed: (await sealFields(FORM, PLACES, given)) as typeof FORM };
}

describe('personal fields of a fact', () => {
  test('only the places are sealed, and all of them', async () => {
    const { sealed } = await sealedForm();
    expect(sealed.title).toBe('A');
    expect(sealed.people[0]?.id).toBe('p1');
    expect(sealed.people[0]?.['a/b~c']).toBe('1');
    for (const value of [sealed.people[0]?.name, sealed.people[1]?.name, sealed.people[1]?.['a/b~c'], sealed.story])
      expect(isSealed(value)).toBe(true);
    expect(JSON.stringify(sealed)).not.toMatch(/甲|乙|家风/);
  });

  test('a reader who may see them gets the form back', async () => {
    const { sealed, keys } = await sealedForm();
    expect(await unsealAll(sealed, { factId: 'f1', keys, may: ALL })).toEqual(FORM);
  });

  test('a reader who may not see a key’s values gets none of them, and its key is not even fetched', async () => {
    const { sealed, keys } = await sealedForm();
    const fetched: string[] = [];
    const watched = { get: (id: string) => (fetched.push(id), keys.get(id)) };
    const seen = await unsealAll(sealed, { factId: 'f1', keys: watched, may: (id) => id === 'person:p1' });
    expect(seen).toMatchObject({
      people: [{ name: '甲' }, { name: { $withheld: { key: 'person:p2' } } }],
      story: { $withheld: { key: 'subject:application-r.1' } },
    });
    expect(fetched).toEqual(['person:p1']);
  });

  test('an erased person reads as erased, the rest stays', async () => {
    const { sealed, keys } = await sealedForm();
    await keys.erase(['person:p2']);
    expect(await unsealAll(sealed, { factId: 'f1', keys, may: ALL })).toMatchObject({
      people: [{ name: '甲' }, { name: { $erased: { key: 'person:p2' } }, 'a/b~c': { $erased: { key: 'person:p2' } } }],
      story: FORM.story,
    });
  });

  test('nothing more can be sealed for an erased person', async () => {
    const { sealed, ...given } = await sealedForm();
    await given.keys.erase(['person:p2']);
    await expect(fieldSealer(given.keys, given.random).seal(FORM, PLACES, 'f2')).rejects.toThrow(KeyErased);
    expect(sealed).toBeDefined();
  });

  test('values that changed places within a fact are noticed, also under one key', async () => {
    const { sealed, keys } = await sealedForm();
    const [first, second] = sealed.people;
    const swapped = { ...sealed, people: [first, { ...second, name: second?.['a/b~c'], 'a/b~c': second?.name }] };
    await expect(unsealAll(swapped as Json, { factId: 'f1', keys, may: ALL })).rejects.toThrow(Tampered);
    await expect(unsealAll(sealed, { factId: 'f2', keys, may: ALL })).rejects.toThrow(Tampered);
  });

  test('a sealed value that lost a member is noticed, not passed on', async () => {
    const { keys } = fixture();
    const bad = { name: { $sealed: { key: 'person:p1', nonce: 'AAAAAAAAAAAAAAAA' } } };
    await expect(unsealAll(bad, { factId: 'f1', keys, may: ALL })).rejects.toThrow(Tampered);
  });

  test.each<[string, Json, Place[]]>([
    ['a place that is not there', { a: 1 }, [{ pointer: '/b', key: 'person:p1', purpose: 'person' }]],
    ['no pointer', { a: 1 }, [{ pointer: 'a', key: 'person:p1', purpose: 'person' }]],
    ['a place twice', { a: 1 }, ['/a', '/a'].map((pointer) => ({ pointer, key: 'person:p1', purpose: 'person' }))],
    [
      'one place inside another',
      { a: { b: { c: 1 } } },
      ['/a/b/c', '/a'].map((pointer) => ({ pointer, key: 'person:p1', purpose: 'person' })),
    ],
    [
      'a place inside all of the data',
      { a: 1 },
      ['', '/a'].map((pointer) => ({ pointer, key: 'person:p1', purpose: 'person' })),
    ],
    ['a typed value that looks sealed', { a: { $sealed: 'x' } }, []],
    [
      'a typed value that looks erased, inside a place',
      { a: { b: { $erased: {} } } },
      [{ pointer: '/a', key: 'person:p1', purpose: 'person' }],
    ],
  ])('refuses %s', async (_what, data, places) => {
    await expect(sealFields(data, places, fixture())).rejects.toThrow(BadPlace);
  });

  test('all of a fact’s data can be one place', async () => {
    const given = fixture();
    const sealed = await sealFields('x', [{ pointer: '', key: 'person:p1', purpose: 'person' }], given);
    expect(isSealed(sealed)).toBe(true);
    expect(await unsealAll(sealed, { ...given, may: ALL })).toBe('x');
  });
});
