/** “示范妇女之家” at city and at district level: the part 创建“示范妇女之家” of section 四, and annex 2. */
import type { Definition } from '../../libs/lifecycle/definition/definition.js';
import { application } from './subjects/application.js';
import { applying } from './commands/applying.js';
import { assessing } from './commands/assessing.js';
import { assessment } from './subjects/assessment.js';
import { deciding } from './commands/deciding.js';
import { forms } from './forms.js';
import { plaque, review, succession } from './subjects/plaque.js';
import { deadlines } from './deadlines.js';
import { deliverables, quotas, settings } from './quotas.js';
import { reactions } from './reactions.js';
import { reporting } from './commands/reporting.js';
import { reviewing } from './commands/reviewing.js';
import { notices, sight } from './sight.js';
import { succeeding } from './commands/succession.js';
import { texts } from './texts/texts.js';
import { allotment, filing } from './subjects/yearly-report.js';

export const beijingDemonstrationHome = {
  format: 1,
  slug: 'beijing-demonstration-home',
  /** The notice bears no date and holds for every year; this is the first that is run by it here. */
  edition: '2024',
  title: 'title',
  source: { notice: 'source.notice' },
  zone: 'Asia/Shanghai',
  subjects: [application, assessment, plaque, review, succession, allotment, filing],
  forms,
  commands: { ...applying, ...assessing, ...deciding, ...reviewing, ...succeeding, ...reporting },
  reactions,
  deliverables,
  deadlines,
  quotas,
  settings,
  rubrics: {},
  rankings: {},
  samples: { spotChecks: { frame: 'self.listed', size: 'input.size', seed: 'input.seed' } },
  ballots: {},
  registers: [
    { standing: 'cityDemonstration', title: 'register.cityDemonstration' },
    { standing: 'districtDemonstration', title: 'register.districtDemonstration' },
  ],
  roles: { applicant: 'role.applicant', clerk: 'role.clerk', office: 'role.office' },
  sight,
  notices,
  duties: {},
  lists: {
    levels: ['city', 'district'],
    sevenHaves: ['venue', 'staff', 'funds', 'facilities', 'mechanisms', 'features', 'ledgers'],
    removalGrounds: ['notExemplary', 'notDistinctive'],
  },
  texts,
} satisfies Definition;
