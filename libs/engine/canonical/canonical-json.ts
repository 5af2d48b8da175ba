/**
 * Canonical JSON (RFC 8785): the one byte string for a value, so that hashes and signatures can be made again.
 *
 * Members are sorted by UTF-16 code units; numbers must be safe integers (fractions are kept in smaller units);
 * strings must be well formed and in NFC with LF line ends, because two spellings of one text would hash differently.
 */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json };

export class NotCanonical extends Error {
  constructor(
    readonly pointer: string,
    why: string,
  ) {
    super(`${why} at ${pointer === '' ? '(root)' : pointer}`);
  }
}

/** Levels of a value, at most: what comes from outside could nest until the stack is full. */
const DEPTH_LIMIT = 100;

/** Canonical JSON of `value`. Members that are `undefined` are left out. Throws {@link NotCanonical}. */
export function canonical(value: unknown): string {
  return write(value, []);
}

/** Members of a record that are sorted by hand. */
const FEW = 30;

/** `path`: names and indexes on the way to the value. */
function write(value: unknown, path: (string | number)[]): string {
  if (path.length > DEPTH_LIMIT) throw refused(path, `deeper than ${DEPTH_LIMIT} levels`);
  switch (typeof value) {
    case 'string':
      return text(value, path);
    case 'number':
      if (!Number.isSafeInteger(value)) throw refused(path, 'not a safe integer');
      return Object.is(value, -0) ? '0' : String(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      return value === null ? 'null' : Array.isArray(value) ? list(value, path) : record(value, path);
    default:
      throw refused(path, `no JSON for ${typeof value}`);
  }
}

function refused(path: readonly (string | number)[], why: string): NotCanonical {
  const names = path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`);
  return new NotCanonical(names.join(''), why);
}

const BEYOND_ASCII = /[^\x20-\x7e]/;
/** ASCII but for what JSON escapes: most texts and names, which are their own JSON. */
const PLAIN = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

function text(value: string, path: readonly (string | number)[]): string {
  if (PLAIN.test(value)) return `"${value}"`;
  // ASCII is well formed and in NFC; only other text needs the slow checks.
  if (!BEYOND_ASCII.test(value)) return JSON.stringify(value);
  if (!value.isWellFormed()) throw refused(path, 'text with a lone surrogate');
  if (value.includes('\r')) throw refused(path, 'text with a carriage return');
  if (value.normalize('NFC') !== value) throw refused(path, 'text that is not in NFC');
  return JSON.stringify(value);
}

function list(values: readonly unknown[], path: (string | number)[]): string {
  let out = '[';
  for (let index = 0; index < values.length; index += 1) {
    if (index > 0) out += ',';
    path.push(index);
    out += write(values[index], path);
    path.pop();
  }
  return `${out}]`;
}

function record(value: object, path: (string | number)[]): string {
  const prototype = Object.getPrototypeOf(value) as unknown;
  if (prototype !== Object.prototype && prototype !== null) throw refused(path, 'not a plain object');
  const members = value as Record<string, unknown>;
  let out = '{';
  for (const name of sortedNames(members)) {
    const member = members[name];
    if (member === undefined) continue;
    if (out.length > 1) out += ',';
    out += text(name, path);
    out += ':';
    path.push(name);
    out += write(member, path);
    path.pop();
  }
  return `${out}}`;
}

/** Mostly they are few and nearly in order: moving the odd one to its place is quicker than a sort. */
function sortedNames(members: object): string[] {
  const names = Object.keys(members);
  if (names.length > FEW) return names.sort();
  for (let index = 1; index < names.length; index += 1) {
    const name = names[index] as string;
    let place = index;
    for (; place > 0 && (names[place - 1] as string) > name; place -= 1) names[place] = names[place - 1] as string;
    names[place] = name;
  }
  return names;
}
