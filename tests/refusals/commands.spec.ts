/** Every reason for which a command can be refused, as whoever gave it over HTTP is told. */
import { afterAll, expect, test } from '@jest/globals';
import { REJECTIONS, type RejectionReason } from '../../libs/engine/decide/rejection.js';
import { describeWithPostgres } from '../postgres.js';
import { beijing } from './cases/beijing.js';
import { closeUntouched, type Staged } from './cases/case.js';
import { others } from './cases/others.js';
import { platform } from './cases/platform.js';
import { shanghai } from './cases/shanghai.js';
import { toys } from './cases/toy.js';
import { codesIn } from './codes.js';
import { at, posted } from './door.js';

/** By hand, not from the engine's kinds: clients decide by these what they do next. */
const STATUS: Readonly<Record<number, readonly RejectionReason[]>> = {
  422: [
    'malformed',
    'keyReused',
    'reasonMissing',
    'lateReasonMissing',
    'copiesMissing',
    'sealMissing',
    'addressMissing',
    'opinionNotOnForm',
    'opinionOutOfOrder',
    'dateOutOfOrder',
    'dateInFuture',
    'marksRefused',
    'sumDoesNotHold',
    'definitionUnsound',
    'calendarUnsound',
    'settingUnknown',
    'settingWrongType',
    'deadlineUnknown',
    'calendarYearMissing',
    'sampleTooLarge',
    'commandUnknown',
  ],
  409: [
    'stageForbids',
    'cycleForbids',
    'alreadyExists',
    'quotaExceeded',
    'notInRegister',
    'alreadyInRegister',
    'onlyOnce',
    'opinionMissing',
    'late',
    'settingUnset',
    'deadlineUnset',
    'conditionNotMet',
    'notComplete',
    'alreadyDone',
    'nothingOwed',
    'notNextInLine',
    'notSampled',
    'conflictOfInterest',
    'recused',
    'limitReached',
    'noWayFromOldRules',
    'personErased',
  ],
  403: ['roleForbids', 'outsideSubtree', 'notAssigned', 'wrongUnit', 'grantRevoked', 'behalfForbidden'],
  404: ['notFound'],
};

function statusOf(reason: RejectionReason): number {
  return Number(Object.keys(STATUS).find((status) => STATUS[Number(status)]?.includes(reason)));
}

const CASES: readonly Staged[] = [...shanghai, ...beijing, ...others, ...platform, ...toys];

test('every reason has its status and its case', () => {
  const reasons = Object.keys(REJECTIONS).toSorted();
  expect(Object.values(STATUS).flat().toSorted()).toEqual(reasons);
  expect([...new Set(CASES.map(({ reason }) => reason))].toSorted()).toEqual(reasons);
});

describeWithPostgres('a command is refused', () => {
  afterAll(closeUntouched);

  test.each(CASES)('$reason: $what', async ({ reason, open, at: pointers = [], says }) => {
    const { door, ask, leave } = await open();
    try {
      const asked = await ask();
      const { body } = await door.refused(statusOf(reason), reason, () => door.give(asked));
      expect(body.errors.map((error) => `${error.in} ${error.pointer}`).toSorted()).toEqual(
        pointers.map((pointer) => `body ${pointer}`).toSorted(),
      );
      // What is missing has no place in what was sent, but what it is missing from has.
      for (const pointer of pointers) {
        const above = pointer.slice(0, pointer.lastIndexOf('/'));
        expect([pointer, at(posted(asked).body, above)]).toEqual([pointer, expect.anything()]);
      }
      const english = await door.give(asked, { 'accept-language': 'en' });
      expect(english.body['title']).toBe(body.messages.en);
      expect(says && [body.messages.zh, body.messages.en]).toEqual(says);
      expect([body, ...body.errors].flatMap(codesIn)).toEqual([]);
    } finally {
      await leave();
    }
  });
});
