/** 3.0 提高级妇女之家推荐, 2024: part 一 of the notice, annexes 1 and 2. */
import type { Definition } from '../../libs/lifecycle/definition/definition.js';
import { application } from './subjects/application.js';
import { candidateCommands } from './commands/candidate.js';
import { decisionCommands, reactions } from './commands/decision.js';
import { evaluationCommands } from './commands/evaluation.js';
import { projectCommands } from './commands/project.js';
import { recommendationCommands } from './commands/recommendation.js';
import { rosterCommands } from './commands/roster.js';
import { forms } from './forms.js';
import { quotas } from './quotas.js';
import { deadlines } from './deadlines.js';
import { evaluationTable } from './rubric.js';
import { settings } from './settings.js';
import { notices, sight } from './sight.js';
import { guidance, roster, sending } from './subjects/subjects.js';
import { texts } from './texts/texts.js';

/** Mailbox of 市妇联组织部, and of 上海市女性社会组织发展中心. */
const organisationDepartment = 'zzb@shwomen.org';
const socialOrganisationCentre = 'wngosh@126.com';

export const shanghaiAdvancedHome = {
  format: 1,
  slug: 'shanghai-advanced-home',
  edition: '2024',
  title: 'title',
  /** The notice bears no date. This one is ours: a day before April, when its first stage begins. */
  source: { notice: 'source.notice', published: '2024-03-20', publishedIsOurs: true },
  zone: 'Asia/Shanghai',
  subjects: [roster, sending, application, guidance],
  forms,
  commands: {
    ...rosterCommands,
    ...candidateCommands,
    ...projectCommands,
    ...recommendationCommands,
    ...evaluationCommands,
    ...decisionCommands,
  },
  reactions,
  deliverables: {
    roster: {
      form: 'rosterRow',
      subject: 'roster',
      legs: {
        paper: { kind: 'paper', copies: 3, sealed: true },
        electronic: { kind: 'electronic', addresses: [organisationDepartment] },
      },
      due: 'rosterDue',
      lateness: 'rosterLateness',
      owedBy: { quota: 'apply' },
      source: 'source.roster',
    },
    plan: {
      form: 'plan',
      subject: 'sending',
      legs: { electronic: { kind: 'electronic', addresses: [organisationDepartment, socialOrganisationCentre] } },
      due: 'plansDue',
      lateness: 'planLateness',
      owedBy: { quota: 'apply' },
      source: 'source.plan',
    },
    recommendation: {
      form: 'recommendation',
      subject: 'application',
      legs: {
        paper: { kind: 'paper', copies: 3, sealed: true },
        electronic: { kind: 'electronic', addresses: [organisationDepartment] },
      },
      opinions: { order: 'inOrder', of: ['party', 'district'] },
      due: 'recommendationDue',
      lateness: 'recommendationLateness',
      source: 'source.recommendation',
    },
  },
  deadlines,
  quotas,
  settings,
  rubrics: { evaluationTable },
  rankings: {
    evaluated: {
      of: 'applications',
      where: { stage: 'item', in: ['active.evaluation.evaluated'] },
      by: [{ scores: 'totals', combine: { setting: 'combineScores' }, order: 'descending' }],
      places: 'awardPlaces',
    },
  },
  samples: { guidance: { frame: 'self.frame', size: 'cycle.settings.guidanceSampleSize', seed: 'input.seed' } },
  ballots: {},
  registers: [
    { standing: 'growth', title: 'register.growth' },
    { standing: 'advanced', title: 'register.advanced' },
  ],
  roles: {
    applicant: 'role.applicant',
    clerk: 'role.clerk',
    office: 'role.office',
    leader: 'role.leader',
    guide: 'role.guide',
    evaluator: 'role.evaluator',
    auditor: 'role.auditor',
  },
  sight,
  notices,
  duties: {},
  lists: {
    homeKinds: ['village', 'institution', 'newFields', 'other'],
    evaluatorClasses: ['committeeMember', 'cadre', 'socialOrganisation', 'expert'],
  },
  texts,
} satisfies Definition;
