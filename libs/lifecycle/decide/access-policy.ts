/** Whether an actor may give a command here: the grant it rests on, the role, and where in the tree of units. */
import { holdsGrant } from '../federation/grants.js';
import { unitAndAbove, unitOfSubject } from '../federation/unit-tree.js';
import { type CommandContext } from '../vocabulary/command-context.js';
import { refuse } from '../definition/refuse.js';
import type { CommandDefinition, Where } from '../definition/definition.js';
import { evaluate } from '../vocabulary/evaluate.js';
import { at, isMember, type Scope } from '../language/paths.js';

/** Refuses who has no such role. Looked at before anything is read on the actor's word. */
export function checkRole({
  command,
  ready,
  decision,
  relied,
}: Pick<CommandContext, 'command' | 'ready' | 'decision' | 'relied'>): void {
  const { by, root } = command;
  const { allow, onBehalf } = ready.definition;
  if (command.for && !onBehalf) refuse('behalfForbidden', { command: ready.name });
  if ('system' in by) {
    if (!allow.some((rule) => 'system' in rule)) refuse('roleForbids', { role: 'system', command: ready.name });
    return;
  }
  const grant = decision.read(`grant-${root}.${by.account}`);
  relied.add(grant.stream);
  if (!holdsGrant(grant, by)) refuse('grantRevoked', { role: by.role, unit: by.unit });
  if (!allow.some((rule) => 'role' in rule && rule.role === by.role))
    refuse('roleForbids', { role: by.role, command: ready.name });
}

/** Refuses who has the role, but not here. */
export function checkWhere(context: CommandContext): void {
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

/** Where a subject stands: what its rules' paths may start from, its unit, and the units above that. */
export interface Place {
  readonly scope: Scope;
  unit(): string | undefined;
  chain(unit: string): readonly string[];
}

export function placeOf(context: CommandContext): Place {
  return {
    scope: context.scope,
    unit: () => unitOf(context),
    chain: (unit) => unitAndAbove(context.decision, unit, context.relied),
  };
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
export function unitOf(context: CommandContext): string | undefined {
  const { unit } = context.ready.definition satisfies CommandDefinition;
  const said = unit === undefined ? undefined : evaluate(unit, context);
  return typeof said === 'string' ? said : unitOfSubject(context.subject, context.primary, context.cycle);
}
