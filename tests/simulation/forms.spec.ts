/** What the actors of the played year write: phrases of the programme's own, true to the home in whichever form. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { CommandService } from '../../libs/runtime/command-service.js';
import { memoryCheckpoints, systemRetryTimer } from '../../libs/runtime/memory-parts.js';
import { seededChance } from '../../libs/simulation/chance.js';
import { inProcessClient } from '../../libs/simulation/in-process-client.js';
import { type CommandAnswer, type GivenCommand } from '../../libs/simulation/simulation-client.js';
import { play } from '../../libs/simulation/play.js';
import { setUpCycle } from '../../libs/simulation/set-up-cycle.js';
import { decodeEnvelope, type Envelope } from '../../libs/engine/envelope/envelope.js';
import { streamParts } from '../../libs/engine/ports/event-store.js';
import type { FieldList } from '../../libs/lifecycle/language/fields.js';
import { formOf } from '../../libs/lifecycle/forms/form-schema.js';
import { memorySealing } from '../../libs/sealing/open-sealing.js';
import { seededRandom } from '../../libs/sealing/crypto/random.js';
import { memoryStore } from '../../libs/store/memory/memory-store.js';
import { playable, programmes } from '../../workflows/index.js';
import { PLAYED } from './guards.js';

const SEED = '7';
const APPLICATIONS = 60;
const definition = programmes.find(({ slug }) => slug === PLAYED);
const values = playable[PLAYED];
if (!definition || !values) throw new Error(`${PLAYED} cannot be played`);
const { demonstration, simulation } = values;
const told = { definition, demonstration, simulation, root: 'simulation' };

type Row = Readonly<Record<string, unknown>>;
interface Gave {
  readonly given: GivenCommand;
  readonly input: Row;
  readonly answer: CommandAnswer;
}

const gave: Gave[] = [];
const facts: Envelope[] = [];
const homes = new Map(demonstration.homes.map((home) => [home.home, home]));
const parents = new Map(demonstration.units.map(({ unit, parent }) => [unit, parent]));
/** The unit with places that a home belongs to. */
const unitOf = (unit: string): string => (parents.get(unit) === simulation.unit ? unit : (parents.get(unit) ?? ''));

beforeAll(async () => {
  let now = Date.parse(simulation.publishedAt);
  const random = seededRandom(SEED);
  const { keys, votes } = memorySealing(random);
  const store = memoryStore();
  const service = new CommandService({
    store,
    keys,
    votes,
    random,
    checkpoints: memoryCheckpoints(),
    clock: () => now,
    virtualClock: true,
    retry: systemRetryTimer,
  });
  const progress = (): void => undefined;
  const federation = await setUpCycle(service, told, 'test', progress);
  const door = inProcessClient(service, told.root, (instant) => {
    now = instant;
  });
  const overheard = {
    ...door,
    give: async (given: GivenCommand): Promise<CommandAnswer> => {
      const answer = await door.give(given);
      gave.push({ given, input: given.input as Row, answer });
      return answer;
    },
  };
  const chance = seededChance(SEED);
  await play({ ...told, door: overheard, federation, chance, applications: APPLICATIONS, progress });
  for await (const { bytes } of store.readLog()) facts.push(decodeEnvelope(bytes));
}, 120_000);

function accepted(command: string): (Row & { home: string })[] {
  return gave
    .filter(({ given, answer }) => given.name === command && answer.kind === 'accepted')
    .map(({ given, input }) => ({ ...input, home: homeIn(given.stream) }));
}

function homeIn(stream: string): string {
  return streamParts(stream).id.split('.').at(-1) ?? '';
}

/** Every text that an input holds, and what stands beside it: by the command's own field list. */
function* textsIn(list: FieldList, input: Row, path: string): Generator<[path: string, text: string]> {
  const forms = definition?.forms ?? {};
  for (const [name, field] of Object.entries(list)) {
    const value = input[name] as never;
    const at = `${path}.${name}`;
    if (value === undefined) continue;
    if (field.kind === 'text') yield [at, value];
    if (field.kind === 'form') yield* textsIn(formOf(forms, field.form).fields, value, at);
    if (field.kind === 'branch') yield* textsIn(field.cases[String(input[field.on])] ?? {}, value, at);
    if (field.kind === 'list' && field.of === 'text') for (const text of value as string[]) yield [at, text];
    if (field.kind === 'table') for (const row of value as Row[]) yield* textsIn(field.columns, row, at);
    if (field.kind === 'marks')
      for (const { reason } of Object.values(value as Record<string, { reason?: string }>))
        if (reason !== undefined) yield [`${at}.reason`, reason];
  }
}

/** Every string in a value, at any depth. */
function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

describe('every text', () => {
  test('of every command is one of the phrases, the name of a home, or given by the move: none is a filler', () => {
    const known = new Set([...stringsIn(simulation), ...demonstration.homes.map(({ name }) => name)]);
    const texts = gave
      .filter(({ given }) => definition.commands[given.name])
      .flatMap(({ given, input }) => [...textsIn(definition.commands[given.name]?.input ?? {}, input, given.name)]);
    expect(texts.length).toBeGreaterThan(5000);
    expect([...new Set(texts.filter(([, text]) => !known.has(text)).map(([path]) => path))]).toEqual([]);
  });

  test('fits its form: nothing is malformed but what a move spoils on purpose', () => {
    const malformed = gave.filter(({ answer }) => answer.kind === 'refused' && answer.reason === 'malformed');
    const named = ({ input }: Gave): unknown => ((input['row'] ?? input['plan']) as Row)['name'];
    expect(malformed.length).toBeGreaterThan(5);
    expect(malformed.map(named)).toEqual(malformed.map(() => undefined));
    expect(malformed.map(({ answer }) => answer)).toEqual(
      malformed.map(() => ({ kind: 'refused', reason: 'malformed', problems: ['required'] })),
    );
  });

  test('is nobody’s: numbers that nobody has, mailboxes of example.org, persons who are marked', () => {
    const made = JSON.stringify(gave.map(({ input }) => input));
    const members = (pattern: RegExp): string[] => [...made.matchAll(pattern)].map(([, value]) => value ?? '');
    const numbers = members(/"\w*(?:[pP]hone|Mobile|HeadContact)":"([^"]*)"/g);
    expect(numbers.length).toBeGreaterThan(100);
    expect(numbers.filter((number) => !/^00000\d{6}$|0{8}$/.test(number))).toEqual([]);
    const mails = members(/"headEmail":"([^"]*)"/g);
    expect(mails.filter((mail) => !mail.endsWith('@example.org'))).toEqual([]);
    const persons = members(/"(?:headName|contactName|\w+TimeHeadName)":"([^"]*)"/g);
    expect(persons.filter((person) => !person.startsWith('演示'))).toEqual([]);
  });
});

describe('one home', () => {
  test('is the same in all its forms: its registered name, its address, its head', () => {
    const said = new Map<string, Set<string>>();
    const forms = [
      ...accepted('putForward').map(({ home, row }) => [home, row as Row, (row as Row)['headName']] as const),
      ...['submitPlan', 'correctPlan'].flatMap(accepted).map(({ home, plan }) => {
        const { fullTimeHeadName, partTimeHeadName } = (plan as Row)['staffing'] as Row;
        return [home, plan as Row, fullTimeHeadName ?? partTimeHeadName] as const;
      }),
      ...['submitRecommendation', 'resubmitRecommendation']
        .flatMap(accepted)
        .map(({ home, form }) => [home, form as Row, (form as Row)['headName']] as const),
    ];
    expect(forms.length).toBeGreaterThan(2 * APPLICATIONS);
    for (const [home, { name, address }, head] of forms) {
      expect(name).toBe(homes.get(home)?.name);
      said.set(home, (said.get(home) ?? new Set()).add(`${String(address)} ${String(head)}`));
    }
    expect([...said.values()].filter(({ size }) => size !== 1)).toEqual([]);
    // And nobody else of its unit stands there, or is headed by the same person.
    const inUnit = [...said].map(([home, [one]]) => `${unitOf(homes.get(home)?.unit ?? '')} ${one}`);
    expect(new Set(inUnit.map((each) => each.replace(/ .* /, ' '))).size).toBe(said.size);
  });

  test('is of the sort that the register says, in its own street; of a system, in none', () => {
    for (const { home, homeKind, street } of accepted('putForward')) {
      const { unit = '', sort } = homes.get(home) ?? {};
      expect([home, homeKind, street]).toEqual([home, sort, unitOf(unit) === unit ? undefined : unit]);
    }
  });

  test('is acted for by an account of its own unit', () => {
    const named = accepted('nameApplicant');
    expect(named.length).toBeGreaterThan(10);
    for (const { home, account } of named)
      expect(account).toMatch(new RegExp(`^applicant-${unitOf(homes.get(home)?.unit ?? '')}-\\d$`));
  });

  test('gets what it asked for, and reports on the project that it planned', () => {
    const asked = new Map(accepted('requestDelivery').map(({ home, resource }) => [home, resource]));
    const delivered = accepted('recordDelivery');
    expect(delivered.length).toBeGreaterThan(5);
    for (const { home, resource } of delivered) expect(resource).toBe(asked.get(home));
    const projects = Object.values(simulation.phrases?.['projects'] ?? {}).flat() as Row[];
    const plans = new Map(accepted('submitPlan').map(({ home, plan }) => [home, plan as Row]));
    for (const { home, form } of accepted('submitRecommendation')) {
      const project = projects.find(({ wholePlan }) => wholePlan === plans.get(home)?.['wholePlan']);
      expect((form as Row)['closingReport']).toBe(project?.['closing']);
    }
  });
});

test('a plan that is corrected has another budget and says so, and is the same otherwise', () => {
  const plans = new Map(accepted('submitPlan').map(({ home, plan }) => [home, plan as Row]));
  const corrected = accepted('correctPlan');
  expect(corrected.length).toBeGreaterThan(0);
  for (const { home, plan, reason } of corrected) {
    const { budgetFen } = plans.get(home) ?? {};
    expect((plan as Row)['budgetFen']).not.toBe(budgetFen);
    expect({ ...(plan as Row), budgetFen }).toEqual(plans.get(home));
    expect(simulation.phrases?.['budgetReasons']).toContain(reason);
  }
});

describe('numbers', () => {
  test('of staff: as many full time in the table as the plan counts, the head in the first row', () => {
    const plans = accepted('submitPlan').map(({ plan }) => plan as Row);
    expect(new Set(plans.map(({ hasFullTimeStaff }) => hasFullTimeStaff))).toEqual(new Set([true, false]));
    for (const { hasFullTimeStaff, staffing, staff } of plans) {
      const rows = staff as { name: string; employment: string }[];
      const { fullTimeCount = 0, fullTimeHeadName, partTimeHeadName } = staffing as Row;
      expect(rows.filter(({ employment }) => employment === 'fullTime')).toHaveLength(Number(fullTimeCount));
      expect(Number(fullTimeCount) > 0).toBe(hasFullTimeStaff);
      expect(rows[0]?.name).toBe(fullTimeHeadName ?? partTimeHeadName);
      expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
    }
  });

  test('of money: some tens of thousands of yuan', () => {
    for (const { plan } of ['submitPlan', 'correctPlan'].flatMap(accepted)) {
      const yuan = Number((plan as Row)['budgetFen']) / 100;
      expect(yuan).toBeGreaterThanOrEqual(10_000);
      expect(yuan).toBeLessThanOrEqual(60_000);
    }
  });

  test('of points: who is scored has most of them, and the reason of each mark is one for so many', () => {
    const totals = facts.filter(({ type }) => type === 'homeScored').map(({ data }) => Number(data['total']));
    expect(totals.length).toBeGreaterThan(20);
    const sum = totals.reduce((all, total) => all + total, 0);
    expect(sum / totals.length).toBeGreaterThan(120);
    const none = new Set(stringsIn(simulation.phrases?.['doesNotMeet']));
    const marks = accepted('scoreHome').flatMap((input) => Object.values(input['marks'] as Record<string, Row>));
    for (const { points, reason } of marks) expect(none.has(String(reason))).toBe(points === 0);
  });
});

test('a reason for being late is given by those who are late, and by nobody else', () => {
  const reasoned = facts.filter(({ data }) => data['lateReason'] !== undefined);
  expect(reasoned.length).toBeGreaterThan(3);
  expect(reasoned.filter(({ data }) => data['late'] !== true).map(({ stream, type }) => `${stream} ${type}`)).toEqual(
    [],
  );
});
