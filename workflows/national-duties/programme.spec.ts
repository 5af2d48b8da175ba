import { describe, expect, test } from '@jest/globals';
import { checkDefinition } from '../../libs/lifecycle/check/check-definition.js';
import { type Definition, definitionSchema } from '../../libs/lifecycle/definition/definition.js';
import { ALL_GUARDS } from '../../libs/lifecycle/vocabulary/guards/registry.js';
import { platformDefinition } from '../../libs/lifecycle/platform/platform-definition.js';
import { nationalDuties as programme } from './programme.js';

const definition: Definition = programme;

describe('the definition', () => {
  test('is a value: it parses, and equals its own JSON round trip', () => {
    expect(definitionSchema.parse(programme)).toStrictEqual(programme);
    expect(JSON.parse(JSON.stringify(programme))).toStrictEqual(programme);
  });

  test('is sound', () => {
    expect(checkDefinition(programme, platformDefinition, ALL_GUARDS)).toStrictEqual([]);
  });

  test('every text has both languages, and every command, fact, stage and measure its text', () => {
    const { en, zh } = programme.texts;
    expect(Object.keys(en).sort()).toStrictEqual(Object.keys(zh).sort());
    const needed = [
      ...Object.keys(definition.commands).map((name) => `command.${name}`),
      ...definition.subjects.flatMap(({ facts }) => Object.keys(facts).map((name) => `fact.${name}`)),
      ...definition.subjects.flatMap(({ category, chart }) =>
        Object.keys(chart.states)
          .filter((stage) => stage !== 'absent')
          .map((stage) => `stage.${category}.${stage}`),
      ),
      ...programme.lists.measures.map((measure) => `list.measures.${measure}`),
    ];
    expect(needed.filter((key) => !Object.hasOwn(zh, key))).toStrictEqual([]);
  });
});

describe('what the plan says, and no more', () => {
  test('two duties: once after an election, three months; once a term, its length open', () => {
    expect(programme.duties.appointmentTraining).toMatchObject({
      recurs: 'once',
      times: 1,
      strength: 'hard',
      due: 'trainingDue',
    });
    expect(programme.duties.termTraining).toMatchObject({ recurs: 'term', times: 1, strength: 'hard', due: 'termEnd' });
    expect(programme.deadlines.trainingDue).toMatchObject({ after: 'electedOn', months: 3 });
    expect(programme.deadlines.termEnd).toMatchObject({ after: 'electedOn', months: { setting: 'termMonths' } });
    expect(programme.lists.posts).toStrictEqual(['chair', 'viceChair', 'executiveMember']);
  });

  test('eighteen measures', () => {
    expect(programme.lists.measures).toHaveLength(18);
    expect(programme.texts.zh['list.measures.measure3']).toBe('不断完善妇联干部素质提升机制');
    expect(programme.texts.zh['list.measures.measure18']).toBe('推动完善党建带妇建机制');
  });

  test('nobody applies: no quotas, no rubric, no ranking, no register', () => {
    expect([definition.quotas, definition.rubrics, definition.rankings]).toStrictEqual([{}, {}, {}]);
    expect(definition.registers).toStrictEqual([]);
    expect(Object.keys(definition.roles)).not.toContain('applicant');
  });
});
