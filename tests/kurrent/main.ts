/** The stand-in as a process of its own. Options come as JSON in the first argument; it is told faults over IPC. */
import type { Fault } from './faults.js';
import type { Removal } from './records.js';
import { StandIn, type Asked, type StandInOptions } from './server.js';

/** What its parent may ask of it. */
export type Order = { readonly id: number } & (
  { readonly fail: Fault } | { readonly remove: Removal } | { readonly asked: true }
);

/** What it says: where it listens, when it does; then an answer for each order. */
export type Told = { readonly port: number } | { readonly id: number; readonly asked?: Asked };

const standIn = new StandIn(JSON.parse(process.argv[2] ?? '') as StandInOptions);

process.on('message', (order: Order) => void obey(order));
// Nobody is left to tell it anything.
process.on('disconnect', () => process.exit(0));
const port = await standIn.start();
tell({ port });

async function obey(order: Order): Promise<void> {
  if ('fail' in order) standIn.fail(order.fail);
  if ('remove' in order) await standIn.remove(order.remove);
  tell({ id: order.id, ...('asked' in order ? { asked: standIn.asked() } : {}) });
}

function tell(told: Told): void {
  if (process.send === undefined) process.stdout.write(`${JSON.stringify(told)}\n`);
  else process.send(told);
}
