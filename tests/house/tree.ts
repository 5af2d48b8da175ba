import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** Paths from the project's root, with `/`, and what the files say. */
export type Files = ReadonlyMap<string, string>;

/** One place where a rule of the house is broken. Lines count from 1. */
export interface Breach {
  readonly path: string;
  readonly line: number;
  readonly what: string;
}

const TEXT = /(?:^|\/)(?:[^.]+|.*\.(?:ts|mts|mjs|js|json|ndjson|md|yml|yaml|sh|css|vue|html|txt|svg))$/;
const NOT_OURS = new Set(['node_modules', 'dist', 'coverage', '.git', '.hearth']);

/** Every text file of the checkout that is the project's own. */
export function readTree(root: string): Files {
  const files = new Map<string, string>();
  const visit = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && !NOT_OURS.has(entry.name)) visit(path);
      if (entry.isFile() && entry.name !== 'package-lock.json' && TEXT.test(path)) {
        files.set(path, readFileSync(join(root, path), 'utf8'));
      }
    }
  };
  visit('');
  return files;
}

export function isSpec(path: string): boolean {
  return path.endsWith('.spec.ts');
}

/** The files whose path fits. */
export function* under(files: Files, pattern: RegExp): Generator<[path: string, text: string]> {
  for (const [path, text] of files) if (pattern.test(path)) yield [path, text];
}

/** Every match of a pattern (with the flag `g`) in a text, as breaches. */
export function matches(path: string, text: string, pattern: RegExp): Breach[] {
  return [...text.matchAll(pattern)].map((found) => ({
    path,
    line: text.slice(0, found.index).split('\n').length,
    what: found[0],
  }));
}

/** Every syntax node of a TypeScript file for which `judge` has something to say. */
export function nodes(path: string, text: string, judge: (node: ts.Node) => string | undefined): Breach[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const breaches: Breach[] = [];
  const visit = (node: ts.Node): void => {
    const what = judge(node);
    if (what !== undefined) {
      breaches.push({ path, line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1, what });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return breaches;
}
