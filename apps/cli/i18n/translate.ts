import { chinese, type Language, type Say } from './messages.js';
import { english } from './messages-en.js';

/** What the command line says in a language. */
export function translator(language: Language): Say {
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
