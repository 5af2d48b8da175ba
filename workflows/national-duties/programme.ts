/** 《“十四五”时期深化妇联系统改革方案》: its duties in time, its tasks, its two classes of evaluator. No applications. */
import type { Definition } from '../../libs/lifecycle/definition/definition.js';
import { reformCommands } from './commands/tasks.js';
import { trainingCommands } from './commands/training.js';
import { deadlines } from './deadlines.js';
import { measures, posts } from './lists.js';
import { appraisal, task, termTrainingDuty, trainingDuty } from './subjects.js';
import { texts } from './texts/texts.js';

/** What the plan leaves open. */
const settings = {
  trainingLateness: { kind: 'choice', of: ['refuse', 'reason', 'warn'], why: 'setting.lateness.why' },
  taskLateness: { kind: 'choice', of: ['refuse', 'reason', 'warn'], why: 'setting.lateness.why' },
  termMonths: { kind: 'int', min: 1, max: 600, why: 'setting.termMonths.why' },
  thirdPartyWeight: { kind: 'int', min: 0, max: 1000, why: 'setting.weights.why' },
  womenWeight: { kind: 'int', min: 0, max: 1000, why: 'setting.weights.why' },
} satisfies Definition['settings'];

/** What is owed is that it was held or done; no paper, copies or addresses are asked for. */
const deliverables = {
  appointmentTraining: {
    form: 'trainingRecord',
    subject: 'training',
    legs: { held: { kind: 'paper', sealed: false } },
    due: 'trainingDue',
    lateness: 'trainingLateness',
    source: 'source.training',
  },
  termTraining: {
    form: 'trainingRecord',
    subject: 'termtraining',
    legs: { held: { kind: 'paper', sealed: false } },
    due: 'termEnd',
    lateness: 'trainingLateness',
    source: 'source.training',
  },
  task: {
    form: 'taskReport',
    subject: 'task',
    legs: { done: { kind: 'paper', sealed: false } },
    due: 'taskDue',
    lateness: 'taskLateness',
    source: 'source.tasks',
  },
} satisfies Definition['deliverables'];

const forms = {
  trainingRecord: {
    title: 'form.trainingRecord',
    fields: {
      trainedOn: { kind: 'date' },
      organiser: { kind: 'text', max: 200, personal: false },
      content: { kind: 'text', max: 2000, lines: true, required: false },
    },
  },
  taskReport: {
    title: 'form.taskReport',
    fields: { completedOn: { kind: 'date' }, experience: { kind: 'text', max: 4000, lines: true } },
  },
} satisfies Definition['forms'];

const roles = {
  clerk: 'role.clerk',
  office: 'role.office',
  responsible: 'role.responsible',
  supervisor: 'role.supervisor',
  thirdParty: 'role.thirdParty',
  woman: 'role.woman',
  auditor: 'role.auditor',
} satisfies Definition['roles'];

/** Appraisers see their own opinion at once, and what came of all of them when the appraisal is closed. */
const own = { same: ['fact.account', 'actor.account'] } satisfies Definition['sight'][number]['when'];

const sight = [
  { role: 'clerk', where: 'subtree', subject: 'training', sees: ['*'] },
  { role: 'clerk', where: 'subtree', subject: 'termtraining', sees: ['*'] },
  { role: 'clerk', where: 'subtree', subject: 'task', sees: ['*'] },
  { role: 'office', where: 'subtree', subject: 'training', sees: ['*'] },
  { role: 'office', where: 'subtree', subject: 'termtraining', sees: ['*'] },
  { role: 'office', where: 'subtree', subject: 'task', sees: ['*'] },
  { role: 'office', where: 'subtree', subject: 'appraisal', sees: ['*'] },
  { role: 'responsible', where: 'own', subject: 'task', sees: ['*'] },
  { role: 'supervisor', where: 'subtree', subject: 'task', sees: ['*'] },
  {
    role: ['thirdParty', 'woman'],
    where: 'subtree',
    subject: 'appraisal',
    sees: ['appraisalOpened.*', 'appraisalClosed.*', 'resultCombined.*', 'appraisalReopened'],
  },
  { role: 'thirdParty', where: 'subtree', subject: 'appraisal', sees: ['thirdPartyAppraised.*'], when: own },
  { role: 'woman', where: 'subtree', subject: 'appraisal', sees: ['womanAppraised.*'], when: own },
  { role: 'auditor', where: 'subtree', subject: 'training', sees: ['*'] },
  { role: 'auditor', where: 'subtree', subject: 'termtraining', sees: ['*'] },
  { role: 'auditor', where: 'subtree', subject: 'task', sees: ['*'] },
  { role: 'auditor', where: 'subtree', subject: 'appraisal', sees: ['*'] },
] satisfies Definition['sight'];

const notices = [
  {
    on: { subject: 'training', fact: 'electionRecorded' },
    to: [{ role: 'clerk', where: 'own' }],
    text: 'notice.electionRecorded',
  },
  {
    on: { subject: 'task', fact: 'supervisionBegun' },
    to: [{ role: 'responsible', where: 'own' }],
    text: 'notice.supervisionBegun',
  },
  {
    on: { subject: 'task', fact: 'problemFound' },
    to: [{ role: 'supervisor', where: 'subtree' }],
    text: 'notice.problemFound',
  },
  {
    on: { subject: 'task', fact: 'taskCompleted' },
    to: [{ role: 'office', where: 'subtree' }],
    text: 'notice.taskCompleted',
  },
] satisfies Definition['notices'];

export const nationalDuties = {
  format: 1,
  slug: 'national-duties',
  edition: '2021',
  title: 'title',
  source: { notice: 'source.notice' },
  zone: 'Asia/Shanghai',
  subjects: [trainingDuty, termTrainingDuty, task, appraisal],
  forms,
  commands: { ...trainingCommands, ...reformCommands },
  reactions: [],
  deliverables,
  deadlines,
  quotas: {},
  settings,
  rubrics: {},
  rankings: {},
  samples: {},
  ballots: {},
  registers: [],
  roles,
  sight,
  notices,
  duties: {
    appointmentTraining: {
      subject: 'training',
      recurs: 'once',
      strength: 'hard',
      times: 1,
      due: 'trainingDue',
      source: 'source.training',
    },
    termTraining: {
      subject: 'termtraining',
      recurs: 'term',
      strength: 'hard',
      times: 1,
      due: 'termEnd',
      source: 'source.training',
    },
  },
  lists: { posts, measures },
  texts,
} satisfies Definition;
