/** 考核 at one level by one federation in one year: the city for its 160, each district for its own. */
import type { SubjectDefinition } from '../../../libs/lifecycle/definition/subject-definition.js';
import { assessmentChart } from '../charts.js';
import { HOMES } from '../forms.js';

export const assessment = {
  category: 'assessment',
  lives: 'cycle',
  key: ['level', 'unit'],
  unit: 'unit',
  chart: assessmentChart,
  fields: {
    /** A district's own scheme: whether it uses the city's form, and whose opinions it asks for. */
    cityForm: { kind: 'flag', max: 1 },
    asksTownshipParty: { kind: 'flag', max: 1 },
    asksDistrict: { kind: 'flag', max: 1 },
    /** Home → its district, of those that have applied: what a sample is drawn from. */
    listed: { kind: 'map', max: 1000 },
    sampled: { kind: 'set', max: 1000 },
    samplesDrawn: { kind: 'count', max: 100 },
    concluded: { kind: 'set', max: 1000 },
    recognised: { kind: 'set', max: 500 },
    /** 依次: home → place of those who come next, and those who have had their turn. */
    line: { kind: 'map', max: 500 },
    out: { kind: 'set', max: 500 },
    offers: { kind: 'count', max: 10_000 },
  },
  facts: {
    assessmentOpened: {
      fields: { cityForm: { kind: 'flag' }, asksTownshipParty: { kind: 'flag' }, asksDistrict: { kind: 'flag' } },
      folds: [
        { op: 'set', field: 'cityForm', to: { from: 'data.cityForm' } },
        { op: 'set', field: 'asksTownshipParty', to: { from: 'data.asksTownshipParty' } },
        { op: 'set', field: 'asksDistrict', to: { from: 'data.asksDistrict' } },
      ],
    },
    schemeChanged: {
      fields: {
        cityForm: { kind: 'flag' },
        asksTownshipParty: { kind: 'flag' },
        asksDistrict: { kind: 'flag' },
        reason: { kind: 'text', max: 1000, lines: true, personal: false },
      },
      folds: [
        { op: 'set', field: 'cityForm', to: { from: 'data.cityForm' } },
        { op: 'set', field: 'asksTownshipParty', to: { from: 'data.asksTownshipParty' } },
        { op: 'set', field: 'asksDistrict', to: { from: 'data.asksDistrict' } },
      ],
    },
    applicationListed: {
      fields: { home: { kind: 'id' }, district: { kind: 'id' } },
      folds: [{ op: 'put', field: 'listed', key: { from: 'data.home' }, to: { from: 'data.district' } }],
    },
    /** Returned, withdrawn, or below the standard. */
    applicationUnlisted: {
      fields: { home: { kind: 'id' } },
      folds: [
        { op: 'drop', field: 'listed', key: { from: 'data.home' } },
        { op: 'drop', field: 'sampled', key: { from: 'data.home' } },
      ],
    },
    sampleDrawn: {
      fields: {
        seed: { kind: 'text', max: 200, personal: false },
        size: { kind: 'int', min: 1, max: 1000 },
        frameHash: { kind: 'digest' },
        homes: HOMES,
      },
      folds: [
        { op: 'put', field: 'sampled', each: 'data.homes', key: { from: 'item' } },
        { op: 'add', field: 'samplesDrawn', by: 1 },
      ],
    },
    applicationConcluded: {
      fields: { home: { kind: 'id' } },
      folds: [{ op: 'put', field: 'concluded', key: { from: 'data.home' } }],
    },
    resultsDecided: {
      fields: {
        recognised: HOMES,
        reserve: HOMES,
        notRecognised: HOMES,
        reason: { kind: 'text', max: 2000, lines: true, personal: false, required: false },
      },
      folds: [
        { op: 'put', field: 'recognised', each: 'data.recognised', key: { from: 'item' } },
        { op: 'put', field: 'line', each: 'data.reserve', key: { from: 'item' }, to: { place: true } },
      ],
    },
    resultsUndone: {
      fields: {
        homes: HOMES,
        reason: { kind: 'text', max: 2000, lines: true, personal: false },
      },
      folds: [
        { op: 'drop', field: 'recognised' },
        { op: 'drop', field: 'line' },
        { op: 'drop', field: 'out' },
      ],
    },
    nextOffered: {
      fields: { home: { kind: 'id' } },
      folds: [
        { op: 'put', field: 'out', key: { from: 'data.home' } },
        { op: 'add', field: 'offers', by: 1 },
      ],
    },
    offerTakenBack: {
      fields: { home: { kind: 'id' } },
      folds: [{ op: 'drop', field: 'out', key: { from: 'data.home' } }],
    },
  },
} satisfies SubjectDefinition;
