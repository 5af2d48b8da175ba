/** The demonstration's federation stands on its feet, fills annex 1's places, is named as its units are, and is nobody's. */
import { describe, expect, test } from '@jest/globals';
import { demonstrationSchema, simulationSchema } from '../../../libs/lifecycle/definition/simulation.js';
import addresses from './addresses.json' with { type: 'json' };
import blankPoints from './blank-points.json' with { type: 'json' };
import { demonstration } from './demonstration.js';
import { quotas } from '../quotas.js';
import { simulation } from '../simulation/simulation.js';

interface Home {
  home: string;
  unit: string;
  sort: string;
  name: string;
  standings?: Record<string, string>;
}

const homes: Home[] = demonstration.homes;
const units: { unit: string; parent?: string; sort: string; name: string }[] = demonstration.units;
const parents = new Map(units.map(({ unit, parent }) => [unit, parent]));

/** Streets and towns (街镇) of each district, by the map. */
const DISTRICTS: Readonly<Record<string, readonly [name: string, ...streets: string[]]>> = {
  pudong: ['浦东新区', '花木街道', '塘桥街道', '张江镇', '周浦镇', '川沙新镇', '惠南镇'],
  xuhui: ['徐汇区', '田林街道', '龙华街道', '华泾镇'],
  changning: ['长宁区', '新华路街道', '天山路街道', '北新泾街道'],
  putuo: ['普陀区', '曹杨新村街道', '长寿路街道', '桃浦镇'],
  jingan: ['静安区', '江宁路街道', '大宁路街道', '彭浦镇'],
  hongkou: ['虹口区', '曲阳路街道', '凉城新村街道', '北外滩街道'],
  yangpu: ['杨浦区', '四平路街道', '殷行街道', '五角场街道'],
  huangpu: ['黄浦区', '老西门街道', '五里桥街道', '打浦桥街道'],
  minhang: ['闵行区', '江川路街道', '莘庄镇', '浦江镇'],
  baoshan: ['宝山区', '吴淞街道', '顾村镇', '罗店镇'],
  jiading: ['嘉定区', '真新街道', '南翔镇', '安亭镇'],
  jinshan: ['金山区', '石化街道', '枫泾镇', '廊下镇'],
  songjiang: ['松江区', '方松街道', '泗泾镇', '叶榭镇'],
  qingpu: ['青浦区', '夏阳街道', '朱家角镇', '练塘镇'],
  fengxian: ['奉贤区', '奉浦街道', '庄行镇', '青村镇'],
  chongming: ['崇明区', '城桥镇', '堡镇', '陈家镇'],
};

/** What people of each system work at. */
const SYSTEMS: Readonly<Record<string, RegExp>> = {
  'municipal-organs': /^市级机关/,
  'education-system': /学院$|大学$|中学$|学校$|幼儿园$/,
  'health-system': /医院$|保健院$|血液中心$|急救中心$/,
  'science-technology': /研究所$|研究院$|天文馆$|科普/,
  'economy-informatization': /信息|制造|软件/,
  'finance-system': /银行$|保险公司$|证券公司$/,
  'construction-transport': /地铁|设计院$|公交/,
  lingang: /^新片区/,
  'state-assets': /集团$/,
};

/** What the sort of a home says of a place under a street or town. */
const SORTS: Readonly<Record<string, RegExp>> = {
  village: /(?:里|苑|坊|庭|村)$/,
  institution: /(?:小学|中学|幼儿园|文化馆|卫生院)$/,
  newFields: /(?:创意园|科技园|电商园|商务楼|众创空间|骑手驿站)$/,
};

/** The unit right under the organising federation that a unit belongs to. */
function topOf(unit: string): string {
  const parent = parents.get(unit);
  return parent === undefined || parent === 'shanghai' ? unit : topOf(parent);
}

/** Its street or town as the unit's own name says, and what the home is called there. */
function placeOf({ unit, name }: Home): { street: string; called: string } {
  const own = units.find((each) => each.unit === unit);
  const street = own?.sort === 'street' ? own.name.replace(/妇联（演示）$/, '') : '';
  return { street, called: name.replace(`演示${street}`, '').replace(/妇女之家$/, '') };
}

test('demonstration and simulation are values of their schemas', () => {
  expect(demonstrationSchema.safeParse(demonstration).error?.issues ?? []).toEqual([]);
  expect(simulationSchema.safeParse(simulation).error?.issues ?? []).toEqual([]);
});

test('the 25 units of annex 1 stand right under the city, with a 2.0 home for each place and more', () => {
  const top = units.filter(({ parent }) => parent === 'shanghai').map(({ unit }) => unit);
  expect(top.sort()).toEqual(Object.keys(quotas.apply.table).sort());
  expect(top).toEqual([...Object.keys(DISTRICTS), ...Object.keys(SYSTEMS)].sort());
  for (const [unit, places] of Object.entries(quotas.apply.table)) {
    const growth = homes.filter((each) => topOf(each.unit) === unit && each.standings?.['growth'] !== undefined);
    expect([unit, growth.length > places]).toEqual([unit, true]);
  }
});

test('parents come before those below them, ids and names are there once, every name says that it is invented', () => {
  const orphans = units.filter(
    ({ parent }, index) => parent !== undefined && !units.slice(0, index).some(({ unit }) => unit === parent),
  );
  expect(orphans).toEqual([]);
  for (const { unit } of homes) expect(parents.has(unit)).toBe(true);
  expect(new Set(homes.map(({ home }) => home)).size).toBe(homes.length);
  expect(new Set(homes.map(({ name }) => name)).size).toBe(homes.length);
  expect(homes.filter(({ name }) => !/^演示.+妇女之家$/.test(name))).toEqual([]);
});

test('some homes are not in the 2.0 register, and some are 3.0 already', () => {
  expect(homes.filter(({ standings }) => standings?.['growth'] === undefined)).toHaveLength(19);
  expect(homes.filter(({ standings }) => standings?.['advanced'] !== undefined)).toHaveLength(12);
  expect(homes).toHaveLength(281);
});

describe('names', () => {
  const inDistricts = homes.filter(({ unit }) => topOf(unit) in DISTRICTS);
  const inSystems = homes.filter(({ unit }) => topOf(unit) in SYSTEMS);
  const allPlaces = Object.values(DISTRICTS).flat();

  test('streets and towns are those of their district, and marked as invented federations', () => {
    const streets = units.filter(({ sort }) => sort === 'street');
    const named = Object.fromEntries(Object.keys(DISTRICTS).map((unit) => [unit, [] as string[]]));
    for (const { name, parent } of streets) named[parent ?? '']?.push(name);
    for (const [unit, [, ...places]] of Object.entries(DISTRICTS))
      expect([unit, named[unit]]).toEqual([unit, places.map((place) => `${place}妇联（演示）`)]);
  });

  test('a home of a district bears the name of its own street or town, and no place of another unit', () => {
    expect(inDistricts.length + inSystems.length).toBe(homes.length);
    for (const home of inDistricts) {
      const { street } = placeOf(home);
      expect(home.name).toMatch(new RegExp(`^演示${street}[^演示]`));
      const places = allPlaces.filter((place) => home.name.includes(place));
      expect([home.home, places]).toEqual([home.home, [street]]);
      expect(DISTRICTS[topOf(home.unit)]).toContain(street);
    }
  });

  test('what it is called there is there once in the city, and is of its sort', () => {
    const called = inDistricts.map((home) => placeOf(home).called);
    expect(new Set(called).size).toBe(inDistricts.length);
    for (const home of inDistricts) expect(placeOf(home).called).toMatch(SORTS[home.sort] ?? /^$/);
  });

  test('a home of a system is where its people work, and in no street', () => {
    for (const home of inSystems) {
      expect([home.home, home.sort]).toEqual([home.home, 'institution']);
      expect(placeOf(home).called).toMatch(SYSTEMS[topOf(home.unit)] ?? /^$/);
      expect(allPlaces.filter((place) => home.name.includes(place))).toEqual([]);
    }
  });

  test('each home has an address of its own, in its own street or town, at a road that says that it is invented', () => {
    const table: Record<string, string[]> = addresses;
    expect(Object.keys(table).sort()).toEqual(homes.map(({ home }) => home).sort());
    expect(new Set(Object.values(table).flat()).size).toBe(homes.length);
    for (const home of homes) {
      const [district = '上海市'] = DISTRICTS[topOf(home.unit)] ?? [];
      const road = topOf(home.unit) in DISTRICTS ? '演示路' : '演示大道';
      expect(table[home.home]).toEqual([
        expect.stringMatching(new RegExp(`^${district}${placeOf(home).street}${road} \\d+ 号$`)),
      ]);
    }
  });

  test('a street without a 3.0 home is a blank point; a system is no street', () => {
    const table: Record<string, boolean[]> = blankPoints;
    for (const unit of new Set(homes.map((home) => home.unit))) {
      const advanced = homes.some((home) => home.unit === unit && home.standings?.['advanced'] !== undefined);
      expect([unit, table[unit]]).toEqual([unit, [topOf(unit) in DISTRICTS && !advanced]]);
    }
  });
});
