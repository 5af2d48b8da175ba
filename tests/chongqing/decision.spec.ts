import { beforeAll, describe, expect, test } from '@jest/globals';
import { verifyStream, listStreams } from '../../libs/engine/verify/verify-stream.js';
import { YEAR, MARKS, adopted, federation, january, opened, scored, unitPackage, type Year } from './federation.js';

describe('from the sum to the decision', () => {
  let year: Year;
  const assess = (unit: string, marks: object, more: object = {}) =>
    [YEAR, 'assessWhole', { unit }, year.people.assessor, { marks, ...more }] as const;
  const totalOf = async (unit: string) => (await year.service.read(`evaluation-test.2024.${unit}`)).fields['total'];

  beforeAll(async () => {
    year = await federation();
    await adopted(year, 'maincity');
    await adopted(year, 'gorges');
    await opened(year);
    await january(year);
    for (const unit of ['yuzhong', 'jiangbei', 'wanzhou']) {
      await year.service.accepts(YEAR, 'submitPackage', { unit }, year.people.clerks[unit]!, unitPackage(['onestop']));
    }
    await scored(year, 'yuzhong');
    await scored(year, 'jiangbei', { ...MARKS, transfer1: { flag: true } });
    await scored(year, 'wanzhou');
  });

  test('caps inside caps: 2 + 3 + 2 count as 5, and the total stays inside the 100', async () => {
    const { service, people } = year;
    await service.refuses('notComplete', YEAR, 'addUpScores', { unit: 'yuzhong' }, people.office);
    const media = { count: 3, met: ['bonus.centralMedia', 'bonus.featurePositive', 'bonus.notOnline'] };
    await service.accepts(...assess('yuzhong', { cityPraise: { count: 1 }, events: { count: 4 }, media }));
    await service.accepts(YEAR, 'addUpScores', { unit: 'yuzhong' }, people.office);
    // base 2000 - 150 + 1500 + 1500 + 1000 - 100, practice 2200, bonus 500, overall 1000
    expect(await totalOf('yuzhong')).toBe(5750 + 2200 + 500 + 1000);
  });

  test('deductions come off the total; falsification only once verified, and with a reason', async () => {
    const { service, people } = year;
    const falsified = { falsified: { points: 300, reason: '数据不实' } };
    await service.refuses('conditionNotMet', ...assess('jiangbei', falsified));
    const marks = { ...falsified, districtCriticism: { count: 1 } };
    await service.accepts(...assess('jiangbei', marks, { falsificationVerified: true }));
    await service.accepts(YEAR, 'addUpScores', { unit: 'jiangbei' }, people.office);
    // base 5750 less the 1500 that underpayment makes nothing, practice 2200, overall 1000, off 300 and 100
    expect(await totalOf('jiangbei')).toBe(4250 + 2200 + 1000 - 400);
  });

  test('each unit by the points of its class', async () => {
    const { service, people } = year;
    await service.accepts(...assess('wanzhou', {}));
    await service.accepts(YEAR, 'addUpScores', { unit: 'wanzhou' }, people.office);
    // base 1000 - 150 + 1000 + 2500 + 1500 - 100
    expect(await totalOf('wanzhou')).toBe(5750 + 2200 + 1000);
  });

  test('places start anew in each class', async () => {
    const { service, people } = year;
    service.at('2025-01-24T09:00:00+08:00');
    const [office] = [people.office];
    await service.refuses('cycleForbids', YEAR, 'proposeGrade', { unit: 'yuzhong' }, office, {
      grade: 'good',
      opinion: '良',
    });
    await service.accepts(YEAR, 'undoAddition', { unit: 'wanzhou' }, office, { reason: '加分有误' });
    await service.accepts(YEAR, 'beginDeciding', { cycle: YEAR }, office);
    await service.refuses('notComplete', YEAR, 'fixRanking', { cycle: YEAR }, office);
    await service.accepts(YEAR, 'undoDeciding', { cycle: YEAR }, office, { reason: '万州尚未汇总' });
    await service.accepts(YEAR, 'addUpScores', { unit: 'wanzhou' }, office);
    await service.accepts(YEAR, 'beginDeciding', { cycle: YEAR }, office);
    await service.accepts(YEAR, 'fixRanking', { cycle: YEAR }, office);
    const ranked = (await service.facts('cycle-test.2024')).find(({ type }) => type === 'rankingFixed');
    expect(ranked?.data['entries']).toMatchObject([
      { stream: 'evaluation-test.2024.wanzhou', group: 'gorges', place: 1, sum: 8950 },
      { stream: 'evaluation-test.2024.yuzhong', group: 'maincity', place: 1, sum: 9450 },
      { stream: 'evaluation-test.2024.jiangbei', group: 'maincity', place: 2, sum: 7050 },
    ]);
  });

  test('the leader who liaises may sit in the meeting: written beside the decision, refused to nobody', async () => {
    const { service, people } = year;
    const stream = 'evaluation-test.2024.yuzhong';
    const decide = { grade: 'especiallyExcellent', metOn: '2025-01-24', attended: ['leader-one', 'leader-two'] };
    await service.accepts(YEAR, 'proposeGrade', { unit: 'yuzhong' }, people.office, {
      grade: 'excellent',
      opinion: '优',
    });
    await service.refuses('roleForbids', YEAR, 'decideGrade', { unit: 'yuzhong' }, people.office, decide);
    await service.accepts(YEAR, 'decideGrade', { unit: 'yuzhong' }, people.partyGroup, decide);
    const types = (await service.facts(stream)).map(({ type }) => type).slice(-2);
    expect(types).toStrictEqual(['gradeDecided', 'liaisonPresentAtDecision']);
    await service.accepts(YEAR, 'undoGrade', { unit: 'yuzhong' }, people.partyGroup, { reason: '重新审议' });
    const without = { ...decide, attended: ['leader-two'] };
    await service.accepts(YEAR, 'decideGrade', { unit: 'yuzhong' }, people.partyGroup, without);
    expect((await service.facts(stream)).at(-1)?.type).toBe('gradeDecided');
  });

  test('the year ends when every unit has its grade, and then none is undone', async () => {
    const { service, people } = year;
    const conclude = [YEAR, 'concludeYear', { cycle: YEAR }, people.office, { reason: '党组会议已审定' }] as const;
    await service.refuses('notComplete', ...conclude);
    for (const unit of ['jiangbei', 'wanzhou']) {
      await service.accepts(YEAR, 'proposeGrade', { unit }, people.office, { grade: 'good', opinion: '良' });
      const decide = { grade: 'good', metOn: '2025-01-24', attended: ['leader-two'] };
      await service.accepts(YEAR, 'decideGrade', { unit }, people.partyGroup, decide);
    }
    await service.accepts(...conclude);
    await service.refuses('cycleForbids', YEAR, 'undoGrade', { unit: 'wanzhou' }, people.partyGroup, {
      reason: '有误',
    });
    await service.accepts(undefined, 'closeCycle', { cycle: YEAR }, people.office);
    expect(await service.stage('cycle-test.2024')).toBe('closed');
  });

  test('every stream replays, hash by hash', async () => {
    const { store } = year.service.parts;
    const streams = await listStreams(store);
    expect(streams.length).toBeGreaterThan(40);
    for (const stream of streams) await verifyStream(store, year.service.service.published, stream);
  });
});
