/** The forms of annex 2: a row of the 名册, the 增能升级方案, the 推荐表. Limits of length are ours, technical only. */
import type { Definition } from '../../libs/lifecycle/definition/definition.js';
import type { FieldList } from '../../libs/lifecycle/language/fields.js';

/** 3.0 提高级妇女之家申报单位名册: its columns, without the number that the roster gives by order. */
const rosterRow = {
  name: { kind: 'text', max: 100, personal: false },
  address: { kind: 'text', max: 200 },
  headName: { kind: 'text', max: 50, personal: { person: 'head' } },
  headPhone: { kind: 'text', max: 40, pattern: 'phone', personal: { person: 'head' } },
  headEmail: { kind: 'text', max: 120, pattern: 'email', personal: { person: 'head' } },
  headWechat: { kind: 'text', max: 60, personal: { person: 'head' } },
  recommendedAsGrowthOn: { kind: 'date' },
} satisfies FieldList;

/** 增能升级步骤, 类目. */
const upgradeRows = ['fourPoints', 'fourMembers', 'fourSystems', 'supporting', 'coreAndInnovation'] satisfies string[];

/** 是否有专职人员: 有. */
const withFullTimeStaff = {
  fullTimeCount: { kind: 'int', min: 1, max: 999 },
  fullTimeHeadName: { kind: 'text', max: 50, personal: { person: 'head' } },
  fullTimeHeadContact: { kind: 'text', max: 100, personal: { person: 'head' } },
} satisfies FieldList;

/** 是否有专职人员: 没有. */
const withoutFullTimeStaff = {
  partTimeHeadName: { kind: 'text', max: 50, personal: { person: 'head' } },
  partTimeHeadContact: { kind: 'text', max: 100, personal: { person: 'head' } },
  partTimeHeadPost: { kind: 'text', max: 100, personal: { person: 'head' } },
} satisfies FieldList;

/** 3.0 提高级妇女之家增能升级方案. */
const plan = {
  name: { kind: 'text', max: 100, personal: false },
  address: { kind: 'text', max: 200 },
  contactName: { kind: 'text', max: 50, personal: { person: 'contact' } },
  contactPost: { kind: 'text', max: 100, personal: { person: 'contact' } },
  contactPhone: { kind: 'text', max: 100, personal: { person: 'contact' } },
  contactWechat: { kind: 'text', max: 60, personal: { person: 'contact' } },
  hasFullTimeStaff: { kind: 'flag' },
  staffing: { kind: 'branch', on: 'hasFullTimeStaff', cases: { true: withFullTimeStaff, false: withoutFullTimeStaff } },
  strengths: { kind: 'text', max: 2000, lines: true },
  wholePlan: { kind: 'text', max: 4000, lines: true },
  steps: {
    kind: 'table',
    fixed: upgradeRows,
    columns: {
      row: { kind: 'choice', of: upgradeRows },
      content: { kind: 'text', max: 1000, lines: true },
      goal: { kind: 'text', max: 1000, lines: true },
      measure: { kind: 'text', max: 1000, lines: true },
    },
    rows: { min: 5, max: 5 },
  },
  budgetFen: { kind: 'int', min: 0, max: 100_000_000_000, unit: 'fen' },
  staff: {
    kind: 'table',
    columns: {
      name: { kind: 'text', max: 50, personal: { person: 'staff' } },
      employment: { kind: 'choice', of: ['fullTime', 'partTime'] },
      area: { kind: 'text', max: 200 },
      strengths: { kind: 'text', max: 300 },
    },
    rows: { max: 30 },
  },
  partners: {
    kind: 'table',
    columns: {
      team: { kind: 'text', max: 100 },
      content: { kind: 'text', max: 500 },
      strengths: { kind: 'text', max: 300 },
    },
    rows: { max: 30 },
  },
} satisfies FieldList;

/** 3.0 提高级妇女之家推荐表, up to the head's signature; the two opinions are given after it. */
const recommendation = {
  name: { kind: 'text', max: 100, personal: false },
  address: { kind: 'text', max: 200 },
  postcode: { kind: 'text', max: 6, pattern: 'postcode', personal: false },
  phone: { kind: 'text', max: 40, pattern: 'phone' },
  headName: { kind: 'text', max: 50, personal: { person: 'head' } },
  headPost: { kind: 'text', max: 100, personal: { person: 'head' } },
  headMobile: { kind: 'text', max: 40, pattern: 'phone', personal: { person: 'head' } },
  headEmail: { kind: 'text', max: 120, pattern: 'email', personal: { person: 'head' } },
  closingReport: { kind: 'text', max: 8000, lines: true },
  /** 妇女之家负责人签名, with the date beside it. */
  signature: { kind: 'signature' },
} satisfies FieldList;

export const forms = {
  rosterRow: { title: 'form.rosterRow', fields: rosterRow },
  plan: { title: 'form.plan', fields: plan },
  recommendation: { title: 'form.recommendation', fields: recommendation },
} satisfies Definition['forms'];

/** 意见: whose, its words, the date beside the seal. On this form there is no box to tick. */
export const opinionRows = {
  kind: 'table',
  columns: {
    /** An id and no choice, so that a body which the form does not ask for is named in the refusal. */
    body: { kind: 'id' },
    text: { kind: 'text', max: 1000, lines: true },
    /** The date beside the seal: an opinion is entered once it is sealed. */
    on: { kind: 'date' },
  },
  rows: { min: 1, max: 5 },
} satisfies FieldList[string];
