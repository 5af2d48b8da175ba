/**
 * A second edition of ours, a demonstration for tests: it changes nothing that the notice says. It reads a plaque under
 * other names, so that one hung under the first edition has to be carried over: `hung` is called `inUse`, `hungOn`
 * becomes `inUseSince`, reviews are counted, and a re-recognition says whether someone was there.
 */
import type { Definition } from '../../libs/lifecycle/definition/definition.js';
import type { SubjectDefinition } from '../../libs/lifecycle/definition/subject-definition.js';
import { application } from './subjects/application.js';
import { assessment } from './subjects/assessment.js';
import { plaqueChart } from './charts.js';
import { plaque, review, succession } from './subjects/plaque.js';
import { beijingDemonstrationHome } from './programme.js';
import { reviewing } from './commands/reviewing.js';
import { texts } from './texts/texts.js';
import { allotment, filing } from './subjects/yearly-report.js';

const plaqueNext = {
  ...plaque,
  chart: {
    initial: 'absent',
    states: {
      ...plaqueChart.states,
      held: {
        ...plaqueChart.states.held,
        states: {
          awarded: {
            on: { plaqueHung: 'inUse', recognisedAgain: 'awarded' },
            meta: { holder: 'office', noDeadline: 'why.hangingHasNoTerm' },
          },
          inUse: {
            on: { plaqueReRecognised: 'reRecognised', recognisedAgain: 'inUse' },
            meta: { holder: 'clerk', deadline: 'reRecognition' },
          },
          reRecognised: {
            on: { plaqueReRecognised: 'reRecognised', reRecognitionUndone: 'inUse', recognisedAgain: 'inUse' },
            meta: { holder: 'clerk', noDeadline: 'why.olderOnesUnset' },
          },
          before: { type: 'history', history: 'shallow', target: 'inUse' },
        },
      },
    },
  },
  fields: {
    unit: { kind: 'id', max: 1 },
    district: { kind: 'id', max: 1 },
    body: { kind: 'id', max: 1 },
    awardedIn: { kind: 'id', max: 1 },
    year: { kind: 'id', max: 1 },
    inUseSince: { kind: 'date', max: 1 },
    reRecognisedIn: { kind: 'id', max: 1 },
    reviews: { kind: 'count', max: 1000 },
  },
  facts: {
    ...plaque.facts,
    plaqueAwarded: {
      ...plaque.facts.plaqueAwarded,
      folds: [
        { op: 'set', field: 'unit', to: { from: 'data.unit' } },
        { op: 'set', field: 'district', to: { from: 'data.district' } },
        { op: 'set', field: 'body', to: { from: 'data.body' } },
        { op: 'set', field: 'awardedIn', to: { from: 'data.year' } },
        { op: 'set', field: 'year', to: { from: 'data.year' } },
        { op: 'drop', field: 'inUseSince' },
        { op: 'drop', field: 'reRecognisedIn' },
      ],
    },
    plaqueHung: {
      ...plaque.facts.plaqueHung,
      folds: [{ op: 'set', field: 'inUseSince', to: { from: 'data.hungOn' } }],
    },
    plaqueReRecognised: {
      fields: { ...plaque.facts.plaqueReRecognised.fields, visited: { kind: 'flag' } },
      folds: [
        { op: 'set', field: 'reRecognisedIn', to: { from: 'data.year' } },
        { op: 'add', field: 'reviews', by: 1 },
      ],
    },
  },
  adopts: [
    {
      from: '2024',
      stages: {
        'held.awarded': 'held.awarded',
        'held.hung': 'held.inUse',
        'held.reRecognised': 'held.reRecognised',
        removed: 'removed',
        undone: 'undone',
      },
      fields: {
        unit: 'unit',
        district: 'district',
        body: 'body',
        awardedIn: 'awardedIn',
        year: 'year',
        inUseSince: 'hungOn',
        reRecognisedIn: 'reRecognisedIn',
      },
    },
  ],
} satisfies SubjectDefinition;

const REVIEWABLE = ['held.inUse', 'held.reRecognised'] satisfies string[];

export const beijingDemonstrationHomeNext = {
  ...beijingDemonstrationHome,
  edition: '2025',
  subjects: [application, assessment, plaqueNext, review, succession, allotment, filing],
  commands: {
    ...beijingDemonstrationHome.commands,
    reRecognise: {
      ...reviewing.reRecognise,
      input: { ...reviewing.reRecognise.input, visited: { kind: 'flag' } },
      stages: REVIEWABLE,
    },
    removePlaque: { ...reviewing.removePlaque, stages: REVIEWABLE },
    removeAsLast: { ...reviewing.removeAsLast, stages: REVIEWABLE },
  },
  texts: {
    zh: {
      ...texts.zh,
      title: '“示范妇女之家”创建（测试用第二版，由本系统拟定，未改变通知内容）',
      'stage.plaque.held.inUse': '挂牌使用中',
      'field.visited': '是否到现场查看',
    },
    en: {
      ...texts.en,
      title: 'Demonstration Women’s Homes (second edition, ours, for tests; it changes nothing the notice says)',
      'stage.plaque.held.inUse': 'Plaque in use',
      'field.visited': 'Seen on site',
    },
  },
} satisfies Definition;
