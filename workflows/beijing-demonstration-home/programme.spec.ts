import { describe, expect, test } from '@jest/globals';
import { checkDefinition } from '../../libs/lifecycle/check/check-definition.js';
import { type Definition, definitionSchema } from '../../libs/lifecycle/definition/definition.js';
import type { Field, FieldList } from '../../libs/lifecycle/language/fields.js';
import { ALL_GUARDS } from '../../libs/lifecycle/vocabulary/guards/registry.js';
import { platformDefinition } from '../../libs/lifecycle/platform/platform-definition.js';
import type { StateDefinition } from '../../libs/lifecycle/definition/subject-definition.js';
import { beijingDemonstrationHomeNext } from './programme-next.js';
import { beijingDemonstrationHome } from './programme.js';

const editions: [string, Definition][] = [
  ['2024', beijingDemonstrationHome],
  ['2025', beijingDemonstrationHomeNext],
];

describe.each(editions)('edition %s', (edition, programme) => {
  test('parses, and equals its own JSON', () => {
    expect(programme.edition).toBe(edition);
    expect(definitionSchema.parse(programme)).toStrictEqual(programme);
    expect(JSON.parse(JSON.stringify(programme))).toStrictEqual(programme);
  });

  test('is sound', () => {
    expect(checkDefinition(programme, platformDefinition, ALL_GUARDS)).toEqual([]);
  });

  test('says in Chinese and in English whatever it names', () => {
    const named = namedIn(programme);
    expect(named.filter((key) => !programme.texts.zh[key])).toEqual([]);
    expect(named.filter((key) => !programme.texts.en[key])).toEqual([]);
    expect(Object.keys(programme.texts.en).sort()).toEqual(Object.keys(programme.texts.zh).sort());
  });
});

/** Keys of texts that a reader of this programme needs: those it writes, and labels of whatever it names. */
function namedIn(programme: Definition): string[] {
  const keys = new Set<string>([programme.title, programme.source.notice, ...Object.values(programme.roles)]);
  for (const subject of programme.subjects) {
    keys.add(`subject.${subject.category}`);
    for (const fact of Object.keys(subject.facts)) keys.add(`fact.${fact}`);
    for (const fact of Object.values(subject.facts)) addFields(keys, fact.fields);
    addStages(keys, `stage.${subject.category}`, subject.chart.states);
  }
  for (const [name, command] of Object.entries(programme.commands)) {
    keys.add(`command.${name}`);
    addFields(keys, command.input);
  }
  for (const form of Object.values(programme.forms)) {
    keys.add(form.title);
    addFields(keys, form.fields);
  }
  for (const setting of Object.values(programme.settings)) {
    keys.add(setting.why);
    if (setting.kind === 'choice') for (const choice of setting.of) keys.add(`choice.${choice}`);
  }
  for (const deadline of Object.values(programme.deadlines)) if (deadline.named) keys.add(deadline.named);
  for (const quota of Object.keys(programme.quotas)) keys.add(`quota.${quota}`);
  for (const deliverable of Object.values(programme.deliverables)) if (deliverable.source) keys.add(deliverable.source);
  for (const register of programme.registers) keys.add(register.title);
  for (const notice of programme.notices) keys.add(notice.text);
  for (const list of Object.values(programme.lists)) for (const member of list) keys.add(`choice.${member}`);
  return [...keys].sort();
}

function addFields(keys: Set<string>, list: FieldList): void {
  for (const [name, field] of Object.entries(list)) {
    keys.add(`field.${name}`);
    for (const choice of choicesOf(field)) keys.add(`choice.${choice}`);
    if (field.kind === 'table') addFields(keys, field.columns);
    if (field.kind === 'branch') for (const each of Object.values(field.cases)) addFields(keys, each);
  }
}

function choicesOf(field: Field): string[] {
  return field.kind === 'choice' ? field.of : field.kind === 'list' ? (field.choices ?? []) : [];
}

function addStages(keys: Set<string>, prefix: string, states: Record<string, StateDefinition>): void {
  for (const [name, state] of Object.entries(states)) {
    if (name === 'absent' || state.type === 'history') continue;
    if (state.states) addStages(keys, `${prefix}.${name}`, state.states);
    else {
      keys.add(`${prefix}.${name}`);
      if (state.meta?.noDeadline) keys.add(state.meta.noDeadline);
    }
  }
}
