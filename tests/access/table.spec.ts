/** The definition against the table that was written by hand: what is allowed, and what is seen, after every step of a year. */
import { describe, expect, test } from '@jest/globals';
import { allowedOn, type Allowed } from '../../libs/lifecycle/visibility/allowed-commands.js';
import type { Definition } from '../../libs/lifecycle/definition/definition.js';
import type { FactSeen } from '../../libs/lifecycle/visibility/visibility.js';
import { shanghaiAdvancedHome } from '../../workflows/shanghai-advanced-home/programme.js';
import { asked, sight } from '../sight/seeing.js';
import { planted } from '../toy/check/plant.js';
import { SUBJECTS, VIEWERS, type About, type Who } from './table.js';
import { isOpenFor, standing, wantedCommands, wantedOf } from './wanted.js';
import { walk, type Year } from './year.js';

const subjects = Object.entries(SUBJECTS) as [About, string][];
const people = Object.keys(VIEWERS) as Who[];

function isOpen({ allowed, reason }: Allowed): boolean {
  return allowed || !reason || isOpenFor(reason.reason);
}

async function commandsAgainstTable({ house, viewers }: Year, tally: Tally): Promise<void> {
  const cycle = await house.read(SUBJECTS.cycle);
  const now = await standing({ house, viewers });
  for (const [about, stream] of subjects) {
    const subject = await house.read(stream);
    for (const who of people) {
      const answers = await asked(house, (context) =>
        allowedOn(viewers[who], { stream, cycle: '2024' }, context, house.service.decider),
      );
      const found = new Set(answers.filter(isOpen).map(({ command }) => command));
      const wanted = wantedCommands(who, about, subject, cycle, now);
      tally.commands += wanted.size;
      const at = `${who} on ${about} in ${subject.chartState?.stage ?? 'absent'}`;
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
        const wanted = wantedOf(who, about, fact, viewers[who].account, now);
        const found = foundOf(seen?.fact(fact as FactSeen));
        tally.fields += 1;
        if (wanted !== found) tally.add(`${who} of ${about}: ${fact.type}: ${found}, not ${wanted}`);
      }
    }
  }
}

function foundOf(seen: 'all' | ReadonlySet<string> | undefined): string {
  if (seen === undefined || seen === 'all') return seen ?? 'unseen';
  return `only ${[...seen].sort().join(', ')}`;
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
