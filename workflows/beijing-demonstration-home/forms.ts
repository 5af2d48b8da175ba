/** What the forms ask for. Lengths and sizes are technical limits of ours: the notice gives none. */
import type { Definition } from '../../libs/lifecycle/definition/definition.js';
import type { Field, FieldList } from '../../libs/lifecycle/language/fields.js';

const MATERIALS = {
  kind: 'table',
  required: false,
  rows: { max: 50 },
  columns: {
    title: { kind: 'text', max: 100 },
    file: {
      kind: 'attachment',
      types: ['application/pdf', 'image/jpeg', 'image/png'],
      maxBytes: 52_428_800,
    },
  },
} satisfies Field;

/** Annex 2, 市级“示范妇女之家”申报表（样表）. 年度 and the opinions are not asked here: the cycle and the bodies give them. */
export const cityApplication = {
  applicant: { kind: 'text', max: 100, personal: false },
  headName: { kind: 'text', max: 50, personal: { person: 'head' } },
  headPost: { kind: 'text', max: 100, personal: { person: 'head' } },
  fullTimeStaff: { kind: 'int', min: 0, max: 100_000 },
  partTimeStaff: { kind: 'int', min: 0, max: 100_000 },
  residentWomen: { kind: 'int', min: 0, max: 10_000_000 },
  yearlyFundsFen: { kind: 'int', min: 0, max: 1_000_000_000_000, unit: 'fen' },
  standardisation: { kind: 'text', max: 10_000, lines: true },
  features: { kind: 'text', max: 10_000, lines: true },
  /** 申报材料, which go with the form. */
  materials: MATERIALS,
} satisfies FieldList;

/** The district level has no form in the notice: a statement and whatever the district asks to see. */
export const districtApplication = {
  statement: { kind: 'text', max: 10_000, lines: true },
  materials: MATERIALS,
} satisfies FieldList;

/** The city's sample form, or a form of the district's own. */
export const OWN_FORM = {
  cityForm: { kind: 'flag' },
  form: {
    kind: 'branch',
    on: 'cityForm',
    cases: {
      true: { city: { kind: 'form', form: 'cityApplication' } },
      false: { own: { kind: 'form', form: 'districtApplication' } },
    },
  },
} satisfies FieldList;

const OPINION = {
  on: { kind: 'date' },
  agrees: { kind: 'flag' },
  sealed: { kind: 'flag' },
  text: { kind: 'text', max: 2000, lines: true, required: false },
} satisfies FieldList;

/** Opinions on the form, each with its seal and the date beside it. */
export const OPINIONS = {
  kind: 'table',
  rows: { min: 1, max: 3 },
  columns: { body: { kind: 'choice', of: ['townshipParty', 'district', 'city'] }, ...OPINION },
} satisfies Field;

export const OPINIONS_BELOW_CITY = {
  kind: 'table',
  rows: { min: 1, max: 2 },
  columns: { body: { kind: 'choice', of: ['townshipParty', 'district'] }, ...OPINION },
} satisfies Field;

/** The opinion of the federation that assesses, once it has. */
export const OPINION_OF_CITY = {
  kind: 'table',
  rows: { min: 1, max: 1 },
  columns: { body: { kind: 'choice', of: ['city'] }, ...OPINION },
} satisfies Field;

export const OPINION_OF_DISTRICT = {
  kind: 'table',
  rows: { min: 1, max: 1 },
  columns: { body: { kind: 'choice', of: ['district'] }, ...OPINION },
} satisfies Field;

/** 有活动场所、有骨干力量、有经费保障、有服务设施、有长效机制、有特色活动、有台账资料. */
export const SEVEN_HAVES = {
  hasVenue: { kind: 'flag' },
  hasStaff: { kind: 'flag' },
  hasFunds: { kind: 'flag' },
  hasFacilities: { kind: 'flag' },
  hasMechanisms: { kind: 'flag' },
  hasFeatures: { kind: 'flag' },
  hasLedgers: { kind: 'flag' },
} satisfies FieldList;

/** 创建标准: what is looked at above all. Answers, not conditions: the notice gives no threshold. */
export const EMPHASES = {
  servesWell: { kind: 'flag' },
  standsOut: { kind: 'flag' },
  regularlyUsed: { kind: 'flag' },
} satisfies FieldList;

/** Homes; where their order counts, the first comes first. */
export const HOMES = { kind: 'list', of: 'id', max: 1000 } satisfies Field;

export const filing = {
  /** 考核结果. */
  results: {
    kind: 'table',
    rows: { max: 1000 },
    columns: {
      home: { kind: 'id' },
      level: { kind: 'choice', of: ['city', 'district'] },
      outcome: {
        kind: 'choice',
        of: ['recognised', 'notRecognised', 'reRecognised', 'removed', 'removedAsLast', 'movedUp'],
      },
    },
  },
  /** 市区两级“示范妇女之家”名册. */
  cityRegister: HOMES,
  districtRegister: HOMES,
} satisfies FieldList;

export const forms = {
  cityApplication: { title: 'form.cityApplication', fields: cityApplication },
  districtApplication: { title: 'form.districtApplication', fields: districtApplication },
  filing: { title: 'form.filing', fields: filing },
} satisfies Definition['forms'];
