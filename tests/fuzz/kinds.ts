/** The kinds of hostile requests. Each makes one from a request of good will, and says what may come of it. */
import type { Chance } from './chance.js';
import { fits, type Operation } from './document.js';
import type { Good } from './good.js';
import type { Scene, Who } from './scene.js';
import { anything, badToken, ELSEWHERE, encoded, ODD_HEADERS, oddFor, STANDING } from './oddities.js';
import { headerText, oddBody, oddText } from './random.js';
import { spoilt } from './spoilt.js';
import * as texts from './texts.js';

/** What must be told to be wrong. */
export interface Wrong {
  readonly in: 'body' | 'query' | 'header';
  readonly pointer: string;
}

export interface Drafted {
  readonly by: Who | undefined;
  readonly method: string;
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  /** `undefined` leaves one out. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly payload: Buffer | undefined;
}

export interface Draft extends Drafted {
  readonly kind: string;
  readonly statuses: readonly number[];
  /** Why it is refused, where there is one reason only. */
  readonly reason?: string;
  readonly wrong?: Wrong;
}

export interface Ground {
  readonly operation: Operation;
  readonly scene: Scene;
  readonly chance: Chance;
  /** What would be answered with `good.status`. */
  readonly good: Good | undefined;
  readonly plain: Drafted;
}

type Kind = (ground: Ground) => Draft | undefined;

const READ = [200, 404];
const REFUSED = [400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 431];

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'];
const QUERY_NAMES = ['at', 'limit', 'cursor', 'after', 'stage', 'unit', 'category', '__proto__', 'x'];
/** What is there, in places where something else belongs. */
const NAMES_OF_OTHERS = ['2024', 'application-test.2024.h1', 'putForward', 'giveSetting', 'foundRoot', 'growth'];
/** Mostly the right one, so that something comes of the rest. */
const MEDIA_TYPES = [
  ...['application/json', 'application/json', 'application/json'],
  ...['application/json; charset=x', 'text/plain', undefined],
];

const writes = ({ operation }: Ground): boolean => operation.takesBody;
const mostly = (ground: Ground): readonly number[] => (writes(ground) ? REFUSED : [...REFUSED, 200]);

/** What may come of it where one part of the request cannot be told wrong by the document alone. */
const KINDS = {
  wrongMethod: ({ operation, chance, plain }) => {
    const all = [...METHODS, 'TRACE', 'PROPFIND', 'LOCK', 'BREW', 'get'];
    const own = [operation.method, ...operation.siblings];
    const method = chance.pick(all.filter((each) => !own.includes(each)));
    // What has no body in HTTP is sent without one.
    return { ...plain, payload: undefined, kind: `method ${method}`, method, statuses: [400, 404, 405] };
  },
  oddPath: ({ operation, chance, plain, ...ground }) => {
    const names = operation.path.match(/\{\w+\}/g) ?? [];
    const raw = chance.pick([
      ...texts.RAW_PARTS,
      ...[...texts.INJECTIONS, ...texts.ODD_TEXTS, ...texts.LONG_TEXTS, ...texts.EVENTS_OF_MACHINES].map(encoded),
    ]);
    const holes = operation.path.split('/').map((part) => (part.startsWith('{') ? raw : part));
    const around = [
      `${plain.path}/`,
      `/${plain.path}`,
      `${plain.path}/${raw}`,
      plain.path.toUpperCase(),
      `/x/..${plain.path}`,
      `${plain.path}${raw}`,
    ];
    const path = names.length > 0 && !chance.oneIn(4) ? holes.join('/') : chance.pick(around);
    if (path === plain.path) return undefined;
    return { ...plain, kind: 'path', path, statuses: mostly({ operation, chance, plain, ...ground }) };
  },
  surplusQuery: (ground) => {
    const { chance, plain, operation } = ground;
    // Beside the doorway's own routes none is strict about its query; those take no token either.
    if (operation.id.startsWith('getHealth') || operation.id === 'getMetrics') return undefined;
    const name = chance.pick([
      'x',
      '__proto__',
      'constructor',
      'limit[]',
      'at[$ne]',
      'toString',
      'a/b',
      '𠮷',
      'access_token',
    ]);
    const query = [...plain.query, [name, chance.pick(texts.INJECTIONS)] as const];
    const wrong = { in: 'query', pointer: `/${name.replace('/', '~1')}` } as const;
    return { ...plain, kind: 'query that is not asked for', query, statuses: [422], wrong };
  },
  badQuery: ({ operation, chance, plain }) => {
    const asked = operation.parameters.filter((each) => each.in === 'query');
    if (asked.length === 0) return undefined;
    const parameter = chance.pick(asked);
    const value = chance.pick(oddFor(parameter.name));
    const query = [...plain.query.filter(([name]) => name !== parameter.name), [parameter.name, value] as const];
    const wrong = { in: 'query', pointer: `/${parameter.name}` } as const;
    if (!fits(parameter.schema, value)) return { ...plain, kind: 'query', query, statuses: [422], wrong };
    return { ...plain, kind: 'query', query, statuses: [...READ, 422] };
  },
  queryTwice: ({ chance, plain, operation }) => {
    const asked = operation.parameters.filter((each) => each.in === 'query');
    if (asked.length === 0) return undefined;
    const { name } = chance.pick(asked);
    const query = [...plain.query, [name, '1'] as const, [name, '2'] as const];
    return { ...plain, kind: 'query twice', query, statuses: [422], wrong: { in: 'query', pointer: `/${name}` } };
  },
  badPlace: ({ operation, chance, plain }) => {
    const asked = operation.parameters.filter(({ name }) => ['after', 'cursor', 'Last-Event-Id'].includes(name));
    if (asked.length === 0) return undefined;
    const { name, in: where } = chance.pick(asked);
    const value = chance.pick(texts.BAD_PLACES);
    // A number names a page of a history, also one that it does not have.
    const statuses = name === 'cursor' ? [...READ, 422] : [422];
    if (where === 'header') return { ...plain, kind: 'place', headers: { ...plain.headers, [name]: value }, statuses };
    const query = [...plain.query.filter(([each]) => each !== name), [name, value] as const];
    return { ...plain, kind: 'place', query, statuses };
  },
  badToken: ({ operation, chance, plain, scene }) => {
    if (!operation.secured) return undefined;
    const [Authorization, by] = badToken(scene, chance);
    return {
      ...plain,
      kind: 'token',
      by,
      headers: { ...plain.headers, ...(by ? {} : { Authorization }) },
      statuses: [401],
    };
  },
  noGrant: ({ operation, plain }) => {
    if (!operation.secured) return undefined;
    return { ...plain, kind: 'grant revoked', by: 'grantRevoked', statuses: operation.takesBody ? [403, 404] : [403] };
  },
  notTheirs: ({ operation, chance, plain, good }) => {
    if (!operation.secured) return undefined;
    const by = chance.pick<Who>([
      'guide',
      'evaluator',
      'otherRoot',
      ...(good?.by === 'clerk' ? ['otherClerk' as const] : []),
    ]);
    const statuses = operation.takesBody ? [403, 404, 409] : [200, 403, 404, 409, 422];
    return { ...plain, kind: `asked by ${by}`, by, statuses };
  },
  oddHeaders: ({ chance, plain, good }) => {
    const [name, value] = chance.pick(ODD_HEADERS);
    // They change nothing: what is good would be good.
    if (good) return undefined;
    return {
      ...plain,
      kind: `header ${name}`,
      headers: { ...plain.headers, [name]: value },
      statuses: [200, 400, 404, 409],
    };
  },
  // Only where something is written.
  spoiltBody: ({ plain, good, chance }) => {
    if (!good) return undefined;
    const { what, pointer, ...body } = spoilt(good, chance);
    const wrong = pointer === undefined ? {} : { wrong: { in: 'body', pointer } as const };
    return { ...plain, kind: `body: ${what}`, ...body, ...wrong };
  },
  badKey: ({ operation, plain, chance }) => {
    if (!hasHeader(operation, 'Idempotency-Key')) return undefined;
    const key = chance.pick(texts.BAD_KEYS);
    const wrong = { in: 'header', pointer: '/idempotency-key' } as const;
    const headers = { ...plain.headers, 'Idempotency-Key': key };
    // What no header may hold at all is refused by whoever reads headers.
    if (key?.includes('\u007f')) return { ...plain, kind: 'key', headers, statuses: [400, 422] };
    return { ...plain, kind: 'key', headers, statuses: [422], wrong };
  },
  keyUsed: ({ operation, plain, scene, chance }) => {
    if (operation.id !== 'postCyclesByCycleCommandsByCommand' || !plain.path.endsWith('putForward')) return undefined;
    const { key, body } = scene.used;
    const headers = { ...plain.headers, 'Idempotency-Key': key };
    const asItWas = chance.oneIn(2);
    const payload = Buffer.from(JSON.stringify(asItWas ? body : { ...body, on: '2024-04-01' }));
    return { ...plain, kind: 'key again', headers, payload, statuses: asItWas ? [200] : [409, 422] };
  },
  badRevision: ({ operation, plain, chance }) => {
    if (!hasHeader(operation, 'If-Match')) return undefined;
    const wrong = { in: 'header', pointer: '/if-match' } as const;
    const headers = { ...plain.headers, 'If-Match': chance.pick(texts.BAD_REVISIONS) };
    return { ...plain, kind: 'revision', headers, statuses: [422], wrong };
  },
  otherRevision: ({ operation, plain, chance }) => {
    if (!hasHeader(operation, 'If-Match')) return undefined;
    const headers = { ...plain.headers, 'If-Match': chance.pick(['"999"', '"999999999999999"']) };
    return { ...plain, kind: 'another revision', headers, statuses: [409, 412] };
  },
  noJsonType: ({ plain, chance }) => {
    const type = chance.pick([undefined, '', ...texts.NO_JSON_TYPES]);
    const headers = { ...plain.headers, 'Content-Type': type };
    return { ...plain, kind: 'media type', headers, statuses: [415], reason: 'mediaType' };
  },
  noSuchCommand: ({ operation, plain, scene, chance }) => {
    if (!operation.path.endsWith('/commands/{command}')) return undefined;
    const name = chance.pick([...texts.EVENTS_OF_MACHINES, ...texts.INJECTIONS, ...scene.facts]);
    const path = `${plain.path.slice(0, plain.path.lastIndexOf('/'))}/${encoded(name)}`;
    return { ...plain, kind: 'no such command', path, statuses: [400, 404, 422] };
  },
  anyCommand: ({ operation, plain, scene, chance }) => {
    const isPlatform = operation.id === 'postCommandsByCommand';
    if (!operation.path.endsWith('/commands/{command}')) return undefined;
    const name = chance.pick(isPlatform ? scene.commands.platform : scene.commands.programme);
    const path = `${plain.path.slice(0, plain.path.lastIndexOf('/'))}/${name}`;
    const target = { stream: chance.pick([...STANDING, ...ELSEWHERE]) };
    // Whatever a form asks for, it does not ask for this.
    const input = { ...anything(chance), notAskedFor: 1 };
    const payload = Buffer.from(JSON.stringify({ target, input }));
    const by = chance.pick<Who>(['office', 'clerk', 'operator', 'evaluator']);
    return { ...plain, kind: 'any command', path, by, payload, statuses: [403, 404, 409, 422] };
  },
  elsewhere: ({ operation, plain, good, chance }) => {
    if (!good || !('target' in good.body)) return undefined;
    const stream = chance.pick(ELSEWHERE);
    const payload = Buffer.from(JSON.stringify({ ...good.body, target: { stream } }));
    return { ...plain, kind: `target ${operation.id}`, payload, statuses: [404, 422] };
  },
  /** Nothing of it is on any list but the route. */
  atRandom: ({ operation, plain, chance }) => {
    const method = chance.oneIn(3) ? operation.method : chance.pick(METHODS);
    const hasBody = method !== 'GET' && method !== 'HEAD';
    const query = Array.from({ length: chance.below(4) }, () => [chance.pick(QUERY_NAMES), oddText(chance)] as const);
    const headers = {
      'Idempotency-Key': chance.oneIn(2) ? 'key' : headerText(chance),
      'If-Match': chance.oneIn(2) ? undefined : headerText(chance),
      'Accept-Language': chance.oneIn(2) ? undefined : headerText(chance),
      'Content-Type': hasBody ? chance.pick(MEDIA_TYPES) : undefined,
    };
    return {
      ...plain,
      kind: 'random',
      by: 'clerk',
      method,
      path: operation.path.replaceAll(/\{\w+\}/g, () => encoded(chance.pick([oddText(chance), ...NAMES_OF_OTHERS]))),
      query: [...new Map(query)],
      headers,
      payload: hasBody ? Buffer.from(oddBody(chance)) : undefined,
      statuses: [200, ...REFUSED],
    };
  },
} satisfies Record<string, Kind>;

export const READING: readonly Kind[] = [
  KINDS.wrongMethod,
  KINDS.oddPath,
  KINDS.surplusQuery,
  KINDS.badQuery,
  KINDS.badQuery,
  KINDS.badPlace,
  KINDS.queryTwice,
  KINDS.badToken,
  KINDS.noGrant,
  KINDS.notTheirs,
  KINDS.oddHeaders,
  KINDS.atRandom,
  KINDS.atRandom,
];
export const WRITING: readonly Kind[] = [
  KINDS.wrongMethod,
  KINDS.oddPath,
  KINDS.surplusQuery,
  KINDS.badToken,
  KINDS.noGrant,
  KINDS.notTheirs,
  KINDS.badKey,
  KINDS.keyUsed,
  KINDS.badRevision,
  KINDS.otherRevision,
  KINDS.noJsonType,
  KINDS.noSuchCommand,
  KINDS.elsewhere,
  KINDS.anyCommand,
  KINDS.anyCommand,
  KINDS.atRandom,
  KINDS.atRandom,
  ...Array.from({ length: 12 }, () => KINDS.spoiltBody),
];

function hasHeader({ parameters }: Operation, name: string): boolean {
  return parameters.some((each) => each.in === 'header' && each.name === name);
}
