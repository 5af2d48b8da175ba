/**
 * The catalogue: every reason for which something is refused or found wrong, as a sentence for people. Codes and
 * parameters come from where the fault is found; here alone they become words.
 */
import type { Problem, RejectionReason } from '../engine/rejection.js';
import { filled, type Language, type Message } from './message.js';
import { CHECK_MESSAGES } from './messages-check.js';
import { FIELD_MESSAGES, RUBRIC_MESSAGES, SCORE_MESSAGES } from './messages-forms.js';
import { REJECTION_MESSAGES } from './messages-rejections.js';

export const MESSAGES = {
  ...REJECTION_MESSAGES,
  ...FIELD_MESSAGES,
  ...SCORE_MESSAGES,
  ...RUBRIC_MESSAGES,
  ...CHECK_MESSAGES,
} as const satisfies Readonly<Record<RejectionReason, Message>> & Readonly<Record<string, Message>>;

/**
 * The sentence for a reason. Parameters are put in as they are: whoever knows the programme's texts turns names of
 * units, deadlines and stages into words before. A reason without a sentence is said by its code.
 */
export function sentence(language: Language, reason: string, params: Problem['params'] = {}): string {
  const messages: Readonly<Record<string, Message>> = MESSAGES;
  const message = Object.hasOwn(messages, reason) ? messages[reason] : undefined;
  return message ? filled(message[language], params) : reason;
}
