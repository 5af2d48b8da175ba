import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { QueueDown, type Queue } from '../../../libs/outside/queue/queue.js';
import { Opened, reminder, reminders, until, type QueueServer } from './server.js';

/** What every queue must do when its server goes away, or a worker does. The server is the suite's own. */
export function troubleContract(kind: string, server: () => QueueServer): void {
  describe(`queue on ${kind} in trouble`, () => {
    const opened = new Opened(server);
    beforeEach(() => opened.begin());
    afterEach(async () => {
      await server().mend();
      await opened.end();
    });

    test('without its server every call says so within seconds, and all works again when it is back', async () => {
      const queue = await opened.open();
      const handled: string[] = [];
      const work = await queue.work(async (job) => {
        handled.push(job.id);
      });
      await queue.keep([reminder('before', Date.now())]);
      await until('the first', () => handled.length === 1);
      await queue.keep([reminder('kept', Date.now() + 86_400_000)]);
      expect(await queue.healthy()).toBe(true);

      await server().cut();
      for (const [what, call] of calls(queue)) expect([what, await outcome(call())]).toEqual([what, 'QueueDown']);
      expect(await queue.healthy()).toBe(false);

      await server().mend();
      await until('it answers', () => queue.healthy());
      expect(await queue.count()).toBe(1);
      // The same work goes on, not a new one.
      await queue.keep([reminder('after', Date.now())]);
      await until('the next', () => handled.length === 2);
      await work.idle();
      expect(handled).toEqual(['before', 'after']);
      expect(await queue.count()).toBe(1);
    });

    test('opened while its server is away it refuses its calls, and works when the server has come', async () => {
      await server().cut();
      const queue = await opened.open();
      expect(await outcome(queue.keep([reminder('a', Date.now())]))).toBe('QueueDown');
      expect(await outcome(queue.work(async () => undefined))).toBe('QueueDown');
      await server().mend();
      await until('it answers', () => queue.healthy());
      const handled: string[] = [];
      await queue.work(async (job) => {
        handled.push(job.id);
      });
      await queue.keep([reminder('a', Date.now())]);
      await until('handled', () => handled.length === 1);
    });

    test('it closes within seconds though its server is away and a handler never ends', async () => {
      const queue = await opened.open();
      let taken = false;
      await queue.work(async () => {
        taken = true;
        await new Promise(() => undefined);
      });
      await queue.keep([reminder('a', Date.now())]);
      await until('taken', () => taken);
      await server().cut();
      const began = Date.now();
      await queue.close();
      expect(Date.now() - began).toBeLessThan(20_000);
      expect(await outcome(queue.count())).toBe('QueueDown');
    });

    test('what a killed worker had in hand is handed to another, and nothing else a second time', async () => {
      const queue = await opened.open();
      await queue.keep([...reminders(3, () => Date.now()), reminder('later', Date.now() + 86_400_000)]);
      const taken = await takenByProcess(server(), opened.name, 3);
      expect([...taken].sort()).toEqual(['r0', 'r1', 'r2']);
      const handled: string[] = [];
      const work = await queue.work(async (job) => {
        handled.push(job.id);
      });
      await queue.keep([reminder('fresh', Date.now())]);
      await until('handed out again', () => handled.length === 4, 45_000);
      await work.idle();
      expect([...handled].sort()).toEqual(['fresh', 'r0', 'r1', 'r2']);
      expect(await queue.count()).toBe(1);
    });
  });
}

function calls(queue: Queue): readonly (readonly [string, () => Promise<unknown>])[] {
  return [
    ['keep', () => queue.keep([reminder('x', 1)])],
    ['keep many', () => queue.keep(reminders(3_000, () => 1))],
    ['drop', () => queue.drop(['x'])],
    ['count', () => queue.count()],
    ['ids', () => queue.ids()],
    ['work', () => queue.work(async () => undefined)],
    ['wipe', () => queue.wipe()],
  ];
}

/** The name of what was thrown; `slow` when it took longer than anybody should wait. */
async function outcome(call: Promise<unknown>): Promise<string> {
  const began = Date.now();
  const said = await call.then(
    () => 'done',
    (error: unknown) => (error instanceof QueueDown ? 'QueueDown' : String(error)),
  );
  return Date.now() - began < 8_000 ? said : 'slow';
}

/** Lets another process take so many, and kills it with them in hand. */
async function takenByProcess(server: QueueServer, name: string, count: number): Promise<ReadonlySet<string>> {
  const script = new URL('worker-process.ts', import.meta.url).pathname;
  const hooks = new URL('../../typescript.mjs', import.meta.url).pathname;
  const worker = spawn(process.execPath, ['--import', hooks, script, server.kind, server.url, name], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(worker, 'exit');
  const taken = new Set<string>();
  let said = '';
  worker.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    for (const line of said.split('\n').slice(0, -1)) taken.add(line);
  });
  try {
    await until('taken by the other process', () => taken.size >= count || worker.exitCode !== null);
  } finally {
    worker.kill('SIGKILL');
    await exited;
  }
  return taken;
}
