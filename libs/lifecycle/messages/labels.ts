/**
 * What things are called: names of stages, roles, units, deadlines and all else that a refusal has by its code, in the
 * words of the programme's texts. Where no text is known, the code itself stands.
 */
import type { Problem } from '../../engine/decide/rejection.js';
import type { Definition } from '../definition/definition.js';
import type { FieldList } from '../language/fields.js';
import { dateInWords, dueInWords, instantInWords } from './format-time.js';
import type { Language } from './message.js';
import type { Kind } from './parameters.js';
import { PLATFORM_TEXTS } from './platform-texts.js';
import { PLATFORM_WORDS } from './platform-labels.js';

export type Texts = Readonly<Record<Language, Readonly<Record<string, string>>>>;

/** What is known of that which a sentence is about. Whoever reads it may know all of it: of an unseen subject there is nothing. */
export interface Known {
  readonly texts?: Texts | undefined;
  /** Under which keys the texts name roles and registers. */
  readonly titles?: Pick<Definition, 'roles' | 'registers'> | undefined;
  /** Category of the subject, by which its stages are found. */
  readonly category?: string | undefined;
  /** Names of units in the log, by id. */
  readonly units?: ReadonlyMap<string, string> | undefined;
  /** What the command asks for: its forms, by which their fields are found. */
  readonly input?: FieldList | undefined;
  /** In which instants are told. */
  readonly zone: string;
}

export const NOTHING_KNOWN: Known = { zone: 'UTC' };

type Params = NonNullable<Problem['params']>;

/** The parameters of a sentence, as people read them. What `kinds` does not tell of is left as it is. */
export function inWords(
  language: Language,
  { params = {}, pointer = '' }: { readonly params?: Params | undefined; readonly pointer?: string },
  kinds: Readonly<Record<string, Kind>>,
  known: Known,
): Params {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
      return [
        name,
        kind === undefined || typeof value === 'number' ? value : toldAs(kind, language, value, pointer, known),
      ];
    }),
  );
}

/** The names of units in the parameters. */
export function unitsIn(params: Params, kinds: Readonly<Record<string, Kind>>): readonly string[] {
  return Object.entries(params).flatMap(([name, value]) =>
    (kinds[name] === 'unit' || kinds[name] === 'member') && typeof value === 'string' ? value.split(COMMA) : [],
  );
}

/** What a thing is called; undefined where nothing is known of it. */
export function wordFor(kind: Named, language: Language, name: string, known: Known): string | undefined {
  const found = textAt(language, KEYS[kind](name, known), known);
  if (found !== undefined) return found;
  if (kind === 'stage') return stageOfAny(language, name, known);
  // The notice's own word for a unit comes before: it is there in every language.
  return kind === 'unit' || kind === 'member' ? known.units?.get(name) : undefined;
}

/** What the field is called to which a pointer into the input (or the whole body) leads, or the nearest around it that has a name. */
export function fieldAt(language: Language, pointer: string, known: Known): string | undefined {
  const parts = pointer.split('/').filter((part) => !/^\d*$/.test(part));
  const names = parts[0] === 'input' ? parts.slice(1) : parts;
  const [first = ''] = names;
  const asked = known.input && Object.hasOwn(known.input, first) ? known.input[first] : undefined;
  const stem = asked?.kind === 'form' ? `form.${asked.form}` : `field.${first}`;
  for (let count = names.length; count > 0; count -= 1) {
    const inner = names.slice(1, count);
    const found = textAt(language, [[stem, ...inner].join('.'), `field.${names[count - 1]}`], known);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The first of these texts that is there. */
export function textAt(language: Language, keys: readonly string[], { texts }: Known): string | undefined {
  for (const key of keys)
    for (const { [language]: some } of [...(texts ? [texts] : []), PLATFORM_TEXTS, PLATFORM_WORDS] as readonly Texts[])
      if (Object.hasOwn(some, key)) return some[key];
  return undefined;
}

type Named = Exclude<Kind, 'plain' | 'choice' | 'date' | 'due' | 'instant'>;

const COMMA = ', ';

function toldAs(kind: Kind, language: Language, value: string, pointer: string, known: Known): string {
  switch (kind) {
    case 'date':
      return dateInWords(language, value);
    case 'due':
      return dueInWords(language, value, known.zone);
    case 'instant':
      return instantInWords(language, value, known.zone);
    case 'choice':
      return choices(language, value.split(COMMA), pointer, known).join(PLATFORM_WORDS[language].comma);
    case 'plain':
      return value.split(COMMA).join(PLATFORM_WORDS[language].comma);
    default: {
      const words = value.split(COMMA).map((name) => wordFor(kind, language, name, known) ?? name);
      return words.join(PLATFORM_WORDS[language].comma);
    }
  }
}

const under =
  (...prefixes: readonly string[]) =>
  (name: string): readonly string[] =>
    prefixes.map((prefix) => `${prefix}.${name}`);

/** Keys under which the texts may name a thing, the likeliest first. */
const KEYS: Readonly<Record<Named, (name: string, known: Known) => readonly string[]>> = {
  stage: (name, { category }) => [...(category === undefined ? [] : [`stage.${category}.${name}`]), `stage.${name}`],
  cycleStage: under('stage.cycle', 'stage'),
  role: (name, { titles }) => [...own(titles?.roles, name), `role.${name}`],
  unit: under('unit'),
  command: under('command'),
  deadline: under('deadline'),
  setting: under('setting', 'quota'),
  body: under('body', 'opinion', 'choice'),
  standing: (name, { titles }) => [
    ...(titles?.registers ?? []).filter(({ standing }) => standing === name).map(({ title }) => title),
    `register.${name}`,
  ],
  subject: under('subject'),
  field: under('field'),
  /** Also where it is looked for: `input.seed`, `cycle.settings.size`. */
  member: (path) => {
    const name = path.split('.').at(-1) ?? path;
    return under('choice', 'list', 'body', 'unit', 'setting', 'field')(name);
  },
  valueKind: under('kind'),
  pattern: under('pattern'),
};

function own(keys: Readonly<Record<string, string>> | undefined, name: string): readonly string[] {
  const key = keys && Object.hasOwn(keys, name) ? keys[name] : undefined;
  return key === undefined ? [] : [key];
}

/** A stage of another subject than the one that the command is about: its name, where all that have such a stage call it so. */
function stageOfAny(language: Language, name: string, { texts }: Known): string | undefined {
  const found = Object.entries(texts?.[language] ?? {}).filter(
    ([key]) => key.startsWith('stage.') && key.slice(key.indexOf('.', 'stage.'.length) + 1) === name,
  );
  const words = new Set(found.map(([, text]) => text));
  return words.size === 1 ? [...words][0] : undefined;
}

/**
 * What the choices of a field are called: by the texts that stand under one key for all of them, best under one that
 * ends in the field's own name. They are told by their codes when the texts have not each of them.
 */
function choices(language: Language, names: readonly string[], pointer: string, known: Known): readonly string[] {
  const texts = known.texts?.[language] ?? {};
  const field = pointer.split('/').findLast((part) => !/^\d*$/.test(part)) ?? '';
  const suffix = `.${names[0] ?? ''}`;
  const stems = Object.keys(texts)
    .filter((key) => LISTING.test(key) && key.endsWith(suffix))
    .map((key) => key.slice(0, -suffix.length))
    .filter((stem) => names.every((name) => Object.hasOwn(texts, `${stem}.${name}`)));
  const stem = stems.find((each) => each.endsWith(`.${field}`)) ?? stems[0];
  return stem === undefined ? names : names.map((name) => texts[`${stem}.${name}`] ?? name);
}

/** Under these, choices and rows of forms are named. */
const LISTING = /^(?:field|form|choice|list|body|row)\./;
