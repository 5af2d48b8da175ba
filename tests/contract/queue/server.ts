/** What the contract of the queue is held against: a server that can be cut off, and reminders to keep. */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Queue, QueueOptions, ReminderJob } from '../../../libs/outside/queue/queue.js';

export interface QueueServer {
  readonly kind: 'redis' | 'postgres';
  readonly url: string;
  open(options: QueueOptions): Promise<Queue>;
  /** Ends all connections, and takes no new ones. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  close(): Promise<void>;
}

export function freshName(): string {
  return `test-${randomBytes(6).toString('hex')}`;
}

export function reminder(id: string, due: number): ReminderJob {
  const data = { root: 'r', stream: `application-r.${id}`, deadline: 'handIn', lateFrom: '2027-01-01T00:00:00.000Z' };
  return { id, due, data: { ...data, step: 'before-3' } };
}

export function reminders(count: number, due: (index: number) => number, prefix = 'r'): readonly ReminderJob[] {
  return Array.from({ length: count }, (_, index) => reminder(`${prefix}${index}`, due(index)));
}

/** Asks every 10 ms until it is so; throws after `ms`. */
export async function until(what: string, so: () => boolean | Promise<boolean>, ms = 20_000): Promise<void> {
  const end = Date.now() + ms;
  while (!(await so())) {
    if (Date.now() > end) throw new Error(`not within ${ms} ms: ${what}`);
    await sleep(10);
  }
}

/** The first jobs that wait for their instant, with that instant, in the order in which they come. */
export async function waiting(queue: Queue): Promise<readonly (readonly [string | undefined, number])[]> {
  const jobs = await queue.boardQueue().getDelayed(0, 4);
  return jobs.map(({ id, data }) => [id, (data as { due: number }).due] as const);
}

/** Queues that are closed after each test. */
export class Opened {
  readonly #queues: Queue[] = [];
  #name = '';

  constructor(readonly server: () => QueueServer) {}

  begin(): void {
    this.#name = freshName();
  }

  get name(): string {
    return this.#name;
  }

  /** On the queue of this test, by the real clock unless said otherwise. */
  async open(options: Partial<QueueOptions> = {}): Promise<Queue> {
    const queue = await this.server().open({ now: Date.now, name: this.#name, ...options });
    this.#queues.push(queue);
    return queue;
  }

  async end(): Promise<void> {
    await this.#queues[0]?.wipe().catch(() => undefined);
    await Promise.all(this.#queues.splice(0).map((queue) => queue.close()));
  }
}
