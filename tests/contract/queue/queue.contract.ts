import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { isDeepStrictEqual } from 'node:util';
import { Opened, reminder, reminders, until, type QueueServer } from './server.js';

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
      expect(await queue.nextDue()).toBe(due);
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
      expect(await queue.nextDue()).toBe(now + 86_400_000);
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

    test('by a clock that stands still nothing comes by itself', async () => {
      const still = await opened.open({ now: () => 1_000, standsStill: true });
      const runs = await opened.open({ name: `${opened.name}-runs` });
      const handled: string[] = [];
      await still.work(async (job) => {
        handled.push(job.id);
      });
      await runs.work(async (job) => {
        handled.push(job.id);
      });
      await still.keep([reminder('past', 500), reminder('now', 1_000), reminder('future', 2_000)]);
      await runs.keep([reminder('real', Date.now() + 1_500)]);
      await until('time has passed', () => handled.includes('real'));
      expect(handled).toEqual(['real']);
      expect(await still.count()).toBe(3);
      expect(await still.nextDue()).toBe(500);
      await runs.wipe();
    });

    test('a clock that is put hands out those due by then, in their order, and no other', async () => {
      let now = Date.parse('2031-01-01T00:00:00Z');
      const queue = await opened.open({ now: () => now, standsStill: true });
      const day = 86_400_000;
      const start = now;
      const handled: string[] = [];
      const work = await queue.work(async (job) => {
        handled.push(job.id);
      });
      const days = [5, 1, 9, 3, 7, 2, 8, 4, 6, 0];
      await queue.keep(days.map((days) => reminder(`d${days}`, start + days * day)));
      now = start + 4 * day;
      expect(await queue.promoteDue(now)).toBe(5);
      await work.idle();
      expect(handled).toEqual(['d0', 'd1', 'd2', 'd3', 'd4']);
      expect(await queue.nextDue()).toBe(start + 5 * day);
      expect(await queue.promoteDue(now)).toBe(0);
      expect(await queue.promoteDue(start + 5 * day - 1)).toBe(0);
      now = start + 20 * day;
      expect(await queue.promoteDue(now)).toBe(5);
      await work.idle();
      expect(handled.slice(5)).toEqual(['d5', 'd6', 'd7', 'd8', 'd9']);
      expect(await queue.nextDue()).toBeUndefined();
      expect(await queue.count()).toBe(0);
    });

    test('1,200 due at one instant are all handed out when the clock is put there', async () => {
      const queue = await opened.open({ now: () => 0, standsStill: true });
      const handled = new Set<string>();
      const work = await queue.work(async (job) => {
        handled.add(job.id);
      });
      await queue.keep(reminders(1_200, () => 50));
      await queue.keep([reminder('later', 51)]);
      expect(await queue.promoteDue(50)).toBe(1_200);
      await work.idle();
      expect(handled.size).toBe(1_200);
      expect(await queue.count()).toBe(1);
    });

    test('what is dropped does not come; dropping what is not there is no error', async () => {
      const queue = await opened.open({ now: () => 0, standsStill: true });
      const handled: string[] = [];
      const work = await queue.work(async (job) => {
        handled.push(job.id);
      });
      await queue.keep([reminder('a', 1), reminder('b', 2), reminder('c', 3)]);
      await queue.drop(['a', 'c', 'never-kept']);
      await queue.drop([]);
      expect(await queue.count()).toBe(1);
      expect(await queue.nextDue()).toBe(2);
      await queue.promoteDue(10);
      await work.idle();
      expect(handled).toEqual(['b']);
    });

    test('an id can be kept again once it was handled', async () => {
      const queue = await opened.open({ now: () => 0, standsStill: true });
      const handled: number[] = [];
      const work = await queue.work(async (job) => {
        handled.push(job.due);
      });
      for (const due of [1, 2, 3]) {
        await queue.keep([reminder('a', due)]);
        expect(await queue.promoteDue(due)).toBe(1);
        await work.idle();
      }
      expect(handled).toEqual([1, 2, 3]);
    });

    test('a handler that throws is asked again, ever later; not when the clock is put, and not without end', async () => {
      const queue = await opened.open({ now: () => 0, standsStill: true });
      const tries: Record<string, number[]> = { once: [], always: [] };
      const work = await queue.work(async (job) => {
        tries[job.id]?.push(Date.now());
        if (job.id === 'always' || tries[job.id]?.length === 1) throw new Error('not today');
      });
      await queue.keep([reminder('once', 1), reminder('always', 1)]);
      await queue.promoteDue(5);
      await until('tried', () => tries['always']?.length === 1);
      expect(await queue.promoteDue(5)).toBe(0);
      expect(await queue.nextDue()).toBeUndefined();
      await work.idle();
      expect([tries['once']?.length, tries['always']?.length]).toEqual([2, 5]);
      const pauses = tries['always']!.slice(1).map((at, index) => at - tries['always']![index]!);
      for (const [index, least] of [500, 1_000, 2_000, 4_000].entries()) {
        expect(pauses[index]).toBeGreaterThanOrEqual(least - 1);
      }
      // Given up: not counted, but there for an operator to see, with the reason; and whoever still wants it keeps it anew.
      expect(await queue.count()).toBe(0);
      const seen = await queue.boardQueue().getFailed();
      expect(seen.map(({ id, failedReason }) => [id, failedReason])).toEqual([['always', 'not today']]);
      await queue.keep([reminder('always', 2)]);
      expect(await queue.count()).toBe(1);
      expect(await queue.nextDue()).toBe(2);
    });

    test('two workers share what is due, and each reminder is handed out once', async () => {
      const [one, two] = [await opened.open(), await opened.open()];
      const handled: Record<'one' | 'two', string[]> = { one: [], two: [] };
      await one.keep(reminders(400, () => Date.now() + 500));
      const slowly = (who: 'one' | 'two') => async (job: { id: string }) => {
        handled[who].push(job.id);
        await new Promise((resolve) => {
          setTimeout(resolve, 5);
        });
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

    test('counts and the next due instant are right while twenty keep and drop at once', async () => {
      const queue = await opened.open({ now: () => 0, standsStill: true });
      const all = reminders(300, (index) => 1_000 + index);
      // Everyone keeps all of them, in pieces of their own; every third is dropped by ten of them afterwards.
      await Promise.all(Array.from({ length: 20 }, (_, who) => queue.keep([...all.slice(who), ...all.slice(0, who)])));
      expect(await queue.count()).toBe(300);
      expect(await queue.nextDue()).toBe(1_000);
      const third = all.filter((_, index) => index % 3 === 0).map(({ id }) => id);
      await Promise.all(Array.from({ length: 10 }, () => queue.drop(third)));
      expect(await queue.count()).toBe(200);
      expect(await queue.nextDue()).toBe(1_001);
      expect((await Promise.all([queue.promoteDue(1_099), queue.promoteDue(1_099)])).reduce((a, b) => a + b)).toBe(66);
      expect(await queue.nextDue()).toBe(1_100);
      expect(await queue.count()).toBe(200);
    });

    test('10,000 are kept in bulk and counted, wiped, and kept again, in less than a minute', async () => {
      const queue = await opened.open();
      const all = reminders(10_000, (index) => Date.now() + 86_400_000 + index);
      const began = Date.now();
      await queue.keep(all);
      expect(await queue.count()).toBe(10_000);
      await queue.wipe();
      expect(await queue.count()).toBe(0);
      expect(await queue.nextDue()).toBeUndefined();
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
