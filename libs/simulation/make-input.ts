/** The input of a simulated move: made up from the command's field list, then what the move says about it. */
import { fillForm, type Chance, type Said } from './fill-form.js';
import type { Field, FieldList } from '../lifecycle/language/fields.js';
import { at, isMember, type Scope } from '../lifecycle/language/paths.js';
import type { Programme, ReadyCommand } from '../lifecycle/definition/compile-programme.js';
import type { Rubric } from '../lifecycle/scoring/rubric.js';
import type { Fill, Phrase, Simulation } from '../lifecycle/definition/simulation.js';
import type { Account } from './federation.js';

export interface InputParts extends Pick<Simulation, 'phrases' | 'answers'> {
  readonly chance: Chance;
  readonly programme: Programme;
  readonly today: string;
  /** What the move is: its command, subject and time, so that chance has a name. */
  readonly what: string;
  readonly scope: Scope;
  readonly accounts: readonly Account[];
  /** Streams of the last ranking, in order. */
  readonly ranked: readonly string[];
}

export function makeInput(
  command: ReadyCommand,
  fills: Readonly<Record<string, Fill>>,
  parts: InputParts,
): Record<string, unknown> {
  const { forms } = parts.programme.definition;
  const rubric = rubricOf(command, parts.programme);
  const input = fillForm(command.definition.input, {
    forms,
    chance: parts.chance,
    today: parts.today,
    what: parts.what,
    rubric,
    said: (names, which) => said([command.name, ...names], which, parts),
  });
  for (const [path, fill] of Object.entries(fills)) {
    const names = path.split('.');
    if ('spoilt' in fill) spoil(input, names, fill.spoilt, command.definition.input);
    else if ('mark' in fill)
      put(input, [...names, Object.keys((at({ input }, `input.${path}`) ?? {}) as object)[0] ?? 'none'], {
        points: fill.mark,
      });
    else put(input, names, valueOf(fill, parts, path));
  }
  return input;
}

/** The rubric a command's marks are judged by, as its guards say. */
function rubricOf(command: ReadyCommand, programme: Programme): Rubric | undefined {
  for (const { guard, with: parameters } of command.definition.guards ?? []) {
    if (guard.startsWith('rubricScored@')) return programme.definition.rubrics[String(parameters?.['rubric'])];
  }
  return undefined;
}

/** What the simulation's answers say of a field: the longest of them that the names end with. */
function said(names: readonly string[], which: string, parts: InputParts): Said | undefined {
  const { answers = {} } = parts;
  for (let from = 0; from < names.length; from += 1) {
    const answer = answers[names.slice(from).join('.')];
    if (!answer) continue;
    if ('unanswered' in answer) return answer;
    const value = 'phrase' in answer ? phraseOf(answer, which, parts) : at(parts.scope, answer.from);
    return value === undefined ? undefined : { value };
  }
  return undefined;
}

function phraseOf({ phrase, by, part, place, per }: Phrase, which: string, parts: InputParts): unknown {
  const { scope, chance, what } = parts;
  const list = parts.phrases?.[phrase];
  const choices = Array.isArray(list) ? list : list?.[String(at(scope, by ?? ''))];
  // Nothing for this value: the answer is made up.
  if (!choices) return undefined;
  const number = place === undefined ? undefined : at(scope, place);
  const named = per === undefined ? `${what}${which} ${phrase}` : `${phrase} ${String(at(scope, per))}`;
  const choice = choices[typeof number === 'number' ? number % choices.length : chance.below(choices.length, named)];
  return part === undefined ? choice : at({ choice }, `choice.${part}`);
}

function valueOf(
  fill: Exclude<Fill, { spoilt: unknown } | { mark: number }>,
  parts: InputParts,
  path: string,
): unknown {
  if ('phrase' in fill) return phraseOf(fill, `/${path}`, parts);
  if ('value' in fill) return fill.value;
  if ('from' in fill) return at(parts.scope, fill.from);
  if ('today' in fill) return shifted(parts.today, fill.today);
  if ('ranked' in fill) return parts.ranked.slice(fill.ranked.from, fill.ranked.from + fill.ranked.most);
  if ('rows' in fill) {
    return fill.rows.map((row, index) =>
      Object.fromEntries(
        Object.entries(row).map(([name, cell]) => [name, valueOf(cell, parts, `${path}/${index}/${name}`)]),
      ),
    );
  }
  return accountOf(fill, parts, path);
}

function accountOf(fill: Extract<Fill, { account: string }>, parts: InputParts, path: string): unknown {
  const of = fill.of === undefined ? undefined : at(parts.scope, fill.of);
  const barred = fill.not === undefined ? undefined : at(parts.scope, fill.not);
  const among = fill.among === undefined ? undefined : at(parts.scope, fill.among);
  const free = parts.accounts.filter(
    ({ role, account, unit }) =>
      role === fill.account &&
      (fill.of === undefined || unit === of) &&
      !isMember(barred, account) &&
      (fill.among === undefined || isMember(among, account)),
  );
  return free[parts.chance.below(Math.max(free.length, 1), `${parts.what}/${path}`)]?.account;
}

export function shifted(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

function put(target: Record<string, unknown>, names: readonly string[], value: unknown): void {
  let inner = target;
  for (const name of names.slice(0, -1)) inner = (inner[name] ??= {}) as Record<string, unknown>;
  const last = names.at(-1) as string;
  if (value === undefined) delete inner[last];
  else inner[last] = value;
}

// A character outside the basic plane: counted as one, though it takes two code units.
const LONG = String.fromCodePoint(0x20bb7);

function spoil(
  input: Record<string, unknown>,
  names: readonly string[],
  how: 'missing' | 'tooLong' | 'wrongKind',
  list: FieldList,
): void {
  if (how === 'missing') put(input, names, undefined);
  else if (how === 'wrongKind') put(input, names, [null]);
  else put(input, names, LONG.repeat((fieldAt(list, names)?.max ?? 20_000) + 1));
}

function fieldAt(list: FieldList, names: readonly string[]): (Field & { kind: 'text' }) | undefined {
  const field = list[names[0] as string];
  return field?.kind === 'text' ? field : undefined;
}
