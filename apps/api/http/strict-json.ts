/** Bodies as JSON, and nothing that pretends to be one. */
import { isUtf8 } from 'node:buffer';
import { HttpProblem } from './http-problem.js';

/** @throws {HttpProblem} */
export function parseStrictJson(bytes: Buffer): unknown {
  if (bytes.byteLength === 0) throw new HttpProblem(400, 'bodyMissing');
  if (!isUtf8(bytes)) throw new HttpProblem(400, 'jsonMalformed');
  const text = bytes.toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new HttpProblem(400, 'jsonMalformed');
  }
  if (SUSPECT.test(text) && touchesPrototypes(value)) throw new HttpProblem(400, 'jsonMalformed');
  return value;
}

/** Names of members that reach an object's prototype once somebody copies them; also written with escapes. */
const SUSPECT = /__proto__|constructor|\\u00/;

/** Without recursion: how deep it nests is whoever sent it to say. */
function touchesPrototypes(value: unknown): boolean {
  const waiting: unknown[] = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    if (Object.hasOwn(next, '__proto__')) return true;
    const { constructor: made } = next as { constructor?: unknown };
    if (Object.hasOwn(next, 'constructor') && typeof made === 'object' && made !== null && 'prototype' in made) {
      if (Object.hasOwn(made, 'prototype')) return true;
    }
    for (const inner of Object.values(next)) if (typeof inner === 'object' && inner !== null) waiting.push(inner);
  }
  return false;
}
