/** Definitions with a fault in them, published over HTTP into a running server. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CHECK_MESSAGES } from '../../libs/lifecycle/messages/check.js';
import { RUBRIC_MESSAGES } from '../../libs/lifecycle/messages/forms.js';
import { house, type Actor, type House } from '../given.js';
import { describeWithPostgres } from '../postgres.js';
import { CHART_FAULTS, WORD_FAULTS } from '../toy/check/faults/charts.js';
import { COMMAND_FAULTS } from '../toy/check/faults/commands.js';
import { FACT_FAULTS, FORM_FAULTS, SCHEMA_FAULTS } from '../toy/check/faults/facts.js';
import { LEADING_FAULTS, RUBRIC_FAULTS, VALUE_FAULTS } from '../toy/check/faults/more.js';
import { PART_FAULTS } from '../toy/check/faults/parts.js';
import { SIGHT_FAULTS } from '../toy/check/faults/sight.js';
import { YIELD_FAULTS } from '../toy/check/faults/yields.js';
import type { Case } from '../toy/check/finds.js';
import { planted } from '../toy/check/plant.js';
import { small } from '../toy/small.js';
import { asRefused, at, Door, type Answered, type Play } from './door.js';

const FAULTS: readonly Case[] = [
  SCHEMA_FAULTS,
  VALUE_FAULTS,
  WORD_FAULTS,
  CHART_FAULTS,
  LEADING_FAULTS,
  FACT_FAULTS,
  FORM_FAULTS,
  COMMAND_FAULTS,
  YIELD_FAULTS,
  PART_FAULTS,
  RUBRIC_FAULTS,
  SIGHT_FAULTS,
].flat();

/** Found in definitions, with the same words as in other places. */
const SHARED = [
  'commandUnknown',
  'deadlineUnknown',
  'malformed',
  'notAChoice',
  'rangeEmpty',
  'required',
  'settingUnknown',
  'tooLarge',
  'tooSmall',
  'wrongType',
];
/** Told to authors by `programme check`; nothing is refused for it. */
const NEVER_REFUSED = ['textUnused'];

test('every reason for which a definition is unsound has its case', () => {
  const reasons = [...Object.keys(CHECK_MESSAGES), ...Object.keys(RUBRIC_MESSAGES), ...SHARED];
  const met = [...new Set(FAULTS.map(([, , reason]) => reason))];
  expect(met.toSorted()).toEqual([...new Set(reasons)].filter((each) => !NEVER_REFUSED.includes(each)).toSorted());
});

interface Office {
  readonly house: House;
  readonly operator: Actor;
  readonly clerk: Actor;
}

const play: Play<Office> = {
  name: 'refusalspublications',
  async begin(parts) {
    const place = await house('2031-02-01T09:00:00+08:00', 'test', parts);
    await place.units([['grove', 'root']]);
    return {
      house: place,
      operator: await place.actor('operator', 'grove'),
      clerk: await place.actor('clerk', 'grove'),
    };
  },
  house: (all) => all.house,
  resumed: (all, house) => ({ ...all, house }),
};

describeWithPostgres('a publication', () => {
  let door: Door;
  let all: Office;
  let keys = 0;
  beforeAll(async () => void ({ door, all } = await Door.open(play)));
  afterAll(() => door.close());

  const publish = async (
    definition: unknown,
    by = all.operator,
    key = `publication ${(keys += 1)}`,
  ): Promise<Answered> =>
    door.ask('POST', '/v1/programmes', {
      by: await door.tokenOf(by),
      body: { definition },
      headers: { 'idempotency-key': key },
    });

  describe('is refused, with its place in both languages, and writes nothing', () => {
    test.each(FAULTS.map(([what, changes, reason, pointer, params]) => ({ what, changes, reason, pointer, params })))(
      '$reason: $what',
      async ({ changes, reason, pointer, params }) => {
        const definition = planted(small, changes);
        const { body } = await door.refused(422, 'definitionUnsound', () => publish(definition));
        const wanted = { in: 'body', pointer: `/definition${pointer}`, reason, ...(params && { params }) };
        expect(body.errors).toContainEqual(expect.objectContaining(wanted));
        const above = `/definition${pointer}`.replace(/\/[^/]*$/, '');
        expect(at({ definition }, above)).toBeDefined();
      },
    );
  });

  test('what has no hash is refused at its place', async () => {
    const odd = await door.refused(422, 'malformed', () => publish(planted(small, { '/subjects/0/half': 0.5 })));
    expect(odd.body.errors).toMatchObject([{ in: 'body', pointer: '/definition/subjects/0/half' }]);
    const accent = await door.refused(422, 'malformed', () => publish(planted(small, { '/title': 'e\u0301' })));
    expect(accent.body.errors).toMatchObject([{ in: 'body', pointer: '/definition/title', reason: 'textNotNormal' }]);
  });

  test('what is no definition at all is refused for its shape', async () => {
    for (const value of [null, [], 'x', 1]) await door.refused(422, 'malformed', () => publish(value));
    const { body } = await door.refused(422, 'malformed', () => publish({}));
    expect(body.errors).toMatchObject([{ pointer: '/definition/texts', reason: 'required' }]);
    await door.refused(422, 'definitionUnsound', () => publish({ texts: {} }));
  });

  test('of texts that are too many to publish the place is told', async () => {
    const texts = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`spare.n${index}`, '余'.repeat(100)]));
    const { body } = await door.refused(422, 'malformed', () => publish(planted(small, { '/texts/zh': texts })));
    expect(body.errors).toMatchObject([{ pointer: '/definition/texts', reason: 'tooLarge' }]);
  });

  test('only an operator publishes; the sound one is there at once, and there once', async () => {
    asRefused(403, 'roleForbids', await publish(small, all.clerk));
    const first = await publish(small, all.operator, 'once');
    expect(first).toMatchObject({ status: 200, body: { repeated: false, facts: [{ type: 'programmePublished' }] } });
    expect(await publish(small, all.operator, 'once')).toMatchObject({ status: 200, body: { repeated: true } });
    await door.refused(409, 'alreadyExists', () => publish(small));
    await door.refused(422, 'keyReused', () =>
      publish(planted(small, { '/texts/zh/title': '灯笼' }), all.operator, 'once'),
    );
    const id = String(first.body['stream']).split('.').at(-1);
    const read = await door.ask('GET', `/v1/programmes/${id}`, { by: await door.tokenOf(all.clerk) });
    expect(read.body['definition']).toEqual(JSON.parse(JSON.stringify(small)));
  });
});
