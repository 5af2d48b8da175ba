/** Pieces that several commands of this programme share. */
import type { Definition } from '../../../libs/lifecycle/definition/definition.js';
import type { Condition, FieldList } from '../../../libs/lifecycle/language/fields.js';

type Command = Definition['commands'][string];
type Expression = NonNullable<Command['unit']>;
type Yield = Command['yields'][number];

export const IS_CITY = { path: 'key.level', is: 'city' } satisfies Condition;
export const IS_DISTRICT = { path: 'key.level', is: 'district' } satisfies Condition;

/** Someone of the federation that assesses: the city's office, a district's clerk. */
export const BODY = [
  { role: 'office', where: { unitIn: 'self.body' } },
  { role: 'clerk', where: { unitIn: 'self.body' } },
] satisfies Command['allow'];

/** 各区妇联: the district of the home, at both levels. */
export const DISTRICT = [{ role: 'clerk', where: { unitIn: 'self.district' } }] satisfies Command['allow'];

export const REASON = { reason: { kind: 'text', max: 1000, lines: true } } satisfies FieldList;
export const OPEN_REASON = {
  reason: { kind: 'text', max: 1000, lines: true, personal: false },
} satisfies FieldList;

const STILL_THERE = { stage: 'home', in: ['active'] } satisfies Condition;

/** A home that was closed is not put forward, and gets no place. */
export const HOME_STILL_THERE = [
  { guard: 'holds@1', with: { if: STILL_THERE, reason: 'stageForbids' } },
] satisfies NonNullable<Command['guards']>;

/** The home `home` enters the register of its level today, unless it has been closed since. */
export const ENTERS = [
  {
    fact: 'standingEntered',
    on: 'home',
    when: { all: [IS_CITY, STILL_THERE, { absent: 'home.standings.cityDemonstration' }] },
    data: { standing: { value: 'cityDemonstration' }, since: { today: true }, loaded: { value: false } },
  },
  {
    fact: 'standingEntered',
    on: 'home',
    when: { all: [IS_DISTRICT, STILL_THERE, { absent: 'home.standings.districtDemonstration' }] },
    data: { standing: { value: 'districtDemonstration' }, since: { today: true }, loaded: { value: false } },
  },
] satisfies Yield[];

/** A home whose plaque hangs already keeps it for the new year. */
export const RECOGNISED_AGAIN = {
  fact: 'recognisedAgain',
  on: 'plaque',
  when: { stage: 'plaque', in: ['held'] },
  data: { year: { from: 'cycle.id' } },
} satisfies Yield;

/** The home leaves the register because its plaque was taken down, on a ground or as the last. */
export const LEAVES = [
  {
    fact: 'standingLeft',
    on: 'home',
    when: { all: [IS_CITY, { present: 'home.standings.cityDemonstration' }] },
    data: { standing: { value: 'cityDemonstration' }, reason: { value: 'plaqueRemoved' } },
  },
  {
    fact: 'standingLeft',
    on: 'home',
    when: { all: [IS_DISTRICT, { present: 'home.standings.districtDemonstration' }] },
    data: { standing: { value: 'districtDemonstration' }, reason: { value: 'plaqueRemoved' } },
  },
] satisfies Yield[];

/**
 * 人均不低于2元钱, in fen: what was set for the day, from whenever it was set; before anything was set, the notice's
 * own two yuan.
 */
export const PER_WOMAN_FEN = {
  first: [{ inForce: { in: 'rate.values', on: { today: true } } }, { value: 200 }],
} satisfies Expression;
