/** What a programme's published texts call its facts and stages. */
import { decodeEnvelope } from '../../libs/engine/envelope.js';
import { streamParts, type Store } from '../../libs/engine/store.js';
import { publishing } from '../../libs/lifecycle/publishing.js';
import type { Language } from './messages.js';

export interface Labels {
  fact(type: string): string | undefined;
  stage(path: string): string | undefined;
}

export const NO_LABELS: Labels = { fact: () => undefined, stage: () => undefined };

/** The labels of a stream under these rules: as the newest texts published with the rules have them. */
export async function labelsFor(
  store: Store,
  stream: string,
  rules: string | undefined,
  language: Language,
): Promise<Labels> {
  if (rules === undefined) return NO_LABELS;
  const { category, root } = streamParts(stream);
  const texts = (await textsOf(store, root, rules))?.[language] ?? {};
  const text = (key: string): string | undefined => (Object.hasOwn(texts, key) ? texts[key] : undefined);
  return {
    fact: (type) => text(`fact.${type}`),
    stage: (path) => text(`stage.${category}.${path}`) ?? text(`stage.${path}`),
  };
}

type Texts = Readonly<Record<string, Readonly<Record<string, string>>>>;

async function textsOf(store: Store, root: string, rules: string): Promise<Texts | undefined> {
  const [stream] = publishing.streams(root, rules);
  let texts: Texts | undefined;
  for await (const { bytes } of store.readStream(stream ?? '')) {
    const { data } = decodeEnvelope(bytes);
    if (typeof data['texts'] === 'object') texts = data['texts'] as unknown as Texts;
  }
  return texts;
}
