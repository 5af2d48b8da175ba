/** What the notice says in figures, counted by hand from its annexes, held against the value. */
import { describe, expect, test } from '@jest/globals';
import { checkDefinition, warningsOf } from '../../libs/lifecycle/check/check-definition.js';
import { definitionSchema } from '../../libs/lifecycle/definition/definition.js';
import { ALL_GUARDS } from '../../libs/lifecycle/vocabulary/guards/registry.js';
import { platformDefinition } from '../../libs/lifecycle/platform/platform-definition.js';
import { checkRubric } from '../../libs/lifecycle/scoring/rubric.js';
import { scoreRubric } from '../../libs/lifecycle/scoring/score-rubric.js';
import { shanghaiAdvancedHome } from './programme.js';

const { rubrics, quotas, deliverables, deadlines, settings, texts, subjects, commands } = shanghaiAdvancedHome;
const table = rubrics.evaluationTable;
const items = table.blocks.flatMap((block) => block.items);

/** Marks that take the same column of the table for every item. */
function column(label: string): Record<string, { points: number }> {
  return Object.fromEntries(
    items.map((item) => [item.id, { points: item.levels.find((level) => level.label === label)?.points ?? -1 }]),
  );
}

describe('the value', () => {
  test('is a definition', () => {
    expect(definitionSchema.safeParse(shanghaiAdvancedHome).error?.issues ?? []).toEqual([]);
  });

  test('is sound: names, paths, stages, dates and texts are there, and no text is idle', () => {
    expect(checkDefinition(shanghaiAdvancedHome, platformDefinition, ALL_GUARDS)).toEqual([]);
    expect(warningsOf(shanghaiAdvancedHome)).toEqual([]);
  });

  test('strictly equals its JSON round trip', () => {
    expect(JSON.parse(JSON.stringify(shanghaiAdvancedHome))).toStrictEqual(shanghaiAdvancedHome);
  });
});

describe('annex 1', () => {
  const places = Object.values(quotas.apply.table);

  test('gives 200 places to apply to 25 units', () => {
    expect(places).toHaveLength(25);
    expect(places.reduce((sum, each) => sum + each, 0)).toBe(200);
  });

  test.each([
    ['pudong', 34],
    ['xuhui', 12],
    ['minhang', 12],
    ['yangpu', 10],
    ['chongming', 8],
    ['municipal-organs', 2],
    ['education-system', 4],
    ['state-assets', 2],
  ] as const)('%s has %i', (unit, expected) => {
    expect(quotas.apply.table[unit]).toBe(expected);
  });

  test('16 districts have 176, nine systems 24', () => {
    expect(places.slice(0, 16).reduce((sum, each) => sum + each, 0)).toBe(176);
    expect(places.slice(16)).toEqual([2, 4, 4, 4, 2, 2, 2, 2, 2]);
  });

  test('nobody has places to be recognised, and there is no pass mark: both are settings without a value', () => {
    expect(Object.values(quotas).map((quota) => quota.to)).toEqual(['apply']);
    expect(Object.keys(settings)).toEqual(expect.arrayContaining(['awardPlaces', 'passMark']));
    for (const setting of Object.values(settings)) expect(setting).not.toHaveProperty('default');
  });
});

describe('annex 2, the evaluation table', () => {
  test('holds the sums it states', () => {
    expect(checkRubric(table)).toEqual([]);
    expect(table.blocks.map((block) => block.sum)).toEqual([40, 40, 40, 40, 20]);
    expect(table.blocks.map((block) => block.items.length)).toEqual([4, 4, 4, 5, 2]);
  });

  test.each([
    ['level.meets', 180],
    ['level.mostlyMeets', 125],
    ['level.fair', 70],
    ['level.doesNotMeet', 0],
  ])('all in column %s come to %i', (label, expected) => {
    expect(scoreRubric(table, column(label))).toMatchObject({ ok: true, total: expected });
  });

  test.each([
    ['rightsPoint', 8],
    ['premises', 10],
    ['signs', 4],
    ['coreWork', 5],
  ])('%s takes no %i points', (item, points) => {
    expect(scoreRubric(table, { ...column('level.meets'), [item]: { points } })).toMatchObject({ ok: false });
  });

  test('the two items of 5 are 场地环境 and 亮牌情况', () => {
    const ofFive = items.filter((item) => item.levels[0]?.points === 5);
    expect(ofFive.map((item) => texts.zh[item.title as keyof typeof texts.zh])).toEqual(['场地环境', '亮牌情况']);
    expect(ofFive[0]?.levels.map((level) => level.points)).toEqual([5, 3, 1, 0]);
  });

  test('asks for no record on paper: a score takes marks, the day of the visit and words', () => {
    const kinds = Object.values(commands.scoreHome.input).map((field) => field.kind);
    expect(kinds).toEqual(['marks', 'date', 'text', 'text']);
  });
});

describe('what is handed in', () => {
  test('roster and recommendation form: three sealed copies and one mailbox; plans: two mailboxes and no paper', () => {
    expect(deliverables.roster.legs).toEqual({
      paper: { kind: 'paper', copies: 3, sealed: true },
      electronic: { kind: 'electronic', addresses: ['zzb@shwomen.org'] },
    });
    expect(deliverables.recommendation.legs).toEqual(deliverables.roster.legs);
    expect(deliverables.plan.legs).toEqual({
      electronic: { kind: 'electronic', addresses: ['zzb@shwomen.org', 'wngosh@126.com'] },
    });
  });

  test('the unit sends the plans, not the home', () => {
    expect(commands.sendPlans.allow).toEqual([{ role: 'clerk', where: 'own' }]);
  });

  test('opinions: party organisation, then district or system, and no city', () => {
    expect(deliverables.recommendation.opinions).toEqual({ order: 'inOrder', of: ['party', 'district'] });
  });

  test('due on 15 April and at the end of July, to 24:00', () => {
    expect([deadlines.rosterDue, deadlines.plansDue, deadlines.recommendationDue]).toMatchObject([
      { date: '2024-04-15', time: '24:00' },
      { date: '2024-04-15', time: '24:00' },
      { date: '2024-07-31', time: '24:00' },
    ]);
  });
});

describe('texts', () => {
  const keys: string[] = [];
  const collect = (value: unknown, name = ''): void => {
    if (typeof value === 'string') {
      if (['title', 'standard', 'label', 'why', 'named', 'source', 'notice', 'noDeadline', 'text'].includes(name))
        keys.push(value);
    } else if (typeof value === 'object' && value !== null) {
      for (const [inner, each] of Object.entries(value)) collect(each, inner);
    }
  };
  const { texts: _texts, forms, commands: given, subjects: all, ...rest } = shanghaiAdvancedHome;
  collect(rest);
  collect(Object.values(forms).map(({ title }) => ({ title })));
  keys.push(...Object.values(rest.roles));
  keys.push(...Object.keys(given).map((name) => `command.${name}`));
  keys.push(...all.flatMap((subject) => Object.keys(subject.facts).map((name) => `fact.${name}`)));
  keys.push(...Object.keys(quotas.apply.table).map((unit) => `unit.${unit}`));

  test.each(['zh', 'en'] as const)('%s has every key that is named', (language) => {
    expect(keys.length).toBeGreaterThan(200);
    expect([...new Set(keys)].filter((key) => !(key in texts[language]))).toEqual([]);
  });

  test('both languages have the same keys, each with words', () => {
    expect(Object.keys(texts.en).sort()).toEqual(Object.keys(texts.zh).sort());
    expect(Object.values({ ...texts.zh, ...texts.en }).filter((text) => text.trim() === '')).toEqual([]);
  });

  test('labels stand for every stage, and for every field of the three forms', () => {
    const stages = subjects.flatMap((subject) => paths(subject.chart.states, `stage.${subject.category}`));
    const labels = Object.entries(forms).flatMap(([form, { fields }]) =>
      Object.keys(fields).map((name) => `form.${form}.${name}`),
    );
    expect([...stages, ...labels].filter((key) => !(key in texts.zh))).toEqual([]);
  });
});

function paths(states: object, before: string): string[] {
  return Object.entries(states as Record<string, { states?: object; type?: string }>)
    .filter(([name, state]) => name !== 'absent' && state.type !== 'history')
    .flatMap(([name, state]) => [
      `${before}.${name}`,
      ...(state.states ? paths(state.states, `${before}.${name}`) : []),
    ]);
}
