/**
 * Clients of the HTTP API with a ledger of their own. Each gives commands, one after another, under keys that it never
 * uses for anything else; what is not answered, or answered with 503, it asks again under the same key until it knows.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { commandId } from '../../libs/engine/envelope/ids.js';
import type { Chance } from '../../libs/simulation/fill-form.js';
import type { Given } from '../chaos/audit.js';

/** One answer to one request, or none. Times by `performance.now()`. */
export type Heard = { readonly begun: number; readonly ended: number } & (
  | { readonly kind: 'accepted'; readonly from: number; readonly to: number; readonly repeated: boolean }
  | { readonly kind: 'unavailable'; readonly outcome: 'nothingWritten' | 'unknown'; readonly retryAfter: string | null }
  | { readonly kind: 'broken'; readonly why: string }
  | { readonly kind: 'wrong'; readonly why: string }
);

export interface Entry extends Given {
  readonly home: string;
  readonly heard: Heard[];
}

export interface Caller {
  readonly account: string;
  readonly unit: string;
  /** A letter: two may work for one keeper. */
  readonly shift: string;
  readonly token: string;
}

export interface Loading {
  readonly root: string;
  readonly cycle: string;
  readonly callers: readonly Caller[];
  readonly url: () => string;
  readonly chance: Chance;
}

/** Rest after each command of a caller, in milliseconds. */
const REST_MS = 80;
/** An answer that takes longer is a fault. */
const ANSWERS_WITHIN_MS = 15_000;
const ASK_AGAIN_MS = 150;
/** A command that is not through after so long is given up: a fault. */
const THROUGH_WITHIN_MS = 90_000;
/** One in so many that were told that nothing was written does not ask again: it must never turn up. */
const LEFT = 8;
const NOTES = 2;

export class Load {
  readonly entries: Entry[] = [];
  /** No rest: many commands are in hand at any moment. */
  hurried = false;
  private stopping = false;
  private readonly done: Promise<unknown>;

  constructor(private readonly loading: Loading) {
    this.done = Promise.all(loading.callers.map((caller) => this.call(caller)));
  }

  get cycle(): string {
    return this.loading.cycle;
  }

  /** Ends with the command in hand of each. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.done;
  }

  private async call(caller: Caller): Promise<void> {
    const { root, cycle } = this.loading;
    for (let number = 1; !this.stopping; number += 1) {
      const home = `${caller.unit}-${caller.shift}${number}`;
      const stream = `lamp-${root}.${cycle}.${home}`;
      const hang = { unit: caller.unit, sheet: { name: home, phone: '13900000000' } };
      const hung = [`${stream} lampHung`, `street-${root}.${cycle}.${caller.unit} lampCounted`];
      const hanging = await this.through(caller, home, 'hangLamp', hang, hung);
      for (let note = 1; note <= NOTES && hanging && !this.stopping; note += 1) {
        await sleep(this.hurried ? 0 : REST_MS);
        await this.through(caller, home, 'noteLamp', { note: 'dim' }, [`${stream} lampNoted`], ` ${note}`);
      }
      await sleep(this.hurried ? 0 : REST_MS);
    }
  }

  /** Gives one command until it is known what became of it. False when it was left. */
  private async through(
    caller: Caller,
    home: string,
    command: string,
    input: object,
    facts: readonly string[],
    which = '',
  ): Promise<boolean> {
    const { root, cycle, chance } = this.loading;
    const key = `${command} ${cycle} ${home}${which}`;
    const stream = `lamp-${root}.${cycle}.${home}`;
    const entry: Entry = { key, id: commandId(root, caller.account, stream, key), stream, facts, home, heard: [] };
    this.entries.push(entry);
    const mayLeave = chance.below(LEFT, `${key} left`) === 0;
    const began = performance.now();
    for (;;) {
      const heard = await this.ask(caller, command, home, key, input);
      entry.heard.push(heard);
      if (heard.kind === 'accepted') return true;
      if (heard.kind === 'wrong' || performance.now() - began > THROUGH_WITHIN_MS) return false;
      if (mayLeave && wroteNothing(entry)) return false;
      await sleep(ASK_AGAIN_MS);
    }
  }

  private async ask({ token }: Caller, command: string, home: string, key: string, input: object): Promise<Heard> {
    const begun = performance.now();
    const ended = (): { begun: number; ended: number } => ({ begun, ended: performance.now() });
    try {
      const response = await fetch(`${this.loading.url()}/v1/cycles/${this.loading.cycle}/commands/${command}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify({ target: { key: { home } }, input }),
        signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
      });
      const body = (await response.json()) as Readonly<Record<string, unknown>>;
      return { ...ended(), ...judged(response, body) };
    } catch (error) {
      const why = error instanceof Error ? `${error.message} ${String(error.cause ?? '')}`.trimEnd() : String(error);
      if (error instanceof Error && error.name === 'TimeoutError')
        return { ...ended(), kind: 'wrong', why: `${key}: no answer within ${ANSWERS_WITHIN_MS} ms` };
      return { ...ended(), kind: 'broken', why };
    }
  }
}

type Judged = Heard extends infer Each ? (Each extends Heard ? Omit<Each, 'begun' | 'ended'> : never) : never;

function judged(response: Response, body: Readonly<Record<string, unknown>>): Judged {
  const { from, to, repeated, params } = body;
  if (response.status === 200 && typeof from === 'number' && typeof to === 'number')
    return { kind: 'accepted', from, to, repeated: repeated === true };
  const { outcome } = (params ?? {}) as { outcome?: unknown };
  if (response.status === 503 && (outcome === 'nothingWritten' || outcome === 'unknown'))
    return { kind: 'unavailable', outcome, retryAfter: response.headers.get('retry-after') };
  return { kind: 'wrong', why: `${response.status} ${JSON.stringify(body)}` };
}

/** Every request of it was answered, and each answer said that nothing was written. */
export function wroteNothing({ heard }: Pick<Entry, 'heard'>): boolean {
  return heard.every((each) => each.kind === 'unavailable' && each.outcome === 'nothingWritten');
}
