/**
 * What happens when a reminder falls due. A job is only a hint: the log is asked what is owed now, until when, and which
 * step comes next. The log keeps the fact that a step was sent once, however often the job is handed out.
 */
import type { Command } from '../../../libs/engine/decide/command.js';
import type { Outcome } from '../../../libs/engine/decide/outcome.js';
import type { Rejection } from '../../../libs/engine/decide/rejection.js';
import { streamParts } from '../../../libs/engine/ports/event-store.js';
import { duty, reminderCommand, type Duty, type Step } from '../../../libs/lifecycle/obligations/schedule.js';
import { lookUpObligation, type About, type ObligationInContext } from '../delivery/lookup.js';
import type { WorkerParts } from '../followers/worker-parts.js';
import { findResponsible, holdersInNearestUnit, type RoleHolders, type Recipients } from '../delivery/recipients.js';
import { keepRefused } from '../../../libs/runtime/refused-commands.js';

type Due = Duty & { readonly send: Step };
type Parts = Pick<WorkerParts, 'service' | 'pool' | 'clock' | 'log' | 'metrics'> & { readonly holders: RoleHolders };

/** A reminder and an escalation at the most fall due together; others decide in between. */
const MOST_ROUNDS = 5;

export interface Reminded {
  /** Facts that were put on record by this. */
  readonly written: number;
  /** What was due and was refused. */
  readonly refused?: Refusal;
}

export interface Refusal {
  readonly command: Command;
  readonly rejection: Rejection;
}

/**
 * Sends what is due about a subject's deadline.
 * @throws {Unavailable} the log or the views cannot be asked now; the same again later does what is left.
 */
export async function sendReminder(parts: Parts, about: About): Promise<Reminded> {
  const { root } = streamParts(about.stream);
  let written = 0;
  let refusedBefore: string | undefined;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const owed = await parts.service.ask(root, (context) => lookUpObligation(context, about));
    if (!owed) break;
    const now = new Date(parts.clock.now()).toISOString();
    const due = duty(owed.steps, owed.watch, owed.obligation, now);
    if (!due.send) break;
    const { command, outcome } = await give(parts, owed, { ...due, send: due.send });
    if (outcome.kind === 'accepted' && !outcome.repeated) written += 1;
    if (outcome.kind !== 'rejected') continue;
    if (command.key === refusedBefore) return { written, refused: { command, rejection: outcome.rejection } };
    // Somebody else may have been faster; where the same is still to be done, it is for people to look at.
    refusedBefore = command.key;
  }
  return { written };
}

async function give(
  parts: Parts,
  owed: ObligationInContext,
  due: Due,
): Promise<{ command: Command; outcome: Outcome }> {
  const { stream } = owed.obligation;
  const to = await recipients(parts, owed, due.send);
  if (to.accounts.length === 0) parts.log.warn('nobody holds the role to be reminded', { stream, step: due.send.step });
  const command = reminderCommand(owed.obligation, due, to.accounts, owed.watch, to.unit);
  const outcome = await parts.service.execute(command);
  if (outcome.kind === 'accepted' && !outcome.repeated) count(parts, due);
  return { command, outcome };
}

/** The holders, or for an escalation those of the next level. */
async function recipients({ holders }: Parts, owed: ObligationInContext, step: Step): Promise<Recipients> {
  if (step.kind !== 'escalation') return findResponsible(holders, owed, owed.obligation.holder);
  const { root } = streamParts(owed.obligation.stream);
  return holdersInNearestUnit(await holders.find(root, step.role ?? ''), owed.chain);
}

function count({ metrics }: Parts, { send, late, skipped }: Due): void {
  metrics.reminder(send.kind === 'escalation' ? 'escalated' : 'sent');
  if (late) metrics.reminder('late');
  if (skipped.length > 0) metrics.reminder('skipped', skipped.length);
}

/** Reports a refusal to operators: as log line, metric and table row. `again`: when it is tried again. @throws {Unavailable} */
export async function reportRefusal(
  { pool, log, metrics }: Pick<Parts, 'pool' | 'log' | 'metrics'>,
  { command, rejection }: Refusal,
  again?: number,
): Promise<void> {
  const system = 'system' in command.by ? command.by.system : '';
  if (system === 'reactions' || system === 'reminders' || system === 'timer') metrics.refused(system, rejection.reason);
  const { target, name, root } = command;
  const about = 'stream' in target ? target.stream : Object.values(target.key).join('.');
  const beside = { root, command: name, about, reason: rejection.reason };
  const next = again === undefined ? {} : { again: new Date(again).toISOString() };
  log.error('a command of the service itself was refused', { ...beside, ...next });
  await keepRefused(pool, command, rejection);
}
