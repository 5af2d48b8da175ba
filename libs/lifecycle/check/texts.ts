/** Texts: every key that the rules use says something in each language. */
import { type Fault, type RulesWithoutTexts, under } from './review.js';
import { stagesOf } from './chart.js';
import type { Definition } from '../definition/definition.js';
import type { Rubric, RubricGroup, RubricItem, OffTotal } from '../scoring/rubric.js';

interface Used {
  readonly key: string;
  readonly pointer: string;
}

type Language = 'zh' | 'en';

const LANGUAGES: readonly Language[] = ['zh', 'en'];
const OTHER: Readonly<Record<Language, Language>> = { zh: 'en', en: 'zh' };

type Texts = Definition['texts'];

/** Keys without a text in some language: where the rules use them, else where the other language has them. */
export function missingTexts(rules: RulesWithoutTexts, texts: Texts): Fault[] {
  const used = keysOf(rules);
  const asked = new Set(used.map(({ key }) => key));
  const missing = ({ key, pointer }: Used, language: Language): Fault[] =>
    Object.hasOwn(texts[language], key) ? [] : [{ pointer, reason: 'textMissing', params: { key, language } }];
  return [
    ...used.flatMap((each) => LANGUAGES.flatMap((language) => missing(each, language))),
    ...LANGUAGES.flatMap((language) =>
      Object.keys(texts[OTHER[language]])
        .filter((key) => !asked.has(key))
        .flatMap((key) => missing({ key, pointer: under('', 'texts', OTHER[language], key) }, language)),
    ),
  ];
}

/** Labels that are looked up by the name of what they label, where there are any: no key of the rules names them. */
const LABELS =
  /^(?:stage|fact|command|field|choice|form|row|subject|deadline|deliverable|leg|opinion|body|quota|setting|rubric|list|duty|unit|register|role)\./;

/** Texts that nothing asks for: not wrong, but mostly a key that was mistyped on one side. */
export function unusedTexts(definition: Definition): Fault[] {
  const used = new Set(keysOf(definition).map(({ key }) => key));
  return LANGUAGES.flatMap((language) =>
    Object.keys(definition.texts[language])
      .filter((key) => !used.has(key) && !LABELS.test(key))
      .map((key) => ({ pointer: under('', 'texts', language, key), reason: 'textUnused', params: { key } })),
  );
}

function keysOf(definition: RulesWithoutTexts): Used[] {
  const {
    title,
    source,
    subjects,
    forms,
    deliverables,
    deadlines,
    settings,
    rubrics,
    registers,
    roles,
    notices,
    duties,
  } = definition;
  const used: Used[] = [
    { key: title, pointer: '/title' },
    { key: source.notice, pointer: '/source/notice' },
    ...subjects.flatMap(({ chart }, index) =>
      stagesOf(chart, under('', 'subjects', index, 'chart')).flatMap(({ state, pointer }) =>
        key(state.meta?.noDeadline, pointer, 'meta', 'noDeadline'),
      ),
    ),
    ...registers.flatMap((each, index) => key(each.title, '/registers', index, 'title')),
    ...notices.flatMap((each, index) => key(each.text, '/notices', index, 'text')),
    ...Object.entries(forms).flatMap(([name, each]) => key(each.title, '/forms', name, 'title')),
    ...Object.entries(deliverables).flatMap(([name, each]) => key(each.source, '/deliverables', name, 'source')),
    ...Object.entries(deadlines).flatMap(([name, each]) => key(each.named, '/deadlines', name, 'named')),
    ...Object.entries(settings).flatMap(([name, each]) => key(each.why, '/settings', name, 'why')),
    ...Object.entries(roles).flatMap(([name, each]) => key(each, '/roles', name)),
    ...Object.entries(duties).flatMap(([name, each]) => key(each.source, '/duties', name, 'source')),
    ...Object.entries(rubrics).flatMap(([name, each]) => rubricKeys(each, under('/rubrics', name))),
  ];
  return used;
}

function key(text: string | undefined, pointer: string, ...parts: (string | number)[]): Used[] {
  return text === undefined ? [] : [{ key: text, pointer: under(pointer, ...parts) }];
}

function rubricKeys(rubric: Rubric, pointer: string): Used[] {
  return [
    ...rubric.blocks.flatMap((block, index) => {
      const at = under(pointer, 'blocks', index);
      return [
        ...key(block.title, at, 'title'),
        ...key(block.standard, at, 'standard'),
        ...block.items.flatMap((item, place) => itemKeys(item, under(at, 'items', place))),
      ];
    }),
    ...(rubric.deductions?.items ?? []).flatMap((item, index) =>
      itemKeys(item, under(pointer, 'deductions', 'items', index)),
    ),
  ];
}

function itemKeys(item: RubricItem | RubricGroup | OffTotal, pointer: string): Used[] {
  const used = [...key(item.title, pointer, 'title'), ...key(item.standard, pointer, 'standard')];
  switch (item.kind) {
    case 'group':
      return [...used, ...item.items.flatMap((inner, index) => itemKeys(inner, under(pointer, 'items', index)))];
    case 'levels':
      return [...used, ...item.levels.flatMap(({ label }, index) => key(label, pointer, 'levels', index, 'label'))];
    case 'tally':
      return [
        ...used,
        ...(item.conditions ?? []).flatMap(({ text }, index) => key(text, pointer, 'conditions', index, 'text')),
      ];
    case 'fullUnlessDeducted':
      return [...used, ...(item.causes ?? []).flatMap((cause, index) => key(cause, pointer, 'causes', index))];
    case 'nothingIf':
      return [...used, ...key(item.when, pointer, 'when')];
    default:
      return used;
  }
}
