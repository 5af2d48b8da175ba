/** What things are called, as the log has it now: titles and labels of programmes, names of units and homes. */
import { decodeEnvelope } from '../../libs/engine/envelope.js';
import { streamParts, type Store } from '../../libs/engine/store.js';
import type { World } from '../../libs/engine/world.js';
import { HASH_DIGITS } from '../../libs/lifecycle/guards-platform.js';
import type { Language } from '../../libs/lifecycle/message.js';

export type InBoth = Readonly<Record<Language, string>>;
export type Texts = Readonly<Record<Language, Readonly<Record<string, string>>>>;

const NONE: Texts = { zh: {}, en: {} };

/** The newest texts published with these rules. */
export function textsOf(world: World, rules: string): Texts {
  const hash = world.read(`programme-${world.root}.${rules.slice(0, HASH_DIGITS)}`).fields['texts'];
  return typeof hash === 'string' ? (world.published(hash) as Texts) : NONE;
}

/** The first of these keys that the texts have; else what is given. */
export function said(texts: Texts, keys: readonly string[], otherwise: string): InBoth {
  const of = (language: Language): string => {
    const key = keys.find((each) => Object.hasOwn(texts[language], each));
    return (key === undefined ? undefined : texts[language][key]) ?? otherwise;
  };
  return { zh: of('zh'), en: of('en') };
}

/** The name that a unit or home was given last; undefined where there is none. */
export async function nameOf(store: Store, stream: string): Promise<string | undefined> {
  const { category } = streamParts(stream);
  const named = new Set(category === 'home' ? ['homeRegistered', 'homeRenamed'] : ['unitRegistered', 'unitRenamed']);
  for await (const fact of store.readStream(stream, { backwards: true })) {
    if (!named.has(fact.type)) continue;
    const { name } = decodeEnvelope(fact.bytes).data;
    return typeof name === 'string' ? name : undefined;
  }
  return undefined;
}
