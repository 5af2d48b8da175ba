import { canonical, type Json } from '../../engine/canonical/canonical-json.js';
import {
  ChoiceRefused,
  KeyErased,
  type ErasureReport,
  type Keys,
  type RandomSource,
  type Sealed,
} from '../../engine/ports/sealing.js';
import { seal, unseal } from '../crypto/seal.js';

/**
 * Where the choices of a secret ballot lie until it closes: outside the log, by ballot and account, under the ballot's
 * own key. There is no time and no number in them; that someone voted, and when, is a fact.
 *
 * A choice is put before its fact is appended, under the command that casts it. So a command that is refused leaves a
 * choice behind that no fact names, and closing counts only those of commands that stand in the log.
 */
export interface BallotBox {
  /**
   * Puts the choice of one command; the same command again changes nothing, whatever it brings.
   * @throws {KeyErased} the ballot is closed. @throws {TooManyAttempts} @throws {ChoiceTooLarge}
   */
  put(vote: Vote): Promise<void>;
  /**
   * The choices of the commands that count, sorted by their canonical JSON, so that the order says nothing.
   * @throws {MissingChoice} a command that counts has none. @throws {Tampered} @throws {KeyErased} the ballot is closed.
   */
  choices(ballot: string, counted: ReadonlySet<string>): Promise<Json[]>;
  /** Destroys the ballot's key and every row, physically as an erasure does. Again is harmless. */
  destroy(ballot: string): Promise<ErasureReport>;
}

export interface Vote {
  /** The ballot's stream. */
  readonly ballot: string;
  readonly account: string;
  /** Id of the command that casts it. */
  readonly command: string;
  readonly choice: Json;
}

/** A row of the box: the choice sealed for (ballot, account, command). */
export interface BallotRow {
  readonly account: string;
  readonly command: string;
  readonly sealed: Sealed;
}

/** Choices one account may leave in one box: each refused attempt leaves one. */
export const ATTEMPTS_LIMIT = 32;
/** All choices are padded to this many bytes, so that their length does not tell them apart. */
export const CHOICE_BYTES = 1024;

export class TooManyAttempts extends ChoiceRefused {
  constructor() {
    super('attempts', `more than ${ATTEMPTS_LIMIT} attempts to vote`);
  }
}
export class ChoiceTooLarge extends ChoiceRefused {
  constructor() {
    super('choice', `a choice takes ${CHOICE_BYTES} bytes at most`);
  }
}
export class MissingChoice extends Error {
  constructor(
    readonly ballot: string,
    readonly commands: readonly string[],
  ) {
    super(`${commands.length} votes of ${ballot} stand in the log without a choice in the box`);
  }
}

export function ballotKeyId(ballot: string): string {
  return `ballot:${ballot}`;
}

/** @throws {ChoiceTooLarge} */
export function sealChoice({ ballot, account, command, choice }: Vote, key: Uint8Array, random: RandomSource): Sealed {
  const text = canonical(choice);
  // Measured as it will be sealed, as a JSON string, where each quotation mark takes two bytes.
  const spare = CHOICE_BYTES - Buffer.byteLength(canonical(text));
  if (spare < 0) throw new ChoiceTooLarge();
  return seal(text + ' '.repeat(spare), {
    ...boxPlace(ballot, account, command),
    keyId: ballotKeyId(ballot),
    key,
    random,
  });
}

/** The choices of `counted` among `rows`, sorted. @throws {MissingChoice} @throws {KeyErased} */
export async function openChoices(
  ballot: string,
  rows: readonly BallotRow[],
  counted: ReadonlySet<string>,
  keys: Pick<Keys, 'get'>,
): Promise<Json[]> {
  if (counted.size === 0) return [];
  const key = await keys.get(ballotKeyId(ballot));
  if (key === undefined) throw new KeyErased(ballotKeyId(ballot));
  const found = new Map(rows.map((row) => [row.command, row]));
  const missing = [...counted].filter((command) => !found.has(command));
  if (missing.length > 0) throw new MissingChoice(ballot, missing);
  return rows
    .filter((row) => counted.has(row.command))
    .map(({ account, command, sealed }) => String(unseal(sealed, key, boxPlace(ballot, account, command))).trimEnd())
    .sort()
    .map((text) => JSON.parse(text) as Json);
}

// One place for one row: a choice moved to another account or ballot does not open.
function boxPlace(ballot: string, account: string, command: string) {
  return { factId: `${ballot} ${account}`, pointer: command };
}
