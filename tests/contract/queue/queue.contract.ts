import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { isDeepStrictEqual } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { Opened, reminder, reminders, until, waiting, type QueueServer } from './server.js';

/** What every queue must do while its server stands. */
export function queueContract(kind: string, server: () => QueueServer): void {
  describe(`queue on ${kind}`, () => {
    const opened = new Opened(server);
    beforeEach(() => opened.begin());
    afterEach(() => opened.end());

    test('a reminder is kept once by its id, with the due instant it was first kept with', async () => {
      const queue = await opened.open();
      const due = Date.now() + 3_600_000;
      await queue.keep([reminder('a', due), reminder('a', due + 5_000)]);
      await queue.keep([reminder('a', due - 5_000), reminder('b', due + 1_000)]);
      expect(await queue.count()).toBe(2);
      expect([...(await queue.ids())].toSorted()).toEqual(['a', 'b']);
      expect(await waiting(queue)).toEqual([
        ['a', due],
        ['b', due + 1_000],
      ]);
    });

    test('it is handed out when it is due and not before, with what was kept; a nearer one that comes later first', async () => {
      const queue = await opened.open();
      const handled: { id: string; early: boolean; whole: boolean }[] = [];
      const work = await queue.work(async (job) => {
        const whole = isDeepStrictEqual(job, reminder(job.id, job.due));
        handled.push({ id: job.id, early: Date.now() < job.due, whole });
      });
      const now = Date.now();
      await queue.keep([reminder('overdue', now - 86_400_000), reminder('far', now + 86_400_000)]);
      await until('the overdue one', () => handled.length === 1);
      await queue.keep([reminder('second', now + 1_500)]);
      await queue.keep([reminder('first', now + 700)]);
      await until('both', () => handled.length === 3);
      expect(handled).toEqual(['overdue', 'first', 'second'].map((id) => ({ id, early: false, whole: true })));
      await work.idle();
      expect(await queue.count()).toBe(1);
      expect(await waiting(queue)).toEqual([['far', now + 86_400_000]]);
    });

    test('by a clock that runs elsewhere in time it is handed out when that clock says so', async () => {
      const ahead = 20 * 365 * 86_400_000;
      const now = (): number => Date.now() + ahead;
      const queue = await opened.open({ now });
      const handled: number[] = [];
      const work = await queue.work(async (job) => {
        handled.push(now() - job.due);
      });
      await queue.keep([reminder('soon', now() + 500), reminder('later', now() + 60_000)]);
      await until('the one that is due', () => handled.length === 1);
      expect(handled[0]).toBeGreaterThanOrEqual(0);
      await work.idle();
      expect(await queue.count()).toBe(1);
    });

    test('in order: those due are handled one at a time, in the order in which they were kept', async () => {
      const queue = await opened.open({ inOrder: true });
      const now = Date.now();
      const days = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
      await queue.keep(days.map((days) => reminder(`d${days}`, now - (10 - days) * 86_400_000)));
      await queue.keep([reminder('last', now), reminder('far', now + 86_400_000)]);
      const handled: string[] = [];
      let atOnce = 0;
      const work = await queue.work(async (job) => {
        atOnce += 1;
        await sleep(5);
        handled.push(`${job.id} ${atOnce}`);
        atOnce -= 1;
      });
      await work.idle();
      expect(handled).toEqual([...days.map((day) => `d${day} 1`), 'last 1']);
      expect(await queue.ids()).toEqual(['far']);
    });

    test('1,200 due at one instant are all handed out, in order where that is asked for', async () => {
      const queue = await opened.open({ inOrder: true });
      const due = Date.now();
      const handled: string[] = [];
      const work = await queue.work(async (job) => {
        handled.push(job.id);
      });
      const all = reminders(1_200, () => due);
      await queue.keep([...all, reminder('later', due + 86_400_000)]);
      await work.idle();
      expect(handled).toEqual(all.map(({ id }) => id));
      expect(await queue.ids()).toEqual(['later']);
    });

    test('what is dropped does not come; dropping what is not there is no error', async () => {
      const queue = await opened.open();
      const handled: string[] = [];
      const soon = Date.now() + 1_500;
      await queue.keep([reminder('a', soon), reminder('b', soon), reminder('c', soon + 1)]);
      await queue.drop(['a', 'c', 'never-kept']);
      await queue.drop([]);
      expect(await queue.count()).toBe(1);
      expect(await waiting(queue)).toEqual([['b', soon]]);
      const work = await queue.work(async (job) => {
        handled.push(job.id);
      });
      await until('its time has come', () => handled.length > 0);
      await until('all of them have come', async () => (await queue.count()) === 0);
      await work.idle();
      expect(handled).toEqual(['b']);
    });

    test('the ids are those of jobs that wait, are handled or are tried again, also while the queue is paused', async () => {
      const queue = await opened.open();
      const board = queue.boardQueue();
      await queue.keep([reminder('due', Date.now()), reminder('far', Date.now() + 86_400_000)]);
      await board.add('other', {}, { jobId: 'not:of:ours' });
      await board.pause();
      expect([...(await queue.ids())].toSorted()).toEqual(['due', 'far']);
      let finish = (): void => undefined;
      const finished = new Promise<void>((resolve) => {
        finish = resolve;
      });
      let tries = 0;
      const work = await queue.work(async () => {
        tries += 1;
        await finished;
        if (tries === 1) throw new Error('not yet');
      });
      await board.resume();
      await until('it is being handled', () => tries === 1);
      expect([...(await queue.ids())].toSorted()).toEqual(['due', 'far']);
      finish();
      await until('it failed', async () => (await board.getActiveCount()) === 0);
      expect([...(await queue.ids())].toSorted()).toEqual(['due', 'far']);
      await work.idle();
      expect(await queue.ids()).toEqual(['far']);
    });

    test('an id can be kept again once it was handled', async () => {
      const queue = await opened.open();
      const handled: number[] = [];
      const work = await queue.work(async (job) => {
        handled.push(job.due);
      });
      for (const due of [1, 2, 3]) {
        await queue.keep([reminder('a', due)]);
        await work.idle();
      }
      expect(handled).toEqual([1, 2, 3]);
    });

    test('a handler that throws is asked again, ever later; not when it is kept again, and not without end', async () => {
      const queue = await opened.open();
      const tries: Record<string, number[]> = { once: [], always: [] };
      const work = await queue.work(async (job) => {
        tries[job.id]?.push(Date.now());
        if (job.id === 'always' || tries[job.id]?.length === 1) throw new Error('not today');
      });
      await queue.keep([reminder('once', 1), reminder('always', 1)]);
      await until('tried', () => tries['always']?.length === 1);
      await queue.keep([reminder('always', 1)]);
      await work.idle();
      expect([tries['once']?.length, tries['always']?.length]).toEqual([2, 5]);
      const pauses = tries['always']!.slice(1).map((at, index) => at - tries['always']![index]!);
      for (const [index, least] of [500, 1_000, 2_000, 4_000].entries()) {
        expect(pauses[index]).toBeGreaterThanOrEqual(least - 1);
      }
      // Given up: not counted, but there for an operator to see, with the reason; and whoever still wants it keeps it anew.
      expect([await queue.count(), await queue.ids()]).toEqual([0, []]);
      const seen = await queue.boardQueue().getFailed();
      expect(seen.map(({ id, failedReason }) => [id, failedReason])).toEqual([['always', 'not today']]);
      const due = Date.now() + 86_400_000;
      await queue.keep([reminder('always', due)]);
      expect(await queue.count()).toBe(1);
      expect(await waiting(queue)).toEqual([['always', due]]);
    });

    test('two workers share what is due, and each reminder is handed out once', async () => {
      const [one, two] = [await opened.open(), await opened.open()];
      const handled: Record<'one' | 'two', string[]> = { one: [], two: [] };
      await one.keep(reminders(400, () => Date.now() + 500));
      const slowly = (who: 'one' | 'two') => async (job: { id: string }) => {
        handled[who].push(job.id);
        await sleep(5);
      };
      const works = [await one.work(slowly('one')), await two.work(slowly('two'))];
      await until('all', () => handled.one.length + handled.two.length >= 400);
      await Promise.all(works.map((work) => work.idle()));
      const all = [...handled.one, ...handled.two];
      expect([...all].sort()).toEqual(
        reminders(400, () => 0)
          .map(({ id }) => id)
          .sort(),
      );
      expect(handled.one.length).toBeGreaterThan(0);
      expect(handled.two.length).toBeGreaterThan(0);
    });

    test('after work was stopped nothing is handed out, and what is in hand is finished first', async () => {
      const queue = await opened.open();
      const handled: string[] = [];
      let finish = (): void => undefined;
      const finished = new Promise<void>((resolve) => {
        finish = resolve;
      });
      const work = await queue.work(async (job) => {
        await finished;
        handled.push(job.id);
      });
      await queue.keep([reminder('a', Date.now())]);
      await until('in hand', async () => (await queue.boardQueue().getActiveCount()) === 1);
      const stopped = work.stop();
      finish();
      await stopped;
      expect(handled).toEqual(['a']);
      await queue.keep([reminder('b', Date.now())]);
      const again: string[] = [];
      await queue.work(async (job) => {
        again.push(job.id);
      });
      await until('handed to the next who works', () => again.length === 1);
      expect([handled, again]).toEqual([['a'], ['b']]);
    });

    test('what somebody else put there is never handed out, and what is Hearth’s beside it is', async () => {
      const queue = await opened.open();
      const handled: string[] = [];
      const work = await queue.work(async (job) => {
        handled.push(job.id);
      });
      await queue.boardQueue().add('reminder', { due: 'tomorrow', root: 7 }, { jobId: 'strange' });
      await queue.boardQueue().add('reminder', { ...reminder('x', 1).data, due: 1, more: true }, { jobId: 'more' });
      await queue.keep([reminder('mine', Date.now())]);
      await until('mine', () => handled.length === 1);
      await work.idle();
      expect(handled).toEqual(['mine']);
      expect(await queue.boardQueue().getFailedCount()).toBe(2);
    });

    test('counts and ids are right while twenty keep and drop at once', async () => {
      const queue = await opened.open();
      const first = Date.now() + 86_400_000;
      const all = reminders(300, (index) => first + index);
      // Everyone keeps all of them, in pieces of their own; every third is dropped by ten of them afterwards.
      await Promise.all(Array.from({ length: 20 }, (_, who) => queue.keep([...all.slice(who), ...all.slice(0, who)])));
      expect(await queue.count()).toBe(300);
      expect((await waiting(queue))[0]).toEqual(['r0', first]);
      const [dropped, left] = [0, 1].map((rest) => all.filter((_, index) => Math.sign(index % 3) === rest));
      await Promise.all(Array.from({ length: 10 }, () => queue.drop((dropped ?? []).map(({ id }) => id))));
      expect(await queue.count()).toBe(200);
      expect((await waiting(queue))[0]).toEqual(['r1', first + 1]);
      expect(new Set(await queue.ids())).toEqual(new Set((left ?? []).map(({ id }) => id)));
    });

    test('10,000 are kept in bulk and counted, wiped, and kept again, in less than a minute', async () => {
      const queue = await opened.open();
      const all = reminders(10_000, (index) => Date.now() + 86_400_000 + index);
      const began = Date.now();
      await queue.keep(all);
      expect(await queue.count()).toBe(10_000);
      await queue.wipe();
      expect(await queue.count()).toBe(0);
      expect(await queue.ids()).toEqual([]);
      await queue.keep(all);
      expect(await queue.count()).toBe(10_000);
      expect(Date.now() - began).toBeLessThan(60_000);
    });

    test('queues of different names know nothing of each other', async () => {
      const [mine, other] = [await opened.open(), await opened.open({ name: `${opened.name}-other` })];
      await mine.keep([reminder('a', Date.now() + 60_000)]);
      await other.keep([reminder('a', Date.now() + 70_000), reminder('b', Date.now() + 80_000)]);
      await other.wipe();
      expect([await mine.count(), await other.count()]).toEqual([1, 0]);
    });
  });
}
