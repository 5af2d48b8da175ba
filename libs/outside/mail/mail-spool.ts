/**
 * The mail spool: messages to people, as files that another program sends. One file for each fact and account:
 * `<folder>/<root>/<account>/<instant>-<fact>.json`. A file that is there already stays as it is, so the same message put
 * twice is sent once. A file is there whole or not at all, also after a power failure.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { INSTANT } from '../../engine/ports/event-store.js';

const part = z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/);
const inBoth = z.strictObject({ zh: z.string().min(1).max(4_000), en: z.string().min(1).max(4_000) });

/** One message to one account. It holds names of units and homes, days and roles; nothing personal. */
export const mailMessageSchema = z.strictObject({
  format: z.literal(1),
  /** Id of the fact that it tells of. */
  fact: z.uuid(),
  /** When that happened, in UTC. */
  at: z.string().regex(INSTANT),
  root: part,
  /** The account it goes to. */
  to: part,
  kind: z.enum(['notice', 'reminder', 'missed', 'escalation', 'chase']),
  /** The stream it is about. */
  stream: z.string().max(200),
  subject: inBoth,
  text: inBoth,
  /** The deadline concerned: its last moment as people say it, and the first instant that is late. */
  due: z
    .strictObject({
      deadline: z.string().max(100),
      local: z.string().max(100),
      zone: z.string().max(60),
      lateFrom: z.string().regex(INSTANT),
    })
    .optional(),
  /** A reminder that should have gone out earlier. */
  late: z.literal(true).optional(),
});
export type MailMessage = z.infer<typeof mailMessageSchema>;

/** Files being written at the same time. */
const AT_ONCE = 16;

export interface MailSpool {
  /**
   * Returns when all of them are there to stay. Which of them were new: those that had been put already are left alone.
   * @throws what the file system throws; then some may be there, and the same may be put again. `z.ZodError` for what
   *   is no letter; then none is.
   */
  put(letters: readonly MailMessage[]): Promise<number>;
}

/** A mail spool in this folder, which is made with the first message. */
export function openMailSpool(folder: string): MailSpool {
  return {
    async put(letters) {
      const files = letters.map((letter) => {
        const { root, to, at, fact, ...rest } = mailMessageSchema.parse(letter);
        const name = `${at.replaceAll(/[:.]/g, '-')}-${fact}.json`;
        return {
          path: join(folder, root, to, name),
          text: `${JSON.stringify({ ...rest, fact, at, root, to }, null, 2)}\n`,
        };
      });
      const parents = new Set(files.map(({ path }) => dirname(path)));
      for (const parent of parents) await mkdir(parent, { recursive: true, mode: 0o700 });
      let count = 0;
      for (let from = 0; from < files.length; from += AT_ONCE) {
        const written = await Promise.all(files.slice(from, from + AT_ONCE).map(({ path, text }) => write(path, text)));
        count += written.filter(Boolean).length;
      }
      const folders = [...parents].flatMap((parent) => [parent, dirname(parent), folder]);
      for (const each of new Set(folders)) await flush(each);
      return count;
    },
  };
}

/** Written beside, flushed to disk, then given its name. False when there is one of that name. */
async function write(path: string, text: string): Promise<boolean> {
  if (await exists(path)) return false;
  const beside = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    const file = await open(beside, 'wx', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
    return true;
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return false;
    throw error;
  }
}

/** The names in a folder, to disk. */
async function flush(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
