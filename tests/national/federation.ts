import type { HearthParts } from '../../libs/runtime/command-service.js';
import { type Actor, house, type House } from '../given.js';
import { nationalDuties } from '../../workflows/national-duties/programme.js';

// A province, a county in it and a township in that, in the years of the plan.

export const PLAN = '2021-2025';

export interface People {
  readonly office: Actor;
  readonly county: Actor;
  readonly township: Actor;
  readonly responsible: Actor;
  readonly supervisor: Actor;
}

export async function federation(
  at: string,
  parts: Partial<HearthParts> = {},
): Promise<{ hearth: House; people: People }> {
  const hearth = await house(at, 'test', parts);
  await hearth.units([
    ['province', 'province'],
    ['county', 'county', 'province'],
    ['township', 'township', 'county'],
    ['neighbour', 'county', 'province'],
  ]);
  const people = {
    office: await hearth.actor('office', 'province'),
    county: await hearth.actor('clerk', 'county'),
    township: await hearth.actor('clerk', 'township'),
    responsible: await hearth.actor('responsible', 'county'),
    supervisor: await hearth.actor('supervisor', 'province'),
  };
  await hearth.cycle(PLAN, nationalDuties, 'province');
  return { hearth, people };
}

export const elected = (unit: string, electedOn: string) => ({ unit, post: 'viceChair', electedOn, name: '测试姓名' });
