/** Two years under two editions: a plaque in its second year, a removal, a succession in which the first declines. */
import { decided, federation, nextYear, REMOVAL } from '../../beijing/federation.js';
import { listenTo, type Listener } from '../recording.js';

export async function beijingYears(): Promise<Listener> {
  const begun = await federation();
  const listener = listenTo(begun.service);
  const { service, people } = await nextYear(await decided(begun));
  const second = { level: 'city', home: 'xihai' };
  await service.refuses('conditionNotMet', '2024', 'reRecognise', second, people.xicheng, {});
  await service.refuses('notAssigned', '2025', 'reRecognise', second, people.dongcheng, { visited: true });
  await service.accepts('2025', 'reRecognise', second, people.xicheng, { visited: true });
  await service.refuses('settingUnset', '2025', 'reRecognise', second, people.xicheng, { visited: true });

  const to = { level: 'city', home: 'guozijian' };
  const offer = (next: string) => ['2025', 'offerPlace', to, people.dongcheng, { next, fromYear: '2024' }] as const;
  const none = { ...REMOVAL, notExemplary: false };
  await service.refuses('reasonMissing', '2025', 'removePlaque', to, people.dongcheng, none);
  await service.accepts('2025', 'removePlaque', to, people.dongcheng, REMOVAL);
  await service.refuses('settingUnset', ...offer('wudaoying'));
  await service.setting('2025', 'nextFrom', 'lastYearsReserve');
  await service.setting('2025', 'nextWithin', 'district');
  await service.refuses('notNextInLine', ...offer('juer'));
  await service.accepts(...offer('wudaoying'));
  await service.accepts('2025', 'declineOffer', to, people.dongcheng, { reason: '场地正在改造。' });
  await service.refuses('notNextInLine', ...offer('wudaoying'));
  await service.refuses('notNextInLine', ...offer('dashilan'));
  await service.accepts(...offer('juer'));
  await service.refuses('alreadyDone', '2025', 'undoRemoval', to, people.dongcheng, { reason: '误摘。' });
  await service.accepts('2025', 'acceptOffer', to, people.dongcheng);
  await service.settled();
  return listener;
}
