/**
 * From a command to facts, or to a reason why not. Pure: everything it knows comes from the decision passed in.
 *
 * In order: the rules that govern it, the thing it is about, its input, the role, what it reads, where the role reaches,
 * the stage, lateness, guards; then what it yields.
 */
import type { Command } from '../../engine/decide/command.js';
import type { Proposal, Verdict } from '../../engine/decide/verdict.js';
import type { Decider } from '../../engine/execute/engine-parts.js';
import { ReplayFault, RULES_ADOPTED, evolve, type StreamState } from '../../engine/fold/fold.js';
import type { Rejection } from '../../engine/decide/rejection.js';
import { streamParts } from '../../engine/ports/event-store.js';
import type { DecisionContext } from '../../engine/decide/decision-context.js';
import { beforeReading } from '../vocabulary/command-context.js';
import { stands, streamOf, subjectOf } from '../definition/subject-streams.js';
import { refuse, Refused } from '../definition/refuse.js';
import { judgeLateness } from './lateness.js';
import type { CommandDefinition } from '../definition/definition.js';
import { problemsOf } from '../forms/form-schema.js';
import { runGuards } from '../vocabulary/guards/run-guards.js';
import { type Guards } from '../vocabulary/guards/guard.js';
import { checkRole, checkWhere } from './access-policy.js';
import type { Programme, ReadyCommand, Subject } from '../definition/compile-programme.js';
import { withReads } from './load-reads.js';
import { accepted, logTime } from './yield-facts.js';

/** The decider of one process: everything that judges there, or asks what would be judged, goes by its guards. */
export interface ProgrammeDecider extends Decider<Programme> {
  /** The platform's definition that the software carries: it decides for roots that have not been founded yet. */
  readonly carried: Programme;
  readonly guards: Guards;
}

export function decider(carried: Programme, guards: Guards): ProgrammeDecider {
  return {
    carried,
    guards,
    address: (command, decision) => {
      try {
        const found = addressOf(command, decision, carried);
        return {
          stream: found.stream,
          secret: found.ready.definition.secret,
          decide: () => verdictOf(() => decide(found, command, decision, guards)),
        };
      } catch (error) {
        if (error instanceof Refused) return error.rejection satisfies Rejection;
        throw error;
      }
    },
  };
}

/** Addresses a command and judges it. */
export function decideCommand(
  judge: Decider<Programme>,
  command: Command,
  decision: DecisionContext<Programme>,
): Verdict {
  const address = judge.address(command, decision);
  return 'reason' in address ? { kind: 'rejected', rejection: address } : address.decide();
}

function verdictOf(judge: () => Verdict): Verdict {
  try {
    return judge();
  } catch (error) {
    if (error instanceof Refused) return { kind: 'rejected', rejection: error.rejection };
    throw error;
  }
}

export interface Address {
  readonly programme: Programme;
  readonly platform: Programme;
  readonly ready: ReadyCommand;
  readonly subject: Subject;
  readonly rules: string;
  readonly stream: string;
  readonly cycle: StreamState | undefined;
}

/** The platform's rules in force for a root. */
export function platformOf(decision: DecisionContext<Programme>, carried: Programme): Programme {
  const founded = decision.read(`platform-${decision.root}.root`).fields['rules'];
  return typeof founded === 'string' ? decision.rules(founded) : carried;
}

function addressOf(command: Command, decision: DecisionContext<Programme>, carried: Programme): Address {
  const platform = platformOf(decision, carried);
  const cycle = command.cycle === undefined ? undefined : cycleOf(command, decision, platform);
  const programme = cycle ? decision.rules(String(cycle.fields['rules'])) : platform;
  const ready = programme.commands.get(command.name);
  if (!ready) return refuse('commandUnknown', { command: command.name });
  const found = subjectOf(programme, platform, ready.definition.on);
  if (!found) throw new Error(`${programme.slug} has no subject ${ready.definition.on}`);
  return { programme, platform, ready, ...found, stream: targetOf(command, found.subject), cycle };
}

function cycleOf(command: Command, decision: DecisionContext<Programme>, platform: Programme): StreamState {
  const subject = platform.subject('cycle') as Subject;
  const cycle = decision.read(streamOf(subject, command.root, undefined, { cycle: command.cycle }));
  return cycle.chartState ? cycle : refuse('notFound', { what: 'cycle' });
}

function targetOf({ target, root, cycle }: Command, subject: Subject): string {
  if ('key' in target) return streamOf(subject, root, cycle, { cycle, ...target.key });
  const parts = /^([a-z][a-z0-9]*)-([a-z0-9-]+)\.(.+)$/.exec(target.stream);
  if (!parts || parts[1] !== subject.category || parts[2] !== root)
    return refuse('notFound', { what: subject.category });
  const ids = (parts[3] as string).split('.');
  const own = subject.definition.lives === 'cycle';
  const wanted = subject.definition.key.length + (own ? 1 : 0);
  if ((subject.definition.dotted ? ids.length < wanted : ids.length !== wanted) || (own && ids[0] !== cycle)) {
    return refuse('notFound', { what: subject.category });
  }
  return target.stream;
}

function decide(address: Address, command: Command, decision: DecisionContext<Programme>, guards: Guards): Verdict {
  const { ready, programme, platform, subject, cycle } = address;
  const before = decision.read(address.stream);
  checkCycle(ready.definition, subject, cycle);
  const parsed = ready.input.safeParse(command.input, { reportInput: true });
  if (!parsed.success) return refuse('malformed', {}, problemsOf(parsed.error));
  const adoption = adopt(address, before, decision);
  const primary = adoption ? adoption.adopted : before;
  const parts = beforeReading({
    decision,
    command,
    programme,
    platform,
    ready,
    subject,
    primary,
    cycle,
    input: parsed.data,
  });
  checkRole(parts);
  checkStage(ready, parts.primary);
  const context = withReads(parts);
  checkWhere(context);
  context.at = logTime(context);
  judgeLateness(context);
  runGuards(guards, context);
  return accepted(context, adoption ? [adoption.proposal] : []);
}

export function checkCycle(definition: CommandDefinition, subject: Subject, cycle: StreamState | undefined): void {
  // A command on the cycle itself names the cycle's stages as its own.
  if (!cycle || subject.category === 'cycle') return;
  const stages = definition.cycleStages ?? ['open'];
  if (!stages.some((stage) => stands(cycle, stage)))
    refuse('cycleForbids', { stage: cycle.chartState?.stage ?? 'absent' });
}

export function checkStage(ready: ReadyCommand, primary: StreamState): void {
  const { stages } = ready.definition;
  if (stages.some((stage) => stands(primary, stage))) return;
  if (!primary.chartState) refuse('notFound', { what: streamParts(primary.stream).category });
  if (stages.every((stage) => stage === 'absent'))
    refuse('alreadyExists', { what: streamParts(primary.stream).category });
  refuse('stageForbids', { command: ready.name, stage: primary.chartState?.stage ?? 'absent' });
}

/** A subject that outlived its cycle is carried over to this one's rules before anything else happens to it. */
export function adopt(
  { rules, stream }: Address,
  before: StreamState,
  decision: DecisionContext<Programme>,
): { adopted: StreamState; proposal: Proposal } | undefined {
  if (before.rules === undefined || before.rules === rules) return undefined;
  // Loaded now, because the maps name the old edition.
  decision.rules(before.rules);
  const fact = {
    id: '',
    stream,
    at: decision.clock,
    by: { system: '' },
    data: {},
    type: RULES_ADOPTED,
    rev: before.rev + 1,
    rules,
  };
  try {
    const led = evolve(before, fact, (hash) => decision.rules(hash));
    const proposal = {
      stream,
      type: RULES_ADOPTED,
      tv: 1,
      rules,
      data: { from: before.rules },
      places: [],
      persons: [],
    };
    return { adopted: { ...before, rules, ...led }, proposal };
  } catch (error) {
    if (error instanceof ReplayFault)
      return refuse('noWayFromOldRules', { stage: before.chartState?.stage ?? 'absent' });
    throw error;
  }
}
