/** What a district reports each year. */
import type { Definition } from '../../../libs/lifecycle/definition/definition.js';
import { OPEN_REASON, PER_WOMAN_FEN } from './shared.js';

type Commands = Definition['commands'];
type Command = Commands[string];

const OWN_DISTRICT = [{ role: 'clerk', where: 'own' }] satisfies Command['allow'];

const FIGURES = {
  residentWomen: { kind: 'int', min: 0, max: 30_000_000 },
  allottedFen: { kind: 'int', min: 0, max: 1_000_000_000_000, unit: 'fen' },
} satisfies Command['input'];

const RATE = {
  rate: { subject: 'parameter', key: { parameter: { value: 'fen-per-resident-woman' } }, optional: true },
} satisfies Command['reads'];

const LEAST = {
  perWomanFen: PER_WOMAN_FEN,
  leastFen: { product: [{ from: 'input.residentWomen' }, PER_WOMAN_FEN] },
  short: {
    less: [{ from: 'input.allottedFen' }, { product: [{ from: 'input.residentWomen' }, PER_WOMAN_FEN] }],
  },
} satisfies Command['yields'][number]['data'];

const COUNTED = {
  cityHomes: { count: 'input.form.cityRegister' },
  districtHomes: { count: 'input.form.districtRegister' },
} satisfies Command['yields'][number]['data'];

export const reporting = {
  /** 若干个: a district that assesses gives itself a number of places, on the record. */
  giveOwnPlaces: {
    on: 'cycle',
    input: { places: { kind: 'int', min: 0, max: 500 } },
    stages: ['open'],
    allow: [{ role: 'clerk', where: 'anywhere' }],
    reads: {
      assessment: { subject: 'assessment', key: { level: { value: 'district' }, unit: { from: 'actor.unit' } } },
    },
    guards: [{ guard: 'holds@1', with: { if: { stage: 'assessment', in: ['assessing'] }, reason: 'stageForbids' } }],
    yields: [
      {
        fact: 'quotaGiven',
        on: 'self',
        data: { quota: { join: [{ value: 'districtPlaces' }, { from: 'actor.unit' }] } },
      },
    ],
  },
  reportAllotment: {
    on: 'allotment',
    input: FIGURES,
    stages: ['absent'],
    allow: OWN_DISTRICT,
    unit: { from: 'key.unit' },
    signs: true,
    reads: RATE,
    yields: [{ fact: 'allotmentReported', on: 'self', data: LEAST }],
  },
  correctAllotment: {
    on: 'allotment',
    input: { ...FIGURES, ...OPEN_REASON },
    stages: ['reported'],
    allow: OWN_DISTRICT,
    signs: true,
    reads: RATE,
    yields: [{ fact: 'allotmentCorrected', on: 'self', data: LEAST }],
  },
  fileRegisters: {
    on: 'filing',
    input: {
      form: { kind: 'form', form: 'filing' },
      lateReason: { kind: 'text', max: 500, personal: false, required: false },
    },
    stages: ['absent'],
    allow: OWN_DISTRICT,
    unit: { from: 'key.unit' },
    signs: true,
    delivers: { deliverable: 'filing', leg: 'form', lateReason: 'input.lateReason' },
    yields: [{ fact: 'registersFiled', on: 'self', data: { ...COUNTED, late: { late: true } } }],
  },
  correctFiling: {
    on: 'filing',
    input: { form: { kind: 'form', form: 'filing' }, ...OPEN_REASON },
    stages: ['filed'],
    allow: OWN_DISTRICT,
    signs: true,
    yields: [{ fact: 'filingCorrected', on: 'self', data: COUNTED }],
  },
} satisfies Commands;
