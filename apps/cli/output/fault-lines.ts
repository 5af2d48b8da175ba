/** Faults that verifying a log found, a line each. */
import { sentence } from '../../../libs/lifecycle/messages/sentences.js';
import type { Fault } from '../../../libs/runtime/verify-log.js';
import type { Language, Say } from '../i18n/messages.js';

export function faultLines(
  faults: readonly Fault[],
  { say, language }: { readonly say: Say; readonly language: Language },
): string[] {
  return faults.map(({ stream, rev, why, detail, problem }) => {
    const found = problem ? `${problem.pointer} ${sentence(language, problem.reason, problem.params)}` : detail;
    return say('verify.fault', { stream, rev, why: say(`fault.${why}`), detail: found });
  });
}
