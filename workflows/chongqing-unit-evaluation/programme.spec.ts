import { describe, expect, test } from '@jest/globals';
import { checkDefinition } from '../../libs/lifecycle/check/check-definition.js';
import { definitionSchema } from '../../libs/lifecycle/definition/definition.js';
import { withGivenPoints } from '../../libs/lifecycle/scoring/given-points.js';
import { ALL_GUARDS } from '../../libs/lifecycle/vocabulary/guards/registry.js';
import { platformDefinition } from '../../libs/lifecycle/platform/platform-definition.js';
import { type Rubric, type RubricItem, checkRubric, mostOfBlock } from '../../libs/lifecycle/scoring/rubric.js';
import { type Marks, scoreRubric } from '../../libs/lifecycle/scoring/score-rubric.js';
import { chongqingUnitEvaluation as programme } from './programme.js';

/** Requirements of each 五联工程 block, counted in the table of annex 3. */
const NUMBERED = { heart: 9, achievement: 8, family: 13, rights: 9, foundation: 17 };
const CONDITIONS = {
  instruction: ['bonus.briefingToCity', 'bonus.affirmedByLeader'],
  speech: ['bonus.leadersAttend', 'bonus.spokenNotWritten'],
  media: ['bonus.centralMedia', 'bonus.featurePositive', 'bonus.notOnline'],
};

const { assessed } = programme.rubrics;
const base: Rubric = programme.rubrics.base;
const bonusOf = (marks: Marks) => {
  const scored = scoreRubric(assessed, marks);
  return scored.ok ? scored.blocks['bonus'] : scored.problems.map(({ reason }) => reason);
};

describe('the definition', () => {
  test('is a value: it parses, and equals its own JSON round trip', () => {
    expect(definitionSchema.parse(programme)).toStrictEqual(programme);
    expect(JSON.parse(JSON.stringify(programme))).toStrictEqual(programme);
  });

  test('is sound', () => {
    expect(checkDefinition(programme, platformDefinition, ALL_GUARDS)).toStrictEqual([]);
  });

  test('every text has both languages, and every text that the rules name is there', () => {
    expect(Object.keys(programme.texts.en).sort()).toStrictEqual(Object.keys(programme.texts.zh).sort());
    const { texts, ...rules } = programme;
    const named =
      JSON.stringify(rules).match(/"(?:title|standard|why|named|noDeadline|text|source|notice|when)":"[^"]+"/g) ?? [];
    const keys = named.map((found) => found.split('"')[3]!).filter((key) => key.includes('.'));
    expect(keys.length).toBeGreaterThan(150);
    expect(keys.filter((key) => !Object.hasOwn(texts.zh, key))).toStrictEqual([]);
  });
});

describe('units', () => {
  const { mainCity, gorges, wuling, platforms } = programme.lists;

  test('41 in four classes, 22, 11, 6 and 2, each in one only', () => {
    expect([mainCity, gorges, wuling, platforms].map((units) => units.length)).toStrictEqual([22, 11, 6, 2]);
    expect(new Set([...mainCity, ...gorges, ...wuling, ...platforms]).size).toBe(41);
  });

  test('every one has its name', () => {
    for (const unit of [...mainCity, ...gorges, ...wuling, ...platforms]) {
      expect(programme.texts.zh).toHaveProperty([`unit.${unit}`]);
    }
  });
});

describe('points', () => {
  test('100 = 60 + 25 + 5 + 10', () => {
    const practice = programme.commands.adoptRubric.guards.find(
      ({ with: given }) => 'of' in given && given.of === 'self.practice',
    );
    const most = assessed.blocks.map(mostOfBlock);
    expect([base.sum, practice?.with, ...most]).toStrictEqual([6000, { of: 'self.practice', equals: 2500 }, 500, 1000]);
    expect(6000 + 2500 + 500 + 1000).toBe(10_000);
    expect(checkRubric(assessed)).toStrictEqual([]);
    expect(checkRubric(base)).toStrictEqual([]);
  });

  test('the base work has 56 numbered requirements in five blocks, and no points of its own', () => {
    expect(Object.fromEntries(base.blocks.map(({ id, items }) => [id, items.length]))).toStrictEqual(NUMBERED);
    expect(
      base.blocks.flatMap(({ items }) => items as RubricItem[]).filter((item) => !('full' in item) || item.full !== 0),
    ).toStrictEqual([]);
  });

  test('each requirement has its text, and every one and every project somebody who leads it', () => {
    const {
      ledByPublicity,
      ledByOffice,
      ledByDevelopment,
      ledByFamily,
      ledByRights,
      ledByChildren,
      ledByOrganisation,
      ledByFund,
    } = programme.lists;
    const led = [
      ledByPublicity,
      ledByOffice,
      ledByDevelopment,
      ledByFamily,
      ledByRights,
      ledByChildren,
      ledByOrganisation,
      ledByFund,
    ].flat();
    const all = [...base.blocks.flatMap(({ items }) => items.map(({ id }) => id)), ...programme.lists.projects];
    expect([...new Set(led)].sort()).toStrictEqual([...all].sort());
    for (const id of programme.lists.projects)
      expect(programme.texts.zh).toHaveProperty([`list.projects.${id}.standard`]);
    // 家儿部、维权部 twice, 家儿部、妇儿工委办 for two requirements, 家儿部、发展部 for a project.
    const joint = led.filter((id, place) => led.indexOf(id) !== place);
    expect(joint.sort()).toStrictEqual(['caring', 'homes3', 'homes4', 'homes5', 'law2']);
  });

  test('two fund items: nothing if underpaid; minus 1 each time, below zero only if a setting says so', () => {
    const points = withGivenPoints(base, { transfer1: 300, transfer2: 200 });
    const score = (marks: Marks, settings = {}) => {
      const scored = scoreRubric(points, marks, settings);
      return scored.ok ? scored.total : scored.problems.map(({ reason }) => reason);
    };
    const paid = { flag: false };
    expect(score({ transfer1: paid, transfer2: { count: 0 } })).toBe(500);
    expect(score({ transfer1: { flag: true }, transfer2: { count: 1 } })).toBe(100);
    expect(score({ transfer1: paid, transfer2: { count: 3 } })).toStrictEqual(['settingUnset']);
    expect(score({ transfer1: paid, transfer2: { count: 3 } }, { transferBelowZero: true })).toBe(200);
    expect(score({ transfer1: paid, transfer2: { count: 3 } }, { transferBelowZero: false })).toBe(300);
  });
});

describe('bonus and deductions', () => {
  test.each<[string, Marks, number]>([
    ['two commendations by the city', { cityPraise: { count: 2 } }, 400],
    ['one by the district', { districtPraise: { count: 1 } }, 100],
    ['five events count as three', { events: { count: 5 } }, 300],
    ['four features count as two', { media: { count: 4, met: CONDITIONS.media } }, 200],
    [
      'events and media at their caps are at the cap of all',
      { events: { count: 9 }, media: { count: 9, met: CONDITIONS.media } },
      500,
    ],
    [
      'caps inside the cap: 3 + 2 + 4 make 5',
      { events: { count: 4 }, media: { count: 3, met: CONDITIONS.media }, cityPraise: { count: 2 } },
      500,
    ],
    [
      'an instruction and a speech',
      { instruction: { count: 1, met: CONDITIONS.instruction }, speech: { count: 1, met: CONDITIONS.speech } },
      200,
    ],
  ])('%s', (_, marks, points) => {
    expect(bonusOf(marks)).toBe(points);
  });

  test.each<[string, Marks]>([
    ['a report online', { media: { count: 1, met: ['bonus.centralMedia', 'bonus.featurePositive'] } }],
    ['a written exchange', { speech: { count: 1, met: ['bonus.leadersAttend'] } }],
    [
      'a conference without a leader of the All-China Federation',
      { speech: { count: 1, met: ['bonus.spokenNotWritten'] } },
    ],
    ['an instruction that affirms nothing', { instruction: { count: 1, met: ['bonus.briefingToCity'] } }],
  ])('%s earns none', (_, marks) => {
    expect(bonusOf(marks)).toStrictEqual(['conditionMissing']);
  });

  test('2, 1 and 1 come off the total, each time, and discretion gives its reason', () => {
    const marks = { cityCriticism: { count: 1 }, districtCriticism: { count: 2 }, federationCriticism: { count: 1 } };
    expect(scoreRubric(assessed, marks)).toMatchObject({ ok: true, total: 1000 - 200 - 200 - 100 });
    expect(scoreRubric(assessed, { lateMaterial: { points: 50 } })).toMatchObject({
      problems: [{ reason: 'reasonMissing' }],
    });
    expect(scoreRubric(assessed, { lateMaterial: { points: 50, reason: 'three days late' } })).toMatchObject({
      total: 950,
    });
  });

  test('the 10 of the overall evaluation stand unless a cause is named', () => {
    expect(scoreRubric(assessed, {})).toMatchObject({ total: 1000 });
    const taken = { points: 300, reason: 'accident in May' };
    expect(scoreRubric(assessed, { overallWork: { deductions: [taken] } })).toMatchObject({
      problems: [{ reason: 'causeUnknown' }],
    });
    expect(
      scoreRubric(assessed, { overallWork: { deductions: [{ ...taken, cause: 'overall.safety' }] } }),
    ).toMatchObject({ total: 700 });
  });
});

describe('what the notice leaves open', () => {
  test('no thresholds, no quotas, no fail; no dates before the notice of the next January', () => {
    expect(programme.quotas).toStrictEqual({});
    expect(programme.commands.decideGrade.input.grade.of).toStrictEqual(['especiallyExcellent', 'excellent', 'good']);
    expect(Object.values(programme.deadlines).map((deadline) => deadline.open)).toStrictEqual([true, true, true]);
  });

  test('1G in all, 2000 and 500 characters each, one or two cases', () => {
    const { fields } = programme.forms.unitPackage;
    expect([fields.summary.max, fields.plan.max, fields.cases.columns.account.max]).toStrictEqual([2000, 2000, 500]);
    expect(fields.cases.rows).toStrictEqual({ min: 1, max: 2 });
    expect(programme.commands.submitPackage.guards[0]?.with).toMatchObject({ atMost: 2 ** 30 });
    expect(programme.deliverables.unitPackage.legs).toStrictEqual({ inSystem: { kind: 'system' } });
  });
});
