/**
 * Which commands somebody may give on a subject as it stands, and why not. Everything that does not hang on the input
 * is judged as deciding judges it; what hangs on the input is left open.
 */
import type { StreamState } from '../../engine/fold/fold.js';
import type { Command } from '../../engine/decide/command.js';
import { rejection, type Rejection } from '../../engine/decide/rejection.js';
import { STREAM_NAME, streamParts } from '../../engine/ports/event-store.js';
import type { DecisionContext } from '../../engine/decide/decision-context.js';
import { hangsOn, rootsOf } from '../language/partial-conditions.js';
import { beforeReading, type CommandContext } from '../vocabulary/command-context.js';
import { keyOf, streamOf } from '../definition/subject-streams.js';
import { Refused } from '../definition/refuse.js';
import { adopt, checkCycle, checkStage, platformOf, type Address, type ProgrammeDecider } from '../decide/decider.js';
import type { CommandDefinition } from '../definition/definition.js';
import { judgeLateness } from '../decide/lateness.js';
import type { FieldList } from '../language/fields.js';
import { runGuards } from '../vocabulary/guards/run-guards.js';
import { type Guards } from '../vocabulary/guards/guard.js';
import { checkRole, checkWhere } from '../decide/access-policy.js';
import type { Programme, ReadyCommand, Subject } from '../definition/compile-programme.js';
import { withReads } from '../decide/load-reads.js';
import { redactRejection, visibilityOf, type Visibility, type Viewer } from './visibility.js';
import { logTime } from '../decide/yield-facts.js';

export interface Allowed {
  readonly command: string;
  /** The cycle in which it is given; a command of the platform has none. */
  readonly cycle: string | undefined;
  readonly allowed: boolean;
  /** Why not. */
  readonly reason?: Rejection;
  readonly input: FieldList;
  /** May be typed for somebody else. */
  readonly onBehalf: boolean;
  readonly signs: boolean;
  readonly delivers?: CommandDefinition['delivers'];
}

/** A subject by its stream, or by its category and key where it need not be there yet. `cycle`: whose commands. */
export type AllowedTarget =
  | { readonly stream: string; readonly cycle?: string | undefined }
  | {
      readonly category: string;
      readonly key: Readonly<Record<string, string>>;
      readonly cycle?: string | undefined;
    };

/**
 * Every command on this subject that names the viewer's role, of the platform and of the cycle's programme, by name.
 * Empty for what is no subject. Throws `Needs`, as decisions do.
 */
export function allowedOn(
  viewer: Viewer,
  target: AllowedTarget,
  decision: DecisionContext<Programme>,
  { carried, guards }: Pick<ProgrammeDecider, 'carried' | 'guards'>,
): readonly Allowed[] {
  const [first, ...others] = addressed(target, decision, carried);
  if (!first) return [];
  const subject = decision.read(first.address.stream);
  const sight = visibilityOf(viewer, subject.stream, decision, carried);
  return [first, ...others].flatMap(({ address, cycle }) => {
    const { definition } = address.ready;
    if (!definition.allow.some((rule) => 'role' in rule && rule.role === viewer.role)) return [];
    const refusal = whyNot(viewer, address, cycle, decision, guards);
    const reason = refusal && redactAbout(refusal, subject, sight);
    return [
      {
        command: address.ready.name,
        cycle,
        allowed: reason === undefined,
        ...(reason && { reason }),
        input: definition.input,
        onBehalf: definition.onBehalf ?? false,
        signs: definition.signs ?? false,
        ...(definition.delivers && { delivers: definition.delivers }),
      },
    ];
  });
}

/** Of a subject that is there and not to be seen, nothing is told: not even why. */
function redactAbout(refusal: Rejection, subject: StreamState, visible: Visibility | undefined): Rejection {
  if (!subject.chartState) return refusal;
  return visible
    ? redactRejection(refusal, visible)
    : rejection('notFound', { what: streamParts(subject.stream).category });
}

interface Addressed {
  readonly address: Address;
  readonly cycle: string | undefined;
}

function addressed(
  target: AllowedTarget,
  decision: DecisionContext<Programme>,
  carried: Programme,
): readonly Addressed[] {
  const platform = platformOf(decision, carried);
  const category = 'stream' in target ? categoryOf(target.stream, decision.root) : target.category;
  if (category === undefined) return [];
  const shared = platform.subject(category);
  const id = target.cycle ?? cycleIn(target, category, shared !== undefined);
  const cycle = id === undefined ? undefined : cycleAt(id, decision);
  const programme = cycle && decision.rules(String(cycle.fields['rules']));
  return [platform, ...(programme ? [programme] : [])].flatMap((each) => {
    const subject = each === platform ? shared : (programme?.subject(category) ?? shared);
    const own = each === platform ? undefined : id;
    const stream = subject && streamIn(target, subject, decision.root, own);
    if (!subject || stream === undefined) return [];
    const rules = shared ? platform.hash : each.hash;
    return [...each.commands.values()]
      .filter(({ definition }) => definition.on === category)
      .map((ready) => ({
        address: {
          programme: each,
          platform,
          ready,
          subject,
          rules,
          stream,
          cycle: own === undefined ? undefined : cycle,
        },
        cycle: own,
      }));
  });
}

function categoryOf(stream: string, root: string): string | undefined {
  if (!STREAM_NAME.test(stream)) return undefined;
  const parts = streamParts(stream);
  return parts.root === root ? parts.category : undefined;
}

/** A subject of a cycle names it first; a cycle is its own. */
function cycleIn(target: AllowedTarget, category: string, shared: boolean): string | undefined {
  if ('key' in target) return category === 'cycle' ? target.key['cycle'] : undefined;
  const { id } = streamParts(target.stream);
  return category === 'cycle' || !shared ? id.split('.')[0] : undefined;
}

function cycleAt(id: string, decision: DecisionContext<Programme>): StreamState | undefined {
  const stream = `cycle-${decision.root}.${id}`;
  const cycle = STREAM_NAME.test(stream) ? decision.read(stream) : undefined;
  return cycle?.chartState && cycle;
}

function streamIn(
  target: AllowedTarget,
  subject: Subject,
  root: string,
  cycle: string | undefined,
): string | undefined {
  const { lives, key, dotted } = subject.definition;
  try {
    if ('key' in target) return streamOf(subject, root, cycle, { cycle, ...target.key });
    const wanted = key.length + (lives === 'cycle' ? 1 : 0);
    const ids = streamParts(target.stream).id.split('.');
    if (dotted ? ids.length < wanted : ids.length !== wanted) return undefined;
    return lives === 'cycle' && keyOf(subject, target.stream)['cycle'] !== cycle ? undefined : target.stream;
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}

/** In the order of deciding, so that the reason is the one that giving the command would get. */
function whyNot(
  viewer: Viewer,
  address: Address,
  cycle: string | undefined,
  decision: DecisionContext<Programme>,
  guards: Guards,
): Rejection | undefined {
  try {
    judge(viewer, address, cycle, decision, guards);
    return undefined;
  } catch (error) {
    if (error instanceof Refused) return error.rejection;
    throw error;
  }
}

function judge(
  viewer: Viewer,
  address: Address,
  cycle: string | undefined,
  decision: DecisionContext<Programme>,
  guards: Guards,
): void {
  const { ready, subject, stream } = address;
  const before = decision.read(stream);
  checkCycle(ready.definition, subject, address.cycle);
  const command: Command = {
    root: decision.root,
    cycle,
    name: ready.name,
    target: { stream },
    input: {},
    by: viewer,
    key: '',
  };
  const { unknown, reads } = known(ready);
  const parts = beforeReading({
    decision,
    command,
    programme: address.programme,
    platform: address.platform,
    ready: { ...ready, reads },
    subject,
    primary: adopt(address, before, decision)?.adopted ?? before,
    cycle: address.cycle,
    input: {},
  });
  checkRole(parts);
  checkStage(ready, parts.primary);
  const context = withReads(parts);
  if (!hangsOn(whereOf(ready.definition, viewer.role), unknown)) checkWhere(context);
  context.at = logTime(context);
  refuseLate(context, unknown);
  runGuards(guards, context, (each) => !hangsOn([each.with, each.when], unknown));
}

/**
 * What hangs on the input: the reads that are found by it, and those found by them. What only the facts are made of
 * (every application of a ranking) is not read either.
 */
function known({ definition, reads }: ReadyCommand): { unknown: ReadonlySet<string>; reads: ReadyCommand['reads'] } {
  const unknown = new Set(['input', 'command']);
  const asked = new Set(rootsOf([definition.allow, definition.guards, definition.unit]));
  for (const [, read] of reads) for (const root of rootsOf([read.key, read.each, read.cycle])) asked.add(root);
  const found = reads.filter(([alias, read]) => {
    const open = hangsOn([read.key, read.each, read.cycle], unknown) || (read.each !== undefined && !asked.has(alias));
    if (open) unknown.add(alias);
    return !open;
  });
  return { unknown, reads: found };
}

/** What it takes to tell whether the role reaches here. */
function whereOf({ allow, unit }: CommandDefinition, role: string): unknown {
  const places = allow.flatMap((rule) => ('role' in rule && rule.role === role ? [rule.where] : []));
  return [
    places.filter((where) => typeof where === 'object'),
    places.some((where) => typeof where !== 'object') ? unit : [],
  ];
}

/** A leg that counts by the day on which it was received hangs on the input, and so does the reason for being late. */
function refuseLate(context: CommandContext, unknown: ReadonlySet<string>): void {
  const { delivers, unit } = context.ready.definition;
  if (!delivers || hangsOn([delivers.receivedOn, unit], unknown)) return;
  try {
    judgeLateness(context);
  } catch (error) {
    if (!(error instanceof Refused) || error.rejection.reason === 'late') throw error;
  }
}
