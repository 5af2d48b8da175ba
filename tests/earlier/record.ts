/** What the program of an earlier time told of its own installation: see the README beside each record. */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('.', import.meta.url));

type Members = Readonly<Record<string, unknown>>;

export interface Asked {
  /** The name of a token. */
  readonly as: string;
  readonly path: string;
  readonly status: number;
  readonly body: unknown;
}

/** A command, given over HTTP. */
export interface Given {
  readonly as: string;
  readonly path: string;
  readonly key: string;
  readonly status: number;
  readonly body: unknown;
  readonly answer: Members;
}

export interface Kept {
  /** The program that wrote it. */
  readonly commit: string;
  /** SHA-256 of the archives. */
  readonly sums: Readonly<Record<'data' | 'backup', string>>;
  /** The key that wraps all others; absent where it derives from a seed. */
  readonly masterKey?: string;
  /** Texts of tokens by name. */
  readonly tokens: Readonly<Record<string, string>>;
  readonly verify: Members;
  /** Stream → its last revision. */
  readonly heads: Readonly<Record<string, number>>;
  /** Where the log ends, as clients were told. */
  readonly head: Members;
  /** Commands of the command line, and what they told. */
  readonly told: readonly { readonly args: readonly string[]; readonly json: Members }[];
  readonly answers: readonly Asked[];
  /** Of a feed of deadlines: which entries it has, and when they begin. */
  readonly feed: readonly string[];
  /** Commands that had been given before. */
  readonly again: readonly Given[];
  /** What serving it again told. */
  readonly served: Members;
  /** Commands that were given after it was kept, one after another. */
  readonly next: readonly Given[];
  /** How far the clock was put then, and what came of it all. */
  readonly onwards: string;
  readonly after: {
    readonly reminders: number;
    readonly missed: number;
    readonly facts: number;
    readonly letters: number;
    readonly counted: Asked;
    /** Every fact that was written then: its stream, type and id. */
    readonly written: readonly string[];
  };
}

export type Archive = keyof Kept['sums'];

export interface Recorded {
  readonly name: string;
  readonly folder: string;
  readonly kept: Kept;
}

/** Everything that is kept: a folder for each commit, in it one for each log. */
export function records(): Recorded[] {
  const foldersIn = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(folder, entry.name));
  return foldersIn(HERE)
    .flatMap(foldersIn)
    .map((folder) => {
      const kept = JSON.parse(readFileSync(join(folder, 'record.json'), 'utf8')) as Kept;
      return { name: folder.slice(HERE.length), folder, kept };
    });
}

export const archiveIn = (folder: string, archive: Archive): string => join(folder, `${archive}.tar.zst`);

export function sumOf(folder: string, archive: Archive): string {
  return createHash('sha256')
    .update(readFileSync(archiveIn(folder, archive)))
    .digest('hex');
}
