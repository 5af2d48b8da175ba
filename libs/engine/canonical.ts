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
  return write(value, '', 0);
}

function write(value: unknown, pointer: string, depth: number): string {
  if (depth > DEPTH_LIMIT) throw new NotCanonical(pointer, `deeper than ${DEPTH_LIMIT} levels`);
  switch (typeof value) {
    case 'string':
      return text(value, pointer);
    case 'number':
      if (!Number.isSafeInteger(value)) throw new NotCanonical(pointer, 'not a safe integer');
      return Object.is(value, -0) ? '0' : String(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      return value === null
        ? 'null'
        : Array.isArray(value)
          ? list(value, pointer, depth)
          : record(value, pointer, depth);
    default:
      throw new NotCanonical(pointer, `no JSON for ${typeof value}`);
  }
}

const LONE_OR_UNUSUAL = /[^\x20-\x7e]/;

function text(value: string, pointer: string): string {
  // Plain ASCII is well formed and in NFC; only other text needs the slow checks.
  if (LONE_OR_UNUSUAL.test(value)) {
    if (!value.isWellFormed()) throw new NotCanonical(pointer, 'text with a lone surrogate');
    if (value.includes('\r')) throw new NotCanonical(pointer, 'text with a carriage return');
    if (value.normalize('NFC') !== value) throw new NotCanonical(pointer, 'text that is not in NFC');
  }
  return JSON.stringify(value);
}

function list(values: readonly unknown[], pointer: string, depth: number): string {
  let out = '[';
  for (let index = 0; index < values.length; index += 1) {
    if (index > 0) out += ',';
    out += write(values[index], `${pointer}/${index}`, depth + 1);
  }
  return `${out}]`;
}

function record(value: object, pointer: string, depth: number): string {
  const prototype = Object.getPrototypeOf(value) as unknown;
  if (prototype !== Object.prototype && prototype !== null) throw new NotCanonical(pointer, 'not a plain object');
  const members = value as Record<string, unknown>;
  let out = '{';
  for (const name of Object.keys(members).sort()) {
    const member = members[name];
    if (member === undefined) continue;
    if (out.length > 1) out += ',';
    out += `${text(name, pointer)}:${write(member, `${pointer}/${name}`, depth + 1)}`;
  }
  return `${out}}`;
}
