/** Whether an actor may give a command here: the grant it rests on, the role, and where in the tree of units. */
import { streamParts } from '../engine/store.js';
import { type Context, refuse } from './context.js';
import type { CommandDefinition, Where } from './definition.js';
import { evaluate } from './expressions.js';
import { at, isMember } from './paths.js';

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
  const [roles, units] = [grant.fields['roles'], grant.fields['units']] as Readonly<Record<string, string>>[];
  if (roles?.[by.grant] !== by.role || units?.[by.grant] !== by.unit)
    refuse('grantRevoked', { role: by.role, unit: by.unit });
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
  if (rules.some(({ where }) => reaches(context, where, by))) return;
  const assigned = rules.every(({ where }) => typeof where === 'object');
  refuse(assigned ? 'notAssigned' : 'outsideSubtree', { role: by.role, unit: by.unit, subject: unitOf(context) ?? '' });
}

function reaches(context: Context, where: Where, by: { readonly account: string; readonly unit: string }): boolean {
  if (typeof where === 'object') {
    return 'unitIn' in where
      ? isMember(at(context.scope, where.unitIn), by.unit)
      : isMember(at(context.scope, where.accountIn), by.account);
  }
  if (where === 'anywhere') return true;
  const unit = unitOf(context);
  if (unit === undefined) return false;
  if (where === 'own') return unit === by.unit;
  const chain = chainOf(context, unit);
  return where === 'subtree' ? chain.includes(by.unit) : chain.indexOf(by.unit) > 0;
}

/** Whose unit the command is about: said by the command (births), else by the subject. */
export function unitOf(context: Context): string | undefined {
  const { unit } = context.ready.definition satisfies CommandDefinition;
  const said = unit === undefined ? undefined : evaluate(unit, context);
  if (typeof said === 'string') return said;
  const name = context.subject.definition.unit;
  const held = name === undefined ? undefined : (context.primary.fields[name] ?? at(context.scope, `key.${name}`));
  if (typeof held === 'string') return held;
  const ofCycle = context.cycle?.fields['unit'];
  return typeof ofCycle === 'string' ? ofCycle : undefined;
}

/** A unit and those above it, from below. Each must still stand there when the facts are written. */
export function chainOf(
  { world, relied, command }: Pick<Context, 'world' | 'relied' | 'command'>,
  unit: string,
): string[] {
  const chain: string[] = [];
  for (let next: string | undefined = unit; next !== undefined && chain.length < MOST_LEVELS;) {
    const folded = world.read(`unit-${command.root}.${next}`);
    relied.add(folded.stream);
    if (!folded.standing) break;
    chain.push(streamParts(folded.stream).id);
    const parent: unknown = folded.fields['parent'];
    next = typeof parent === 'string' ? parent : undefined;
  }
  return chain;
}
