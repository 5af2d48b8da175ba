/** What outlives its cycle: reminded of by the cycle that holds for it, as its missed deadlines are put on record. */
import { afterEach, expect, test } from '@jest/globals';
import { SETUP } from '../../libs/runtime/command-service.js';
import { nationalDuties } from '../../workflows/national-duties/programme.js';
import { elected } from '../national/federation.js';
import { describeWithPostgres } from '../postgres.js';
import { Scene } from './scene.js';

const nine = (days: number) => ({ days, time: '09:00' });
const at = (local: string): number => Date.parse(`${local}+08:00`);

describeWithPostgres('training within three months of election', () => {
  let scene: Scene;
  afterEach(() => scene.close());

  const opened = async (cycle: string): Promise<void> => {
    await scene.house.cycle(cycle, nationalDuties, 'shanghai');
  };
  const remind = (cycle: string, reminders: object) =>
    scene.house.accepts(undefined, 'giveReminders', { cycle }, SETUP, reminders);
  const recorded = async (holder: string, electedOn: string): Promise<string> => {
    const { house, all } = scene;
    const to = { holder, period: '2024' };
    await house.accepts('plan', 'recordElection', to, all.clerk, elected('pudong', electedOn));
    return `training-test.${holder}.2024`;
  };

  test('is reminded of by the period of the plan that runs, before and after its own date, and letters name it', async () => {
    scene = await Scene.open({ at: '2024-02-20T09:00:00+08:00', fewUnits: true });
    await opened('plan');
    await remind('plan', { before: [nine(7)], overdue: [nine(3)], escalation: [{ ...nine(5), role: 'office' }] });
    // Three months after 15 February: to 24:00 of 15 May.
    const training = await recorded('holder-one', '2024-02-15');
    const worker = await scene.worker();
    await worker.advance(at('2024-05-21T00:00'));
    expect(await scene.watched(training)).toEqual([
      'reminderSent before-7 2024-05-08T01:00:00.000Z',
      'deadlineMissed 2024-05-15T16:00:00.000Z',
      'reminderSent overdue-3 2024-05-18T01:00:00.000Z',
      'escalated escalation-5 2024-05-20T01:00:00.000Z',
    ]);
    const facts = await scene.house.facts('watch-test.training.holder-one.2024');
    expect(facts.map(({ data }) => data['cycle'])).toEqual(['plan', 'plan', 'plan', 'plan']);
    const letters = (await scene.letters(scene.all.clerk.account)).filter(({ stream }) => stream === training);
    expect(letters.map(({ kind }) => kind)).toEqual(['notice', 'reminder', 'missed', 'reminder']);
    expect(letters[1]?.text.zh).toContain('（plan）');
  });

  test('by the period that was given its reminders last, where two run; by none once both are closed', async () => {
    scene = await Scene.open({ at: '2024-02-20T09:00:00+08:00', fewUnits: true });
    for (const cycle of ['plan', 'next']) await opened(cycle);
    await remind('next', { before: [nine(7)] });
    await scene.clock.set(at('2024-02-21T09:00'));
    await remind('plan', { before: [nine(7), nine(2)], overdue: [nine(3)] });
    const training = await recorded('holder-one', '2024-02-15');
    const worker = await scene.worker();
    await worker.advance(at('2024-05-09T00:00'));
    expect(await scene.watched(training)).toEqual(['reminderSent before-7 2024-05-08T01:00:00.000Z']);
    await scene.house.accepts(undefined, 'closeCycle', { cycle: 'plan' }, SETUP);
    await worker.advance(at('2024-05-14T00:00'));
    // What the other one gives was sent already, for the same date.
    expect(await scene.watched(training)).toHaveLength(1);
    await scene.house.accepts(undefined, 'closeCycle', { cycle: 'next' }, SETUP);
    await worker.advance(at('2024-05-20T00:00'));
    // Its own date stands whatever runs.
    expect(await scene.watched(training)).toEqual([
      'reminderSent before-7 2024-05-08T01:00:00.000Z',
      'deadlineMissed 2024-05-15T16:00:00.000Z',
    ]);
  });
});
