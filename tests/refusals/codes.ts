/** Code names that stand in a sentence although the programme has a word for them. */
import type { Definition } from '../../libs/lifecycle/definition/definition.js';
import type { Message } from '../../libs/lifecycle/messages/message.js';
import { MESSAGES } from '../../libs/lifecycle/messages/sentences.js';
import { PLATFORM_WORDS } from '../../libs/lifecycle/messages/platform-labels.js';
import { platformDefinition } from '../../libs/lifecycle/platform/platform-definition.js';
import type { StateDefinition } from '../../libs/lifecycle/definition/subject-definition.js';
import { programmes } from '../../workflows/index.js';
import { toy } from '../toy/programme.js';

const KINDS = ['stage', 'role', 'command', 'deadline', 'setting', 'quota', 'body', 'register', 'subject'] as const;

/** Every name that some programme, or the platform, has a word for; none that is the very word. */
const CODES: ReadonlySet<string> = new Set(
  [...programmes, toy, platformDefinition]
    .flatMap((definition) => [...labelled(definition), ...stagesOf(definition)])
    .filter((name) => !Object.values<string>(PLATFORM_WORDS.en).includes(name)),
);

function labelled({ texts, roles, registers }: Definition): string[] {
  const keys = Object.keys(texts.zh);
  return [
    ...KINDS.flatMap((kind) =>
      keys.filter((key) => key.startsWith(`${kind}.`)).map((key) => key.slice(kind.length + 1)),
    ),
    ...Object.keys(roles),
    ...registers.map(({ standing }) => standing),
  ];
}

function stagesOf({ subjects, texts }: Definition): string[] {
  const inside = (state: StateDefinition, path: string): string[] =>
    Object.entries(state.states ?? {}).flatMap(([name, inner]) => {
      const at = path === '' ? name : `${path}.${name}`;
      return [at, ...inside(inner, at)];
    });
  return subjects.flatMap(({ category, chart }) =>
    inside(chart, '').filter((path) => Object.hasOwn(texts.zh, `stage.${category}.${path}`)),
  );
}

export interface Said {
  readonly reason: string;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly messages: { readonly zh: string; readonly en: string };
}

/**
 * In a Chinese sentence no code name stands at all. In an English one it may stand as a word of its own (`office`): there
 * a parameter that has a word must have become another one.
 */
export function codesIn({ reason, params = {}, messages: { zh, en } }: Said): string[] {
  const chinese = (zh.match(/[A-Za-z][A-Za-z0-9.-]*/g) ?? []).filter((word) => CODES.has(word));
  const template = (MESSAGES as Readonly<Record<string, Message>>)[reason]?.en ?? '';
  const english = Object.entries(params).flatMap(([name, value]) =>
    String(value)
      .split(', ')
      .filter((code) => CODES.has(code) && template.includes(`{${name}}`))
      .filter((code) => en.includes(template.split(`{${name}}`)[0]?.split(/[[\]]/).at(-1) + code)),
  );
  return [...new Set([...chinese, ...english])];
}
