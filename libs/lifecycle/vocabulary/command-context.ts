/** One command being decided: what it reads, and under which rules. */
import type { Command } from '../../engine/decide/command.js';
import type { StreamState } from '../../engine/fold/fold.js';
import { keyOf, stands } from '../definition/subject-streams.js';
import { streamParts } from '../../engine/ports/event-store.js';
import type { DecisionContext } from '../../engine/decide/decision-context.js';
import type { Scope, Stages } from '../language/paths.js';
import type { Programme, ReadyCommand, Subject } from '../definition/compile-programme.js';

export interface Alias {
  readonly many: boolean;
  readonly folded: readonly StreamState[];
  readonly check: boolean;
}

export interface CommandContext {
  readonly decision: DecisionContext<Programme>;
  readonly command: Command;
  readonly programme: Programme;
  readonly platform: Programme;
  readonly ready: ReadyCommand;
  readonly subject: Subject;
  /** Primary stream; `primary` is as the command's rules see it, after adoption. */
  readonly primary: StreamState;
  readonly cycle: StreamState | undefined;
  readonly input: Readonly<Record<string, unknown>>;
  readonly aliases: Map<string, Alias>;
  /** Streams read only to judge whether the actor may: units, grants. They must still stand so. */
  readonly relied: Set<string>;
  /** Log time of the facts. */
  at: string;
  /** Lateness of what this command delivers, once it is known. */
  late: boolean;
  readonly scope: Scope;
}

/** As it is before anything is read but the stream itself. */
export function beforeReading(
  given: Omit<CommandContext, 'scope' | 'aliases' | 'relied' | 'at' | 'late'>,
): Omit<CommandContext, 'scope'> {
  return { ...given, aliases: new Map(), relied: new Set(), at: given.decision.clock, late: false };
}

/** What paths may start from. */
export function scopeOf(context: Omit<CommandContext, 'scope'>): Scope {
  const { command, primary, subject, cycle, aliases } = context;
  const scope: Record<string, unknown> = {
    input: context.input,
    self: primary.fields,
    key: keyOf(subject, primary.stream),
    actor: command.by,
    command: { on: command.on, for: command.for?.stream, stream: primary.stream },
  };
  if (cycle) scope['cycle'] = { ...cycle.fields, id: streamParts(cycle.stream).id };
  for (const [name, alias] of aliases) {
    scope[name] = alias.many ? alias.folded.map((each) => each.fields) : aliasScope(alias.folded[0]);
  }
  return scope;
}

function aliasScope(folded: StreamState | undefined): unknown {
  return folded && folded.chartState ? { ...folded.fields, exists: true } : { exists: false };
}

/** Of an alias read with `each`, every one must stand there. */
export function stagesOf(context: Pick<CommandContext, 'primary' | 'cycle' | 'aliases'>): Stages {
  return {
    isIn: (alias, stage) => {
      if (alias === 'self') return stands(context.primary, stage);
      if (alias === 'cycle') return context.cycle !== undefined && stands(context.cycle, stage);
      return context.aliases.get(alias)?.folded.every((each) => stands(each, stage)) ?? false;
    },
  };
}
