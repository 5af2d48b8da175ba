import type { Json } from '../../engine/canonical/canonical-json.js';
import type { ErasureReport, Keys, RandomSource } from '../../engine/ports/sealing.js';
import {
  ATTEMPTS_LIMIT,
  ballotKeyId,
  openChoices,
  sealChoice,
  TooManyAttempts,
  type BallotBox,
  type BallotRow,
  type Vote,
} from './ballot-box.js';

/** A ballot box in memory, for simulations and tests. */
export class MemoryBallotBox implements BallotBox {
  readonly #boxes = new Map<string, BallotRow[]>();
  readonly #keys: Keys;
  readonly #random: RandomSource;

  constructor(keys: Keys, random: RandomSource) {
    this.#keys = keys;
    this.#random = random;
  }

  async put(vote: Vote): Promise<void> {
    const key = await this.#keys.ensure(ballotKeyId(vote.ballot), 'ballot');
    const rows = this.#boxes.get(vote.ballot) ?? [];
    this.#boxes.set(vote.ballot, rows);
    const own = rows.filter((row) => row.account === vote.account);
    if (own.some((row) => row.command === vote.command)) return;
    if (own.length >= ATTEMPTS_LIMIT) throw new TooManyAttempts();
    const { account, command } = vote;
    rows.push({ account, command, sealed: sealChoice(vote, key, this.#random) });
  }

  choices(ballot: string, counted: ReadonlySet<string>): Promise<Json[]> {
    return openChoices(ballot, this.#boxes.get(ballot) ?? [], counted, this.#keys);
  }

  async destroy(ballot: string): Promise<ErasureReport> {
    const report = await this.#keys.erase([ballotKeyId(ballot)]);
    this.#boxes.delete(ballot);
    return report;
  }
}
