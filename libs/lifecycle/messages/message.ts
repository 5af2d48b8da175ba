/** A sentence in every language, with places for parameters. */

export type Language = 'zh' | 'en';

/** `{name}` is a parameter. It stands in `[…]`, which is left out when a parameter in it is not given. */
export type Message = Readonly<Record<Language, string>>;

/** The sentence with its parameters put in. */
export function filled(text: string, params: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\[([^\]]*)\]/g, (_all, part: string) => (isKnown(part, params) ? put(part, params) : ''));
}

const PARAMETER = /\{([A-Za-z]+)\}/g;

function isKnown(part: string, params: object): boolean {
  return [...part.matchAll(PARAMETER)].every(([, name]) => Object.hasOwn(params, name ?? ''));
}

function put(part: string, params: Readonly<Record<string, string | number>>): string {
  return part.replaceAll(PARAMETER, (_all, name: string) => String(params[name]));
}
