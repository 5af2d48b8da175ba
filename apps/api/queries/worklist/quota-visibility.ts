/** Whoever may see what a quota counts may see how many of its places are used. */
import { Injectable } from '@nestjs/common';
import type { CommandDefinition } from '../../../../libs/lifecycle/definition/definition.js';
import type { VisibleRows } from '../../../../libs/views/models/rows.js';
import type { TokenGrant } from '../../../../libs/runtime/tokens.js';
import { ListReader } from '../list-reader.js';
import { VisibilityService } from '../../visibility/visibility.service.js';

@Injectable()
export class QuotaVisibility {
  constructor(
    private readonly lists: ListReader,
    private readonly visibility: VisibilityService,
  ) {}

  /** For each quota of a cycle's programme, the units for which its use may be shown. */
  async visibleQuotas(
    token: TokenGrant,
    cycle: string,
  ): Promise<readonly (readonly [VisibleRows, ReadonlySet<string>])[]> {
    const { definition } = await this.lists.programmeOf(token, cycle);
    const found: (readonly [VisibleRows, ReadonlySet<string>])[] = [];
    for (const quota of Object.keys(definition.quotas)) {
      const counted = Object.values(definition.commands).flatMap((command) => countedBy(command, quota));
      const shown = await this.unitsOf(token, cycle, counted);
      if (shown) found.push([shown, new Set([quota])]);
    }
    return found;
  }

  private async unitsOf(
    token: TokenGrant,
    cycle: string,
    counted: readonly { readonly category: string; readonly field: string }[],
  ): Promise<VisibleRows | undefined> {
    const [first] = counted;
    // What no command counts is public: the notice says it.
    if (!first) return { anywhere: true };
    if (first.category === 'cycle') {
      const visibility = await this.visibility.find(token, `cycle-${token.root}.${cycle}`);
      return visibility?.fields.has(first.field) === true ? { anywhere: true } : undefined;
    }
    const shown = await this.lists.listable(token, [{ category: first.category, cycle }]);
    // The rows are of units: what may be listed is limited by unit alone.
    const [scoped] = shown as readonly Extract<VisibleRows, readonly object[]>[number][];
    return scoped?.filter;
  }
}

/** What a command's guards count against a quota: a category, and a control field of its subjects. */
function countedBy(command: CommandDefinition, quota: string): { category: string; field: string }[] {
  return (command.guards ?? []).flatMap(({ guard, with: parameters }) => {
    if (!guard.startsWith('withinQuota@') || parameters?.['quota'] !== quota) return [];
    const [root = '', field = ''] = String(parameters['counted']).split('.');
    const category = root === 'self' ? command.on : root === 'cycle' ? 'cycle' : command.reads?.[root]?.subject;
    return category === undefined ? [] : [{ category, field }];
  });
}
