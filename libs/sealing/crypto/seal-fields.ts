import type { Json } from '../../engine/canonical/canonical-json.js';
import {
  isSealed,
  KeyErased,
  type Keys,
  type Place,
  type RandomSource,
  type Sealer,
} from '../../engine/ports/sealing.js';
import { seal, Tampered, unseal } from './seal.js';

/** Stands where a value was whose key is gone. */
export type Erased = { readonly $erased: { readonly key: string } };
/** Stands where a value is that the reader may not see. */
export type Withheld = { readonly $withheld: { readonly key: string } };

/** Fields of one fact. A form with more personal fields than this is not a form. */
export const PLACES_LIMIT = 1024;
const DEPTH_LIMIT = 64;
const RESERVED = ['$sealed', '$erased', '$withheld'];

export class BadPlace extends Error {
  constructor(
    readonly pointer: string,
    why: string,
  ) {
    super(`${why}: ${pointer === '' ? '(all of the data)' : pointer}`);
  }
}

/** The sealer that the engine is given. */
export function fieldSealer(keys: Keys, random: RandomSource): Sealer {
  return { seal: (data, places, factId) => sealFields(data, places, { keys, random, factId }) };
}

export interface SealFields {
  readonly keys: Keys;
  readonly random: RandomSource;
  readonly factId: string;
}

/** `data` with the value at each place sealed; keys that are not there yet are made. @throws {BadPlace} @throws {KeyErased} */
export async function sealFields(
  data: Json,
  places: readonly Place[],
  { keys, random, factId }: SealFields,
): Promise<Json> {
  checkPlaces(places);
  const purposes = new Map(places.map(({ key, purpose }) => [key, purpose]));
  const keyBytes = new Map(
    await Promise.all([...purposes].map(async ([key, purpose]) => [key, await keys.ensure(key, purpose)] as const)),
  );
  const wanted = new Map(places.map((place) => [place.pointer, place]));
  const sealed = walk(data, '', 0, (value, pointer) => {
    const place = wanted.get(pointer);
    if (place === undefined) {
      refuseReserved(value, pointer);
      return undefined;
    }
    wanted.delete(pointer);
    const key = keyBytes.get(place.key);
    if (key === undefined) throw new KeyErased(place.key);
    walk(value, pointer, 0, (inner, at) => refuseReserved(inner, at));
    return seal(value, { keyId: place.key, key, factId, pointer, random });
  });
  for (const pointer of wanted.keys()) throw new BadPlace(pointer, 'no value to seal there');
  return sealed;
}

export interface UnsealAll {
  readonly factId: string;
  readonly keys: Pick<Keys, 'get'>;
  /** Whether the reader may see what this key sealed. */
  readonly may: (keyId: string) => boolean;
}

/**
 * `data` of the fact `factId` with every sealed value opened, or {@link Erased} or {@link Withheld} in its place.
 * @throws {Tampered} a value that should open does not, or is no more a sealed value.
 */
export async function unsealAll(data: Json, { factId, keys, may }: UnsealAll): Promise<Json> {
  const used = new Set<string>();
  walk(data, '', 0, (value, pointer) => {
    if (!isRecord(value) || !Object.hasOwn(value, '$sealed')) return undefined;
    if (!isSealed(value)) throw new Tampered(factId, pointer, '(unreadable)');
    used.add(value.$sealed.key);
    return null;
  });
  const opened = new Map<string, Uint8Array | undefined>();
  for (const key of used) if (may(key)) opened.set(key, await keys.get(key));
  return walk(data, '', 0, (value, pointer): Json | undefined => {
    if (!isSealed(value)) return undefined;
    const { key } = value.$sealed;
    if (!opened.has(key)) return { $withheld: { key } } satisfies Withheld;
    const bytes = opened.get(key);
    return bytes === undefined ? ({ $erased: { key } } satisfies Erased) : unseal(value, bytes, { factId, pointer });
  });
}

function checkPlaces(places: readonly Place[]): void {
  if (places.length > PLACES_LIMIT)
    throw new BadPlace(places[PLACES_LIMIT]?.pointer ?? '', `more than ${PLACES_LIMIT} places`);
  const pointers = new Set<string>();
  for (const { pointer } of places) {
    if (pointer !== '' && !pointer.startsWith('/')) throw new BadPlace(pointer, 'not a JSON pointer');
    if (pointers.has(pointer)) throw new BadPlace(pointer, 'the same place twice');
    pointers.add(pointer);
  }
  for (const pointer of pointers) {
    for (let end = pointer.lastIndexOf('/'); end >= 0; end = pointer.lastIndexOf('/', end - 1)) {
      if (pointers.has(pointer.slice(0, end))) throw new BadPlace(pointer, 'inside another place');
      if (end === 0) break;
    }
  }
}

function refuseReserved(value: Json, pointer: string): undefined {
  if (!isRecord(value)) return;
  const found = RESERVED.find((name) => Object.hasOwn(value, name));
  // A value that looks sealed but was typed by someone would never open, and would stand in the log for ever.
  if (found !== undefined) throw new BadPlace(`${pointer}/${found}`, 'a reserved member');
}

/** Rebuilds `value`, letting `replace` put something else in place of any part of it (undefined: leave it and go on inside). */
function walk(
  value: Json,
  pointer: string,
  depth: number,
  replace: (value: Json, pointer: string) => Json | undefined,
): Json {
  if (depth > DEPTH_LIMIT) throw new BadPlace(pointer, `deeper than ${DEPTH_LIMIT} levels`);
  const replaced = replace(value, pointer);
  if (replaced !== undefined) return replaced;
  if (isList(value)) return value.map((item, index) => walk(item, `${pointer}/${index}`, depth + 1, replace));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => [name, walk(member, `${pointer}/${escaped(name)}`, depth + 1, replace)]),
  );
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isRecord(value: Json): value is { readonly [member: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
