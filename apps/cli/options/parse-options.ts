/** Options and words of commands that are given from the command line, parsed. */
import { text } from 'node:stream/consumers';
import type { Target } from '../../../libs/engine/decide/command.js';
import { readJson } from './files.js';
import { usageError, refusal } from '../invocation/invocation.js';

/** A command as it was asked for, whichever way it goes. */
export interface CommandRequest {
  readonly name: string;
  readonly cycle: string | undefined;
  readonly target: Target;
  readonly input: unknown;
  readonly key: string;
  readonly expected: number | undefined;
  readonly on: string | undefined;
  readonly for: { readonly stream: string } | undefined;
}

/** `key=value …` as a record. @throws {CliError} */
export function parsePairs(words: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const word of words) {
    const at = word.indexOf('=');
    const name = word.slice(0, at);
    if (at < 1 || at === word.length - 1 || Object.hasOwn(found, name)) throw usageError('give.badPair', { word });
    found[name] = word.slice(at + 1);
  }
  return found;
}

/** Whole numbers as such, `true` and `false` as flags, all else as text: what a setting may be. */
export function parseScalar(word: string): string | number | boolean {
  if (word === 'true' || word === 'false') return word === 'true';
  return /^-?\d{1,15}$/.test(word) ? Number(word) : word;
}

/** The JSON value in a file, or on standard input for `-`; without either, no answers at all. @throws {CliError} */
export async function readInput(file: string | undefined): Promise<unknown> {
  if (file === undefined) return {};
  if (file !== '-') return readJson(file);
  const found = await text(process.stdin);
  try {
    return JSON.parse(found) as unknown;
  } catch (error) {
    throw refusal('programme.notJson', { file, detail: (error as Error).message });
  }
}

/** Commander's way to gather an option that may be given several times. */
export function collect(word: string, before: readonly string[]): string[] {
  return [...before, word];
}
