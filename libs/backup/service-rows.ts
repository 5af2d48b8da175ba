/**
 * The service's own rows as copies of them are kept elsewhere: digests of tokens, its own commands that were refused,
 * where a virtual clock stood, its seed.
 */
import type { ClientBase } from 'pg';
import { z } from 'zod';
import { grantSchema } from '../runtime/tokens.js';

const instant = z.iso.datetime({ offset: true });

export const tokenCopySchema = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{16}$/),
  /** SHA-256 of the secret, which nobody keeps. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  ...grantSchema.shape,
  madeAt: instant,
  revokedAt: instant.nullable(),
});
export type TokenCopy = z.infer<typeof tokenCopySchema>;

/** `at`: where it stood at the moment of the copy. */
export const clockCopySchema = z.strictObject({ at: z.int().min(0).max(253_402_300_799_999), runs: z.boolean() });
export type ClockCopy = z.infer<typeof clockCopySchema>;

export const seedCopySchema = z.strictObject({ seed: z.string().min(1).max(200) });

const plain = z.union([z.string().max(1000), z.number()]);

/** A command of the machine's own that was refused, for somebody to look at. Nothing personal stands in it. */
export const refusedCopySchema = z.strictObject({
  root: grantSchema.shape.root,
  system: z.string().min(1).max(100),
  command: z.string().min(1).max(100),
  key: z.string().min(1).max(300),
  target: z.union([
    z.strictObject({ stream: z.string().max(300) }),
    z.strictObject({ key: z.record(z.string().max(100), z.string().max(300)) }),
  ]),
  cause: z.record(z.string().max(100), plain).nullable(),
  reason: z.string().min(1).max(100),
  params: z.record(z.string().max(100), plain),
  at: instant,
});
export type RefusedCopy = z.infer<typeof refusedCopySchema>;

export interface ServiceRows {
  readonly tokens: readonly TokenCopy[];
  readonly refused: readonly RefusedCopy[];
  readonly clock: ClockCopy | undefined;
  readonly seed: string | undefined;
}

export async function serviceRowsIn(client: ClientBase, now: number): Promise<ServiceRows> {
  const tokens = await rowsOf<TokenRow>(client, 'tokens');
  const refused = await rowsOf<Omit<RefusedCopy, 'at'> & { at: Date }>(client, 'refused');
  const [clock] = await rowsOf<{ at: string; runs: boolean; since: string }>(client, 'clock');
  const [seed] = await rowsOf<{ seed: string }>(client, 'seed');
  return {
    tokens: tokens.map(({ hash, made_at, revoked_at, ...token }) =>
      tokenCopySchema.parse({
        ...token,
        hash: hash.toString('hex'),
        madeAt: made_at.toISOString(),
        revokedAt: revoked_at?.toISOString() ?? null,
      }),
    ),
    refused: refused.map(({ at, ...row }) => refusedCopySchema.parse({ ...row, at: at.toISOString() })),
    clock: clock && {
      at: clock.runs ? Number(clock.at) + Math.max(0, now - Number(clock.since)) : Number(clock.at),
      runs: clock.runs,
    },
    seed: seed?.seed,
  };
}

type TokenRow = Omit<TokenCopy, 'hash' | 'madeAt' | 'revokedAt'> & {
  readonly hash: Buffer;
  readonly made_at: Date;
  readonly revoked_at: Date | null;
};

/** Whether nothing of the service's own stands here. Its tables must be there. */
export async function serviceIsEmpty(client: ClientBase): Promise<boolean> {
  for (const table of ['tokens', 'refused', 'clock', 'seed'] as const)
    if ((await rowsOf(client, table)).length > 0) return false;
  return true;
}

/** A clock that ran goes on from where it stood. */
export async function putServiceRows(
  client: ClientBase,
  { tokens, refused, clock, seed }: ServiceRows,
  now: number,
): Promise<void> {
  for (const token of tokens) {
    const { id, hash, root, account, role, unit, grant, kind, label, madeAt, revokedAt } = token;
    await client.query(
      `insert into service.tokens (id, hash, root, account, role, unit, "grant", kind, label, made_at, revoked_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [id, Buffer.from(hash, 'hex'), root, account, role, unit, grant, kind, label, madeAt, revokedAt],
    );
  }
  for (const { root, system, command, key, target, cause, reason, params, at } of refused) {
    await client.query(
      `insert into worker.refused_commands (root, system, command, key, target, cause, reason, params, at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        ...[root, system, command, key, JSON.stringify(target), cause && JSON.stringify(cause), reason],
        ...[JSON.stringify(params), at],
      ],
    );
  }
  if (clock)
    await client.query('insert into service.clock (at, runs, since) values ($1, $2, $3)', [clock.at, clock.runs, now]);
  if (seed !== undefined) await client.query('insert into service.seed (seed) values ($1)', [seed]);
}

const TABLES = {
  tokens: {
    name: 'service.tokens',
    read: 'id, hash, root, account, role, unit, "grant", kind, label, made_at, revoked_at',
    order: 'id',
  },
  refused: {
    name: 'worker.refused_commands',
    read: 'root, system, command, key, target, cause, reason, params, at',
    order: 'id',
  },
  clock: { name: 'service.clock', read: 'at, runs, since', order: 'at' },
  seed: { name: 'service.seed', read: 'seed', order: 'seed' },
} as const;

async function rowsOf<Row extends object>(client: ClientBase, table: keyof typeof TABLES): Promise<Row[]> {
  const { name, read, order } = TABLES[table];
  const there = await client.query<{ there: string | null }>('select to_regclass($1)::text as there', [name]);
  if ((there.rows[0]?.there ?? null) === null) return [];
  return (await client.query(`select ${read} from ${name} order by ${order}`)).rows as Row[];
}
