/** Runs the guards of a command. */
import type { CommandDefinition } from '../../definition/definition.js';
import { holds } from '../../language/paths.js';
import { type CommandContext, stagesOf } from '../command-context.js';
import type { Guards } from './guard.js';

type NamedGuard = NonNullable<CommandDefinition['guards']>[number];

/** In order, all of them or those that are `asked`. The definition was checked when it was published, so each is there. */
export function runGuards(
  guards: Guards,
  context: CommandContext,
  asked: (guarded: NamedGuard) => boolean = () => true,
): void {
  for (const { guard: name, with: parameters, when } of (context.ready.definition.guards ?? []).filter(asked)) {
    const guard = guards[name];
    if (!guard) throw new Error(`no guard ${name}`);
    if (when !== undefined && !holds(when, context.scope, stagesOf(context))) continue;
    guard.judge((parameters ?? {}) as never, context);
  }
}
