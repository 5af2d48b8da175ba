/** What is wrong with an answer to a hostile request; nothing, where it is as it should be. */
import type { Answer } from './line.js';
import { isAtOrUnder } from './pointers.js';
import type { Hostile } from './request.js';

interface Sentences {
  readonly zh: string;
  readonly en: string;
}

interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly reason: string;
  readonly messages: Sentences;
  readonly errors: readonly { readonly in: string; readonly pointer: string; readonly messages: Sentences }[];
}

export function faultsOf(request: Hostile, { status, headers, body }: Answer): string[] {
  if (isUnready(request, status, body)) return [];
  const faults: string[] = [];
  if (!request.statuses.includes(status)) faults.push(`answered ${status}, not ${request.statuses.join(' or ')}`);
  if (status >= 500) faults.push('a fault of the server');
  if (headers['x-content-type-options'] !== 'nosniff') faults.push('answered without the headers that guard answers');
  // What is no HTTP is answered by whoever reads HTTP, before there is a clock; the line ends with that.
  if (headers['hearth-time'] === undefined && headers['connection'] !== 'close') faults.push('answered without a time');
  if (headers['access-control-allow-origin'] !== undefined) faults.push('opened to pages of others');
  if (status === 405 && !headers['allow']) faults.push('not said which methods are allowed');
  if (headers['injected'] !== undefined) faults.push('a header of the request came back as one of the answer');
  if (status < 400 || request.method === 'HEAD') return faults;
  if (headers['content-type']?.startsWith('application/problem+json') !== true)
    return [...faults, 'no problem document'];
  return [...faults, ...faultsIn(JSON.parse(body) as Problem, status, request)];
}

/** A process that is asked whether it is ready says no while its store is slow: an answer, and no fault. */
function isUnready({ operation }: Hostile, status: number, body: string): boolean {
  return operation === 'getHealthReady' && status === 503 && body.startsWith('{"ready":false,');
}

function faultsIn(problem: Problem, status: number, { wrong, reason }: Hostile): string[] {
  const faults: string[] = [];
  if (problem.status !== status || problem.type !== `urn:hearth:problem:${problem.reason}`)
    faults.push('a problem of another kind');
  if (problem.title === '' || problem.detail === '') faults.push('a problem without words');
  for (const { messages } of [problem, ...problem.errors]) faults.push(...faultsSaid(messages));
  const pointed = problem.errors.filter(({ pointer }) => !/^(\/([^~/]|~[01])*)*$/.test(pointer));
  if (pointed.length > 0) faults.push('a pointer that is none');
  if (problem.reason === 'malformed' && problem.errors.length === 0) faults.push('malformed, and not said where');
  if (reason !== undefined && problem.reason !== reason) faults.push(`refused as ${problem.reason}, not ${reason}`);
  if (!wrong || status !== 422) return faults;
  const reasons = ['malformed', ...(isAtOrUnder(wrong.pointer, '/definition') ? ['definitionUnsound'] : [])];
  if (!reasons.includes(problem.reason)) faults.push(`refused as ${problem.reason}, not as ${reasons.join(' or ')}`);
  const found = problem.errors.some(
    (error) =>
      error.in === wrong.in &&
      (isAtOrUnder(error.pointer, wrong.pointer) || isAlternative(error.pointer, wrong.pointer)),
  );
  if (!found) faults.push(`nothing is said of ${wrong.in} ${wrong.pointer}`);
  return faults;
}

/** Where one of several shapes may stand, and none does, that is said of the whole. */
function isAlternative(pointer: string, place: string): boolean {
  return /^\/(target|definition(\/.+)?)$/.test(pointer) && isAtOrUnder(place, pointer);
}

function faultsSaid({ zh, en }: Sentences): string[] {
  if (!/\p{Script=Han}/u.test(zh) || !/[A-Za-z]{2}/.test(en) || zh === en)
    return [`not said in both languages: ${zh} / ${en}`];
  // A place for a parameter that was not filled in.
  return [zh, en].filter((text) => /\{[a-z][A-Za-z]*\}/.test(text)).map((text) => `left open: ${text}`);
}

/** As somebody can give it again. */
export function toldAgain(seed: string, request: Hostile, answer: Answer | Error, faults: readonly string[]): string {
  const { index, operation, kind, method, target, headers, payload } = request;
  const shown = headers
    .filter(([name]) => name !== 'Authorization')
    .map(([name, value]) => `${name}: ${value.slice(0, 120)}`);
  return [
    `seed ${seed}, number ${index}: ${operation}, ${kind}: ${faults.join('; ')}`,
    `  ${method} ${target.slice(0, 300)}  ${JSON.stringify(shown)}`,
    `  ${payload ? JSON.stringify(payload.subarray(0, 400).toString('utf8')) : 'no body'}`,
    `  ${answer instanceof Error ? answer.message : `${answer.status} ${answer.body.slice(0, 600)}`}`,
  ].join('\n');
}
