/** Where the process that serves a data folder is reached: `serving.json` in it, for the commands of its owner alone. */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const servingSchema = z.strictObject({
  pid: z.int().positive(),
  /** Of the API; absent where this process has none. */
  url: z.url().optional(),
  /** The door for commands of the command line, on this machine only, and the secret that opens it. */
  door: z.strictObject({ url: z.url(), secret: z.string().min(32).max(100) }),
});
export type ServingFile = z.infer<typeof servingSchema>;

function pathIn(data: string): string {
  return join(data, 'serving.json');
}

/** Written whole or not at all, readable by its owner alone. */
export async function writeServingFile(data: string, serving: ServingFile): Promise<void> {
  const path = pathIn(data);
  await mkdir(dirname(path), { recursive: true });
  const fresh = `${path}.${randomBytes(4).toString('hex')}`;
  await writeFile(fresh, `${JSON.stringify(serving)}\n`, { mode: 0o600 });
  await rename(fresh, path);
}

/** What a process left there; it may be dead by now. Undefined when there is none, or what is there is none. */
export async function readServingFile(data: string): Promise<ServingFile | undefined> {
  const text = await readFile(pathIn(data), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return servingSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Takes away this process's file; another's stays. */
export async function removeServingFile(data: string): Promise<void> {
  if ((await readServingFile(data))?.pid === process.pid) await rm(pathIn(data), { force: true });
}
