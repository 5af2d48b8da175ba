import type { CommandServiceParts } from '../../libs/runtime/command-service.js';
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
  parts: Partial<CommandServiceParts> = {},
): Promise<{ service: House; people: People }> {
  const service = await house(at, 'test', parts);
  await service.units([
    ['province', 'province'],
    ['county', 'county', 'province'],
    ['township', 'township', 'county'],
    ['neighbour', 'county', 'province'],
  ]);
  const people = {
    office: await service.actor('office', 'province'),
    county: await service.actor('clerk', 'county'),
    township: await service.actor('clerk', 'township'),
    responsible: await service.actor('responsible', 'county'),
    supervisor: await service.actor('supervisor', 'province'),
  };
  await service.cycle(PLAN, nationalDuties, 'province');
  return { service, people };
}

export const elected = (unit: string, electedOn: string) => ({ unit, post: 'viceChair', electedOn, name: '测试姓名' });
