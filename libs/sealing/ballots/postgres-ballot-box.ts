import type { Pool } from 'pg';
import type { Json } from '../../engine/canonical/canonical-json.js';
import { KeyErased, type ErasureReport, type Keys, type RandomSource } from '../../engine/ports/sealing.js';
import {
  ATTEMPTS_LIMIT,
  ballotKeyId,
  openChoices,
  sealChoice,
  TooManyAttempts,
  type BallotBox,
  type Vote,
} from './ballot-box.js';
import type { PostgresKeys } from '../keys/postgres-keys.js';
import { translateErrors } from '../../postgres/errors.js';

/** A ballot box in the tables that {@link PostgresKeys.open} makes; erasing a ballot's key there destroys its rows. */
export class PostgresBallotBox implements BallotBox {
  readonly #pool: Pool;
  readonly #keys: Keys;
  readonly #random: RandomSource;

  constructor(pool: Pool, keys: PostgresKeys, random: RandomSource) {
    this.#pool = pool;
    this.#keys = keys;
    this.#random = random;
  }

  async put(vote: Vote): Promise<void> {
    const { ballot, account, command } = vote;
    const keyId = ballotKeyId(ballot);
    const { nonce, bytes } = sealChoice(vote, await this.#keys.ensure(keyId, 'ballot'), this.#random).$sealed;
    // The key's row is locked: a ballot that closes meanwhile waits for this row, or is seen here as closed.
    const { rows } = await translateErrors(() =>
      this.#pool.query<{ alive: boolean; there: boolean; put: boolean }>(
        `WITH living AS (SELECT 1 FROM sealing.keys WHERE id = $1 AND wrapped IS NOT NULL FOR SHARE),
        own AS (SELECT command FROM sealing.votes WHERE ballot = $2 AND account = $3),
        put AS (INSERT INTO sealing.votes (ballot, account, command, key, nonce, bytes)
          SELECT $2, $3, $4, $1, $5, $6 FROM living WHERE (SELECT count(*) FROM own) < $7
          ON CONFLICT DO NOTHING RETURNING 1)
       SELECT EXISTS (SELECT 1 FROM living) AS alive, EXISTS (SELECT 1 FROM own WHERE command = $4) AS there,
         EXISTS (SELECT 1 FROM put) AS put`,
        [
          keyId,
          ballot,
          account,
          command,
          Buffer.from(nonce, 'base64url'),
          Buffer.from(bytes, 'base64url'),
          ATTEMPTS_LIMIT,
        ],
      ),
    );
    const row = rows[0];
    if (row?.alive !== true) throw new KeyErased(keyId);
    if (!row.put && !row.there) await this.#whyNot(vote);
  }

  async choices(ballot: string, counted: ReadonlySet<string>): Promise<Json[]> {
    const { rows } = await translateErrors(() =>
      this.#pool.query<{ account: string; command: string; nonce: Buffer; bytes: Buffer }>(
        'SELECT account, command, nonce, bytes FROM sealing.votes WHERE ballot = $1 AND command = ANY($2)',
        [ballot, [...counted]],
      ),
    );
    const sealed = rows.map(({ account, command, nonce, bytes }) => ({
      account,
      command,
      sealed: {
        $sealed: { key: ballotKeyId(ballot), nonce: nonce.toString('base64url'), bytes: bytes.toString('base64url') },
      },
    }));
    return openChoices(ballot, sealed, counted, this.#keys);
  }

  destroy(ballot: string): Promise<ErasureReport> {
    return this.#keys.erase([ballotKeyId(ballot)]);
  }

  /** Nothing was put: the same command came in twice at once and the other was first, or there were too many. */
  async #whyNot({ ballot, account, command }: Vote): Promise<void> {
    const { rowCount } = await translateErrors(() =>
      this.#pool.query('SELECT 1 FROM sealing.votes WHERE ballot = $1 AND account = $2 AND command = $3', [
        ballot,
        account,
        command,
      ]),
    );
    if (rowCount === 0) throw new TooManyAttempts();
  }
}
