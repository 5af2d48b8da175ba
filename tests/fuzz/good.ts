/** Requests of good will, one or several for each operation that writes: what the hostile ones are spoilt from. */
import { shanghaiAdvancedHome } from '../../workflows/shanghai-advanced-home/programme.js';
import { canonicalHash } from '../../libs/engine/canonical/digest.js';
import { HASH_DIGITS } from '../../libs/lifecycle/definition/published-key.js';
import { planted } from '../toy/check/plant.js';
import { application, candidate, CYCLE, plan, roster } from '../shanghai/federation.js';
import { fits, type Operation, type Parameter } from './document.js';
import { CANARY, type Scene, type Who } from './scene.js';

export interface Good {
  /** Who may send it. */
  readonly by: Who;
  readonly params: Readonly<Record<string, string>>;
  readonly body: object;
  /** Pointers to what must not be missing, and to what takes no further members. */
  readonly required: readonly string[];
  readonly strict: readonly string[];
  /** Pointers under which a value is judged as a whole: what is wrong with it need not be told by its place. */
  readonly opaque?: readonly string[];
  /** Answered with this status when it is sent as it is: 200 unless said. */
  readonly status?: number;
}

/** Another edition of the programme: not published yet. */
const edition = planted(shanghaiAdvancedHome, { '/edition': 'fuzz' });
const { texts, ...rules } = edition;
const command = ['/target', '/target/key'];

export function goodOnes(scene: Scene): Readonly<Record<string, readonly Good[]>> {
  const { programme, calendar } = scene;
  const person = { ...candidate, row: { ...candidate.row, headName: CANARY, headWechat: CANARY } };
  return {
    postCyclesByCycleCommandsByCommand: [
      {
        by: 'clerk',
        params: { cycle: CYCLE, command: 'putForward' },
        body: { target: { key: { home: 'h2' } }, input: person },
        required: [...command, '/input/row', '/input/row/headName', '/input/homeKind'],
        strict: ['', '/input', '/input/row', '/target'],
      },
      {
        by: 'clerk',
        params: { cycle: CYCLE, command: 'submitPlan' },
        body: { target: { stream: application('h1') }, input: { plan: { ...plan, contactName: CANARY } } },
        required: ['/target', '/input/plan', '/input/plan/steps', '/input/plan/staffing'],
        strict: ['', '/input', '/input/plan', '/input/plan/steps/1', '/input/plan/staffing'],
      },
      {
        by: 'clerk',
        params: { cycle: CYCLE, command: 'putForward' },
        body: {
          target: { stream: application('h3') },
          input: person,
          on: '2024-04-01',
          for: { stream: 'person-test.x' },
        },
        required: ['/target', '/input/row/address', '/input/blankPoint'],
        strict: ['', '/input', '/input/row', '/for'],
      },
    ],
    postCommandsByCommand: [
      {
        by: 'office',
        params: { command: 'registerHome' },
        body: { target: { key: { home: 'new-home' } }, input: { unit: 'pudong-s1', name: '新家' } },
        required: [...command, '/input/unit', '/input/name'],
        strict: ['', '/input', '/target'],
      },
      {
        by: 'operator',
        params: { command: 'grantRole' },
        body: { target: { key: { account: 'somebody' } }, input: { grant: 'g-1', role: 'clerk', unit: 'xuhui' } },
        required: [...command, '/input/grant', '/input/role', '/input/unit'],
        strict: ['', '/input', '/target'],
      },
      {
        by: 'office',
        params: { command: 'moveDeadline' },
        body: {
          target: { stream: `cycle-test.${CYCLE}` },
          input: { deadline: 'recommendationDue', date: '2024-08-05', time: '24:00', reason: CANARY },
        },
        required: ['/target', '/input/deadline', '/input/date', '/input/reason'],
        strict: ['', '/input', '/target'],
      },
      {
        by: 'operator',
        params: { command: 'publishProgramme' },
        body: {
          target: { key: { hash: canonicalHash(rules).slice(0, HASH_DIGITS) } },
          input: { definition: rules, texts },
        },
        required: [...command, '/input/definition', '/input/texts'],
        strict: ['', '/input', '/target'],
        opaque: ['/input/definition', '/input/texts'],
      },
    ],
    postCycles: [
      {
        by: 'office',
        params: {},
        body: { cycle: '2025', unit: 'shanghai', programme, calendar },
        required: ['/cycle', '/unit', '/programme', '/calendar'],
        strict: [''],
      },
    ],
    putCyclesByCycleSettingsBySetting: [
      {
        by: 'office',
        params: { cycle: CYCLE, setting: 'guidanceSampleSize' },
        body: { value: 3 },
        required: ['/value'],
        strict: [''],
      },
    ],
    postProgrammes: [
      {
        by: 'operator',
        params: {},
        body: { definition: planted(edition, { '/edition': 'fuzz-again' }) },
        required: ['/definition', '/definition/texts', '/definition/subjects', '/definition/commands'],
        strict: ['', '/definition', '/definition/subjects/0', '/definition/subjects/0/chart'],
        opaque: ['/definition/texts'],
      },
    ],
    // Nobody follows the log here, so nobody can walk the clock.
    postClockAdvance: [
      {
        by: 'operator',
        params: {},
        body: { to: '2024-05-01T00:00:00Z' },
        required: ['/to'],
        strict: [''],
        status: 409,
      },
    ],
  };
}

/** Texts that may stand for a parameter, by its name. */
export function plausible({ name, schema, in: where, required }: Parameter, scene: Scene): readonly string[] {
  const named: Readonly<Record<string, readonly string[]>> = {
    cycle: [CYCLE],
    stream: [application('h1'), roster, `cycle-test.${CYCLE}`, 'unit-test.pudong', 'home-test.h1', application('h9')],
    standing: ['growth', 'advanced'],
    id: [scene.programme],
    file: [`${scene.tokens.calendar}.ics`],
    after: [scene.head],
    'Last-Event-Id': [scene.head],
    limit: ['1', '2', '500'],
    // Only a history's pages are told by numbers; what a list gave is nobody's to make up.
    cursor: schema.maxLength === undefined ? ['0', '1', '999999999999999'] : [],
    category: ['application', 'roster', 'cycle'],
    stage: ['active', 'active.candidate.planning', 'drafting'],
    unit: ['pudong', 'xuhui', 'nowhere'],
    below: ['shanghai', 'pudong'],
    holder: ['clerk', 'office'],
    at: ['2024-04-02T01:00:00Z', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z', '2024-04-02T09:00:00+08:00'],
    from: ['now', 'beginning'],
    lang: ['zh', 'en'],
    deadline: ['recommendationDue'],
    overdue: ['true'],
    'Idempotency-Key': ['a key'],
    'If-Match': ['"0"', '"7"'],
  };
  const found = named[name]?.filter((text) => fits(schema, text));
  if (!found || (found.length === 0 && required))
    throw new Error(`nothing is known that could stand for ${name} in the ${where}`);
  return found;
}

/** Who may ask for what is read. */
export function readerOf({ id }: Operation): Who {
  return ['getLag', 'getMetrics'].includes(id) ? 'operator' : 'office';
}
