/** One command being decided: what it reads, and under which rules. */
import { isIn } from '../engine/chart.js';
import type { Command } from '../engine/command.js';
import type { Folded } from '../engine/fold.js';
import { rejection, type Rejection } from '../engine/rejection.js';
import { LIMITS, STREAM_NAME, streamParts } from '../engine/store.js';
import type { World } from '../engine/world.js';
import type { Scope, Stages } from './paths.js';
import type { Programme, ReadyCommand, Subject } from './programme.js';

/** A refusal on its way out of a decision. */
export class Refused extends Error {
  constructor(readonly rejection: Rejection) {
    super(rejection.reason);
  }
}

export function refuse(...args: Parameters<typeof rejection>): never {
  throw new Refused(rejection(...args));
}

export interface Alias {
  readonly many: boolean;
  readonly folded: readonly Folded[];
  readonly check: boolean;
}

export interface Context {
  readonly world: World;
  readonly command: Command;
  readonly programme: Programme;
  readonly platform: Programme;
  readonly ready: ReadyCommand;
  readonly subject: Subject;
  /** Primary stream; `primary` is as the command's rules see it, after adoption. */
  readonly primary: Folded;
  readonly cycle: Folded | undefined;
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
  given: Omit<Context, 'scope' | 'aliases' | 'relied' | 'at' | 'late'>,
): Omit<Context, 'scope'> {
  return { ...given, aliases: new Map(), relied: new Set(), at: given.world.clock, late: false };
}

/** What paths may start from. */
export function scopeOf(context: Omit<Context, 'scope'>): Scope {
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

function aliasScope(folded: Folded | undefined): unknown {
  return folded && folded.standing ? { ...folded.fields, exists: true } : { exists: false };
}

/** Of an alias read with `each`, every one must stand there. */
export function stagesOf(context: Pick<Context, 'primary' | 'cycle' | 'aliases'>): Stages {
  return {
    isIn: (alias, stage) => {
      if (alias === 'self') return stands(context.primary, stage);
      if (alias === 'cycle') return context.cycle !== undefined && stands(context.cycle, stage);
      return context.aliases.get(alias)?.folded.every((each) => stands(each, stage)) ?? false;
    },
  };
}

export function stands(folded: Folded, stage: string): boolean {
  return folded.standing ? isIn(folded.standing, stage) : stage === 'absent';
}

/** The rules that know a category: the programme's own, or the platform's. */
export function subjectOf(
  programme: Programme,
  platform: Programme,
  category: string,
): { subject: Subject; rules: string } | undefined {
  const own = programme.subject(category);
  if (own) return { subject: own, rules: programme.hash };
  const shared = platform.subject(category);
  return shared && { subject: shared, rules: platform.hash };
}

/** As `idSchema` has it, tested where a command is addressed. */
const ID = /^[a-z0-9][a-z0-9-]{0,79}$/;
const DOTTED = /^[a-z0-9][a-z0-9.-]*$/;

/** The stream of a subject by the parts of its key. Parts come from outside, so they are judged. */
export function streamOf(
  subject: Subject,
  root: string,
  cycle: string | undefined,
  parts: Readonly<Record<string, unknown>>,
): string {
  const { key, lives, category, dotted } = subject.definition;
  const ids = lives === 'cycle' ? [cycle] : [];
  for (const part of key) ids.push(parts[part] as string);
  const wrong = ids.findIndex(
    (id, index) => typeof id !== 'string' || !(dotted && index === ids.length - 1 ? DOTTED : ID).test(id),
  );
  if (wrong >= 0) {
    refuse('malformed', {}, [
      { pointer: `/target/key/${key[wrong - (lives === 'cycle' ? 1 : 0)] ?? 'cycle'}`, reason: 'required' },
    ]);
  }
  const stream = `${category}-${root}.${ids.join('.')}`;
  if (stream.length > LIMITS.streamNameLength || !STREAM_NAME.test(stream))
    refuse('malformed', {}, [{ pointer: '/target', reason: 'malformed' }]);
  return stream;
}

/** The parts of a stream's key by name; `cycle` too where it lives in one. */
export function keyOf(subject: Subject, stream: string): Record<string, string> {
  const { key, lives } = subject.definition;
  const ids = streamParts(stream).id.split('.');
  const names = lives === 'cycle' ? ['cycle', ...key] : key;
  // The last part takes the rest, where it may hold dots.
  const last = names.length - 1;
  return Object.fromEntries(
    names.map((name, index) => [name, index === last ? ids.slice(last).join('.') : (ids[index] ?? '')]),
  );
}
