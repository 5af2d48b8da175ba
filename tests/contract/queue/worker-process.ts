/** A process that takes reminders, says so on its output, and never finishes one: to be killed. */
import { openPostgresQueue } from '../../../libs/outside/queue/postgres-queue.js';
import { openRedisQueue } from '../../../libs/outside/queue/redis-queue.js';

const [kind, url, name] = process.argv.slice(2);
if (url === undefined || name === undefined) throw new Error('worker-process <kind> <url> <name>');
const open = kind === 'redis' ? openRedisQueue : openPostgresQueue;
const queue = await open(url, { now: Date.now, name });
await queue.work(async (job) => {
  console.log(job.id);
  await new Promise(() => undefined);
});
