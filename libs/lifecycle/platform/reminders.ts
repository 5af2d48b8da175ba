/**
 * Reminders, missed deadlines, escalations and chasing (催办): what a cycle is given to remind by, and what is put on
 * record in the `watch` stream beside a subject, so that it never spoils the revision of a form that someone is editing.
 */
import type { CommandDefinition } from '../definition/definition.js';
import type { FieldList } from '../language/fields.js';
import { watchChart } from './charts.js';
import type { SubjectDefinition } from '../definition/subject-definition.js';

const scalar: FieldList[string] = { kind: 'scalar' };
const cycle: FieldList[string] = { kind: 'id', required: false };
const lateFrom: FieldList[string] = { kind: 'instant' };

// ── what a cycle reminds by ───────────────────────────────────────────────────────────────────────────────────────

/** A time of day, `HH:MM`. */
const time: FieldList[string] = { kind: 'text', max: 5, personal: false };
const days = (min: number): FieldList[string] => ({ kind: 'int', min, max: 365 });
const table = (columns: FieldList, max: number): FieldList[string] => ({
  kind: 'table',
  columns,
  rows: { max },
  required: false,
});

/** Days are counted from the day that a deadline names; `before` 0 is that day itself. At most one of each a day. */
const schedule: FieldList = {
  before: table({ days: days(0), time }, 20),
  overdue: table({ days: days(1), time }, 20),
  escalation: table({ days: days(1), time, role: scalar }, 10),
};

/** Days → time of day; of escalations also days → role. */
export const reminderFields: SubjectDefinition['fields'] = {
  remindBefore: { kind: 'map', max: 20 },
  remindOverdue: { kind: 'map', max: 20 },
  escalateAt: { kind: 'map', max: 10 },
  escalateTo: { kind: 'map', max: 10 },
  /** When they were given: what was due before is nobody's fault. */
  remindersFrom: { kind: 'instant', max: 1 },
};

export const remindersGiven: SubjectDefinition['facts'][string] = {
  fields: schedule,
  folds: [
    { op: 'drop', field: 'remindBefore' },
    { op: 'drop', field: 'remindOverdue' },
    { op: 'drop', field: 'escalateAt' },
    { op: 'drop', field: 'escalateTo' },
    { op: 'put', field: 'remindBefore', each: 'data.before', key: { from: 'item.days' }, to: { from: 'item.time' } },
    { op: 'put', field: 'remindOverdue', each: 'data.overdue', key: { from: 'item.days' }, to: { from: 'item.time' } },
    { op: 'put', field: 'escalateAt', each: 'data.escalation', key: { from: 'item.days' }, to: { from: 'item.time' } },
    { op: 'put', field: 'escalateTo', each: 'data.escalation', key: { from: 'item.days' }, to: { from: 'item.role' } },
    { op: 'set', field: 'remindersFrom', to: { from: 'fact.at' } },
  ],
};

/** All anew each time: what is left out is switched off, with nothing given everything is. */
export const giveReminders: CommandDefinition = {
  on: 'cycle',
  input: schedule,
  stages: ['open', 'deciding', 'ranked'],
  allow: [{ system: true }, { role: 'office', where: 'subtree' }],
  guards: [{ guard: 'remindersSound@1', with: { tables: ['input.before', 'input.overdue', 'input.escalation'] } }],
  yields: [{ fact: 'remindersGiven', on: 'self' }],
};

// ── what is put on record beside a subject ────────────────────────────────────────────────────────────────────────

/** A step, for which `lateFrom` of which deadline; `mark` is `lateFrom/step`; `to`: the accounts that are told. */
const told: FieldList = {
  deadline: scalar,
  cycle,
  lateFrom,
  step: scalar,
  mark: scalar,
  late: { kind: 'flag' },
  skipped: { kind: 'list', of: 'text', max: 60, textMax: 20, personal: false },
  to: { kind: 'list', of: 'id', max: 500 },
};
const { mark: _mark, ...telling } = told;

/** Deadline → the last step for which `lateFrom`, → the missed `lateFrom`, → when it was last chased. */
export const watch: SubjectDefinition = {
  category: 'watch',
  lives: 'root',
  key: ['category', 'stream'],
  dotted: true,
  chart: watchChart,
  fields: {
    missed: { kind: 'map', max: 200 },
    reminded: { kind: 'map', max: 200 },
    escalated: { kind: 'map', max: 200 },
    chased: { kind: 'map', max: 200 },
  },
  facts: {
    deadlineMissed: {
      fields: { deadline: scalar, cycle, due: { kind: 'instant' } },
      folds: [{ op: 'put', field: 'missed', key: { from: 'data.deadline' }, to: { from: 'data.due' } }],
    },
    reminderSent: {
      fields: told,
      folds: [{ op: 'put', field: 'reminded', key: { from: 'data.deadline' }, to: { from: 'data.mark' } }],
    },
    /** To a role of the nearest unit, from the subject's upwards, that has somebody in it. */
    escalated: {
      fields: { ...told, role: scalar, unit: { kind: 'id', required: false } },
      folds: [{ op: 'put', field: 'escalated', key: { from: 'data.deadline' }, to: { from: 'data.mark' } }],
    },
    /** 催办: somebody above presses whoever has to act. */
    chased: {
      fields: {
        deadline: scalar,
        cycle,
        lateFrom,
        holder: scalar,
        unit: { ...scalar, required: false },
        note: { kind: 'text', max: 1000, lines: true, required: false },
      },
      folds: [{ op: 'put', field: 'chased', key: { from: 'data.deadline' }, to: { from: 'fact.at' } }],
    },
  },
};

const stages = ['absent', 'watched'];
const system = [{ system: true }] as const;
const about = { deadline: 'input.deadline', cycle: 'input.cycle' };
const mark = { join: [{ from: 'input.lateFrom' }, { from: 'input.step' }] };
const chasing = { stream: 'command.stream', ...about } as const;

export const watching: Record<string, CommandDefinition> = {
  missDeadline: {
    on: 'watch',
    input: { deadline: scalar, cycle, due: { kind: 'instant' } },
    stages,
    allow: [...system],
    guards: [
      { guard: 'newlyMissed@1', with: { ...about, lateFrom: 'input.due' } },
      { guard: 'notBefore@1', with: { instant: 'input.due' } },
    ],
    yields: [{ fact: 'deadlineMissed', on: 'self' }],
  },
  sendReminder: {
    on: 'watch',
    input: telling,
    stages,
    allow: [...system],
    guards: [{ guard: 'stepDue@1', with: { ...about, lateFrom: 'input.lateFrom', step: 'input.step' } }],
    yields: [{ fact: 'reminderSent', on: 'self', data: { mark } }],
  },
  escalate: {
    on: 'watch',
    input: { ...telling, role: scalar, unit: { kind: 'id', required: false } },
    stages,
    allow: [...system],
    guards: [
      {
        guard: 'stepDue@1',
        with: { ...about, lateFrom: 'input.lateFrom', step: 'input.step', role: 'input.role' },
      },
    ],
    yields: [{ fact: 'escalated', on: 'self', data: { mark } }],
  },
  /** The unit is that of what is chased, read from the log. */
  chase: {
    on: 'watch',
    input: { deadline: scalar, cycle, note: { kind: 'text', max: 1000, lines: true, required: false } },
    stages,
    allow: [
      { role: 'office', where: 'subtree' },
      { role: 'clerk', where: 'above' },
    ],
    unit: { about: { stream: 'command.stream', part: 'unit', cycle: 'input.cycle' } },
    guards: [{ guard: 'owes@1', with: about }],
    yields: [
      {
        fact: 'chased',
        on: 'self',
        data: {
          lateFrom: { about: { ...chasing, part: 'lateFrom' } },
          holder: { about: { ...chasing, part: 'holder' } },
          unit: { about: { ...chasing, part: 'unit' } },
        },
      },
    ],
  },
};
