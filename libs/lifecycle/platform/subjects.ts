/** The platform's own subjects: what every programme may read, and write through what it yields. */
import * as charts from './charts.js';
import type { FieldList } from '../language/fields.js';
import { reminderFields, remindersGiven, watch } from './reminders.js';
import type { SubjectDefinition } from '../definition/subject-definition.js';

const name: FieldList[string] = { kind: 'text', max: 100, personal: false };
const reason: FieldList[string] = { kind: 'text', max: 1000, lines: true };
const scalar: FieldList[string] = { kind: 'scalar' };
const empty = { fields: {} };

const platform: SubjectDefinition = {
  category: 'platform',
  lives: 'root',
  key: ['name'],
  chart: charts.platformChart,
  fields: { rules: { kind: 'digest', max: 1 }, nature: { kind: 'id', max: 1 } },
  facts: {
    rootFounded: {
      fields: {
        nature: { kind: 'choice', of: ['real', 'demonstration', 'test'] },
        definition: { kind: 'value', maxBytes: 250_000 },
        texts: { kind: 'value', maxBytes: 250_000 },
        rules: { kind: 'digest' },
      },
      folds: [
        { op: 'set', field: 'rules', to: { from: 'data.rules' } },
        { op: 'set', field: 'nature', to: { from: 'data.nature' } },
      ],
    },
    platformAdopted: {
      fields: { definition: { kind: 'value', maxBytes: 250_000 }, rules: { kind: 'digest' } },
    },
  },
};

const programme: SubjectDefinition = {
  category: 'programme',
  lives: 'root',
  key: ['hash'],
  chart: charts.programmeChart,
  fields: {
    rules: { kind: 'digest', max: 1 },
    texts: { kind: 'digest', max: 1 },
    slug: { kind: 'id', max: 1 },
    edition: { kind: 'id', max: 1 },
  },
  facts: {
    programmePublished: {
      fields: {
        definition: { kind: 'value', maxBytes: 250_000 },
        texts: { kind: 'value', maxBytes: 250_000 },
        rules: { kind: 'digest' },
        textsHash: { kind: 'digest' },
        slug: { kind: 'id' },
        edition: { kind: 'id' },
      },
      folds: [
        { op: 'set', field: 'rules', to: { from: 'data.rules' } },
        { op: 'set', field: 'texts', to: { from: 'data.textsHash' } },
        { op: 'set', field: 'slug', to: { from: 'data.slug' } },
        { op: 'set', field: 'edition', to: { from: 'data.edition' } },
      ],
    },
    textsMended: {
      fields: { texts: { kind: 'value', maxBytes: 250_000 }, textsHash: { kind: 'digest' } },
      folds: [{ op: 'set', field: 'texts', to: { from: 'data.textsHash' } }],
    },
  },
};

const calendar: SubjectDefinition = {
  category: 'calendar',
  lives: 'root',
  key: ['hash'],
  chart: charts.calendarChart,
  fields: { hash: { kind: 'digest', max: 1 } },
  facts: {
    calendarLoaded: {
      fields: { calendar: { kind: 'value', maxBytes: 200_000 }, hash: { kind: 'digest' } },
      folds: [{ op: 'set', field: 'hash', to: { from: 'data.hash' } }],
    },
  },
};

/** A figure that changes over the years: each takes effect from a date. */
const parameter: SubjectDefinition = {
  category: 'parameter',
  lives: 'root',
  key: ['parameter'],
  chart: charts.parameterChart,
  fields: { values: { kind: 'map', max: 200 } },
  facts: {
    parameterGiven: {
      fields: { from: { kind: 'date' }, value: { kind: 'int' }, source: { ...name, max: 500 } },
      folds: [{ op: 'put', field: 'values', key: { from: 'data.from' }, to: { from: 'data.value' } }],
    },
  },
};

const unit: SubjectDefinition = {
  category: 'unit',
  lives: 'root',
  key: ['unit'],
  unit: 'unit',
  chart: charts.unitChart,
  fields: { parent: { kind: 'id', max: 1 }, sort: { kind: 'id', max: 1 } },
  facts: {
    unitRegistered: {
      fields: { parent: { kind: 'id', required: false }, sort: scalar, name },
      folds: [
        { op: 'set', field: 'parent', to: { from: 'data.parent' } },
        { op: 'set', field: 'sort', to: { from: 'data.sort' } },
      ],
    },
    unitRenamed: { fields: { name } },
    unitMoved: {
      fields: { parent: { kind: 'id' }, reason },
      folds: [{ op: 'set', field: 'parent', to: { from: 'data.parent' } }],
    },
    unitClosed: { fields: { reason } },
    unitReopened: { fields: { reason } },
  },
};

const home: SubjectDefinition = {
  category: 'home',
  lives: 'root',
  key: ['home'],
  unit: 'unit',
  chart: charts.homeChart,
  fields: { unit: { kind: 'id', max: 1 }, standings: { kind: 'map', max: 40 } },
  facts: {
    homeRegistered: {
      fields: { unit: { kind: 'id' }, name, sort: { ...scalar, required: false } },
      folds: [{ op: 'set', field: 'unit', to: { from: 'data.unit' } }],
    },
    homeRenamed: { fields: { name } },
    homeMoved: {
      fields: { unit: { kind: 'id' }, reason },
      folds: [{ op: 'set', field: 'unit', to: { from: 'data.unit' } }],
    },
    homeClosed: { fields: { reason } },
    homeReopened: { fields: { reason } },
    standingEntered: {
      fields: { standing: scalar, since: { kind: 'date' }, loaded: { kind: 'flag' } },
      folds: [{ op: 'put', field: 'standings', key: { from: 'data.standing' }, to: { from: 'data.since' } }],
    },
    standingLeft: {
      fields: { standing: scalar, reason: { ...reason, required: false } },
      folds: [{ op: 'drop', field: 'standings', key: { from: 'data.standing' } }],
    },
  },
};

const person: SubjectDefinition = {
  category: 'person',
  lives: 'root',
  key: ['person'],
  chart: charts.personChart,
  fields: {},
  facts: { personErased: { fields: { ground: { kind: 'choice', of: ['asked', 'retention', 'order'] } } } },
};

const grant: SubjectDefinition = {
  category: 'grant',
  lives: 'root',
  key: ['account'],
  chart: charts.grantChart,
  fields: { roles: { kind: 'map', max: 100 }, units: { kind: 'map', max: 100 } },
  facts: {
    roleGranted: {
      fields: { grant: { kind: 'id' }, role: scalar, unit: { kind: 'id' } },
      folds: [
        { op: 'put', field: 'roles', key: { from: 'data.grant' }, to: { from: 'data.role' } },
        { op: 'put', field: 'units', key: { from: 'data.grant' }, to: { from: 'data.unit' } },
      ],
    },
    roleRevoked: {
      fields: { grant: { kind: 'id' } },
      folds: [
        { op: 'drop', field: 'roles', key: { from: 'data.grant' } },
        { op: 'drop', field: 'units', key: { from: 'data.grant' } },
      ],
    },
  },
};

const when: FieldList = { deadline: scalar, date: { kind: 'date' }, time: scalar, instant: { kind: 'instant' } };
const streams: FieldList[string] = { kind: 'list', of: 'stream', max: 2000 };

const cycle: SubjectDefinition = {
  category: 'cycle',
  lives: 'root',
  key: ['cycle'],
  unit: 'unit',
  chart: charts.cycleChart,
  fields: {
    unit: { kind: 'id', max: 1 },
    rules: { kind: 'digest', max: 1 },
    texts: { kind: 'digest', max: 1 },
    calendar: { kind: 'digest', max: 1 },
    zone: { kind: 'id', max: 1 },
    quotas: { kind: 'map', max: 2000 },
    deadlines: { kind: 'map', max: 100 },
    extensions: { kind: 'map', max: 2000 },
    /** When a date was given, moved or extended on the record: `deadline` or `deadline/unit` → when. */
    datesFrom: { kind: 'map', max: 2100 },
    settings: { kind: 'map', max: 200 },
    ...reminderFields,
    listed: { kind: 'set', max: 2000 },
    /** The ranking is fixed, and not undone since. */
    ranked: { kind: 'flag', max: 1 },
    recognised: { kind: 'set', max: 2000 },
    /** Everyone who is on one of the decision's lists. */
    decided: { kind: 'set', max: 2000 },
  },
  facts: {
    cycleOpened: {
      fields: {
        unit: { kind: 'id' },
        rules: { kind: 'digest' },
        texts: { kind: 'digest' },
        calendar: { kind: 'digest' },
        zone: scalar,
        quotas: { kind: 'table', columns: { quota: scalar, places: { kind: 'int', min: 0 } }, rows: { max: 2000 } },
        deadlines: { kind: 'table', columns: when, rows: { max: 100 } },
      },
      folds: [
        { op: 'set', field: 'unit', to: { from: 'data.unit' } },
        { op: 'set', field: 'rules', to: { from: 'data.rules' } },
        { op: 'set', field: 'texts', to: { from: 'data.texts' } },
        { op: 'set', field: 'calendar', to: { from: 'data.calendar' } },
        { op: 'set', field: 'zone', to: { from: 'data.zone' } },
        { op: 'put', field: 'quotas', each: 'data.quotas', key: { from: 'item.quota' }, to: { from: 'item.places' } },
        {
          op: 'put',
          field: 'deadlines',
          each: 'data.deadlines',
          key: { from: 'item.deadline' },
          to: { from: 'item.instant' },
        },
        {
          op: 'put',
          field: 'datesFrom',
          each: 'data.deadlines',
          key: { from: 'item.deadline' },
          to: { from: 'fact.at' },
        },
      ],
    },
    settingGiven: {
      fields: { setting: scalar, value: scalar },
      folds: [{ op: 'put', field: 'settings', key: { from: 'data.setting' }, to: { from: 'data.value' } }],
    },
    quotaGiven: {
      fields: { quota: scalar, places: { kind: 'int', min: 0 } },
      folds: [{ op: 'put', field: 'quotas', key: { from: 'data.quota' }, to: { from: 'data.places' } }],
    },
    deadlineGiven: {
      fields: when,
      folds: [
        { op: 'put', field: 'deadlines', key: { from: 'data.deadline' }, to: { from: 'data.instant' } },
        { op: 'put', field: 'datesFrom', key: { from: 'data.deadline' }, to: { from: 'fact.at' } },
      ],
    },
    /** A new date for all. */
    deadlineMoved: {
      fields: { ...when, reason },
      folds: [
        { op: 'put', field: 'deadlines', key: { from: 'data.deadline' }, to: { from: 'data.instant' } },
        { op: 'put', field: 'datesFrom', key: { from: 'data.deadline' }, to: { from: 'fact.at' } },
      ],
    },
    /** A new date for one unit; `place` is `deadline/unit`. */
    deadlineExtended: {
      fields: { ...when, place: scalar, reason },
      folds: [
        { op: 'put', field: 'extensions', key: { from: 'data.place' }, to: { from: 'data.instant' } },
        { op: 'put', field: 'datesFrom', key: { from: 'data.place' }, to: { from: 'fact.at' } },
      ],
    },
    remindersGiven,
    subjectListed: {
      fields: { stream: { kind: 'stream' } },
      folds: [{ op: 'put', field: 'listed', key: { from: 'data.stream' } }],
    },
    decidingBegan: empty,
    decidingUndone: { fields: { reason } },
    rankingFixed: {
      fields: {
        entries: {
          kind: 'table',
          columns: {
            stream: { kind: 'stream' },
            rev: { kind: 'int', min: 0 },
            place: { kind: 'int', min: 1 },
            sum: { kind: 'int' },
            count: { kind: 'int', min: 1 },
            tiedWith: { kind: 'list', of: 'stream', max: 2000 },
            atCut: { kind: 'flag' },
            group: { ...scalar, required: false },
          },
          rows: { max: 2000 },
        },
      },
      folds: [{ op: 'set', field: 'ranked', to: { value: true } }],
    },
    rankingUndone: { fields: { reason }, folds: [{ op: 'set', field: 'ranked', to: { value: false } }] },
    decisionsMade: {
      fields: { recognised: streams, reserve: streams, notRecognised: streams, reason },
      folds: [
        { op: 'put', field: 'recognised', each: 'data.recognised', key: { from: 'item' } },
        { op: 'put', field: 'decided', each: 'data.recognised', key: { from: 'item' } },
        { op: 'put', field: 'decided', each: 'data.reserve', key: { from: 'item' } },
        { op: 'put', field: 'decided', each: 'data.notRecognised', key: { from: 'item' } },
      ],
    },
    /** `streams`: everyone who had been decided on, for those who have to undo it one by one. */
    decisionsUndone: {
      fields: { reason, streams: { ...streams, required: false } },
      folds: [
        { op: 'drop', field: 'recognised' },
        { op: 'drop', field: 'decided' },
      ],
    },
    cycleClosed: empty,
    cycleReopened: { fields: { reason } },
  },
};

export const platformSubjects: SubjectDefinition[] = [
  platform,
  programme,
  calendar,
  parameter,
  unit,
  home,
  person,
  grant,
  cycle,
  watch,
];
