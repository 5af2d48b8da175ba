/** What no list thinks of: texts, headers and bodies drawn at random. */
import type { Chance } from './chance.js';
import { ELSEWHERE, STANDING } from './oddities.js';
import { put } from './pointers.js';
import { INJECTIONS, ODD_TEXTS } from './texts.js';

const MOST_CHARACTERS = 60;
const MOST_INNER = 4;
const NUMBERS: readonly number[] = [0, 1, -1, 0.1, -1e-7, 1e21, Number.MAX_SAFE_INTEGER, Number.MIN_VALUE];

/** Any characters, or one of those that are known to be odd. */
export function oddText(chance: Chance): string {
  if (chance.oneIn(2)) return chance.pick([...ODD_TEXTS, ...INJECTIONS]);
  const characters = Array.from({ length: chance.below(MOST_CHARACTERS) }, () => chance.below(0x11_0000));
  return String.fromCodePoint(...characters).toWellFormed();
}

/** What a header can hold. */
export function headerText(chance: Chance): string {
  const characters = Array.from({ length: chance.below(40) }, () => 0x20 + chance.below(0x5f));
  return String.fromCodePoint(...characters).trim();
}

/** JSON of any shape, no JSON, or the shape of a command with anything in it. */
export function oddBody(chance: Chance): string {
  if (chance.oneIn(3)) return oddText(chance);
  return JSON.stringify(chance.oneIn(2) ? anyValue(chance, 5) : oddCommand(chance));
}

function oddCommand(chance: Chance): object {
  const keys = ['home', 'unit', 'cycle', 'account', 'hash'].filter(() => chance.oneIn(2));
  const target = chance.oneIn(2)
    ? { key: Object.fromEntries(keys.map((name) => [name, oddText(chance)])) }
    : { stream: chance.pick([oddText(chance), ...STANDING, ...ELSEWHERE]) };
  const more = {
    for: { stream: oddText(chance) },
    on: oddText(chance),
    newPersons: Array.from({ length: chance.below(4) }, () => oddText(chance)),
    definition: anyValue(chance, 3),
    value: anyValue(chance, 1),
  };
  const told = Object.entries(more).filter(() => chance.oneIn(2));
  return { target, input: anyValue(chance, 4), ...Object.fromEntries(told) };
}

function anyValue(chance: Chance, depth: number): unknown {
  const sort = chance.below(depth > 0 ? 6 : 4);
  if (sort === 0) return chance.pick([null, true, false]);
  if (sort === 1) return chance.pick(NUMBERS);
  if (sort < 4) return oddText(chance);
  const inner = Array.from({ length: chance.below(MOST_INNER) }, () => anyValue(chance, depth - 1));
  if (sort === 4) return inner;
  const holder = {};
  for (const value of inner) put(holder, oddText(chance), value);
  return holder;
}
