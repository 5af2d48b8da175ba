/** Rubrics whose items a notice gives and whose points people set: the points from the record are put into the items. */
import type { Rubric, RubricBlock, RubricGroup, RubricItem } from './rubric.js';

/** Item id → the most it earns, in the rubric's unit, as adopted for a class or district. */
export type GivenPoints = Readonly<Record<string, number>>;

/**
 * The rubric with each item's `full` as given; items that were given no points are left out, so that marks for them are
 * unknown. Only items that are said with `full` can be given points: the others keep what the rubric says.
 */
export function withGivenPoints(rubric: Rubric, given: GivenPoints): Rubric {
  return {
    ...rubric,
    blocks: rubric.blocks.map((block) => ({ ...block, items: block.items.flatMap((item) => filled(item, given)) })),
  };
}

function filled(item: RubricBlock['items'][number], given: GivenPoints): (RubricItem | RubricGroup)[] {
  if (item.kind === 'group')
    return [{ ...item, items: item.items.flatMap((inner) => filled(inner, given) as RubricItem[]) }];
  if (!('full' in item)) return [item];
  const full = Object.hasOwn(given, item.id) ? given[item.id] : undefined;
  return full === undefined ? [] : [{ ...item, full }];
}
