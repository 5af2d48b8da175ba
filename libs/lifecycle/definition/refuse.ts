/** How a decision refuses a command: an error that the decider turns into a rejection. */
import { rejection, type Rejection } from '../../engine/decide/rejection.js';

/** A refusal on its way out of a decision. */
export class Refused extends Error {
  constructor(readonly rejection: Rejection) {
    super(rejection.reason);
  }
}

export function refuse(...args: Parameters<typeof rejection>): never {
  throw new Refused(rejection(...args));
}
