import { beforeAll, describe, expect, test } from '@jest/globals';
import { YEAR, federation, type Year } from './federation.js';

describe('points of a class', () => {
  let year: Year;
  const to = { unitclass: 'maincity' };

  beforeAll(async () => {
    year = await federation();
    await year.service.accepts(YEAR, 'beginRubric', to, year.people.office);
  });

  test('are set by a department that leads the requirement, jointly with others or alone', async () => {
    const { service, people } = year;
    const input = { requirement: 'homes3', points: 1500 };
    await service.refuses('notAssigned', YEAR, 'setPoints', to, people.departments['publicity']!, input);
    await service.accepts(YEAR, 'setPoints', to, people.departments['family']!, { ...input, points: 100 });
    await service.accepts(YEAR, 'setPoints', to, people.departments['rights']!, input);
    expect((await service.read('rubric-test.2024.maincity')).fields['points']).toStrictEqual({ homes3: 1500 });
  });

  test('are adopted only when they make 60, and the practice 25', async () => {
    const { service, people } = year;
    const adopt = [YEAR, 'adoptRubric', to, people.office, { adoptedOn: '2024-01-08' }] as const;
    await service.accepts(YEAR, 'setPoints', to, people.departments['publicity']!, {
      requirement: 'theory1',
      points: 4499,
    });
    const short = await service.refuses('sumDoesNotHold', ...adopt);
    expect(short.params).toStrictEqual({ found: 5999, wanted: 6000 });
    await service.accepts(YEAR, 'setPoints', to, people.departments['publicity']!, {
      requirement: 'theory1',
      points: 4500,
    });
    expect((await service.refuses('sumDoesNotHold', ...adopt)).params).toStrictEqual({ found: 0, wanted: 2500 });
    const indicator = { requirement: 'onestop', indicator: 'effect', standard: '效果', points: 2500 };
    await service.accepts(YEAR, 'setPracticePoints', to, people.departments['rights']!, indicator);
    await service.accepts(...adopt);
    expect(await service.stage('rubric-test.2024.maincity')).toBe('adopted');
  });

  test('what is in neither table has no leads, and a project is no base work', async () => {
    const { service, people } = year;
    const input = { part: 'base', leads: ['family'] };
    await service.refuses('conditionNotMet', YEAR, 'nameLeads', { requirement: 'media' }, people.office, input);
    await service.refuses('conditionNotMet', YEAR, 'nameLeads', { requirement: 'theory9' }, people.office, input);
    await service.refuses('notComplete', YEAR, 'nameLeads', { requirement: 'law2' }, people.office, {
      ...input,
      leads: [],
    });
    await service.accepts(YEAR, 'nameLeads', { requirement: 'media' }, people.office, { ...input, part: 'practice' });
  });
});
