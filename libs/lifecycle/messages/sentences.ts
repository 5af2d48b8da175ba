/**
 * The catalogue: every reason for which something is refused or found wrong, as a sentence for people. Codes and
 * parameters come from where the fault is found; here alone they become words.
 */
import type { Problem, Rejection, RejectionReason } from '../../engine/decide/rejection.js';
import { filled, type Language, type Message } from './message.js';
import { CHECK_MESSAGES } from './check.js';
import { FIELD_MESSAGES, RUBRIC_MESSAGES, SCORE_MESSAGES } from './forms.js';
import { PARAMETERS, type Kind } from './parameters.js';
import { REJECTION_MESSAGES } from './rejections.js';
import { inWords, NOTHING_KNOWN, unitsIn, type Known } from './labels.js';

export const MESSAGES = {
  ...REJECTION_MESSAGES,
  ...FIELD_MESSAGES,
  ...SCORE_MESSAGES,
  ...RUBRIC_MESSAGES,
  ...CHECK_MESSAGES,
} as const satisfies Readonly<Record<RejectionReason, Message>> & Readonly<Record<string, Message>>;

/**
 * The sentence for a reason. Parameters are told by what the programme's texts call them (see `words.ts`); those of
 * which nothing is known, by their code. `pointer`: of what is wrong with one field. A reason without a sentence is said by its code.
 */
export function sentence(
  language: Language,
  reason: string,
  params: Problem['params'] = {},
  known: Known = NOTHING_KNOWN,
  pointer = '',
): string {
  const message = own<Message>(MESSAGES, reason);
  const kinds = own<Kinds>(PARAMETERS, reason) ?? {};
  return message ? filled(message[language], inWords(language, { params, pointer }, kinds, known)) : reason;
}

/** The units that sentences for these would name. */
export function unitsNamed(problems: readonly Pick<Rejection, 'reason' | 'params'>[]): readonly string[] {
  return [...new Set(problems.flatMap(({ reason, params }) => unitsIn(params, own<Kinds>(PARAMETERS, reason) ?? {})))];
}

type Kinds = Readonly<Record<string, Kind>>;

function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
