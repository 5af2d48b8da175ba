/**
 * Tokens by which programs and calendars come in: ordinary rows beside the log. A token stands for one grant of one
 * account; what it may do is read from the log at each request. Of the text only a digest is kept.
 */
import { hash, timingSafeEqual } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { RandomSource } from '../engine/ports/sealing.js';
import { read } from '../postgres/connection.js';
import { migrate } from '../postgres/migrations.js';
import { serviceSchema } from './service-schema.js';

export const TOKEN_KINDS = ['bearer', 'calendar'] as const;
export type TokenKind = (typeof TOKEN_KINDS)[number];

/** What a token stands for. `calendar`: opens the deadlines feed and nothing else, because its text stands in an address. */
export interface TokenGrant {
  readonly root: string;
  readonly account: string;
  readonly role: string;
  readonly unit: string;
  readonly grant: string;
  readonly kind: TokenKind;
  /** What it is for, in words of whoever made it. */
  readonly label: string;
}

export interface Token extends TokenGrant {
  readonly id: string;
  readonly madeAt: string;
  readonly revokedAt?: string;
}

export interface Tokens {
  /** The text is told once, here. @throws {z.ZodError} a part that could stand in no command. @throws {Unavailable} */
  create(grant: TokenGrant): Promise<{ readonly token: Token; readonly text: string }>;
  /** The token of this text, unless it was revoked: by another process up to a second ago. @throws {Unavailable} */
  find(text: string): Promise<Token | undefined>;
  /** Whether a token that was found before may still come in. @throws {Unavailable} */
  stands(id: string): Promise<boolean>;
  /** False when there is none of this id in the root, or it was revoked before. @throws {Unavailable} */
  revoke(root: string, id: string): Promise<boolean>;
  /** All of a root, also revoked ones, oldest first. @throws {Unavailable} */
  list(root: string): Promise<readonly Token[]>;
}

const part = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*$/)
  .max(80);
export const grantSchema = z.strictObject({
  root: part,
  account: part,
  role: z.string().min(1).max(100),
  unit: part,
  grant: part,
  kind: z.enum(TOKEN_KINDS),
  label: z.string().max(200),
});

const ID_BYTES = 8;
const SECRET_BYTES = 32;
/** `hth_<id>_<secret>`. */
const TEXT = /^hth_([0-9a-f]{16})_([A-Za-z0-9_-]{43})$/;
/** How long a token that was found is taken for valid without reading its row, and how many are kept. */
const FOUND_MS = 1000;
const FOUND_MOST = 10_000;
/** A seeded random source draws the same for the same label again: the next one is taken then. */
const ATTEMPTS = 1000;

interface Row extends TokenGrant {
  readonly id: string;
  readonly hash: Buffer;
  readonly made_at: Date;
  readonly revoked_at: Date | null;
}

/** @throws {Unavailable} */
export async function openTokens(pool: Pool, random: RandomSource): Promise<Tokens> {
  await migrate(pool, serviceSchema);
  return new TokenRows(pool, random);
}

/** Tokens of one grant and label that are looked for before another is made. */
const TOLD_AGAIN = 20;

/**
 * A token whose text is told again at each start: for a demonstration, where all that is drawn derives from a seed.
 * @throws {Unavailable}
 */
export async function tokenFromSeed(tokens: Tokens, seeded: RandomSource, grant: TokenGrant): Promise<string> {
  for (let attempt = 0; attempt < TOLD_AGAIN; attempt += 1) {
    const { id, secret } = drawn(seeded, grant, attempt);
    if (await tokens.find(textOf(id, secret))) return textOf(id, secret);
  }
  return (await tokens.create(grant)).text;
}

function drawn(random: RandomSource, grant: TokenGrant, attempt: number): { id: string; secret: string } {
  const what = `token ${grant.root} ${grant.account} ${grant.grant} ${grant.kind} ${grant.label} ${attempt}`;
  return {
    id: Buffer.from(random.bytes(ID_BYTES, `${what} id`)).toString('hex'),
    secret: Buffer.from(random.bytes(SECRET_BYTES, what)).toString('base64url'),
  };
}

function textOf(id: string, secret: string): string {
  return `hth_${id}_${secret}`;
}

class TokenRows implements Tokens {
  readonly #pool: Pool;
  readonly #random: RandomSource;
  /** By the token's text; `undefined` rows are not kept, so nobody fills it with guesses. */
  readonly #found = new LRUCache<string, Token>({ max: FOUND_MOST, ttl: FOUND_MS, ttlResolution: 0 });

  constructor(pool: Pool, random: RandomSource) {
    this.#pool = pool;
    this.#random = random;
  }

  async create(given: TokenGrant): Promise<{ token: Token; text: string }> {
    const grant = grantSchema.parse(given);
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const { id, secret } = drawn(this.#random, grant, attempt);
      const rows = await this.#rows(
        'create',
        `insert into service.tokens (id, hash, root, account, role, unit, "grant", kind, label)
          values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing returning *`,
        [id, digest(secret), grant.root, grant.account, grant.role, grant.unit, grant.grant, grant.kind, grant.label],
      );
      const [row] = rows;
      if (row) return { token: tokenOf(row), text: textOf(id, secret) };
    }
    throw new Error('the random source gives no new token');
  }

  async find(text: string): Promise<Token | undefined> {
    const found = this.#found.get(text);
    if (found) return found;
    const [, id, secret] = TEXT.exec(text) ?? [];
    if (id === undefined || secret === undefined) return undefined;
    const [row] = await this.#rows('find', 'select * from service.tokens where id = $1', [id]);
    // Compared also where there is none, so that the time tells nothing.
    const same = timingSafeEqual(row?.hash ?? NONE, digest(secret));
    if (!row || !same || row.revoked_at !== null) return undefined;
    const token = tokenOf(row);
    this.#found.set(text, token);
    return token;
  }

  async stands(id: string): Promise<boolean> {
    const text = 'select * from service.tokens where id = $1 and revoked_at is null';
    return (await this.#rows('stands', text, [id])).length > 0;
  }

  async revoke(root: string, id: string): Promise<boolean> {
    const rows = await this.#rows(
      'revoke',
      'update service.tokens set revoked_at = now() where root = $1 and id = $2 and revoked_at is null returning *',
      [root, id],
    );
    this.#found.clear();
    return rows.length > 0;
  }

  async list(root: string): Promise<readonly Token[]> {
    const text = 'select * from service.tokens where root = $1 order by made_at, id';
    return (await this.#rows('list', text, [root])).map(tokenOf);
  }

  #rows(name: string, text: string, values: readonly unknown[]): Promise<Row[]> {
    return read<Row & Record<string, unknown>>(this.#pool, { name: `hearth-token-${name}`, text, values });
  }
}

const NONE = Buffer.alloc(32);

/** The secret has 256 bits of chance: a plain digest of it cannot be undone by trying. */
function digest(secret: string): Buffer {
  return hash('sha256', secret, 'buffer');
}

function tokenOf({ id, root, account, role, unit, grant, kind, label, made_at, revoked_at }: Row): Token {
  return {
    id,
    root,
    account,
    role,
    unit,
    grant,
    kind,
    label,
    madeAt: made_at.toISOString(),
    ...(revoked_at === null ? {} : { revokedAt: revoked_at.toISOString() }),
  };
}
