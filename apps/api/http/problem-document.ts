/** Problems as `application/problem+json` has them: `title` and `detail` in the language asked for, `messages` in both. */
import type { Rejection } from '../../../libs/engine/decide/rejection.js';
import { fieldAt, NOTHING_KNOWN, type Known } from '../../../libs/lifecycle/messages/labels.js';
import type { Language, Message } from '../../../libs/lifecycle/messages/message.js';
import type { HttpProblem, PlacedProblem } from './http-problem.js';
import { sentenceIn } from './messages.js';

type Params = Rejection['params'];

export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly reason: string;
  readonly params: Params;
  readonly messages: Message;
  readonly errors: readonly {
    readonly in: PlacedProblem['in'];
    readonly pointer: string;
    /** What the programme calls the field. */
    readonly field?: Message;
    readonly reason: string;
    readonly params: Params;
    readonly messages: Message;
  }[];
}

export function problemDocument(problem: HttpProblem, language: Language): ProblemDocument {
  const { status, reason, params, problems, known } = problem;
  const messages = inBothLanguages({ reason, params }, known);
  const errors = problems.map(({ in: where, pointer, reason, params = {} }) => ({
    in: where,
    pointer,
    ...fieldName(where, pointer, known),
    reason,
    params,
    messages: inBothLanguages({ reason, params, pointer }, known),
  }));
  const [first] = errors;
  return {
    type: `urn:hearth:problem:${reason}`,
    title: messages[language],
    status,
    detail: first === undefined ? messages[language] : `${placeOf(first, language)}: ${first.messages[language]}`,
    reason,
    params,
    messages,
    errors,
  };
}

/** A rejection of the engine with its sentences. */
export function describeRejection({ reason, params }: Rejection, known: Known) {
  return { reason, params, messages: inBothLanguages({ reason, params }, known) };
}

/** The sentence of a reason in both languages. */
export function inBothLanguages(problem: Parameters<typeof sentenceIn>[1], known: Known = NOTHING_KNOWN): Message {
  return { zh: sentenceIn('zh', problem, known), en: sentenceIn('en', problem, known) };
}

function placeOf({ pointer, field }: ProblemDocument['errors'][number], language: Language): string {
  return field === undefined ? pointer : `${field[language]} ${pointer}`;
}

function fieldName(where: PlacedProblem['in'], pointer: string, known: Known): { readonly field?: Message } {
  if (where !== 'body' || pointer.startsWith('/target')) return {};
  const [zh, en] = [fieldAt('zh', pointer, known), fieldAt('en', pointer, known)];
  return zh === undefined || en === undefined ? {} : { field: { zh, en } };
}
