/** What a district reports each year: what it allots, and the results and registers for the record. */
import type { SubjectDefinition } from '../../../libs/lifecycle/definition/subject-definition.js';
import type { FieldList } from '../../../libs/lifecycle/language/fields.js';
import { allotmentChart, filingChart } from '../charts.js';

const ALLOTMENT = {
  /** 女性常住人口 of the district. */
  residentWomen: { kind: 'int', min: 0, max: 30_000_000 },
  /** 划拨“妇女之家”工作经费 for the year. */
  allottedFen: { kind: 'int', min: 0, max: 1_000_000_000_000, unit: 'fen' },
  /** At least so much for each of them, in force on the day of the report. */
  perWomanFen: { kind: 'int', min: 0, max: 1_000_000, unit: 'fen' },
  leastFen: { kind: 'int', min: 0, max: 30_000_000_000_000, unit: 'fen' },
  /** Less than that: shown and warned of, never refused. */
  short: { kind: 'flag' },
} satisfies FieldList;

export const allotment = {
  category: 'allotment',
  lives: 'cycle',
  key: ['unit'],
  unit: 'unit',
  chart: allotmentChart,
  fields: {
    residentWomen: { kind: 'int', max: 30_000_000 },
    allottedFen: { kind: 'int', max: 1_000_000_000_000 },
    leastFen: { kind: 'int', max: 30_000_000_000_000 },
    short: { kind: 'flag', max: 1 },
  },
  facts: {
    allotmentReported: {
      fields: ALLOTMENT,
      folds: [
        { op: 'set', field: 'residentWomen', to: { from: 'data.residentWomen' } },
        { op: 'set', field: 'allottedFen', to: { from: 'data.allottedFen' } },
        { op: 'set', field: 'leastFen', to: { from: 'data.leastFen' } },
        { op: 'set', field: 'short', to: { from: 'data.short' } },
      ],
    },
    allotmentCorrected: {
      fields: { ...ALLOTMENT, reason: { kind: 'text', max: 1000, lines: true, personal: false } },
      folds: [
        { op: 'set', field: 'residentWomen', to: { from: 'data.residentWomen' } },
        { op: 'set', field: 'allottedFen', to: { from: 'data.allottedFen' } },
        { op: 'set', field: 'leastFen', to: { from: 'data.leastFen' } },
        { op: 'set', field: 'short', to: { from: 'data.short' } },
      ],
    },
  },
} satisfies SubjectDefinition;

export const filing = {
  category: 'filing',
  lives: 'cycle',
  key: ['unit'],
  unit: 'unit',
  chart: filingChart,
  fields: {
    cityHomes: { kind: 'count', max: 1000 },
    districtHomes: { kind: 'count', max: 1000 },
    lateLegs: { kind: 'count', max: 10 },
  },
  facts: {
    registersFiled: {
      fields: {
        form: { kind: 'form', form: 'filing' },
        cityHomes: { kind: 'int', min: 0 },
        districtHomes: { kind: 'int', min: 0 },
        late: { kind: 'flag' },
        lateReason: { kind: 'text', max: 500, personal: false, required: false },
      },
      folds: [
        { op: 'set', field: 'cityHomes', to: { from: 'data.cityHomes' } },
        { op: 'set', field: 'districtHomes', to: { from: 'data.districtHomes' } },
        { op: 'add', field: 'lateLegs', by: { from: 'data.late' } },
      ],
    },
    filingCorrected: {
      fields: {
        form: { kind: 'form', form: 'filing' },
        cityHomes: { kind: 'int', min: 0 },
        districtHomes: { kind: 'int', min: 0 },
        reason: { kind: 'text', max: 1000, lines: true, personal: false },
      },
      folds: [
        { op: 'set', field: 'cityHomes', to: { from: 'data.cityHomes' } },
        { op: 'set', field: 'districtHomes', to: { from: 'data.districtHomes' } },
      ],
    },
  },
} satisfies SubjectDefinition;
