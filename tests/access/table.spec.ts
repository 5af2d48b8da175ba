/** The definition against the table that was written by hand: what is allowed, and what is seen, after every step of a year. */
import { describe, expect, test } from '@jest/globals';
import { REJECTIONS, type RejectionReason } from '../../libs/engine/rejection.js';
import { allowedOn, type Allowed } from '../../libs/lifecycle/allowing.js';
import { stands } from '../../libs/lifecycle/context.js';
import type { Definition } from '../../libs/lifecycle/definition.js';
import { ALL_GUARDS } from '../../libs/lifecycle/guards-platform.js';
import type { FactSeen } from '../../libs/lifecycle/sight.js';
import { shanghaiAdvancedHome } from '../../workflows/shanghai-advanced-home/programme.js';
import { asked, carried, sight } from '../sight/seeing.js';
import { planted } from '../toy/plant.js';
import { COMMANDS, FIELDS, SUBJECTS, VIEWERS, type About, type FieldRow, type Who } from './table.js';
import { walk, type Year } from './year.js';

const subjects = Object.entries(SUBJECTS) as [About, string][];
const people = Object.keys(VIEWERS) as Who[];

/** Subjects that live in the year, whose commands are given while it is open. */
const OF_THE_YEAR: ReadonlySet<About> = new Set([
  'application',
  'absentApplication',
  'roster',
  'absentRoster',
  'sending',
  'guidance',
]);

/** Refused though the role reaches here and the stage is right: a guard, or something that was read. */
function isOpen({ allowed, reason }: Allowed): boolean {
  if (allowed || !reason) return true;
  const closed: readonly RejectionReason[] = ['stageForbids', 'cycleForbids', 'alreadyExists', 'notSampled'];
  return !closed.includes(reason.reason) && !['role', 'absent'].includes(REJECTIONS[reason.reason]);
}

async function commandsAgainstTable({ house, viewers }: Year, tally: Tally): Promise<void> {
  const cycle = await house.read(SUBJECTS.cycle);
  const now = await standing({ house, viewers });
  for (const [about, stream] of subjects) {
    const subject = await house.read(stream);
    const open = !OF_THE_YEAR.has(about) || stands(cycle, 'open');
    for (const who of people) {
      const answers = await asked(house, (world) =>
        allowedOn(viewers[who], { stream, cycle: '2024' }, world, carried, ALL_GUARDS),
      );
      const found = new Set(answers.filter(isOpen).map(({ command }) => command));
      const wanted = new Set(
        COMMANDS.filter(
          (row) =>
            row.on === about &&
            row.who.includes(who) &&
            open &&
            row.stages.some((stage) => stands(subject, stage)) &&
            (row.when === undefined || now[row.when]),
        ).map(({ command }) => command),
      );
      tally.commands += wanted.size;
      const at = `${who} on ${about} in ${subject.standing?.stage ?? 'absent'}`;
      for (const command of found) if (!wanted.has(command)) tally.add(`${at}: may ${command}`);
      for (const command of wanted) if (!found.has(command)) tally.add(`${at}: may not ${command}`);
    }
  }
}

async function fieldsAgainstTable(year: Year, tally: Tally): Promise<void> {
  const { house, viewers } = year;
  const now = await standing(year);
  for (const [about, stream] of subjects) {
    const facts = await house.facts(stream);
    for (const who of people) {
      const seen = await sight(house, viewers[who], stream);
      for (const fact of facts) {
        const own = 'account' in fact.by && fact.by.account === viewers[who].account;
        const rows = FIELDS.filter(
          (row) =>
            row.on === about &&
            row.who.includes(who) &&
            (row.facts.includes(fact.type) || row.facts.includes('*')) &&
            (row.when === undefined || (row.when === 'own' ? own : now[row.when])),
        );
        const [wanted, found] = [wantedOf(rows), foundOf(seen?.fact(fact as FactSeen))];
        tally.fields += 1;
        if (wanted !== found) tally.add(`${who} of ${about}: ${fact.type}: ${found}, not ${wanted}`);
      }
    }
  }
}

function wantedOf(rows: readonly FieldRow[]): string {
  if (rows.length === 0) return 'unseen';
  if (rows.some(({ fields }) => fields === 'all')) return 'all';
  return `only ${[...new Set(rows.flatMap(({ fields }) => fields))].sort().join(', ')}`;
}

function foundOf(seen: 'all' | ReadonlySet<string> | undefined): string {
  if (seen === undefined || seen === 'all') return seen ?? 'unseen';
  return `only ${[...seen].sort().join(', ')}`;
}

async function standing({ house, viewers }: Year): Promise<Record<'fixed' | 'drawn' | 'assigned', boolean>> {
  const [cycle, guidance, application] = await Promise.all(
    [SUBJECTS.cycle, SUBJECTS.guidance, SUBJECTS.application].map((stream) => house.read(stream)),
  );
  const ranked = (await house.facts(SUBJECTS.cycle)).findLast(({ type }) => type.startsWith('ranking'));
  return {
    fixed: ranked?.type === 'rankingFixed' && cycle !== undefined && !stands(cycle, 'open'),
    drawn: ((guidance?.fields['sampled'] ?? []) as readonly string[]).includes('h1'),
    assigned: Object.hasOwn((application?.fields['evaluators'] ?? {}) as object, viewers.evaluator.account),
  };
}

class Tally {
  commands = 0;
  fields = 0;
  readonly differences = new Set<string>();

  add(difference: string): void {
    this.differences.add(difference);
  }
}

async function against(definition: Definition): Promise<Tally> {
  const tally = new Tally();
  await walk(async (year) => {
    await commandsAgainstTable(year, tally);
    await fieldsAgainstTable(year, tally);
  }, definition);
  return tally;
}

const shanghai: Definition = shanghaiAdvancedHome;

test('Shanghai allows and shows what the table says, and nothing else', async () => {
  const { differences, commands, fields } = await against(shanghai);
  expect([...differences]).toEqual([]);
  expect(commands).toBeGreaterThan(400);
  expect(fields).toBeGreaterThan(5000);
}, 60_000);

const more = (rules: readonly unknown[], rule: unknown): unknown[] => [...rules, rule];
const allowOf = (command: string): readonly unknown[] => shanghai.commands[command]?.allow ?? [];

describe('a hole shows', () => {
  test.each([
    [
      'a district’s clerk may conclude an evaluation',
      { '/commands/concludeEvaluation/allow': more(allowOf('concludeEvaluation'), { role: 'clerk', where: 'own' }) },
      'clerk on application in active.evaluation.scoring: may concludeEvaluation',
    ],
    [
      'clerks anywhere may withdraw a candidate',
      { '/commands/withdrawCandidate/allow': [{ role: 'clerk', where: 'anywhere' }] },
      'siblingClerk on application in active.candidate.planning: may withdrawCandidate',
    ],
    [
      'an evaluator can’t say that she is too near',
      { '/commands/declareConflict/allow': [{ role: 'office', where: 'subtree' }] },
      'evaluator on application in active.evaluation.scoring: may not declareConflict',
    ],
    [
      'applicants see every home',
      {
        '/sight': more(shanghai.sight, {
          role: 'applicant',
          where: 'anywhere',
          subject: 'application',
          sees: ['homePutForward.row'],
        }),
      },
      'applicantOfAnother of application: homePutForward: only row, not unseen',
    ],
    [
      'the office sees scores before the ranking is fixed',
      {
        '/sight': more(shanghai.sight, {
          role: 'office',
          where: 'subtree',
          subject: 'application',
          sees: ['homeScored.total'],
        }),
      },
      'office of application: homeScored: only total, not unseen',
    ],
  ])(
    '%s',
    async (_what, changes, difference) => {
      const { differences } = await against(planted(shanghai, changes));
      expect([...differences]).toContain(difference);
    },
    60_000,
  );
});
