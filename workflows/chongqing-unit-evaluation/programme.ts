/** 《重庆市妇联关于对区县（自治县）妇联工作评价的工作方案》, annex 3 of 渝妇发〔2023〕43号: from 2024 on. */
import type { Definition } from '../../libs/lifecycle/definition/definition.js';
import { decisionCommands } from './commands/decision.js';
import { packageCommands } from './commands/package.js';
import { rubricCommands } from './commands/rubric.js';
import { scoringCommands } from './commands/scoring.js';
import { evaluation } from './subjects/evaluation.js';
import { deadlines } from './deadlines.js';
import { forms } from './forms.js';
import {
  gorges,
  ledByChildren,
  ledByDevelopment,
  ledByFamily,
  ledByFund,
  ledByOffice,
  ledByOrganisation,
  ledByPublicity,
  ledByRights,
  mainCity,
  platforms,
  projects,
  wuling,
} from './lists.js';
import { assessed } from './rubric.js';
import { base } from './rubric-base.js';
import { sight } from './sight.js';
import { requirement, rubric, sheet } from './subjects/subjects.js';
import { texts } from './texts/texts.js';

/** What the notice leaves open. */
const settings = {
  packageLateness: { kind: 'choice', of: ['refuse', 'reason', 'warn'], why: 'setting.packageLateness.why' },
  summaryLength: { kind: 'choice', of: ['each', 'together'], why: 'setting.summaryLength.why' },
  caseLength: { kind: 'choice', of: ['each', 'together'], why: 'setting.caseLength.why' },
  transferBelowZero: { kind: 'flag', why: 'setting.transferBelowZero.why' },
  jointScores: { kind: 'choice', of: ['oneLead', 'allLeads'], why: 'setting.jointScores.why' },
  dayToDayUse: { kind: 'text', max: 200, why: 'setting.dayToDayUse.why' },
  airing: { kind: 'choice', of: ['grades', 'gradesAndScores'], why: 'setting.airing.why' },
} satisfies Definition['settings'];

const roles = {
  clerk: 'role.clerk',
  department: 'role.department',
  leaderInCharge: 'role.leaderInCharge',
  office: 'role.office',
  assessor: 'role.assessor',
  partyGroup: 'role.partyGroup',
  auditor: 'role.auditor',
} satisfies Definition['roles'];

const notices = [
  {
    on: { subject: 'evaluation', fact: 'evaluationOpened' },
    to: [{ role: 'clerk', where: 'own' }],
    text: 'notice.evaluationOpened',
  },
  {
    on: { subject: 'evaluation', fact: 'packageReturned' },
    to: [{ role: 'clerk', where: 'own' }],
    text: 'notice.packageReturned',
  },
  {
    on: { subject: 'sheet', fact: 'scoreReturned' },
    to: [{ role: 'department', where: { unitIn: 'self.agreed' } }],
    text: 'notice.scoreReturned',
  },
  {
    on: { subject: 'evaluation', fact: 'gradeDecided' },
    to: [{ role: 'clerk', where: 'own' }],
    text: 'notice.gradeDecided',
  },
] satisfies Definition['notices'];

export const chongqingUnitEvaluation = {
  format: 1,
  slug: 'chongqing-unit-evaluation',
  edition: '2024',
  title: 'title',
  source: { notice: 'source.notice', published: '2023-12-11' },
  zone: 'Asia/Shanghai',
  subjects: [requirement, rubric, evaluation, sheet],
  forms,
  commands: { ...rubricCommands, ...packageCommands, ...scoringCommands, ...decisionCommands },
  reactions: [],
  deliverables: {
    /** 相关资料仅提交电子版. */
    unitPackage: {
      form: 'unitPackage',
      subject: 'evaluation',
      legs: { inSystem: { kind: 'system' } },
      due: 'packageDue',
      lateness: 'packageLateness',
      source: 'source.package',
    },
  },
  deadlines,
  quotas: {},
  settings,
  rubrics: { base, assessed },
  rankings: {
    byClass: { of: 'evaluations', by: [{ field: 'total', order: 'descending' }], within: 'unitClass' },
  },
  samples: {},
  ballots: {},
  registers: [],
  roles,
  sight,
  notices,
  duties: {},
  lists: {
    mainCity,
    gorges,
    wuling,
    platforms,
    projects,
    ledByPublicity,
    ledByOffice,
    ledByDevelopment,
    ledByFamily,
    ledByRights,
    ledByChildren,
    ledByOrganisation,
    ledByFund,
  },
  texts,
} satisfies Definition;
