/** What hostile requests are made of, beside texts: tokens, targets, headers. */
import type { Chance } from './chance.js';
import type { Scene, Who } from './scene.js';
import * as texts from './texts.js';

export const STANDING = [
  'application-test.2024.h1',
  'application-test.2024.h2',
  'roster-test.2024.pudong',
  'cycle-test.2024',
  'home-test.h1',
  'unit-test.pudong',
];
export const ELSEWHERE = [
  'application-other.2024.h1',
  'application-test.2023.h1',
  'application-test.2024',
  'application-test.2024.h1.x',
  'platform-test.root',
  'a-b.c',
  'constructor-test.2024.h1',
];

export const ODD_HEADERS: readonly (readonly [string, string])[] = [
  ['X-HTTP-Method-Override', 'DELETE'],
  ['X-Forwarded-For', "127.0.0.1'; --"],
  ['X-Forwarded-Proto', 'javascript'],
  ['X-Original-URL', '/metrics'],
  ['Accept', 'application/xml;q=NaN'],
  ['Accept-Encoding', 'gzip, br, *;q=0'],
  ['Cookie', `__proto__=1; a=${'x'.repeat(4_000)}`],
  ['Origin', 'null'],
  ['Range', 'bytes=0-0,1-99999999999'],
  ['If-None-Match', '*'],
  ['If-Modified-Since', 'never'],
  ['Upgrade-Insecure-Requests', '\u202E'],
  ['X-Request-Id', '\u001b[31m'],
  ['Content-Type', 'application/json'],
  ['Referer', 'javascript:alert(1)'],
  ['TE', 'trailers, deflate'],
  ['constructor', 'x'],
  ['__proto__', 'x'],
];

export function badToken({ tokens }: Scene, chance: Chance): readonly [string | undefined, Who | undefined] {
  const who = chance.pick<Who | 'forged'>(['tokenRevoked', 'calendar', 'forged', 'forged', 'forged']);
  if (who !== 'forged') return [undefined, who];
  const good = tokens.office;
  const text = chance.pick([
    undefined,
    '',
    'Bearer',
    'Bearer ',
    `Bearer  ${good}`,
    `Bearer ${good} `.padEnd(good.length + 10, 'x'),
    `Bearer ${good.slice(0, -1)}${good.endsWith('A') ? 'B' : 'A'}`,
    `Bearer ${good.slice(0, 20)}_${'A'.repeat(43)}`,
    `Bearer hth_${'0'.repeat(16)}_${'A'.repeat(43)}`,
    `Bearer ${good},${good}`,
    `Bearer ${'a'.repeat(8_000)}`,
    `Token ${good}`,
    `Basic ${Buffer.from('office:wrong').toString('base64')}`,
    'Basic =',
    'Digest username="x"',
    good,
    'Bearer null',
    "Bearer ' or '1'='1",
    'Bearer ../../x',
    'Bearer 令牌',
    'Bearer hth_${id}_${secret}',
  ]);
  return [text, undefined];
}

/** Members by names that forms have, with whatever in them. */
export function anything(chance: Chance): object {
  const names = [
    'plan',
    'form',
    'row',
    'marks',
    'reason',
    'value',
    'unit',
    'definition',
    'filledOn',
    'sentTo',
    'account',
  ];
  const values: readonly unknown[] = [
    ...texts.ODD_TEXTS,
    ...texts.INJECTIONS,
    null,
    0,
    -1,
    1.5,
    [],
    {},
    [[]],
    { points: 1 },
  ];
  return Object.fromEntries(names.filter(() => chance.oneIn(3)).map((name) => [name, chance.pick(values)]));
}

export function oddFor(name: string): readonly string[] {
  const any = [...texts.ODD_TEXTS, ...texts.INJECTIONS, ...texts.LONG_TEXTS];
  if (name === 'limit') return [...texts.BAD_COUNTS, ...any];
  if (name === 'at') return [...texts.BAD_INSTANTS, '0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z', ...any];
  return [...any, ...texts.EVENTS_OF_MACHINES];
}

export function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
