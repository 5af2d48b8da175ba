import { chinese, type Language, type Say } from '../i18n/messages.js';
import { english } from '../i18n/messages-en.js';

/** What the command line says in a language. */
export function saying(language: Language): Say {
  const catalogue = language === 'en' ? english : chinese;
  return (key, parameters = {}) =>
    catalogue[key].replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(parameters[name] ?? whole));
}

/** The language that the arguments ask for, told before they are parsed so that help and errors are in it too. */
export function languageOf(args: readonly string[]): Language {
  const asked = args.flatMap((each, index) => {
    if (each.startsWith('--lang=')) return [each.slice('--lang='.length)];
    return each === '--lang' ? [args[index + 1] ?? ''] : [];
  });
  return asked.at(-1) === 'en' ? 'en' : 'zh';
}

/** A column's text, filled up to a width in terminal cells: a Chinese character takes two. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - cells(text)));
}

export function cells(text: string): number {
  let width = 0;
  for (const character of text) width += (character.codePointAt(0) ?? 0) >= 0x1100 ? 2 : 1;
  return width;
}
