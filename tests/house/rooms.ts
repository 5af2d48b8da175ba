import { posix } from 'node:path';
import ts from 'typescript';
import { type Files, isSpec } from './tree.js';

/** Source files side by side in one folder, at most. */
export const MOST_FILES = 20;

/** Data and texts, and the words of the vocabulary, one file each: not counted. */
const NOT_COUNTED =
  /^libs\/lifecycle\/vocabulary\/|^workflows\/[^/]+\/(?:texts|demonstration)\/|^tests\/histories\/cases\//;

const SOURCES = /^(?:apps|libs|workflows|tests|scripts|bin)\/.*\.(?:ts|mjs)$/;
const SHIPPED = /^(?:apps|libs|workflows)\/.*\.ts$/;

/** The room a file stands in: its folder. A programme is one room with all that is in it. */
export function roomOf(path: string): string {
  return /^workflows\/[^/]+(?=\/)/.exec(path)?.[0] ?? posix.dirname(path);
}

/** Folders with more source files side by side than a reader takes in, as `folder count`. Tests beside them are not counted. */
export function crowdedFolders(files: Files): string[] {
  const counts = new Map<string, number>();
  for (const path of files.keys()) {
    if (!SOURCES.test(path) || isSpec(path) || NOT_COUNTED.test(path)) continue;
    const folder = posix.dirname(path);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts].filter(([, count]) => count > MOST_FILES).map(([folder, count]) => `${folder} ${count}`);
}

/** The rooms that each room imports from, types included, and one import that shows it. */
export function arrowsOf(files: Files): Map<string, Map<string, string>> {
  const arrows = new Map<string, Map<string, string>>();
  for (const [path, text] of files) {
    if (!SHIPPED.test(path) || isSpec(path)) continue;
    for (const { fileName } of ts.preProcessFile(text, true, true).importedFiles) {
      if (!fileName.startsWith('.')) continue;
      const target = posix.join(posix.dirname(path), fileName).replace(/\.js$/, '.ts');
      const [from, to] = [roomOf(path), roomOf(target)];
      if (from === to || !files.has(target)) continue;
      arrows.set(from, (arrows.get(from) ?? new Map<string, string>()).set(to, `${path} imports ${target}`));
    }
  }
  return arrows;
}

/** Rooms that lead back to themselves, each as the imports on the way; empty when all arrows run one way. */
export function circles(files: Files): string[][] {
  const arrows = arrowsOf(files);
  const done = new Set<string>();
  const found: string[][] = [];
  const visit = (room: string, way: readonly string[]): void => {
    const place = way.indexOf(room);
    if (place >= 0) {
      const rooms = [...way.slice(place), room];
      found.push(rooms.slice(1).map((to, index) => arrows.get(rooms[index]!)?.get(to) ?? ''));
      return;
    }
    if (done.has(room)) return;
    for (const to of arrows.get(room)?.keys() ?? []) visit(to, [...way, room]);
    done.add(room);
  };
  for (const room of arrows.keys()) visit(room, []);
  return found;
}

/** The part of the house a room belongs to: a library, an application, or all programmes together. */
function partOf(room: string): string {
  return room
    .split('/')
    .slice(0, room.startsWith('workflows') ? 1 : 2)
    .join('/');
}

/** Which part of the house imports from which, without the arrows that follow from others. */
function partsBelow(files: Files): Map<string, Set<string>> {
  const below = new Map<string, Set<string>>();
  for (const [from, targets] of arrowsOf(files)) {
    const part = partOf(from);
    const found = below.get(part) ?? new Set<string>();
    for (const to of targets.keys()) if (partOf(to) !== part) found.add(partOf(to));
    below.set(part, found);
  }
  const reaches = (from: string, to: string, but: string): boolean =>
    [...(below.get(from) ?? [])].some((next) => next !== but && (next === to || reaches(next, to, '')));
  return new Map([...below].map(([part, found]) => [part, new Set([...found].filter((to) => !reaches(part, to, to)))]));
}

/** The house as a Mermaid chart: an arrow from what imports to what it imports. */
export function drawHouse(files: Files): string {
  const id = (part: string): string => part.replaceAll('/', '_');
  const parts = [...partsBelow(files)].map(([part, below]) => [part, [...below].toSorted()] as const);
  const names = [...new Set(parts.flatMap(([part, below]) => [part, ...below]))].toSorted();
  const lines = parts
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([part, below]) => below.map((to) => `  ${id(part)} --> ${id(to)}`));
  return ['flowchart TD', ...names.map((name) => `  ${id(name)}["${name}"]`), ...lines].join('\n');
}
