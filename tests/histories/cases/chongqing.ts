/** A rubric adopted by class, packages, scores, caps inside caps, a grade undone and decided again. */
import { adopted, federation, january, MARKS, opened, scored, unitPackage, YEAR } from '../../chongqing/federation.js';
import { listenTo, type Listener } from '../recording.js';

export async function chongqingYear(): Promise<Listener> {
  const year = await federation();
  const { service, people } = year;
  const listener = listenTo(service);
  const { office, assessor, partyGroup } = people;
  await adopted(year, 'maincity');
  await adopted(year, 'gorges');
  await opened(year);
  await service.refuses('wrongUnit', YEAR, 'openEvaluation', { unit: 'fuling' }, office, { unitClass: 'gorges' });
  await january(year);
  for (const unit of ['yuzhong', 'jiangbei']) {
    await service.accepts(YEAR, 'submitPackage', { unit }, people.clerks[unit]!, unitPackage(['onestop']));
  }
  service.at('2025-01-16T00:00:00+08:00');
  const late = unitPackage(['onestop']);
  await service.accepts(YEAR, 'submitPackage', { unit: 'wanzhou' }, people.clerks['wanzhou']!, late);
  await scored(year, 'yuzhong');
  await scored(year, 'jiangbei', { ...MARKS, transfer1: { flag: true } });
  await scored(year, 'wanzhou');

  const assess = (unit: string, marks: object, more: object = {}) =>
    [YEAR, 'assessWhole', { unit }, assessor, { marks, ...more }] as const;
  await service.refuses('notComplete', YEAR, 'addUpScores', { unit: 'yuzhong' }, office);
  const media = { count: 3, met: ['bonus.centralMedia', 'bonus.featurePositive', 'bonus.notOnline'] };
  await service.accepts(...assess('yuzhong', { cityPraise: { count: 1 }, events: { count: 4 }, media }));
  const falsified = { falsified: { points: 300, reason: '数据不实' } };
  await service.refuses('conditionNotMet', ...assess('jiangbei', falsified));
  const marks = { ...falsified, districtCriticism: { count: 1 } };
  await service.accepts(...assess('jiangbei', marks, { falsificationVerified: true }));
  await service.accepts(...assess('wanzhou', {}));
  for (const unit of ['yuzhong', 'jiangbei', 'wanzhou']) await service.accepts(YEAR, 'addUpScores', { unit }, office);

  service.at('2025-01-24T09:00:00+08:00');
  const to = { unit: 'yuzhong' };
  const good = { grade: 'good', opinion: '良' };
  await service.refuses('cycleForbids', YEAR, 'proposeGrade', to, office, good);
  await service.accepts(YEAR, 'beginDeciding', { cycle: YEAR }, office);
  await service.accepts(YEAR, 'fixRanking', { cycle: YEAR }, office);
  const decide = { grade: 'especiallyExcellent', metOn: '2025-01-24', attended: ['leader-one', 'leader-two'] };
  await service.accepts(YEAR, 'proposeGrade', to, office, { grade: 'excellent', opinion: '优' });
  await service.refuses('roleForbids', YEAR, 'decideGrade', to, office, decide);
  await service.accepts(YEAR, 'decideGrade', to, partyGroup, decide);
  await service.accepts(YEAR, 'undoGrade', to, partyGroup, { reason: '重新审议' });
  await service.accepts(YEAR, 'decideGrade', to, partyGroup, { ...decide, attended: ['leader-two'] });
  await service.settled();
  return listener;
}
