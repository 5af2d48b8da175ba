/** Two years under two editions: a plaque in its second year, a removal, a succession in which the first declines. */
import { decided, federation, nextYear, REMOVAL } from '../../beijing/federation.js';
import { listenTo, type Listener } from '../recording.js';

export async function beijingYears(): Promise<Listener> {
  const begun = await federation();
  const listener = listenTo(begun.hearth);
  const { hearth, people } = await nextYear(await decided(begun));
  const second = { level: 'city', home: 'xihai' };
  await hearth.refuses('conditionNotMet', '2024', 'reRecognise', second, people.xicheng, {});
  await hearth.refuses('notAssigned', '2025', 'reRecognise', second, people.dongcheng, { visited: true });
  await hearth.accepts('2025', 'reRecognise', second, people.xicheng, { visited: true });
  await hearth.refuses('settingUnset', '2025', 'reRecognise', second, people.xicheng, { visited: true });

  const to = { level: 'city', home: 'guozijian' };
  const offer = (next: string) => ['2025', 'offerPlace', to, people.dongcheng, { next, fromYear: '2024' }] as const;
  const none = { ...REMOVAL, notExemplary: false };
  await hearth.refuses('reasonMissing', '2025', 'removePlaque', to, people.dongcheng, none);
  await hearth.accepts('2025', 'removePlaque', to, people.dongcheng, REMOVAL);
  await hearth.refuses('settingUnset', ...offer('wudaoying'));
  await hearth.setting('2025', 'nextFrom', 'lastYearsReserve');
  await hearth.setting('2025', 'nextWithin', 'district');
  await hearth.refuses('notNextInLine', ...offer('juer'));
  await hearth.accepts(...offer('wudaoying'));
  await hearth.accepts('2025', 'declineOffer', to, people.dongcheng, { reason: '场地正在改造。' });
  await hearth.refuses('notNextInLine', ...offer('wudaoying'));
  await hearth.refuses('notNextInLine', ...offer('dashilan'));
  await hearth.accepts(...offer('juer'));
  await hearth.refuses('alreadyDone', '2025', 'undoRemoval', to, people.dongcheng, { reason: '误摘。' });
  await hearth.accepts('2025', 'acceptOffer', to, people.dongcheng);
  await hearth.settled();
  return listener;
}
