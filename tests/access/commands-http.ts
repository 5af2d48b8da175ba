/** Commands given over HTTP by those whom the table does not name: each is refused, and nothing is written. */
import type { Definition } from '../../libs/lifecycle/definition/definition.js';
import { fillForm } from '../../libs/simulation/fill-form.js';
import { platformDefinition } from '../../libs/lifecycle/platform/platform-definition.js';
import { shanghaiAdvancedHome } from '../../workflows/shanghai-advanced-home/programme.js';
import { seededChance } from '../../libs/simulation/chance.js';
import type { Doorway } from '../api/given.js';
import { candidate, form, marks, opinion, plan, ZZB } from '../shanghai/federation.js';
import { isClosed, subjects, type Differences } from './over-http.js';
import { COMMANDS, EVERYBODY } from './table.js';
import { standing, wantedCommands } from './wanted.js';
import type { Year } from './year.js';

/** What a form cannot be filled with by chance. */
const SAID: Readonly<Record<string, object>> = {
  putForward: candidate,
  submitPlan: { plan },
  correctPlan: { plan, reason: '预算' },
  submitRecommendation: { form: form('2024-04-01') },
  resubmitRecommendation: { form: form('2024-04-01') },
  giveOpinions: { opinions: [opinion('party', '2024-04-01'), opinion('district', '2024-04-01')] },
  assessCandidate: { marks: marks(1), filledOn: '2024-04-01' },
  scoreHome: { marks: marks(0), visitedOn: '2024-04-01' },
  correctScore: { marks: marks(0), visitedOn: '2024-04-01', reason: '更正' },
  sendPlans: { sentTo: [ZZB] },
  grantRole: { grant: 'g-new', role: 'operator', unit: 'shanghai' },
  revokeRole: { grant: 'g-applicant-pudong-s1' },
  moveHome: { unit: 'xuhui', reason: '搬迁' },
  moveUnit: { parent: 'xuhui', reason: '区划' },
  giveSetting: { setting: 'panelSize', value: 3 },
  giveQuota: { quota: 'apply', unit: 'pudong', places: 3 },
  giveDeadline: { deadline: 'recommendationDue', date: '2024-08-06', time: '24:00' },
  moveDeadline: { deadline: 'recommendationDue', date: '2024-08-06', time: '24:00', reason: '台风' },
  extendDeadline: { deadline: 'recommendationDue', date: '2024-08-06', time: '24:00', reason: '台风', unit: 'pudong' },
  loadStanding: { standing: 'growth', since: '2024-04-01' },
  giveReminders: { before: [], overdue: [] },
};

const PLATFORM = new Set(Object.keys(platformDefinition.commands));
const pairs = [...new Map(COMMANDS.map(({ on, command }) => [`${on} ${command}`, { on, command }])).values()];

/** Where a command is given. */
export function pathOf(command: string): string {
  return PLATFORM.has(command) ? `/v1/commands/${command}` : `/v1/cycles/2024/commands/${command}`;
}

export async function commandsAgainstTable(door: Doorway, year: Year, differences: Differences): Promise<void> {
  const now = await standing(year);
  const cycle = await year.house.read('cycle-test.2024');
  const before = await door.parts.store.head();
  const streams = new Map(subjects);
  for (const { on, command } of pairs) {
    const stream = streams.get(on) as string;
    const subject = await year.house.read(stream);
    for (const who of EVERYBODY) {
      if (wantedCommands(who, on, subject, cycle, now).has(command)) continue;
      differences.asked += 1;
      const answer = await door.ask('POST', pathOf(command), {
        by: await door.tokenOf(year.viewers[who]),
        body: { target: { stream }, input: inputOf(command) },
        headers: { 'idempotency-key': `${who} ${on} ${command} ${before}` },
      });
      if (!isClosed(answer))
        differences.add(
          `${who} gives ${command} on ${on}: ${answer.status} ${JSON.stringify(answer.body['errors'] ?? '')}`,
        );
    }
  }
  if ((await door.parts.store.head()) !== before) differences.add('something was written');
}

export function inputOf(command: string): object {
  const said = SAID[command];
  if (said) return said;
  const { commands, forms }: Definition = PLATFORM.has(command) ? platformDefinition : shanghaiAdvancedHome;
  const { input = {} } = commands[command] ?? {};
  return fillForm(input, { forms, chance: seededChance('access'), today: '2024-04-01', what: command });
}
