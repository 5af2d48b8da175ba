/** Why a request is not answered as it was asked, and how that is said: RFC 9457. */
import { REJECTIONS, type Problem, type Rejection } from '../../../libs/engine/decide/rejection.js';
import type { Language, Message } from '../../../libs/lifecycle/messages/message.js';
import { fieldAt, NOTHING_KNOWN, type Known } from '../../../libs/lifecycle/messages/labels.js';
import { said, type ApiReason } from './messages.js';

type Params = Rejection['params'];

/** Where something is wrong: at a JSON pointer of the body, or of the query, headers or path taken as one object each. */
export type PlacedProblem = Problem & { readonly in: 'body' | 'query' | 'header' | 'path' };

/** A problem on its way out. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly reason: ApiReason | keyof typeof REJECTIONS,
    readonly params: Params = {},
    readonly problems: readonly PlacedProblem[] = [],
    readonly headers: Readonly<Record<string, string>> = {},
    /** By which the sentences name things. */
    readonly known: Known = NOTHING_KNOWN,
  ) {
    super(reason);
  }
}

const STATUS = { input: 422, state: 409, role: 403, absent: 404 } as const;

/** A refusal of the engine's. `at`: where in the body a place in the input stands. */
export function refusalOf(
  { reason, params, problems }: Rejection,
  known: Known,
  at: (pointer: string) => string = (pointer) => pointer,
): Refusal {
  const placed = problems.map((problem) => ({
    ...problem,
    in: 'body' as const,
    pointer: placedAt(at, problem.pointer),
  }));
  return new Refusal(STATUS[REJECTIONS[reason]], reason, params, placed, {}, known);
}

/** A reason of the engine's with its sentences. */
export function told({ reason, params }: Rejection, known: Known) {
  return { reason, params, messages: inBoth({ reason, params }, known) };
}

/** What is wrong with the target is said from the body's root, all else from where the input stands. */
function placedAt(at: (pointer: string) => string, pointer: string): string {
  return /^\/target(\/key\/|$)/.test(pointer) ? pointer : at(pointer);
}

export function revisionMoved(stream: string, expected: number, actual: number): Refusal {
  return new Refusal(412, 'revisionMoved', { stream, expected, actual }, [], { etag: `"${actual}"` });
}

export const unavailable = (outcome: 'nothingWritten' | 'unknown'): Refusal =>
  new Refusal(503, outcome === 'unknown' ? 'outcomeUnknown' : 'unavailable', { outcome }, [], { 'retry-after': '1' });

/** As `application/problem+json` has it. `title` and `detail` in the language asked for, `messages` in both. */
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
    /** What the field is called, where the programme says it. */
    readonly field?: Message;
    readonly reason: string;
    readonly params: Params;
    readonly messages: Message;
  }[];
}

export function problemDocument(refusal: Refusal, language: Language): ProblemDocument {
  const { status, reason, params, problems, known } = refusal;
  const messages = inBoth({ reason, params }, known);
  const errors = problems.map(({ in: where, pointer, reason, params = {} }) => ({
    in: where,
    pointer,
    ...fieldIn(where, pointer, known),
    reason,
    params,
    messages: inBoth({ reason, params, pointer }, known),
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

function placeOf({ pointer, field }: ProblemDocument['errors'][number], language: Language): string {
  return field === undefined ? pointer : `${field[language]} ${pointer}`;
}

function fieldIn(where: PlacedProblem['in'], pointer: string, known: Known): { readonly field?: Message } {
  if (where !== 'body' || pointer.startsWith('/target')) return {};
  const [zh, en] = [fieldAt('zh', pointer, known), fieldAt('en', pointer, known)];
  return zh === undefined || en === undefined ? {} : { field: { zh, en } };
}

/** A reason's sentence in both languages. */
export function inBoth(problem: Parameters<typeof said>[1], known: Known = NOTHING_KNOWN): Message {
  return { zh: said('zh', problem, known), en: said('en', problem, known) };
}

/** Chinese, unless English is asked for before it. */
export function languageOf(accepted: string | undefined): Language {
  if (accepted === undefined) return 'zh';
  let [best, language]: [number, Language] = [0, 'zh'];
  for (const part of accepted.slice(0, 500).split(',')) {
    const [, tag, weight] = /^\s*(zh|en)\b[^;]*(?:;\s*q=([01](?:\.\d{1,3})?))?\s*$/i.exec(part) ?? [];
    const quality = tag === undefined ? 0 : Number(weight ?? 1);
    if (tag !== undefined && quality > best) [best, language] = [quality, tag.toLowerCase() as Language];
  }
  return language;
}
