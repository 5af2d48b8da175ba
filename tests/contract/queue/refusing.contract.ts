import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ZodError } from 'zod';
import type { ReminderJob } from '../../../libs/outside/queue/queue.js';
import { Opened, reminder, waiting, type QueueServer } from './server.js';

const good = reminder('good', 1_000);
const data = (change: object): object => ({ ...good, data: { ...good.data, ...change } });

const malformed: readonly (readonly [string, unknown])[] = [
  ['an empty id', { ...good, id: '' }],
  ['an id that is a whole number', { ...good, id: '42' }],
  ['an id with colons', { ...good, id: 'a:b:c' }],
  ['an id with a line break', { ...good, id: 'a\nb' }],
  ['an id with a null byte', { ...good, id: 'a\0b' }],
  ['an id that begins with an underscore', { ...good, id: '__proto__' }],
  ['an id of 129 characters', { ...good, id: 'a'.repeat(129) }],
  ['an id that is no text', { ...good, id: ['a'] }],
  ['a due instant that is no number', { ...good, due: Number.NaN }],
  ['a due instant with a fraction', { ...good, due: 1.5 }],
  ['a due instant before 1970', { ...good, due: -1 }],
  ['a due instant after the year 9999', { ...good, due: 253_402_300_800_000 }],
  ['a due instant without end', { ...good, due: Number.POSITIVE_INFINITY }],
  ['a due instant as text', { ...good, due: '1000' }],
  ['a member too many', { ...good, label: 'x' }],
  ['data with a member too many', data({ name: '某人' })],
  ['data with an empty member', data({ stream: '' })],
  ['data with a very long member', data({ stream: 'x'.repeat(301) })],
  ['data with a member that is no text', data({ step: 3 })],
  ['no data', { id: 'a', due: 1 }],
  ['nothing', undefined],
];

/** What no queue takes. */
export function refusingContract(kind: string, server: () => QueueServer): void {
  describe(`queue on ${kind}: what is malformed`, () => {
    const opened = new Opened(server);
    beforeEach(() => opened.begin());
    afterEach(() => opened.end());

    test('is refused, whatever it is, and what was given along with it is not kept either', async () => {
      const queue = await opened.open();
      for (const [what, job] of malformed) {
        const kept = queue.keep([good, job as ReminderJob]).then(
          () => 'kept',
          (error: unknown) => (error instanceof ZodError ? 'refused' : String(error)),
        );
        expect([what, await kept]).toEqual([what, 'refused']);
      }
      expect(await queue.count()).toBe(0);
      await expect(queue.drop(['a:b'])).rejects.toBeInstanceOf(ZodError);
    });

    test('what is at the limits is taken, and comes back as it was', async () => {
      const queue = await opened.open({ inOrder: true });
      const wide = {
        root: '联',
        stream: '字'.repeat(300),
        deadline: '"\'\\',
        lateFrom: '{{}}',
        step: '$1; drop table job',
      };
      const jobs: ReminderJob[] = [
        { id: `z${'9'.repeat(127)}`, due: 0, data: wide },
        { id: 'last', due: 253_402_300_799_999, data: wide },
      ];
      await queue.keep(jobs);
      const handled: ReminderJob[] = [];
      const work = await queue.work(async (job) => {
        handled.push(job);
      });
      await work.idle();
      expect(handled).toEqual(jobs.slice(0, 1));
      expect(await waiting(queue)).toEqual([['last', 253_402_300_799_999]]);
      await queue.boardQueue().promoteJobs();
      await work.idle();
      expect(handled).toEqual(jobs);
    });

    test('a name that would reach into another queue is refused', async () => {
      for (const name of ['a:b', '', 'A', '../x', 'a'.repeat(41)]) {
        await expect(opened.open({ name })).rejects.toBeInstanceOf(ZodError);
      }
    });
  });
}
