/** Who may know how many places are used: whoever sees what is counted. */
import { Inject, Injectable } from '@nestjs/common';
import type { CommandDefinition } from '../../../libs/lifecycle/definition/definition.js';
import type { Shown } from '../../../libs/views/models/rows.js';
import type { TokenGrant } from '../../../libs/runtime/tokens.js';
import { Lists } from './lists.js';
import { Sights } from '../visibility/visibility.service.js';

@Injectable()
export class Counted {
  constructor(
    @Inject(Lists) private readonly lists: Lists,
    @Inject(Sights) private readonly sights: Sights,
  ) {}

  /** For each quota of a cycle's programme, the units for which its use may be shown. */
  async quotas(token: TokenGrant, cycle: string): Promise<readonly (readonly [Shown, ReadonlySet<string>])[]> {
    const { definition } = await this.lists.programme(token, cycle);
    const found: (readonly [Shown, ReadonlySet<string>])[] = [];
    for (const quota of Object.keys(definition.quotas)) {
      const counted = Object.values(definition.commands).flatMap((command) => countedBy(command, quota));
      const shown = await this.shown(token, cycle, counted);
      if (shown) found.push([shown, new Set([quota])]);
    }
    return found;
  }

  private async shown(
    token: TokenGrant,
    cycle: string,
    counted: readonly { readonly category: string; readonly field: string }[],
  ): Promise<Shown | undefined> {
    const [first] = counted;
    // A number that nothing counts is no secret: it is the notice's.
    if (!first) return { anywhere: true };
    if (first.category === 'cycle') {
      const sight = await this.sights.of(token, `cycle-${token.root}.${cycle}`);
      return sight?.fields.has(first.field) === true ? { anywhere: true } : undefined;
    }
    const shown = await this.lists.shown(token, [{ category: first.category, cycle }]);
    // The rows are units', and only what is told of their units can be judged.
    const [scoped] = shown as readonly Extract<Shown, readonly object[]>[number][];
    return scoped?.reach;
  }
}

/** What a command's guards count against a quota: the subject, and the control field of it. */
function countedBy(command: CommandDefinition, quota: string): { category: string; field: string }[] {
  return (command.guards ?? []).flatMap(({ guard, with: parameters }) => {
    if (!guard.startsWith('withinQuota@') || parameters?.['quota'] !== quota) return [];
    const [root = '', field = ''] = String(parameters['counted']).split('.');
    const category = root === 'self' ? command.on : root === 'cycle' ? 'cycle' : command.reads?.[root]?.subject;
    return category === undefined ? [] : [{ category, field }];
  });
}
