/** The same in the other programmes: districts and offers in Beijing, departments in Chongqing, appraisers, a secret ballot. */
import { describe, expect, test } from '@jest/globals';
import { clerkOf, decided, nextYear, REMOVAL } from '../beijing/federation.js';
import {
  adopted,
  federation as chongqing,
  january,
  opened,
  scored,
  unitPackage,
  YEAR,
} from '../chongqing/federation.js';
import { house } from '../given.js';
import { federation as province, PLAN } from '../national/federation.js';
import { toy } from '../toy/programme.js';
import { entered, facts, fields, listing, sight, stage } from './seeing.js';

describe('Beijing', () => {
  test('a home’s application is for its own community, its district and the city; reviews are the city’s', async () => {
    const { service, people } = await decided();
    const home = await service.actor('applicant', 'guozijian-community');
    const beside = await service.actor('applicant', 'juer-community');
    const stream = 'application-test.2024.city.guozijian';
    const plaque = 'plaque-test.city.guozijian';
    expect(await facts(service, people.office, stream)).toContain('materialsReviewed');
    for (const viewer of [home, people.dongcheng]) {
      const seen = await facts(service, viewer, stream);
      expect(seen).toEqual(expect.arrayContaining(['appliedToCity', 'opinionsGiven', 'submitted', 'recognised']));
      for (const review of ['materialsReviewed', 'siteChecked', 'assessmentConcluded'])
        expect(seen).not.toContain(review);
      expect(await facts(service, viewer, plaque)).toEqual(['plaqueAwarded', 'plaqueHung']);
      expect(await stage(service, viewer, plaque)).toBe('held.hung');
    }
    for (const viewer of [beside, people.xicheng]) {
      expect(await sight(service, viewer, stream)).toBeUndefined();
      expect(await sight(service, viewer, plaque)).toBeUndefined();
    }
    // The city's assessment names the homes of every district.
    expect(await sight(service, people.dongcheng, 'assessment-test.2024.city.beijing')).toBeUndefined();
    expect(await listing(service, people.dongcheng, 'plaque', '2024')).toEqual({
      filter: { any: [{ subtree: 'dongcheng' }] },
      exact: true,
    });
  });

  test('while its materials are reviewed a home is told that they are, and no more', async () => {
    const { service, people } = await decided();
    const stream = 'application-test.2024.city.wudaoying';
    const home = await service.actor('applicant', 'wudaoying-community');
    expect(await stage(service, home, stream)).toBe('reserve');
    await service.accepts('2024', 'undoResults', { level: 'city', unit: 'beijing' }, people.office, { reason: '重议' });
    await service.settled();
    expect(await service.stage(stream)).toBe('assessed');
    expect(await stage(service, home, stream)).toBe('materialReview');
  });

  test('whoever is offered a place does not read why others declined it', async () => {
    const { service, people } = await nextYear();
    const clerk = clerkOf(people, 'guozijian');
    await service.accepts('2025', 'removePlaque', { level: 'city', home: 'guozijian' }, clerk, REMOVAL);
    const stream = 'succession-test.2025.city.guozijian';
    const to = { level: 'city', home: 'guozijian' };
    const first = await service.actor('applicant', 'wudaoying-community');
    const second = await service.actor('applicant', 'juer-community');
    await service.setting('2025', 'nextFrom', 'lastYearsReserve');
    await service.setting('2025', 'nextWithin', 'district');
    expect(await sight(service, first, stream)).toBeUndefined();
    await service.accepts('2025', 'offerPlace', to, clerk, { next: 'wudaoying', fromYear: '2024' });
    expect(await facts(service, first, stream)).toEqual(['placeVacated', 'successorOffered']);
    expect(await sight(service, second, stream)).toBeUndefined();
    await service.accepts('2025', 'declineOffer', to, clerk, { reason: '场地正在改造。' });
    await service.accepts('2025', 'offerPlace', to, clerk, { next: 'juer', fromYear: '2024' });
    const declined = ['placeVacated', 'successorOffered', 'offerDeclined(next)', 'successorOffered'];
    expect(await facts(service, second, stream)).toEqual(declined);
    expect(await sight(service, first, stream)).toBeUndefined();
    expect((await facts(service, clerk, stream))?.[2]).toBe('offerDeclined');
    // Whose plaque was taken down sees that, and on what ground.
    const former = await service.actor('applicant', 'guozijian-community');
    expect((await facts(service, former, 'plaque-test.city.guozijian'))?.at(-1)).toBe('plaqueRemoved');
    expect(await stage(service, former, 'plaque-test.city.guozijian')).toBe('removed');
  });
});

test('Chongqing: departments see what they score, others’ points when the order stands; units their own and what is aired', async () => {
  const year = await chongqing();
  const { service, people } = year;
  await adopted(year, 'maincity');
  await adopted(year, 'gorges');
  await opened(year);
  await january(year);
  for (const unit of ['yuzhong', 'jiangbei', 'wanzhou'])
    await service.accepts(YEAR, 'submitPackage', { unit }, people.clerks[unit]!, unitPackage(['onestop']));
  for (const unit of ['yuzhong', 'jiangbei', 'wanzhou']) await scored(year, unit);
  const { office, partyGroup, assessor, departments, leaders, clerks } = people;
  const auditor = await service.actor('auditor', 'chongqing');
  const sheet = `sheet-test.${YEAR}.yuzhong.theory1`;
  const yuzhong = `evaluation-test.${YEAR}.yuzhong`;
  const sheetSeen = async () => {
    const viewers = {
      ...departments,
      leader: leaders['publicity']!,
      otherLeader: leaders['rights']!,
      office,
      partyGroup,
      auditor,
      assessor,
      clerk: clerks['yuzhong']!,
    };
    const names: string[] = [];
    for (const [name, viewer] of Object.entries(viewers)) if (await sight(service, viewer, sheet)) names.push(name);
    return names;
  };
  expect(await sheetSeen()).toEqual(['publicity', 'leader', 'office']);
  for (const viewer of [departments['publicity']!, partyGroup, assessor, auditor]) {
    expect(await facts(service, viewer, yuzhong)).not.toContain('requirementReviewed');
    for (const kept of ['points', 'casePoints', 'practice', 'assessed'])
      expect(await fields(service, viewer, yuzhong)).not.toContain(kept);
    expect(await facts(service, viewer, yuzhong)).toEqual(expect.arrayContaining(['packageSubmitted', 'scoringBegun']));
  }
  expect(await fields(service, office, yuzhong)).toEqual(expect.arrayContaining(['points', 'practice']));
  // The unit is told that it is being scored, and where that has got to no further.
  expect(await stage(service, clerks['yuzhong']!, yuzhong)).toBe('scoring');
  expect(await sight(service, clerks['yuzhong']!, `evaluation-test.${YEAR}.jiangbei`)).toBeUndefined();

  for (const unit of ['yuzhong', 'jiangbei', 'wanzhou']) {
    await service.accepts(YEAR, 'assessWhole', { unit }, assessor, { marks: {} });
    await service.accepts(YEAR, 'addUpScores', { unit }, office);
  }
  expect(await entered(service, assessor, yuzhong, 'wholeAssessed')).toEqual([assessor.account]);
  service.at('2025-01-24T09:00:00+08:00');
  await service.accepts(YEAR, 'beginDeciding', { cycle: YEAR }, office);
  await service.accepts(YEAR, 'fixRanking', { cycle: YEAR }, office);
  expect(await sheetSeen()).toEqual([
    ...Object.keys(departments),
    'leader',
    'otherLeader',
    'office',
    'partyGroup',
    'auditor',
  ]);
  expect(await stage(service, clerks['yuzhong']!, yuzhong)).toBe('scoring');
  for (const unit of ['yuzhong', 'jiangbei'])
    await service.accepts(YEAR, 'proposeGrade', { unit }, office, { grade: 'good', opinion: '良' });
  const meeting = { grade: 'good', metOn: '2025-01-24', attended: ['leader-one'] };
  await service.accepts(YEAR, 'decideGrade', { unit: 'yuzhong' }, partyGroup, meeting);
  expect((await facts(service, clerks['yuzhong']!, yuzhong))?.at(-1)).toBe('gradeDecided(grade)');
  expect(await fields(service, clerks['yuzhong']!, yuzhong)).toContain('grade');
  expect(await sight(service, clerks['jiangbei']!, yuzhong)).toBeUndefined();
  await service.setting(YEAR, 'airing', 'grades');
  expect(await facts(service, clerks['jiangbei']!, yuzhong)).toEqual(['gradeDecided(grade)']);
  expect(await sight(service, clerks['yuzhong']!, `evaluation-test.${YEAR}.jiangbei`)).toBeUndefined();
  await service.setting(YEAR, 'airing', 'gradesAndScores');
  expect(await facts(service, clerks['jiangbei']!, yuzhong)).toEqual(['scoresAddedUp', 'gradeDecided(grade)']);
});

test('national: an appraiser sees her own opinion at once, the others’ in what comes of them', async () => {
  const { service, people } = await province('2022-03-01T09:00:00+08:00');
  const to = { matter: 'honour-one' };
  await service.accepts(PLAN, 'openAppraisal', to, people.office, { unit: 'county', of: 'honour', title: '演示事迹' });
  const one = await service.actor('woman', 'county', 'woman-one');
  const two = await service.actor('woman', 'county', 'woman-two');
  for (const woman of [one, two]) await service.accepts(PLAN, 'appraiseAsWoman', to, woman, { opinion: '大家认可。' });
  const stream = `appraisal-test.${PLAN}.honour-one`;
  expect(await entered(service, one, stream, 'womanAppraised')).toEqual(['woman-one']);
  expect(await entered(service, two, stream, 'womanAppraised')).toEqual(['woman-two']);
  expect(await fields(service, one, stream)).toEqual(['of', 'unit']);
  expect(await sight(service, people.county, stream)).toBeUndefined();
});

test('a secret ballot: who voted is for whoever keeps it, one’s own vote for oneself, the choices for all once it is closed', async () => {
  const place = await house('2031-02-01T09:00:00+08:00');
  await place.units([['grove', 'root']]);
  const oddle = await place.actor('oddle', 'grove');
  const voters = [
    await place.actor('seemer', 'grove', 'voter-1'),
    await place.actor('seemer', 'grove', 'voter-2'),
  ] as const;
  await place.cycle('year-one', toy, 'grove');
  const to = { round: 'first' };
  const stream = 'urnip-test.year-one.first';
  await place.accepts('year-one', 'openUrnip', to, oddle);
  await place.accepts('year-one', 'dropChip', to, voters[0], { chip: 'aye' });
  await place.accepts('year-one', 'dropChip', to, voters[1], { chip: 'nay' });
  expect(await entered(place, voters[0], stream, 'chipDropped')).toEqual(['voter-1']);
  expect(await entered(place, voters[1], stream, 'chipDropped')).toEqual(['voter-2']);
  expect(await fields(place, voters[0], stream)).toEqual([]);
  expect(await fields(place, oddle, stream)).toEqual(['droppers']);
  await place.accepts('year-one', 'emptyUrnip', to, oddle);
  for (const viewer of [...voters, oddle]) expect((await facts(place, viewer, stream))?.at(-1)).toBe('urnipEmptied');
  expect(await stage(place, voters[0], stream)).toBe('emptied');
});
