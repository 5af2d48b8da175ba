/**
 * The platform's own definition: founding a federation's log, publishing programmes, units, homes, grants, cycles. It
 * is said in the same words as a programme, and checked and folded in the same way.
 */
import type { CommandDefinition, Definition } from '../definition/definition.js';
import type { FieldList } from '../language/fields.js';
import { PLATFORM_TEXTS } from '../messages/platform-texts.js';
import { platformSight } from './visibility.js';
import { platformSubjects } from './subjects.js';
import { giveReminders, watching } from './reminders.js';

const system = { system: true } as const;
const operator = { role: 'operator', where: 'anywhere' } as const;
const office = { role: 'office', where: 'subtree' } as const;
const clerk = { role: 'clerk', where: 'subtree' } as const;

const name: FieldList[string] = { kind: 'text', max: 100, personal: false };
const reason: FieldList[string] = { kind: 'text', max: 1000, lines: true };
const scalar: FieldList[string] = { kind: 'scalar' };
const body: FieldList[string] = { kind: 'value', maxBytes: 250_000 };
const date: FieldList[string] = { kind: 'date' };
const time: FieldList[string] = { kind: 'text', max: 5, personal: false };
const id: FieldList[string] = { kind: 'id' };

const published: Record<string, CommandDefinition> = {
  foundRoot: {
    on: 'platform',
    input: { nature: { kind: 'choice', of: ['real', 'demonstration', 'test'] }, definition: body, texts: body },
    stages: ['absent'],
    allow: [system],
    guards: [{ guard: 'definitionSound@1', with: { definition: 'input.definition', texts: 'input.texts' } }],
    yields: [{ fact: 'rootFounded', on: 'self', data: { rules: { hash: 'input.definition' } } }],
  },
  publishProgramme: {
    on: 'programme',
    input: { definition: body, texts: body },
    stages: ['absent'],
    allow: [system, operator],
    guards: [
      { guard: 'definitionSound@1', with: { definition: 'input.definition', texts: 'input.texts', key: 'key.hash' } },
    ],
    yields: [
      {
        fact: 'programmePublished',
        on: 'self',
        data: {
          rules: { hash: 'input.definition' },
          textsHash: { hash: 'input.texts' },
          slug: { from: 'input.definition.slug' },
          edition: { from: 'input.definition.edition' },
        },
      },
    ],
  },
  mendTexts: {
    on: 'programme',
    input: { texts: body },
    stages: ['published'],
    allow: [system, operator],
    guards: [{ guard: 'textsSound@1', with: { rules: 'self.rules', texts: 'input.texts' } }],
    yields: [{ fact: 'textsMended', on: 'self', data: { textsHash: { hash: 'input.texts' } } }],
  },
  loadCalendar: {
    on: 'calendar',
    input: { calendar: body },
    stages: ['absent'],
    allow: [system, operator],
    guards: [{ guard: 'calendarSound@1', with: { calendar: 'input.calendar', key: 'key.hash' } }],
    yields: [{ fact: 'calendarLoaded', on: 'self', data: { hash: { hash: 'input.calendar' } } }],
  },
  giveParameter: {
    on: 'parameter',
    input: { from: date, value: { kind: 'int' }, source: { ...name, max: 500 } },
    stages: ['absent', 'given'],
    allow: [system, operator, { role: 'office', where: 'anywhere' }],
    yields: [{ fact: 'parameterGiven', on: 'self' }],
  },
};

const federation: Record<string, CommandDefinition> = {
  registerUnit: {
    on: 'unit',
    input: { parent: { ...id, required: false }, sort: scalar, name },
    stages: ['absent'],
    allow: [system, operator, clerk, office],
    unit: { from: 'input.parent' },
    yields: [{ fact: 'unitRegistered', on: 'self' }],
  },
  renameUnit: {
    on: 'unit',
    input: { name },
    stages: ['active'],
    allow: [system, operator, office],
    yields: [{ fact: 'unitRenamed', on: 'self' }],
  },
  moveUnit: {
    on: 'unit',
    input: { parent: id, reason },
    stages: ['active'],
    allow: [system, operator],
    reads: { parent: { subject: 'unit', key: { unit: { from: 'input.parent' } } } },
    guards: [{ guard: 'outsideOwnSubtree@1', with: { unit: 'key.unit', parent: 'input.parent' } }],
    yields: [{ fact: 'unitMoved', on: 'self' }],
  },
  closeUnit: {
    on: 'unit',
    input: { reason },
    stages: ['active'],
    allow: [system, operator],
    yields: [{ fact: 'unitClosed', on: 'self' }],
  },
  reopenUnit: {
    on: 'unit',
    input: { reason },
    stages: ['closed'],
    allow: [system, operator],
    yields: [{ fact: 'unitReopened', on: 'self' }],
  },
  registerHome: {
    on: 'home',
    input: { unit: id, name, sort: { ...scalar, required: false } },
    stages: ['absent'],
    allow: [system, operator, clerk, office],
    unit: { from: 'input.unit' },
    reads: { unit: { subject: 'unit', key: { unit: { from: 'input.unit' } } } },
    yields: [{ fact: 'homeRegistered', on: 'self' }],
  },
  renameHome: {
    on: 'home',
    input: { name },
    stages: ['active'],
    allow: [system, operator, clerk, office],
    yields: [{ fact: 'homeRenamed', on: 'self' }],
  },
  moveHome: {
    on: 'home',
    input: { unit: id, reason },
    stages: ['active'],
    allow: [system, operator, office],
    reads: { to: { subject: 'unit', key: { unit: { from: 'input.unit' } } } },
    yields: [{ fact: 'homeMoved', on: 'self' }],
  },
  closeHome: {
    on: 'home',
    input: { reason },
    stages: ['active'],
    allow: [system, operator, clerk, office],
    yields: [{ fact: 'homeClosed', on: 'self' }],
  },
  reopenHome: {
    on: 'home',
    input: { reason },
    stages: ['closed'],
    allow: [system, operator, clerk, office],
    yields: [{ fact: 'homeReopened', on: 'self' }],
  },
  /** What a home has been since earlier years: loaded, and marked so. */
  loadStanding: {
    on: 'home',
    input: { standing: scalar, since: date },
    stages: ['active'],
    allow: [system, operator, office],
    guards: [{ guard: 'notInFuture@1', with: { date: 'input.since' } }],
    yields: [{ fact: 'standingEntered', on: 'self', data: { loaded: { value: true } } }],
  },
  grantRole: {
    on: 'grant',
    input: { grant: id, role: scalar, unit: id },
    stages: ['absent', 'active'],
    allow: [system, operator],
    reads: { unit: { subject: 'unit', key: { unit: { from: 'input.unit' } } } },
    yields: [{ fact: 'roleGranted', on: 'self' }],
  },
  revokeRole: {
    on: 'grant',
    input: { grant: id },
    stages: ['active'],
    allow: [system, operator],
    yields: [{ fact: 'roleRevoked', on: 'self' }],
  },
  erasePerson: {
    on: 'person',
    input: { ground: { kind: 'choice', of: ['asked', 'retention', 'order'] } },
    stages: ['absent'],
    allow: [system, operator],
    yields: [{ fact: 'personErased', on: 'self' }],
  },
};

const due = { deadline: scalar, date, time };
const resolved = { instant: { date: 'input.date', time: 'input.time', zone: 'self.zone' } };

const cycles: Record<string, CommandDefinition> = {
  openCycle: {
    on: 'cycle',
    input: { unit: id, programme: id, calendar: id },
    stages: ['absent'],
    allow: [system, office],
    unit: { from: 'input.unit' },
    reads: {
      programme: { subject: 'programme', key: { hash: { from: 'input.programme' } } },
      calendar: { subject: 'calendar', key: { hash: { from: 'input.calendar' } } },
      unit: { subject: 'unit', key: { unit: { from: 'input.unit' } } },
    },
    yields: [
      {
        fact: 'cycleOpened',
        on: 'self',
        data: {
          rules: { from: 'programme.rules' },
          texts: { from: 'programme.texts' },
          calendar: { from: 'calendar.hash' },
          zone: { edition: 'zone' },
          quotas: { edition: 'quotas' },
          deadlines: { edition: 'deadlines' },
        },
      },
    ],
  },
  giveSetting: {
    on: 'cycle',
    input: { setting: scalar, value: scalar },
    stages: ['open', 'deciding', 'ranked'],
    allow: [system, office],
    guards: [{ guard: 'settingTyped@1', with: { setting: 'input.setting', value: 'input.value' } }],
    yields: [{ fact: 'settingGiven', on: 'self' }],
  },
  giveQuota: {
    on: 'cycle',
    input: { quota: scalar, unit: id, places: { kind: 'int', min: 0, max: 100_000 } },
    stages: ['open', 'deciding', 'ranked'],
    allow: [system, office],
    guards: [{ guard: 'quotaKnown@1', with: { quota: 'input.quota' } }],
    yields: [
      { fact: 'quotaGiven', on: 'self', data: { quota: { join: [{ from: 'input.quota' }, { from: 'input.unit' }] } } },
    ],
  },
  /** Sets a date that the notice leaves to a notice of its own. */
  giveDeadline: {
    on: 'cycle',
    input: due,
    stages: ['open'],
    allow: [system, office],
    guards: [
      { guard: 'deadlineKnown@1', with: { deadline: 'input.deadline', time: 'input.time' } },
      {
        guard: 'holds@1',
        with: { if: { not: { member: 'input.deadline', of: 'self.deadlines' } }, reason: 'alreadyDone' },
      },
    ],
    yields: [{ fact: 'deadlineGiven', on: 'self', data: { instant: resolved } }],
  },
  moveDeadline: {
    on: 'cycle',
    input: { ...due, reason },
    stages: ['open'],
    allow: [system, office],
    guards: [{ guard: 'deadlineKnown@1', with: { deadline: 'input.deadline', time: 'input.time' } }],
    yields: [{ fact: 'deadlineMoved', on: 'self', data: { instant: resolved } }],
  },
  extendDeadline: {
    on: 'cycle',
    input: { ...due, unit: id, reason },
    stages: ['open'],
    allow: [system, office],
    reads: { unit: { subject: 'unit', key: { unit: { from: 'input.unit' } } } },
    guards: [{ guard: 'deadlineKnown@1', with: { deadline: 'input.deadline', time: 'input.time' } }],
    yields: [
      {
        fact: 'deadlineExtended',
        on: 'self',
        data: { instant: resolved, place: { join: [{ from: 'input.deadline' }, { from: 'input.unit' }] } },
      },
    ],
  },
  giveReminders,
  closeCycle: {
    on: 'cycle',
    input: {},
    stages: ['open', 'decided'],
    allow: [system, office],
    yields: [{ fact: 'cycleClosed', on: 'self' }],
  },
  reopenCycle: {
    on: 'cycle',
    input: { reason },
    stages: ['closed'],
    allow: [system, office],
    yields: [{ fact: 'cycleReopened', on: 'self' }],
  },
};

export const platformDefinition: Definition = {
  format: 1,
  slug: 'platform',
  edition: '1',
  title: 'title',
  source: { notice: 'source' },
  // The calendar is China's, and so is the day by which a date lies in the future.
  zone: 'Asia/Shanghai',
  subjects: platformSubjects,
  forms: {},
  commands: { ...published, ...federation, ...cycles, ...watching },
  reactions: [],
  deliverables: {},
  deadlines: {},
  quotas: {},
  settings: {},
  rubrics: {},
  rankings: {},
  samples: {},
  ballots: {},
  registers: [],
  roles: {
    operator: 'role.operator',
    office: 'role.office',
    clerk: 'role.clerk',
    leader: 'role.leader',
    auditor: 'role.auditor',
  },
  sight: platformSight,
  notices: [],
  duties: {},
  lists: {},
  texts: PLATFORM_TEXTS,
};
