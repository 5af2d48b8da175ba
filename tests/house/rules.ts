import { posix } from 'node:path';
import ts from 'typescript';
import { type Breach, type Files, isSpec, matches, nodes, under } from './tree.js';

// The rules of the house that a linter cannot say. Each takes the files and yields the places where it is broken.

const LIBRARIES_AND_APPS = /^(?:libs|apps)\//;
const PURE = /^(?:libs\/(?:engine|lifecycle)|workflows)\/.*(?<!\.spec)\.ts$/;

/** The programmes' slugs: the folders of `workflows/`. */
export function slugs(files: Files): string[] {
  const found = [...files.keys()].map((path) => /^workflows\/([^/]+)\//.exec(path)?.[1]);
  return [...new Set(found.filter((slug) => slug !== undefined))];
}

/** A library that names a programme has a rule of that programme in it, or soon will. Any case style counts. */
export function programmesNamed(files: Files): Breach[] {
  const styles = slugs(files).map((slug) => slug.split('-').join('[-_. ]?'));
  if (styles.length === 0) return [];
  const named = new RegExp(styles.join('|'), 'gi');
  return [...under(files, LIBRARIES_AND_APPS)].flatMap(([path, text]) => [
    ...matches(path, text, named),
    ...matches(path, path, named),
  ]);
}

/** The places that programmes are named after stand in no library either; the zone of the calendar does. */
export function placesNamed(files: Files): Breach[] {
  const places = slugs(files)
    .map((slug) => slug.split('-')[0]!)
    .filter((word) => word !== 'national');
  if (places.length === 0) return [];
  const named = new RegExp(`(?<!Asia/)(?:${[...new Set(places)].join('|')})`, 'gi');
  return [...under(files, LIBRARIES_AND_APPS)]
    .filter(([path]) => !isSpec(path))
    .flatMap(([path, text]) => matches(path, text, named));
}

const CHINESE = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u;

function literal(node: ts.Node): string | undefined {
  if (ts.isRegularExpressionLiteral(node)) {
    return node.text.replaceAll(/\\u\{?([0-9a-f]{4,6})\}?/gi, (_, code: string) =>
      String.fromCodePoint(Number.parseInt(code, 16)),
    );
  }
  const textual = ts.isStringLiteralLike(node) || ts.isJsxText(node) || ts.isIdentifier(node);
  if (textual || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) return node.text;
  return undefined;
}

/** What people read stands in message catalogues (`messages*.ts`, and what is in a folder `messages`), in two languages. Comments may quote a notice. */
export function chineseLiterals(files: Files): Breach[] {
  return [...under(files, LIBRARIES_AND_APPS)]
    .filter(([path]) => !isSpec(path) && !/\/messages(?:\/|[^/]*\.ts$)/.test(path))
    .flatMap(([path, text]) => {
      if (!path.endsWith('.ts')) return matches(path, text, new RegExp(CHINESE, 'gu'));
      return nodes(path, text, (node) => {
        const found = literal(node);
        return found !== undefined && CHINESE.test(found) ? found : undefined;
      });
    });
}

/** `workflows/` holds values: what runs stands in the vocabulary, so that a programme runs from its JSON alone. */
export function programmesThatRun(files: Files): Breach[] {
  return [...under(files, /^workflows\/.*\.ts$/)]
    .filter(([path]) => !isSpec(path))
    .flatMap(([path, text]) =>
      nodes(path, text, (node) => {
        if (ts.isFunctionLike(node) && !ts.isTypeNode(node)) return ts.SyntaxKind[node.kind];
        if (ts.isClassLike(node) || ts.isNewExpression(node)) return ts.SyntaxKind[node.kind];
        const declares =
          ts.isImportDeclaration(node) ||
          ts.isExportDeclaration(node) ||
          ts.isExportAssignment(node) ||
          ts.isTypeAliasDeclaration(node) ||
          ts.isInterfaceDeclaration(node);
        if (ts.isSourceFile(node.parent ?? node) && !ts.isSourceFile(node) && !declares) {
          const constant = ts.isVariableStatement(node) && (node.declarationList.flags & ts.NodeFlags.Const) !== 0;
          if (!constant && node.kind !== ts.SyntaxKind.EndOfFileToken) return ts.SyntaxKind[node.kind];
        }
        return undefined;
      }),
    );
}

/** A file that only hands on what others export hides where things are, and closes import circles. */
export function barrels(files: Files): Breach[] {
  return [...under(files, /^(?:libs|apps|workflows|tests)\/.*\.ts$/)]
    .filter(([path]) => path !== 'workflows/index.ts')
    .flatMap(([path, text]) => [
      ...(/(?:^|\/)index\.ts$/.test(path) ? [{ path, line: 1, what: 'index.ts' }] : []),
      ...nodes(path, text, (node) =>
        ts.isExportDeclaration(node) && node.moduleSpecifier ? node.getText() : undefined,
      ),
    ]);
}

const ELSEWHERE =
  /\.\.\/shared\b|[.]library\b|(?<![\w.])\/(?:work|home|root|Users)\/\w[\w./-]*|(?<!\/var|[\w.])\/tmp\/\w[\w./-]*|[A-Z]:\\Users/g;

/** The project stands alone: nothing in it points at another folder of one machine. */
export function pointsElsewhere(files: Files): Breach[] {
  return [...files].flatMap(([path, text]) => matches(path, text, ELSEWHERE));
}

const TELEPHONE = /(?<![\w.-])(?:\d{8}-\d{3,5}|0\d{2,3}-\d{7,8}|1[3-9]\d(?!0{8})\d{8})(?![\w.-])/g;

/** A notice names people to call; the project needs none of them. A made-up number ends in eight zeros. */
export function telephones(files: Files): Breach[] {
  return [...files].flatMap(([path, text]) => matches(path, text, TELEPHONE));
}

/** Every relative link of a document, and every document that code points at, is there. */
export function deadLinks(files: Files): Breach[] {
  const folders = new Set([...files.keys()].flatMap((path) => ancestors(path)));
  const there = (path: string): boolean => files.has(path) || folders.has(path.replace(/\/$/, ''));
  return [...files].flatMap(([path, text]) => {
    if (path.endsWith('.md')) {
      const prose = text.replaceAll(/```[\s\S]*?```/g, (block) => block.replaceAll(/[^\n]/g, ' '));
      return matches(path, prose, /(?<=\]\()(?![a-z]+:|#)[^)\s#]+/g).filter(
        ({ what }) => !there(posix.join(posix.dirname(path), what)),
      );
    }
    if (path.startsWith('tests/house/')) return [];
    return matches(path, text, /\bdocs\/[\w./-]+\.md\b/g).filter(({ what }) => !files.has(what));
  });
}

/** A file or folder of the checkout that a document or a comment names, with `/` in its path. */
const NAMED = /(?<![\w./@-])(?:apps|libs|scripts|tests|workflows)\/[\w./-]*[\w-]/g;

/** Every file and folder that prose names is there: documents, and comments of the code. A name without its ending counts. */
export function deadPaths(files: Files): Breach[] {
  const folders = new Set([...files.keys()].flatMap((path) => ancestors(path)));
  const there = (path: string): boolean =>
    files.has(path) || folders.has(path) || ['.ts', '.mjs', '.spec.ts'].some((ending) => files.has(`${path}${ending}`));
  return [...files].flatMap(([path, text]) => {
    if (path.startsWith('tests/house/') || path === 'CHANGELOG.md') return [];
    const prose = path.endsWith('.md') ? text : /\.(?:ts|mjs)$/.test(path) ? commentsOf(text) : '';
    return matches(path, prose, NAMED).filter(({ what }) => !there(what));
  });
}

/** A source with everything but its comments blanked out, so that lines keep their numbers. */
function commentsOf(text: string): string {
  const comments = /\/\*[\s\S]*?\*\/|(?<=^|[\s;{}])\/\/[^\n]*/g;
  let end = 0;
  let out = '';
  for (const found of text.matchAll(comments)) {
    out += text.slice(end, found.index).replaceAll(/[^\n]/g, ' ') + found[0];
    end = found.index + found[0].length;
  }
  return out;
}

function ancestors(path: string): string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}

const SHORTCUTS =
  /\bas any\b|@ts-(?:ignore|nocheck|expect-error)|(?:eslint|oxlint)-disable|(?<!\? describe : )\b(?:test|it|describe)\.skip\b/g;

/**
 * Nothing is switched off in passing, and no test is left out, but for a suite that needs what the machine lacks
 * (`missing === undefined ? describe : describe.skip`): the count of tests not run shows it, and CI refuses it.
 */
export function shortcuts(files: Files): Breach[] {
  return [...under(files, /\.(?:ts|mjs|js)$/)]
    .filter(([path]) => !path.startsWith('tests/house/'))
    .flatMap(([path, text]) => matches(path, text, SHORTCUTS));
}

const OF_THE_MACHINE = new Set(['localeCompare', 'toLocaleString', 'toLocaleDateString', 'toLocaleTimeString']);

/** Time is an input, and so is the machine's language: what is pure asks neither. */
export function impurities(files: Files): Breach[] {
  return [...under(files, PURE)].flatMap(([path, text]) =>
    nodes(path, text, (node) => {
      const made = ts.isNewExpression(node) || ts.isCallExpression(node);
      if (made && node.expression.getText() === 'Date' && (ts.isCallExpression(node) || !node.arguments?.length)) {
        return node.getText();
      }
      if (ts.isPropertyAccessExpression(node) && OF_THE_MACHINE.has(node.name.text)) return node.name.text;
      return undefined;
    }),
  );
}
