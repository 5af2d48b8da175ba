/** 申报 at both levels. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { House } from '../given.js';
import { EMPHASES, federation, FORM, opinion, type People, SEVEN } from './federation.js';

describe('applying to the city', () => {
  let service: House;
  let people: People;
  const to = { level: 'city', home: 'guozijian' };

  beforeAll(async () => {
    ({ service, people } = await federation());
    service.at('2024-12-10T09:00:00+08:00');
    await service.accepts('2024', 'applyToCity', to, people.dongcheng, { district: 'dongcheng', form: FORM });
  });

  test('one home comes once to a level, in one year', async () => {
    const input = { district: 'dongcheng', form: FORM };
    await service.refuses('alreadyExists', '2024', 'applyToCity', to, people.dongcheng, input);
    await service.refuses(
      'conditionNotMet',
      '2024',
      'applyToCity',
      { ...to, level: 'district' },
      people.dongcheng,
      input,
    );
  });

  test('opinions in the order of the form, and complete before it goes up', async () => {
    const paper = { copies: 1, sealed: true };
    await service.refuses('opinionOutOfOrder', '2024', 'giveOpinions', to, people.dongcheng, {
      opinions: [opinion('district', '2024-12-05')],
    });
    await service.accepts('2024', 'giveOpinions', to, people.dongcheng, {
      opinions: [opinion('townshipParty', '2024-12-02')],
    });
    await service.refuses('opinionOutOfOrder', '2024', 'giveOpinions', to, people.dongcheng, {
      opinions: [opinion('district', '2024-12-01')],
    });
    await service.refuses('notFound', '2024', 'submitToCity', to, people.dongcheng, paper);
    await service.accepts('2024', 'openCityAssessment', { level: 'city', unit: 'beijing' }, people.office);
    await service.refuses('opinionMissing', '2024', 'submitToCity', to, people.dongcheng, paper);
    await service.accepts('2024', 'giveOpinions', to, people.dongcheng, {
      opinions: [opinion('district', '2024-12-05')],
    });
    await service.refuses('outsideSubtree', '2024', 'submitToCity', to, people.xicheng, paper);
    await service.refuses('sealMissing', '2024', 'submitToCity', to, people.dongcheng, { copies: 1, sealed: false });
  });

  test('late by the window that a separate notice gave is accepted and marked, since nobody set what follows', async () => {
    service.at('2024-12-21T00:00:00+08:00');
    await service.accepts('2024', 'submitToCity', to, people.dongcheng, { copies: 1, sealed: true });
    const submitted = (await service.facts('application-test.2024.city.guozijian')).at(-1);
    expect(submitted).toMatchObject({ type: 'submitted', data: { late: true }, stage: 'materialReview' });
  });

  test('what it returns loses the opinion it names and keeps the other', async () => {
    await service.accepts('2024', 'returnApplication', to, people.office, { reason: '请补正。', voids: ['district'] });
    const { fields } = await service.read('application-test.2024.city.guozijian');
    expect(fields['opinions']).toEqual({ townshipParty: '2024-12-02' });
    await service.accepts('2024', 'resubmit', to, people.dongcheng, { cityForm: true, form: { city: FORM } });
    expect(await service.stage('application-test.2024.city.guozijian')).toBe('gathering.city');
  });

  test('one of the seven haves is missing: nothing else counts', async () => {
    await service.accepts('2024', 'giveOpinions', to, people.dongcheng, {
      opinions: [opinion('district', '2024-12-12')],
    });
    await service.accepts('2024', 'submitToCity', to, people.dongcheng, { copies: 1, sealed: true });
    await service.accepts('2024', 'reviewMaterials', to, people.office, { ...SEVEN, ...EMPHASES, hasLedgers: false });
    expect(await service.stage('application-test.2024.city.guozijian')).toBe('belowStandard');
    expect((await service.read('assessment-test.2024.city.beijing')).fields['listed']).toEqual({});
    await service.refuses('stageForbids', '2024', 'concludeAssessment', to, people.office, EMPHASES);
  });
});

describe('the district level', () => {
  let service: House;
  let people: People;
  const own = { level: 'district', unit: 'dongcheng' };
  const to = { level: 'district', home: 'juer' };

  beforeAll(async () => {
    ({ service, people } = await federation());
    const scheme = { cityForm: false, asksTownshipParty: false, asksDistrict: true };
    await service.accepts('2024', 'openDistrictAssessment', own, people.dongcheng, scheme);
    await service.accepts('2024', 'applyToDistrict', to, people.dongcheng, {
      district: 'dongcheng',
      cityForm: false,
      form: { own: { statement: '申报说明。' } },
    });
  });

  test('a district opens its own and no other', async () => {
    const scheme = { cityForm: true, asksTownshipParty: true, asksDistrict: true };
    const other = { level: 'district', unit: 'xicheng' };
    await service.refuses('outsideSubtree', '2024', 'openDistrictAssessment', other, people.dongcheng, scheme);
    const city = { level: 'city', unit: 'dongcheng' };
    await service.refuses('wrongUnit', '2024', 'openDistrictAssessment', city, people.dongcheng, scheme);
  });

  test('its form has no city opinion', async () => {
    const opinions = [opinion('city', '2024-12-05')];
    await service.refuses('opinionNotOnForm', '2024', 'giveOpinionsToDistrict', to, people.dongcheng, { opinions });
  });

  test('the district assesses after the opinion it asks of itself; the city does not', async () => {
    await service.accepts('2024', 'submitToDistrict', to, people.dongcheng);
    await service.refuses('notAssigned', '2024', 'reviewMaterials', to, people.office, { ...SEVEN, ...EMPHASES });
    await service.accepts('2024', 'reviewMaterials', to, people.dongcheng, { ...SEVEN, ...EMPHASES });
    const visit = { visitedOn: '2024-11-18', ...EMPHASES, findings: '情况属实。' };
    await service.refuses('notSampled', '2024', 'checkSite', to, people.dongcheng, visit);
    await service.accepts('2024', 'drawSpotChecks', own, people.dongcheng, { seed: '2024-11-18', size: 1 });
    await service.accepts('2024', 'checkSite', to, people.dongcheng, visit);
    await service.refuses('opinionMissing', '2024', 'concludeAssessment', to, people.dongcheng, EMPHASES);
    await service.accepts('2024', 'giveDistrictOpinion', to, people.dongcheng, {
      opinions: [opinion('district', '2024-11-18')],
    });
    await service.accepts('2024', 'concludeAssessment', to, people.dongcheng, EMPHASES);
    expect(await service.stage('application-test.2024.district.juer')).toBe('assessed');
  });

  test('within the number it gave itself, into its own register, with its own plaque', async () => {
    const results = { recognised: ['juer'], reserve: [], notRecognised: [] };
    await service.refuses('outsideSubtree', '2024', 'decideResults', own, people.office, results);
    await service.accepts('2024', 'giveOwnPlaces', { cycle: '2024' }, people.dongcheng, { places: 0 });
    await service.refuses('quotaExceeded', '2024', 'decideResults', own, people.dongcheng, results);
    await service.accepts('2024', 'giveOwnPlaces', { cycle: '2024' }, people.dongcheng, { places: 1 });
    await service.accepts('2024', 'decideResults', own, people.dongcheng, results);
    await service.settled();
    expect((await service.read('home-test.juer')).fields['standings']).toEqual({ districtDemonstration: '2024-11-18' });
    await service.refuses('notAssigned', '2024', 'hangPlaque', to, people.office, { hungOn: '2024-11-18' });
    await service.refuses('dateInFuture', '2024', 'hangPlaque', to, people.dongcheng, { hungOn: '2024-11-19' });
    await service.accepts('2024', 'hangPlaque', to, people.dongcheng, { hungOn: '2024-11-18' });
    expect(await service.stage('plaque-test.district.juer')).toBe('held.hung');
    expect(await service.stage('plaque-test.city.juer')).toBe('absent');
  });
});
