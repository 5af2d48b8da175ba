import { beforeAll, describe, expect, test } from '@jest/globals';
import { proveStream, streamsOf } from '../../libs/engine/replay.js';
import { hashesOf } from '../../libs/lifecycle/programme.js';
import { type Actor, house, type House } from '../../tests/given.js';
import { beijingDemonstrationHomeNext } from './programme-next.js';
import { beijingDemonstrationHome } from './programme.js';

// One city and two districts through two years: decided in 2024 by the first edition, reviewed in 2025 under the second.

const FIRST = hashesOf(beijingDemonstrationHome).rules;
const SECOND = hashesOf(beijingDemonstrationHomeNext).rules;

const DISTRICT_OF: Record<string, string> = {
  guozijian: 'dongcheng',
  wudaoying: 'dongcheng',
  juer: 'dongcheng',
  dashilan: 'xicheng',
  xihai: 'xicheng',
};
const HOMES = Object.keys(DISTRICT_OF);

const FORM = {
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
const SEVEN = {
  hasVenue: true,
  hasStaff: true,
  hasFunds: true,
  hasFacilities: true,
  hasMechanisms: true,
  hasFeatures: true,
  hasLedgers: true,
};
const EMPHASES = { servesWell: true, standsOut: true, regularlyUsed: true };

interface People {
  office: Actor;
  dongcheng: Actor;
  xicheng: Actor;
}

async function federation(): Promise<{ hearth: House; people: People }> {
  const hearth = await house('2024-11-18T09:00:00+08:00');
  await hearth.units([
    ['beijing', 'city'],
    ['dongcheng', 'district', 'beijing'],
    ['xicheng', 'district', 'beijing'],
    ...HOMES.map((home) => [`${home}-community`, 'community', DISTRICT_OF[home] as string] as const),
  ]);
  await hearth.homes(HOMES.map((home) => [home, `${home}-community`]));
  const people = {
    office: await hearth.actor('office', 'beijing'),
    dongcheng: await hearth.actor('clerk', 'dongcheng'),
    xicheng: await hearth.actor('clerk', 'xicheng'),
  };
  await hearth.cycle('2024', beijingDemonstrationHome, 'beijing');
  const due = { deadline: 'cityApplications', date: '2024-12-20', time: '24:00' };
  await hearth.accepts(undefined, 'giveDeadline', { cycle: '2024' }, people.office, due);
  return { hearth, people };
}

function opinion(body: string, on: string): object {
  return { body, on, agrees: true, sealed: true };
}

function clerkOf(people: People, home: string): Actor {
  return DISTRICT_OF[home] === 'dongcheng' ? people.dongcheng : people.xicheng;
}

/** From the home's form to the city: two of the three opinions stand. */
async function reported(hearth: House, people: People, home: string): Promise<void> {
  const clerk = clerkOf(people, home);
  const to = { level: 'city', home };
  await hearth.accepts('2024', 'applyToCity', to, clerk, { district: clerk.unit, form: FORM });
  const opinions = [opinion('townshipParty', '2024-12-02'), opinion('district', '2024-12-05')];
  await hearth.accepts('2024', 'giveOpinions', to, clerk, { opinions });
  await hearth.accepts('2024', 'submitToCity', to, clerk, { copies: 1, sealed: true, receivedOn: '2024-12-06' });
  await hearth.accepts('2024', 'reviewMaterials', to, people.office, { ...SEVEN, ...EMPHASES });
}

async function concluded(hearth: House, people: People, home: string, sampled: boolean): Promise<void> {
  const to = { level: 'city', home };
  if (sampled) {
    const visit = { visitedOn: '2024-12-16', ...EMPHASES, findings: '情况属实。' };
    await hearth.accepts('2024', 'checkSite', to, people.office, visit);
  }
  await hearth.accepts('2024', 'giveCityOpinion', to, people.office, { opinions: [opinion('city', '2024-12-18')] });
  await hearth.accepts('2024', 'concludeAssessment', to, people.office, EMPHASES);
}

/** Two recognised and hung, three in line: 五道营, 大栅栏, 菊儿. */
async function decided(): Promise<{ hearth: House; people: People }> {
  const { hearth, people } = await federation();
  const city = { level: 'city', unit: 'beijing' };
  await hearth.accepts('2024', 'openCityAssessment', city, people.office);
  hearth.at('2024-12-10T09:00:00+08:00');
  for (const home of HOMES) await reported(hearth, people, home);
  hearth.at('2024-12-18T09:00:00+08:00');
  await hearth.accepts('2024', 'drawSpotChecks', city, people.office, { seed: '2024-12-18', size: 2 });
  const { sampled } = (await hearth.read('assessment-test.2024.city.beijing')).fields;
  for (const home of HOMES) await concluded(hearth, people, home, (sampled as string[]).includes(home));
  const results = { recognised: ['guozijian', 'xihai'], reserve: ['wudaoying', 'dashilan', 'juer'], notRecognised: [] };
  await hearth.accepts('2024', 'decideResults', city, people.office, results);
  await hearth.settled();
  hearth.at('2025-01-15T09:00:00+08:00');
  for (const home of ['guozijian', 'xihai']) {
    await hearth.accepts('2024', 'hangPlaque', { level: 'city', home }, people.office, { hungOn: '2025-01-15' });
  }
  return { hearth, people };
}

async function nextYear(): Promise<{ hearth: House; people: People }> {
  const { hearth, people } = await decided();
  hearth.at('2025-09-01T09:00:00+08:00');
  await hearth.cycle('2025', beijingDemonstrationHomeNext, 'beijing');
  return { hearth, people };
}

const REMOVAL = { notExemplary: true, notDistinctive: false, findings: '示范作用不够突出。' };

describe('applying to the city', () => {
  let hearth: House;
  let people: People;
  const to = { level: 'city', home: 'guozijian' };

  beforeAll(async () => {
    ({ hearth, people } = await federation());
    hearth.at('2024-12-10T09:00:00+08:00');
    await hearth.accepts('2024', 'applyToCity', to, people.dongcheng, { district: 'dongcheng', form: FORM });
  });

  test('one home comes once to a level, in one year', async () => {
    const input = { district: 'dongcheng', form: FORM };
    await hearth.refuses('alreadyExists', '2024', 'applyToCity', to, people.dongcheng, input);
    await hearth.refuses(
      'conditionNotMet',
      '2024',
      'applyToCity',
      { ...to, level: 'district' },
      people.dongcheng,
      input,
    );
  });

  test('opinions in the order of the form, and complete before it goes up', async () => {
    const paper = { copies: 1, sealed: true };
    await hearth.refuses('opinionOutOfOrder', '2024', 'giveOpinions', to, people.dongcheng, {
      opinions: [opinion('district', '2024-12-05')],
    });
    await hearth.accepts('2024', 'giveOpinions', to, people.dongcheng, {
      opinions: [opinion('townshipParty', '2024-12-02')],
    });
    await hearth.refuses('opinionOutOfOrder', '2024', 'giveOpinions', to, people.dongcheng, {
      opinions: [opinion('district', '2024-12-01')],
    });
    await hearth.refuses('notFound', '2024', 'submitToCity', to, people.dongcheng, paper);
    await hearth.accepts('2024', 'openCityAssessment', { level: 'city', unit: 'beijing' }, people.office);
    await hearth.refuses('opinionMissing', '2024', 'submitToCity', to, people.dongcheng, paper);
    await hearth.accepts('2024', 'giveOpinions', to, people.dongcheng, {
      opinions: [opinion('district', '2024-12-05')],
    });
    await hearth.refuses('outsideSubtree', '2024', 'submitToCity', to, people.xicheng, paper);
    await hearth.refuses('sealMissing', '2024', 'submitToCity', to, people.dongcheng, { copies: 1, sealed: false });
  });

  test('late by the window that a separate notice gave is accepted and marked, since nobody set what follows', async () => {
    hearth.at('2024-12-21T00:00:00+08:00');
    await hearth.accepts('2024', 'submitToCity', to, people.dongcheng, { copies: 1, sealed: true });
    const submitted = (await hearth.facts('application-test.2024.city.guozijian')).at(-1);
    expect(submitted).toMatchObject({ type: 'submitted', data: { late: true }, stage: 'materialReview' });
  });

  test('what it returns loses the opinion it names and keeps the other', async () => {
    await hearth.accepts('2024', 'returnApplication', to, people.office, { reason: '请补正。', voids: ['district'] });
    const { fields } = await hearth.read('application-test.2024.city.guozijian');
    expect(fields['opinions']).toEqual({ townshipParty: '2024-12-02' });
    await hearth.accepts('2024', 'resubmit', to, people.dongcheng, { cityForm: true, form: { city: FORM } });
    expect(await hearth.stage('application-test.2024.city.guozijian')).toBe('gathering.city');
  });

  test('one of the seven haves is missing: nothing else counts', async () => {
    await hearth.accepts('2024', 'giveOpinions', to, people.dongcheng, {
      opinions: [opinion('district', '2024-12-12')],
    });
    await hearth.accepts('2024', 'submitToCity', to, people.dongcheng, { copies: 1, sealed: true });
    await hearth.accepts('2024', 'reviewMaterials', to, people.office, { ...SEVEN, ...EMPHASES, hasLedgers: false });
    expect(await hearth.stage('application-test.2024.city.guozijian')).toBe('belowStandard');
    expect((await hearth.read('assessment-test.2024.city.beijing')).fields['listed']).toEqual({});
    await hearth.refuses('stageForbids', '2024', 'concludeAssessment', to, people.office, EMPHASES);
  });
});

describe('the district level', () => {
  let hearth: House;
  let people: People;
  const own = { level: 'district', unit: 'dongcheng' };
  const to = { level: 'district', home: 'juer' };

  beforeAll(async () => {
    ({ hearth, people } = await federation());
    const scheme = { cityForm: false, asksTownshipParty: false, asksDistrict: true };
    await hearth.accepts('2024', 'openDistrictAssessment', own, people.dongcheng, scheme);
    await hearth.accepts('2024', 'applyToDistrict', to, people.dongcheng, {
      district: 'dongcheng',
      cityForm: false,
      form: { own: { statement: '申报说明。' } },
    });
  });

  test('a district opens its own and no other', async () => {
    const scheme = { cityForm: true, asksTownshipParty: true, asksDistrict: true };
    const other = { level: 'district', unit: 'xicheng' };
    await hearth.refuses('outsideSubtree', '2024', 'openDistrictAssessment', other, people.dongcheng, scheme);
    const city = { level: 'city', unit: 'dongcheng' };
    await hearth.refuses('wrongUnit', '2024', 'openDistrictAssessment', city, people.dongcheng, scheme);
  });

  test('its form has no city opinion', async () => {
    const opinions = [opinion('city', '2024-12-05')];
    await hearth.refuses('opinionNotOnForm', '2024', 'giveOpinionsToDistrict', to, people.dongcheng, { opinions });
  });

  test('the district decides, after the opinion it asks of itself and a spot check', async () => {
    await hearth.accepts('2024', 'submitToDistrict', to, people.dongcheng);
    await hearth.refuses('notAssigned', '2024', 'reviewMaterials', to, people.office, { ...SEVEN, ...EMPHASES });
    await hearth.accepts('2024', 'reviewMaterials', to, people.dongcheng, { ...SEVEN, ...EMPHASES });
    await hearth.refuses('opinionMissing', '2024', 'concludeAssessment', to, people.dongcheng, EMPHASES);
    const asked = { opinions: [opinion('townshipParty', '2024-11-18')] };
    await hearth.refuses('malformed', '2024', 'giveDistrictOpinion', to, people.dongcheng, asked);
    await hearth.refuses('notSampled', '2024', 'checkSite', to, people.dongcheng, {
      visitedOn: '2024-11-18',
      ...EMPHASES,
      findings: '情况属实。',
    });
  });
});

describe('deciding', () => {
  let hearth: House;
  let people: People;
  const city = { level: 'city', unit: 'beijing' };

  beforeAll(async () => {
    ({ hearth, people } = await federation());
    await hearth.accepts('2024', 'openCityAssessment', city, people.office);
    hearth.at('2024-12-10T09:00:00+08:00');
    for (const home of ['guozijian', 'xihai']) await reported(hearth, people, home);
    hearth.at('2024-12-18T09:00:00+08:00');
  });

  const results = (recognised: string[], reserve: string[] = []): object => ({
    recognised,
    reserve,
    notRecognised: [],
  });

  test('not without a spot check, and not before the homes drawn were visited', async () => {
    await hearth.refuses('notComplete', '2024', 'decideResults', city, people.office, results([]));
    await hearth.accepts('2024', 'drawSpotChecks', city, people.office, { seed: '2024-12-18', size: 1 });
    const drawn = (await hearth.facts('assessment-test.2024.city.beijing')).at(-1);
    // `printf '2024-12-18\\0guozijian' | sha256sum` begins with 26, of xihai with f2: the lower comes first.
    expect(drawn?.data['homes']).toEqual(['guozijian']);
    const to = { level: 'city', home: 'guozijian' };
    await hearth.accepts('2024', 'giveCityOpinion', to, people.office, { opinions: [opinion('city', '2024-12-18')] });
    await hearth.refuses('notComplete', '2024', 'concludeAssessment', to, people.office, EMPHASES);
  });

  test('the city concludes only with all three opinions', async () => {
    const to = { level: 'city', home: 'xihai' };
    await hearth.refuses('opinionMissing', '2024', 'concludeAssessment', to, people.office, EMPHASES);
  });

  test('each home that was assessed has one result, and 160 places are the most', async () => {
    await hearth.accepts('2024', 'checkSite', { level: 'city', home: 'guozijian' }, people.office, {
      visitedOn: '2024-12-17',
      ...EMPHASES,
      findings: '情况属实。',
    });
    await hearth.accepts('2024', 'concludeAssessment', { level: 'city', home: 'guozijian' }, people.office, EMPHASES);
    await concluded(hearth, people, 'xihai', false);
    await hearth.refuses('notComplete', '2024', 'decideResults', city, people.office, results(['guozijian']));
    await hearth.refuses(
      'notComplete',
      '2024',
      'decideResults',
      city,
      people.office,
      results(['guozijian', 'xihai'], ['juer']),
    );
    await hearth.refuses(
      'notComplete',
      '2024',
      'decideResults',
      city,
      people.office,
      results(['guozijian', 'xihai'], ['xihai']),
    );
    expect((await hearth.read('cycle-test.2024')).fields['quotas']).toMatchObject({ 'cityPlaces/beijing': 160 });
    await hearth.accepts(undefined, 'giveQuota', { cycle: '2024' }, people.office, {
      quota: 'cityPlaces',
      unit: 'beijing',
      places: 1,
    });
    await hearth.refuses(
      'quotaExceeded',
      '2024',
      'decideResults',
      city,
      people.office,
      results(['guozijian', 'xihai']),
    );
  });

  test('a decision enters the register, and undone takes it out', async () => {
    await hearth.accepts('2024', 'decideResults', city, people.office, results(['guozijian'], ['xihai']));
    await hearth.settled();
    expect(await hearth.stage('application-test.2024.city.guozijian')).toBe('recognised');
    expect(await hearth.stage('application-test.2024.city.xihai')).toBe('reserve');
    expect((await hearth.read('home-test.guozijian')).fields['standings']).toEqual({ cityDemonstration: '2024-12-18' });
    expect(await hearth.stage('plaque-test.city.guozijian')).toBe('held.awarded');
    await hearth.accepts('2024', 'undoResults', city, people.office, { reason: '名单有误。' });
    await hearth.settled();
    expect(await hearth.stage('application-test.2024.city.guozijian')).toBe('assessed');
    expect((await hearth.read('home-test.guozijian')).fields['standings']).toEqual({});
    expect(await hearth.stage('plaque-test.city.guozijian')).toBe('undone');
    await hearth.accepts('2024', 'decideResults', city, people.office, results(['xihai'], ['guozijian']));
    await hearth.settled();
    expect(await hearth.stage('plaque-test.city.xihai')).toBe('held.awarded');
  });
});

describe('the next year, under another edition', () => {
  test('a plaque is carried over by the first command of that year, before its own fact', async () => {
    const { hearth, people } = await nextYear();
    const to = { level: 'city', home: 'xihai' };
    await hearth.refuses('conditionNotMet', '2024', 'reRecognise', to, people.xicheng, {});
    await hearth.refuses('notAssigned', '2025', 'reRecognise', to, people.dongcheng, { visited: true });
    await hearth.accepts('2025', 'reRecognise', to, people.xicheng, { visited: true });
    const facts = await hearth.facts('plaque-test.city.xihai');
    expect(facts.map(({ type, stage, rules }) => [type, stage, rules])).toEqual([
      ['plaqueAwarded', 'held.awarded', FIRST],
      ['plaqueHung', 'held.hung', FIRST],
      ['rulesAdopted', 'held.inUse', SECOND],
      ['plaqueReRecognised', 'held.reRecognised', SECOND],
    ]);
    expect((await hearth.read('plaque-test.city.xihai')).fields).toEqual({
      unit: 'xihai-community',
      district: 'xicheng',
      body: 'beijing',
      awardedIn: '2024',
      year: '2024',
      inUseSince: '2025-01-15',
      reRecognisedIn: '2025',
      reviews: 1,
    });
    await hearth.refuses('settingUnset', '2025', 'reRecognise', to, people.xicheng, { visited: true });
  });

  test('removed on a ground; the first in line declines, the next of the district moves up, under two editions', async () => {
    const { hearth, people } = await nextYear();
    const to = { level: 'city', home: 'guozijian' };
    const vacancy = 'succession-test.2025.city.guozijian';
    const none = { ...REMOVAL, notExemplary: false };
    await hearth.refuses('reasonMissing', '2025', 'removePlaque', to, people.dongcheng, none);
    await hearth.accepts('2025', 'removePlaque', to, people.dongcheng, REMOVAL);
    expect(await hearth.stage('plaque-test.city.guozijian')).toBe('removed');
    expect((await hearth.read('home-test.guozijian')).fields['standings']).toEqual({});
    expect(await hearth.stage(vacancy)).toBe('vacant');

    const offer = (next: string) => ['2025', 'offerPlace', to, people.dongcheng, { next, fromYear: '2024' }] as const;
    await hearth.refuses('settingUnset', ...offer('wudaoying'));
    await hearth.setting('2025', 'nextFrom', 'lastYearsReserve');
    await hearth.setting('2025', 'nextWithin', 'district');
    await hearth.refuses('notNextInLine', ...offer('juer'));
    await hearth.accepts(...offer('wudaoying'));
    await hearth.accepts('2025', 'declineOffer', to, people.dongcheng, { reason: '场地正在改造。' });
    await hearth.refuses('notNextInLine', ...offer('wudaoying'));
    // 大栅栏 comes before 菊儿, but stands in another district.
    await hearth.refuses('notNextInLine', ...offer('dashilan'));
    await hearth.accepts(...offer('juer'));
    await hearth.refuses('alreadyDone', '2025', 'undoRemoval', to, people.dongcheng, { reason: '误摘。' });
    await hearth.accepts('2025', 'acceptOffer', to, people.dongcheng);

    expect((await hearth.facts(vacancy)).map(({ type, rules }) => [type, rules])).toEqual([
      ['placeVacated', SECOND],
      ['successorOffered', SECOND],
      ['offerDeclined', SECOND],
      ['successorOffered', SECOND],
      ['offerAccepted', SECOND],
    ]);
    const declined = (await hearth.facts('application-test.2024.city.wudaoying')).slice(-2);
    expect(declined.map(({ type, stage, rules }) => [type, stage, rules])).toEqual([
      ['placeOffered', 'offered', FIRST],
      ['placeDeclined', 'declined', FIRST],
    ]);
    const moved = (await hearth.facts('application-test.2024.city.juer')).slice(-2);
    expect(moved.map(({ type, stage, rules }) => [type, stage, rules])).toEqual([
      ['placeOffered', 'offered', FIRST],
      ['movedUp', 'movedUp', FIRST],
    ]);
    expect(await hearth.stage('application-test.2024.city.dashilan')).toBe('reserve');
    const born = await hearth.facts('plaque-test.city.juer');
    expect(born.map(({ type, stage, rules }) => [type, stage, rules])).toEqual([
      ['plaqueAwarded', 'held.awarded', SECOND],
    ]);
    expect((await hearth.read('home-test.juer')).fields['standings']).toEqual({ cityDemonstration: '2025-09-01' });
    for (const stream of await streamsOf(hearth.parts.store)) {
      await proveStream(hearth.parts.store, hearth.hearth.engine.published, stream);
    }
  });

  test('across the city the same line gives another; an offer taken back puts its home first again', async () => {
    const { hearth, people } = await nextYear();
    const to = { level: 'city', home: 'guozijian' };
    await hearth.setting('2025', 'nextFrom', 'lastYearsReserve');
    await hearth.setting('2025', 'nextWithin', 'city');
    await hearth.accepts('2025', 'removePlaque', to, people.dongcheng, REMOVAL);
    const offer = (next: string) => ['2025', 'offerPlace', to, people.office, { next, fromYear: '2024' }] as const;
    await hearth.accepts(...offer('wudaoying'));
    await hearth.accepts('2025', 'withdrawOffer', to, people.office, { reason: '发错。' });
    await hearth.refuses('notNextInLine', ...offer('dashilan'));
    await hearth.accepts(...offer('wudaoying'));
    await hearth.accepts('2025', 'declineOffer', to, people.dongcheng);
    await hearth.refuses('notNextInLine', ...offer('juer'));
    await hearth.accepts(...offer('dashilan'));
    expect(await hearth.stage('application-test.2024.city.dashilan')).toBe('offered');
  });

  test('as many last places as were set, from the last on, and undone put back where they were', async () => {
    const { hearth, people } = await nextYear();
    const order = { order: ['guozijian', 'xihai'] };
    await hearth.accepts('2025', 'rankPlaques', { level: 'city', unit: 'beijing' }, people.office, order);
    const last = (home: string) =>
      ['2025', 'removeAsLast', { level: 'city', home }, clerkOf(people, home), { rankedBy: 'beijing' }] as const;
    await hearth.refuses('settingUnset', ...last('xihai'));
    await hearth.setting('2025', 'lastPlaces', 1);
    await hearth.setting('2025', 'lastPlacesWithin', 'district');
    await hearth.refuses('wrongUnit', ...last('xihai'));
    await hearth.setting('2025', 'lastPlacesWithin', 'city');
    await hearth.refuses('notNextInLine', ...last('guozijian'));
    await hearth.accepts(...last('xihai'));
    await hearth.refuses('quotaExceeded', ...last('guozijian'));
    expect((await hearth.read('home-test.xihai')).fields['standings']).toEqual({});
    await hearth.accepts('2025', 'undoRemovalAsLast', { level: 'city', home: 'xihai' }, people.xicheng, {
      reason: '排序有误。',
      rankedBy: 'beijing',
    });
    expect(await hearth.stage('plaque-test.city.xihai')).toBe('held.inUse');
    expect((await hearth.read('home-test.xihai')).fields['standings']).toEqual({ cityDemonstration: '2025-09-01' });
    expect(await hearth.stage('succession-test.2025.city.xihai')).toBe('cancelled');
    expect((await hearth.read('review-test.2025.city.beijing')).fields).toMatchObject({ taken: 0, out: [] });
  });
});

describe('what a district reports each year', () => {
  let hearth: House;
  let people: People;
  const to = { unit: 'dongcheng' };

  beforeAll(async () => {
    ({ hearth, people } = await federation());
  });

  test('two yuan for each of 350,000 resident women are 700,000 yuan; a fen less is short, and still accepted', async () => {
    const figures = { residentWomen: 350_000, allottedFen: 70_000_000 };
    await hearth.accepts('2024', 'reportAllotment', to, people.dongcheng, figures);
    const reported = (await hearth.facts('allotment-test.2024.dongcheng')).at(-1);
    expect(reported?.data).toEqual({ ...figures, perWomanFen: 200, leastFen: 70_000_000, short: false });
    const less = { residentWomen: 350_000, allottedFen: 69_999_999, reason: '更正。' };
    await hearth.accepts('2024', 'correctAllotment', to, people.dongcheng, less);
    expect((await hearth.read('allotment-test.2024.dongcheng')).fields['short']).toBe(true);
  });

  test('another figure counts from its date on', async () => {
    const source = '测试文件';
    await hearth.accepts(undefined, 'giveParameter', { parameter: 'fen-per-resident-woman' }, people.office, {
      from: '2025-01-01',
      value: 300,
      source,
    });
    const figures = { residentWomen: 1_000, allottedFen: 299_999, reason: '更正。' };
    hearth.at('2024-12-31T23:00:00+08:00');
    await hearth.accepts('2024', 'correctAllotment', to, people.dongcheng, figures);
    expect((await hearth.read('allotment-test.2024.dongcheng')).fields).toMatchObject({
      leastFen: 200_000,
      short: false,
    });
    hearth.at('2025-01-01T00:00:00+08:00');
    await hearth.accepts('2024', 'correctAllotment', to, people.dongcheng, figures);
    expect((await hearth.read('allotment-test.2024.dongcheng')).fields).toMatchObject({
      leastFen: 300_000,
      short: true,
    });
  });

  test('results and both registers are filed for the record; nobody approves them', async () => {
    const form = {
      results: [{ home: 'guozijian', level: 'city', outcome: 'reRecognised' }],
      cityRegister: ['guozijian', 'wudaoying'],
      districtRegister: ['juer'],
    };
    await hearth.refuses('outsideSubtree', '2024', 'fileRegisters', to, people.xicheng, { form });
    await hearth.accepts('2024', 'fileRegisters', to, people.dongcheng, { form });
    const filed = (await hearth.facts('filing-test.2024.dongcheng')).at(-1);
    expect(filed).toMatchObject({ stage: 'filed', data: { form, cityHomes: 2, districtHomes: 1, late: false } });
  });

  test('a district that assesses sets its own number, on the record', async () => {
    await hearth.refuses('notFound', '2024', 'giveOwnPlaces', { cycle: '2024' }, people.xicheng, { places: 5 });
    const scheme = { cityForm: false, asksTownshipParty: false, asksDistrict: false };
    await hearth.accepts(
      '2024',
      'openDistrictAssessment',
      { level: 'district', unit: 'xicheng' },
      people.xicheng,
      scheme,
    );
    await hearth.accepts('2024', 'giveOwnPlaces', { cycle: '2024' }, people.xicheng, { places: 5 });
    expect((await hearth.read('cycle-test.2024')).fields['quotas']).toMatchObject({ 'districtPlaces/xicheng': 5 });
  });
});
