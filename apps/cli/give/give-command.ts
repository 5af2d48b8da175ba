/** What became of a command, as the command line tells it; and who gives one. */
import type { Actor, Command } from '../../../libs/engine/decide/command.js';
import type { Outcome } from '../../../libs/engine/decide/outcome.js';
import type { Problem } from '../../../libs/engine/decide/rejection.js';
import { sentence } from '../../../libs/lifecycle/messages/sentences.js';
import { fieldAt, NOTHING_KNOWN, type Known } from '../../../libs/lifecycle/messages/labels.js';
import { readConfiguration } from '../../../libs/runtime/configuration.js';
import type { CommandService } from '../../../libs/runtime/command-service.js';
import { knownOf } from '../../../libs/runtime/labels.js';
import type { OpenService } from '../../../libs/runtime/open-log.js';
import { usageError, refusal, type Answer, type Invocation } from '../invocation/invocation.js';

/** Whoever may start this command on the machine that holds the data: what they do is on record as the operator's. */
export const OPERATOR: Actor = { system: 'operator' };

type Telling = Pick<Invocation, 'say' | 'language'>;
type Giving = Pick<Invocation, 'say' | 'language' | 'environment'>;
export type Accepted = Extract<Outcome, { kind: 'accepted' }>;

/** Gives a command. What was written. @throws {CliError} it was refused. @throws {Unavailable} */
export async function giveCommand(opened: OpenService, command: Command, invocation: Giving): Promise<Accepted> {
  const outcome = await opened.service.execute(command);
  const { zone } = readConfiguration(invocation.environment);
  const known = outcome.kind === 'rejected' ? await knownOf(opened, command, outcome.rejection, zone) : NOTHING_KNOWN;
  return requireAccepted(outcome, invocation, known);
}

/** What was written. `known`: by which a refusal names things. @throws {CliError} it was refused. */
export function requireAccepted(outcome: Outcome, { language }: Telling, known = NOTHING_KNOWN): Accepted {
  if (outcome.kind === 'accepted') return outcome;
  if (outcome.kind === 'conflict') {
    const [conflict] = outcome.conflicts;
    throw refusal('command.conflict', { stream: conflict?.stream ?? '', actual: conflict?.actual ?? '' });
  }
  const { reason, params, problems } = outcome.rejection;
  const details = problems.map((problem) => problemLine(problem, language, known));
  throw refusal('command.rejected', { reason: sentence(language, reason, params, known) }, details);
}

/** Where something is wrong: what the field is called, if that is known, and the pointer. */
export function fieldWithPointer(pointer: string, field: string | undefined): string {
  return field === undefined ? pointer : `${field} ${pointer}`;
}

function problemLine({ pointer, reason, params }: Problem, language: Telling['language'], known: Known): string {
  const field = fieldAt(language, pointer, known);
  const at = pointer === '' ? '/' : pointer;
  return `  ${fieldWithPointer(at, field)}: ${sentence(language, reason, params, known, pointer)}`;
}

/** What was written, line by line. */
export function formatWritten({ kind: _kind, ...outcome }: Accepted, { say }: Pick<Invocation, 'say'>): Answer {
  const { stream, to, repeated, facts } = outcome;
  return {
    json: outcome,
    lines: [
      say(repeated ? 'give.repeated' : 'give.done', { stream, rev: to }),
      ...facts.map((fact) => `  ${fact.stream}@${fact.rev}  ${fact.type}`),
    ],
  };
}

type Grant = Extract<Actor, { account: string }>;

/** The grants of an account that stand. */
export async function grantsOf(service: CommandService, root: string, account: string): Promise<readonly Grant[]> {
  const { fields } = await service.read(`grant-${root}.${account}`);
  const [roles, units] = [textsAt(fields['roles']), textsAt(fields['units'])];
  return Object.entries(roles).flatMap(([grant, role]) => {
    const unit = units[grant];
    return unit === undefined ? [] : [{ account, role, unit, grant }];
  });
}

function textsAt(field: unknown): Readonly<Record<string, string>> {
  return typeof field === 'object' && field !== null ? (field as Record<string, string>) : {};
}

/**
 * The account with the grant by which it acts; without an account, the operator.
 * @throws {CliError} it has none, or several and it was not said which.
 */
export async function actorOf(
  service: CommandService,
  root: string,
  { as: account, role, unit }: { readonly as?: string; readonly role?: string; readonly unit?: string },
): Promise<Actor> {
  if (account === undefined) return OPERATOR;
  const all = await grantsOf(service, root, account);
  const fitting = all.filter((each) => (role ?? each.role) === each.role && (unit ?? each.unit) === each.unit);
  const [one] = fitting;
  if (one !== undefined && fitting.length === 1) return one;
  const grants = all.map((each) => `${each.role}@${each.unit}`).join(', ');
  throw all.length === 0
    ? refusal('account.noGrant', { account, root })
    : usageError('account.which', { account, grants });
}
