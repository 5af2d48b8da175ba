/** Bodies in which one thing is wrong, and where. */
import type { Chance } from './chance.js';
import type { Good } from './good.js';
import { isAtOrUnder, placesIn, put, replaced, under } from './pointers.js';
import { EVENTS_OF_MACHINES, NO_JSON } from './texts.js';

export interface Spoilt {
  readonly what: string;
  readonly payload: Buffer;
  readonly statuses: readonly number[];
  /** Why, where there is one reason only. */
  readonly reason?: string;
  /** Where the body is wrong: a problem must be told at this place, above or below it. */
  readonly pointer?: string;
}

/** Stands for what JSON.stringify would not write, until it is put in. */
const RAW = '\u2039raw\u203a';
const RAW_VALUES = [
  '1e400',
  '-1e400',
  '9007199254740993',
  '1e21',
  '0.1',
  '-0.0000001',
  `${'['.repeat(60_000)}${']'.repeat(60_000)}`,
];
const OF_OTHER_TYPES: readonly unknown[] = [null, [], {}, [[]], [null], { a: { b: {} } }];
const RESERVED: readonly unknown[] = [
  { $sealed: { key: 'test.x', nonce: 'AAAA', bytes: 'AAAA' } },
  { $erased: '2024-01-01T00:00:00.000Z' },
  { $withheld: true },
];
const BAD_TEXTS = ['\ud800', 'a\udc00b', 'e\u0301', '\u1112\u1161\u11ab'];
const BAD_IN_FORMS = ['a\u0000b', 'a\r\nb', '\r', 'x'.repeat(100_000)];
const SURPLUS = [
  'x',
  '$sealed',
  '$erased',
  '$withheld',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'a/b',
  'a~b',
  '𠮷',
  ' ',
  'xstate.init',
];

type Spoiling = (good: Good, chance: Chance) => Spoilt | undefined;

const WAYS: readonly Spoiling[] = [
  wrongType,
  wrongType,
  wrongType,
  missing,
  missing,
  surplus,
  surplus,
  badText,
  badText,
  reserved,
  prototypes,
  twice,
  otherRoot,
  otherCase,
  twoTargets,
  cutOff,
  noJson,
  crowded,
  deep,
  deep,
  tooLarge,
  machineEvents,
];

/** One of the ways that fits the request. */
export function spoilt(good: Good, chance: Chance): Spoilt {
  for (;;) {
    const found = chance.pick(WAYS)(good, chance);
    if (found) return found;
  }
}

const unsound = [409, 422];

function isOpaque({ opaque = [] }: Good, pointer: string): boolean {
  return opaque.some((each) => isAtOrUnder(pointer, each));
}

function told(good: Good, what: string, pointer: string, json: string, opaque = isOpaque(good, pointer)): Spoilt {
  const payload = Buffer.from(json);
  return opaque ? { what, payload, statuses: unsound } : { what, payload, statuses: [422], pointer };
}

function wrongType(good: Good, chance: Chance): Spoilt {
  const { pointer, value } = chance.pick(placesIn(good.body));
  const isWhole = typeof value === 'object';
  const other: unknown = isWhole
    ? chance.pick([null, 0, '', 'x', true, ['x'], RAW])
    : chance.pick([...OF_OTHER_TYPES, RAW]);
  const raw = chance.pick(isWhole ? RAW_VALUES.slice(0, -1) : RAW_VALUES);
  const body = replaced(good.body, pointer, (holder, name) => put(holder, name, other));
  const told_ = told(good, 'of another type', pointer, JSON.stringify(body).replace(JSON.stringify(RAW), raw));
  // A number where a number may stand is another one, and is refused for what it says.
  return other === RAW && typeof value === 'number' ? { ...told_, statuses: unsound } : told_;
}

function missing(good: Good, chance: Chance): Spoilt {
  const pointer = chance.pick(good.required);
  const body = replaced(good.body, pointer, (holder, name) => Reflect.deleteProperty(holder, name));
  return told(good, 'missing', pointer, JSON.stringify(body), false);
}

function surplus(good: Good, chance: Chance): Spoilt {
  const pointer = under(chance.pick(good.strict), chance.pick(SURPLUS));
  const value = chance.pick<unknown>([1, 'x', null, {}, ...RESERVED]);
  const body = replaced(good.body, pointer, (holder, name) => put(holder, name, value));
  return told(good, 'surplus', pointer, JSON.stringify(body));
}

function badText(good: Good, chance: Chance): Spoilt | undefined {
  const texts = placesIn(good.body).filter(({ value }) => typeof value === 'string');
  if (texts.length === 0) return undefined;
  const { pointer } = chance.pick(texts);
  const text = chance.pick(good.opaque ? BAD_TEXTS : [...BAD_TEXTS, ...BAD_IN_FORMS]);
  const body = replaced(good.body, pointer, (holder, name) => put(holder, name, text));
  return told(good, 'text that is none', pointer, JSON.stringify(body));
}

function reserved(good: Good, chance: Chance): Spoilt {
  const { pointer } = chance.pick(placesIn(good.body));
  const body = replaced(good.body, pointer, (holder, name) => put(holder, name, chance.pick(RESERVED)));
  return told(good, 'reserved members', pointer, JSON.stringify(body));
}

function prototypes(good: Good, chance: Chance): Spoilt {
  const holders = placesIn(good.body).filter(({ value }) => typeof value === 'object' && !Array.isArray(value));
  const at = under(chance.pick([{ pointer: '' }, ...holders]).pointer, 'x');
  const escaped = chance.oneIn(3);
  const body = replaced(good.body, at, (holder) =>
    chance.oneIn(2)
      ? put(holder, '__proto__', { admin: true })
      : put(holder, 'constructor', { prototype: { admin: true } }),
  );
  const json = JSON.stringify(body);
  const payload = escaped
    ? json.replace('"__proto__"', '"\\u005f_proto__"').replace('"constructor"', '"\\u0063onstructor"')
    : json;
  return { what: 'a prototype', payload: Buffer.from(payload), statuses: [400], reason: 'jsonMalformed' };
}

/** A member twice: the last one counts, and it is wrong. */
function twice({ body }: Good, chance: Chance): Spoilt {
  const name = chance.pick(Object.keys(body));
  const json = `${JSON.stringify(body).slice(0, -1)},${JSON.stringify(name)}:[1]}`;
  // What a command takes is its form's to judge, and there it is at that place too.
  return { what: 'twice', payload: Buffer.from(json), statuses: [422], pointer: under('', name) };
}

function otherRoot(_good: Good, chance: Chance): Spoilt {
  const json = chance.pick(['null', '0', '-0', '""', '"x"', 'true', '[]', '[{}]', '[[]]', '1e400']);
  return { what: 'no object', payload: Buffer.from(json), statuses: [422], pointer: '' };
}

/** A key that is no id. */
function otherCase(good: Good, chance: Chance): Spoilt | undefined {
  const keys = placesIn(good.body).filter(
    ({ pointer, value }) => pointer.startsWith('/target/key/') && value !== String(value).toUpperCase(),
  );
  if (keys.length === 0) return undefined;
  const { pointer, value } = chance.pick(keys);
  const body = replaced(good.body, pointer, (holder, name) => put(holder, name, String(value).toUpperCase()));
  return told(good, 'another case', pointer, JSON.stringify(body));
}

function twoTargets(good: Good): Spoilt | undefined {
  if (!good.required.includes('/target/key')) return undefined;
  const body = replaced(good.body, '/target/stream', (holder, name) => put(holder, name, 'application-test.2024.h1'));
  return told(good, 'two targets', '/target', JSON.stringify(body));
}

function cutOff({ body }: Good, chance: Chance): Spoilt {
  const json = JSON.stringify(body);
  const payload = Buffer.from(json.slice(0, chance.below(json.length)));
  return { what: 'cut off', payload, statuses: [400], reason: noJsonReason(payload) };
}

function noJson(_good: Good, chance: Chance): Spoilt {
  const [what, payload] = chance.pick(NO_JSON);
  return { what, payload, statuses: [400], reason: noJsonReason(payload) };
}

function noJsonReason({ length }: Buffer): string {
  return length === 0 ? 'bodyMissing' : 'jsonMalformed';
}

/** Deeper than anybody writes: whoever looks at it by calling themselves runs out of stack. */
function deep(good: Good, chance: Chance): Spoilt {
  const pointer = chance.pick([...good.required, ...(good.opaque ?? [])]);
  const [open, shut] = chance.pick([
    ['[', ']'],
    ['{"a":', '}'],
    ['[{"a":[', ']}]'],
  ] as const);
  const depth = chance.pick([61, 120, 129, 1_000, 20_000]);
  const raw = `${open.repeat(depth)}0${shut.repeat(depth)}`;
  const body = replaced(good.body, pointer, (holder, name) => put(holder, name, RAW));
  return told(good, 'deep', pointer, JSON.stringify(body).replace(JSON.stringify(RAW), raw));
}

/** More members, or more rows, than anybody has. */
function crowded(good: Good, chance: Chance): Spoilt {
  const pointer = chance.pick([...good.required, ...good.strict.filter((place) => place !== '')]);
  const many: unknown = chance.oneIn(2)
    ? Array.from({ length: 20_000 }, () => 0)
    : Object.fromEntries(Array.from({ length: 9_000 }, (_, index) => [`m${index}`, index]));
  const body = replaced(good.body, pointer, (holder, name) => put(holder, name, many));
  return told(good, 'crowded', pointer, JSON.stringify(body));
}

const MORE_THAN_ANY_BODY = 1_100_000;

function tooLarge({ body }: Good, chance: Chance): Spoilt | undefined {
  if (!chance.oneIn(4)) return undefined;
  const json = JSON.stringify(body);
  const blanks = ' '.repeat(MORE_THAN_ANY_BODY + chance.below(1000));
  return { what: 'too large', payload: Buffer.from(`${blanks}${json}`), statuses: [413], reason: 'bodyTooLarge' };
}

const CODE_IN_CHARTS = [
  'always',
  'after',
  'invoke',
  'entry',
  'exit',
  'onDone',
  'onError',
  'activities',
  'actions',
  'context',
  'id',
];

/** A programme whose chart has code, a clock, or events that its machine makes itself. */
function machineEvents(good: Good, chance: Chance): Spoilt | undefined {
  if (!('definition' in good.body)) return undefined;
  const states = placesIn(good.body).filter(({ pointer }) =>
    /^\/definition\/subjects\/\d+\/chart\/states(\/[^/]+\/states)*\/[^/]+$/.test(pointer),
  );
  const { pointer: state } = chance.pick(states);
  const isEvent = chance.oneIn(2);
  const name = chance.pick(isEvent ? EVENTS_OF_MACHINES.slice(0, 12) : CODE_IN_CHARTS);
  const pointer = under(isEvent ? `${state}/on` : state, name);
  const body = replaced(good.body, under(state, 'x'), (holder) => {
    const on = (holder as { on?: object }).on ?? {};
    if (isEvent) {
      put(on, name, 'absent');
      put(holder, 'on', on);
    } else
      put(holder, name, chance.pick<unknown>([{ 1000: 'absent' }, 'absent', [{ target: 'absent' }], { src: 'x' }]));
  });
  return told(good, `${name} in a chart`, pointer, JSON.stringify(body));
}
