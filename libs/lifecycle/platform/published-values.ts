/** Values that stand in the log under their hash: definitions, texts, calendars. */
import { canonical } from '../../engine/canonical/canonical-json.js';
import { sha256 } from '../../engine/canonical/digest.js';
import type { Publishing } from '../../engine/load/published-values.js';
import type { Definition } from '../definition/definition.js';
import { HASH_DIGITS } from '../definition/published-key.js';
import { platformDefinition } from './platform-definition.js';
import { compileProgramme, rulesPart, type Programme, type RulesPart } from '../definition/compile-programme.js';

/** Which member of a fact's data is a published value. Its hash is computed, never believed. */
const PUBLISHES: Readonly<Record<string, readonly string[]>> = {
  rootFounded: ['definition', 'texts'],
  platformAdopted: ['definition'],
  programmePublished: ['definition', 'texts'],
  textsMended: ['texts'],
  calendarLoaded: ['calendar'],
};

export const publishing: Publishing<Programme> = {
  streams: (root, hash) => {
    const id = hash.slice(0, HASH_DIGITS);
    return [`programme-${root}.${id}`, `calendar-${root}.${id}`, `platform-${root}.root`];
  },
  values: (type, data) =>
    (PUBLISHES[type] ?? []).flatMap((member) => (data[member] === undefined ? [] : [asInTheLog(data[member])])),
  compile: (value, hash) =>
    typeof value === 'object' && value !== null && 'subjects' in value
      ? compileOnce(value as RulesPart, hash)
      : undefined,
};

/** A value as the log gives it back, its members sorted: whoever published it decides as those who load it later do. */
function asInTheLog(value: unknown): { hash: string; value: unknown } {
  const text = canonical(value);
  return { hash: sha256(text), value: JSON.parse(text) as unknown };
}

/** Programmes by their hash, those used last behind: the parts of a process decide and look by the same ones. */
const compiled = new Map<string, Programme>();
const MOST_COMPILED = 32;

function compileOnce(rules: RulesPart, hash: string): Programme {
  const programme = compiled.get(hash) ?? compileProgramme(rules, hash);
  compiled.delete(hash);
  compiled.set(hash, programme);
  const [oldest] = compiled.keys();
  if (compiled.size > MOST_COMPILED && oldest !== undefined) compiled.delete(oldest);
  return programme;
}

interface Carried {
  readonly programme: Programme;
  readonly rules: RulesPart;
  readonly texts: Definition['texts'];
}
let carried: Carried | undefined;

/** The platform's definition that this software carries, for logs that have none yet. */
export function carriedPlatform(): Carried {
  if (carried === undefined) {
    const { hash, value } = asInTheLog(rulesPart(platformDefinition));
    const rules = value as RulesPart;
    carried = { programme: compileOnce(rules, hash), rules, texts: platformDefinition.texts };
  }
  return carried;
}
