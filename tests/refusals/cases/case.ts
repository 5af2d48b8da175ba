/** What is refused: what happens in a federation first, and then the command that is asked over HTTP. */
import type { RejectionReason } from '../../../libs/engine/rejection.js';
import { Door, type Asked, type Play } from '../door.js';

export interface Case<F> {
  /** Everything up to the command that is refused. */
  asked(all: F): Promise<Asked> | Asked;
  /** Pointers into what is sent, one for each thing that is wrong. */
  readonly at?: readonly string[];
  /** The sentences, where they name something. */
  readonly says?: readonly [zh: string, en: string];
}

/** By reason, then by what happens. */
export type Cases<F> = Partial<Record<RejectionReason, Readonly<Record<string, Case<F>>>>>;

/** A case with its federation. */
export interface Staged extends Omit<Case<unknown>, 'asked'> {
  readonly reason: RejectionReason;
  readonly what: string;
  /** Up to the command that is refused; the door is to be closed. */
  open(): Promise<{ readonly door: Door; readonly ask: () => Promise<Asked> }>;
}

export function staged<F>(play: Play<F>, cases: Cases<F>): Staged[] {
  return Object.entries(cases).flatMap(([reason, ways]) =>
    Object.entries(ways).map(([what, { asked, ...told }]) => ({
      ...told,
      reason: reason as RejectionReason,
      what,
      async open() {
        const { door, all } = await Door.open(play);
        return { door, ask: async () => asked(all) };
      },
    })),
  );
}
