/** What is refused: what happens in a federation first, and then the command that is asked over HTTP. */
import type { RejectionReason } from '../../../libs/engine/decide/rejection.js';
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
  /** Up to the command that is refused; `leave` once it was. */
  open(): Promise<{ readonly door: Door; readonly ask: () => Promise<Asked>; readonly leave: () => Promise<void> }>;
}

/** Doors to federations in which nothing has happened since they were set up, by play: the next case begins there. */
const untouched = new Map<string, { readonly door: Door; readonly all: unknown }>();

export async function closeUntouched(): Promise<void> {
  await Promise.all([...untouched.values()].map(({ door }) => door.close()));
  untouched.clear();
}

export function staged<F>(play: Play<F>, cases: Cases<F>): Staged[] {
  return Object.entries(cases).flatMap(([reason, ways]) =>
    Object.entries(ways).map(([what, { asked, ...told }]) => ({
      ...told,
      reason: reason as RejectionReason,
      what,
      async open() {
        const begun = (untouched.get(play.name) as { door: Door; all: F } | undefined) ?? (await Door.open(play));
        untouched.delete(play.name);
        const { door, all } = begun;
        const stands = async (): Promise<string> => `${await door.house.parts.store.head()} ${door.house.now}`;
        const before = await stands();
        const leave = async (): Promise<void> => {
          if ((await stands()) === before) untouched.set(play.name, begun);
          else await door.close();
        };
        return { door, ask: async () => asked(all), leave };
      },
    })),
  );
}
