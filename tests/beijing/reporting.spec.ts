/** What a district reports each year. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { House } from '../given.js';
import { federation, type People } from './federation.js';

describe('what a district reports each year', () => {
  let service: House;
  let people: People;
  const to = { unit: 'dongcheng' };

  beforeAll(async () => {
    ({ service, people } = await federation());
  });

  test('two yuan for each of 350,000 resident women are 700,000 yuan; a fen less is short, and still accepted', async () => {
    const figures = { residentWomen: 350_000, allottedFen: 70_000_000 };
    await service.accepts('2024', 'reportAllotment', to, people.dongcheng, figures);
    const reported = (await service.facts('allotment-test.2024.dongcheng')).at(-1);
    expect(reported?.data).toEqual({ ...figures, perWomanFen: 200, leastFen: 70_000_000, short: false });
    const less = { residentWomen: 350_000, allottedFen: 69_999_999, reason: '更正。' };
    await service.accepts('2024', 'correctAllotment', to, people.dongcheng, less);
    expect((await service.read('allotment-test.2024.dongcheng')).fields['short']).toBe(true);
  });

  test('another figure counts from its date on', async () => {
    const source = '测试文件';
    await service.accepts(undefined, 'giveParameter', { parameter: 'fen-per-resident-woman' }, people.office, {
      from: '2025-01-01',
      value: 300,
      source,
    });
    const figures = { residentWomen: 1_000, allottedFen: 299_999, reason: '更正。' };
    service.at('2024-12-31T23:00:00+08:00');
    await service.accepts('2024', 'correctAllotment', to, people.dongcheng, figures);
    expect((await service.read('allotment-test.2024.dongcheng')).fields).toMatchObject({
      leastFen: 200_000,
      short: false,
    });
    service.at('2025-01-01T00:00:00+08:00');
    await service.accepts('2024', 'correctAllotment', to, people.dongcheng, figures);
    expect((await service.read('allotment-test.2024.dongcheng')).fields).toMatchObject({
      leastFen: 300_000,
      short: true,
    });
  });

  test('results and both registers are filed for the record; nobody approves them', async () => {
    const form = {
      results: [{ home: 'guozijian', level: 'city', outcome: 'reRecognised' }],
      cityRegister: ['guozijian', 'wudaoying'],
      districtRegister: ['juer'],
    };
    await service.refuses('outsideSubtree', '2024', 'fileRegisters', to, people.xicheng, { form });
    await service.accepts('2024', 'fileRegisters', to, people.dongcheng, { form });
    const filed = (await service.facts('filing-test.2024.dongcheng')).at(-1);
    expect(filed).toMatchObject({ stage: 'filed', data: { form, cityHomes: 2, districtHomes: 1, late: false } });
  });

  test('a district that assesses sets its own number, on the record', async () => {
    await service.refuses('notFound', '2024', 'giveOwnPlaces', { cycle: '2024' }, people.xicheng, { places: 5 });
    const scheme = { cityForm: false, asksTownshipParty: false, asksDistrict: false };
    await service.accepts(
      '2024',
      'openDistrictAssessment',
      { level: 'district', unit: 'xicheng' },
      people.xicheng,
      scheme,
    );
    await service.accepts('2024', 'giveOwnPlaces', { cycle: '2024' }, people.xicheng, { places: 5 });
    expect((await service.read('cycle-test.2024')).fields['quotas']).toMatchObject({ 'districtPlaces/xicheng': 5 });
  });
});
