/** How the specs of `checkDefinition` plant a fault and say what must be found. */
import { expect, test } from '@jest/globals';
import type { Problem } from '../../../libs/engine/decide/rejection.js';
import { checkDefinition } from '../../../libs/lifecycle/check/check-definition.js';
import { ALL_GUARDS } from '../../../libs/lifecycle/vocabulary/guards/registry.js';
import { platformDefinition } from '../../../libs/lifecycle/platform/platform-definition.js';
import { planted } from './plant.js';
import { small } from '../small.js';

export const check = (value: unknown): Problem[] => checkDefinition(value, platformDefinition, ALL_GUARDS);

/** Stages of the small programme's lantern. */
export const CHART = '/subjects/0/chart/states';

export type Case = readonly [
  title: string,
  changes: Readonly<Record<string, unknown>>,
  reason: string,
  pointer: string,
  params?: Readonly<Record<string, string | number>>,
];

/** With these changes exactly this problem is found, and no other. */
export function finds(cases: readonly Case[]): void {
  const rows = cases.map(([title, changes, reason, pointer, params]) => {
    return { title, changes, problem: { pointer, reason, ...(params ? { params } : {}) } };
  });
  test.each(rows)('$title', ({ changes, problem }) => {
    expect(check(planted(small, changes))).toEqual([problem]);
  });
}
