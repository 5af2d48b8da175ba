/** Whether an actor may give a command here: the grant it rests on, the role, and where in the tree of units. */
import { streamParts } from '../engine/store.js';
import type { Folded } from '../engine/fold.js';
import { type Context, keyOf, refuse } from './context.js';
import type { CommandDefinition, Where } from './definition.js';
import { evaluate } from './expressions.js';
import { at, isMember, type Scope } from './paths.js';
import type { Subject } from './programme.js';

/** Units above one another, at most: deeper than any federation. */
const MOST_LEVELS = 20;

/** Refuses who has no such role. Looked at before anything is read on the actor's word. */
export function checkRole({
  command,
  ready,
  world,
  relied,
}: Pick<Context, 'command' | 'ready' | 'world' | 'relied'>): void {
  const { by, root } = command;
  const { allow, onBehalf } = ready.definition;
  if (command.for && !onBehalf) refuse('behalfForbidden', { command: ready.name });
  if ('system' in by) {
    if (!allow.some((rule) => 'system' in rule)) refuse('roleForbids', { role: 'system', command: ready.name });
    return;
  }
  const grant = world.read(`grant-${root}.${by.account}`);
  relied.add(grant.stream);
  if (!grantStands(grant, by)) refuse('grantRevoked', { role: by.role, unit: by.unit });
  if (!allow.some((rule) => 'role' in rule && rule.role === by.role))
    refuse('roleForbids', { role: by.role, command: ready.name });
}

/** Refuses who has the role, but not here. */
export function checkWhere(context: Context): void {
  const { by } = context.command;
  if ('system' in by) return;
  const rules = context.ready.definition.allow.filter((rule) => 'role' in rule && rule.role === by.role) as {
    where: Where;
  }[];
  const place = placeOf(context);
  if (rules.some(({ where }) => reaches(where, by, place))) return;
  const assigned = rules.every(({ where }) => typeof where === 'object');
  refuse(assigned ? 'notAssigned' : 'outsideSubtree', { role: by.role, unit: by.unit, subject: unitOf(context) ?? '' });
}

/** Whether an account has this grant still, of this role and in this unit. `grant`: the account's stream. */
export function grantStands(
  grant: Pick<Folded, 'fields'>,
  by: { readonly grant: string; readonly role: string; readonly unit: string },
): boolean {
  const [roles, units] = [grant.fields['roles'], grant.fields['units']] as Readonly<Record<string, string>>[];
  return roles?.[by.grant] === by.role && units?.[by.grant] === by.unit;
}

/** Where a subject stands: what its rules' paths may start from, its unit, and the units above that. */
export interface Place {
  readonly scope: Scope;
  unit(): string | undefined;
  chain(unit: string): readonly string[];
}

export function placeOf(context: Context): Place {
  return { scope: context.scope, unit: () => unitOf(context), chain: (unit) => chainOf(context, unit) };
}

export function reaches(
  where: Where,
  by: { readonly account: string; readonly unit: string },
  { scope, unit: find, chain: from }: Place,
): boolean {
  if (typeof where === 'object') {
    return 'unitIn' in where
      ? isMember(at(scope, where.unitIn), by.unit)
      : isMember(at(scope, where.accountIn), by.account);
  }
  if (where === 'anywhere') return true;
  const unit = find();
  if (unit === undefined) return false;
  if (where === 'own') return unit === by.unit;
  const chain = from(unit);
  return where === 'subtree' ? chain.includes(by.unit) : chain.indexOf(by.unit) > 0;
}

/** Whose unit the command is about: said by the command (births), else by the subject. */
export function unitOf(context: Context): string | undefined {
  const { unit } = context.ready.definition satisfies CommandDefinition;
  const said = unit === undefined ? undefined : evaluate(unit, context);
  return typeof said === 'string' ? said : unitHeld(context);
}

/** Whose unit the subject is: by its control state or its key, else the unit whose cycle it is. */
export function unitHeld({
  subject,
  primary,
  cycle,
}: {
  readonly subject: Subject;
  readonly primary: Folded;
  readonly cycle: Folded | undefined;
}): string | undefined {
  const name = subject.definition.unit;
  const held = name === undefined ? undefined : (primary.fields[name] ?? keyOf(subject, primary.stream)[name]);
  if (typeof held === 'string') return held;
  const ofCycle = cycle?.fields['unit'];
  return typeof ofCycle === 'string' ? ofCycle : undefined;
}

/** A unit and those above it, from below. Each must still stand there when the facts are written. */
export function chainOf({ world, relied }: Pick<Context, 'world' | 'relied'>, unit: string): string[] {
  const chain: string[] = [];
  for (let next: string | undefined = unit; next !== undefined && chain.length < MOST_LEVELS;) {
    const folded = world.read(`unit-${world.root}.${next}`);
    relied.add(folded.stream);
    if (!folded.standing) break;
    chain.push(streamParts(folded.stream).id);
    const parent: unknown = folded.fields['parent'];
    next = typeof parent === 'string' ? parent : undefined;
  }
  return chain;
}
