/** One city and two districts: what the notice asks of a home, up to two plaques hung and a line of three. */
import type { CommandServiceParts } from '../../libs/runtime/command-service.js';
import { type Actor, house, type House } from '../given.js';
import { beijingDemonstrationHomeNext } from '../../workflows/beijing-demonstration-home/programme-next.js';
import { beijingDemonstrationHome } from '../../workflows/beijing-demonstration-home/programme.js';

const DISTRICT_OF: Record<string, string> = {
  guozijian: 'dongcheng',
  wudaoying: 'dongcheng',
  juer: 'dongcheng',
  dashilan: 'xicheng',
  xihai: 'xicheng',
};
export const HOMES = Object.keys(DISTRICT_OF);

export const FORM = {
  applicant: '国子监社区妇女之家',
  headName: '测试负责人',
  headPost: '社区妇联主席',
  fullTimeStaff: 1,
  partTimeStaff: 4,
  residentWomen: 3_120,
  yearlyFundsFen: 900_000,
  standardisation: '有活动场所，制度上墙。',
  features: '一家一品：胡同议事。',
};
export const SEVEN = {
  hasVenue: true,
  hasStaff: true,
  hasFunds: true,
  hasFacilities: true,
  hasMechanisms: true,
  hasFeatures: true,
  hasLedgers: true,
};
export const EMPHASES = { servesWell: true, standsOut: true, regularlyUsed: true };

export interface People {
  office: Actor;
  dongcheng: Actor;
  xicheng: Actor;
}

export interface Begun {
  readonly service: House;
  readonly people: People;
}

export async function federation(parts: Partial<CommandServiceParts> = {}): Promise<Begun> {
  const service = await house('2024-11-18T09:00:00+08:00', 'test', parts);
  await service.units([
    ['beijing', 'city'],
    ['dongcheng', 'district', 'beijing'],
    ['xicheng', 'district', 'beijing'],
    ...HOMES.map((home) => [`${home}-community`, 'community', DISTRICT_OF[home] as string] as const),
  ]);
  await service.homes(HOMES.map((home) => [home, `${home}-community`]));
  const people = {
    office: await service.actor('office', 'beijing'),
    dongcheng: await service.actor('clerk', 'dongcheng'),
    xicheng: await service.actor('clerk', 'xicheng'),
  };
  await service.cycle('2024', beijingDemonstrationHome, 'beijing');
  const due = { deadline: 'cityApplications', date: '2024-12-20', time: '24:00' };
  await service.accepts(undefined, 'giveDeadline', { cycle: '2024' }, people.office, due);
  return { service, people };
}

export function opinion(body: string, on: string): object {
  return { body, on, agrees: true, sealed: true };
}

export function clerkOf(people: People, home: string): Actor {
  return DISTRICT_OF[home] === 'dongcheng' ? people.dongcheng : people.xicheng;
}

/** From the home's form to the city: two of the three opinions stand. */
export async function reported(service: House, people: People, home: string): Promise<void> {
  const clerk = clerkOf(people, home);
  const to = { level: 'city', home };
  await service.accepts('2024', 'applyToCity', to, clerk, { district: clerk.unit, form: FORM });
  const opinions = [opinion('townshipParty', '2024-12-02'), opinion('district', '2024-12-05')];
  await service.accepts('2024', 'giveOpinions', to, clerk, { opinions });
  await service.accepts('2024', 'submitToCity', to, clerk, { copies: 1, sealed: true, receivedOn: '2024-12-06' });
  await service.accepts('2024', 'reviewMaterials', to, people.office, { ...SEVEN, ...EMPHASES });
}

export async function concluded(service: House, people: People, home: string, sampled: boolean): Promise<void> {
  const to = { level: 'city', home };
  if (sampled) {
    const visit = { visitedOn: '2024-12-16', ...EMPHASES, findings: '情况属实。' };
    await service.accepts('2024', 'checkSite', to, people.office, visit);
  }
  await service.accepts('2024', 'giveCityOpinion', to, people.office, { opinions: [opinion('city', '2024-12-18')] });
  await service.accepts('2024', 'concludeAssessment', to, people.office, EMPHASES);
}

/** Two recognised and hung, three in line: 五道营, 大栅栏, 菊儿. */
export async function decided(begun?: Begun): Promise<Begun> {
  const { service, people } = begun ?? (await federation());
  const city = { level: 'city', unit: 'beijing' };
  await service.accepts('2024', 'openCityAssessment', city, people.office);
  service.at('2024-12-10T09:00:00+08:00');
  for (const home of HOMES) await reported(service, people, home);
  service.at('2024-12-18T09:00:00+08:00');
  await service.accepts('2024', 'drawSpotChecks', city, people.office, { seed: '2024-12-18', size: 2 });
  const { sampled } = (await service.read('assessment-test.2024.city.beijing')).fields;
  for (const home of HOMES) await concluded(service, people, home, (sampled as string[]).includes(home));
  const results = { recognised: ['guozijian', 'xihai'], reserve: ['wudaoying', 'dashilan', 'juer'], notRecognised: [] };
  await service.accepts('2024', 'decideResults', city, people.office, results);
  await service.settled();
  service.at('2025-01-15T09:00:00+08:00');
  for (const home of ['guozijian', 'xihai']) {
    await service.accepts('2024', 'hangPlaque', { level: 'city', home }, people.office, { hungOn: '2025-01-15' });
  }
  return { service, people };
}

export async function nextYear(before?: Begun): Promise<Begun> {
  const { service, people } = before ?? (await decided());
  service.at('2025-09-01T09:00:00+08:00');
  await service.cycle('2025', beijingDemonstrationHomeNext, 'beijing');
  return { service, people };
}

export const REMOVAL = { notExemplary: true, notDistinctive: false, findings: '示范作用不够突出。' };
