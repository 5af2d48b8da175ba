import { describe, expect, test } from '@jest/globals';
import { check, finds } from './finds.js';
import { planted } from './plant.js';
import { small } from './small.js';

const sealedNote = { kind: 'text', max: 100 };

describe('yields', () => {
  const mended = '/commands/mendLantern/yields/0';
  const judged = '/commands/judgeLantern/yields/0';
  finds([
    [
      'a fact that is not listed where the command is allowed',
      { '/commands/mendLantern/stages': ['kindling', 'shown'] },
      'factNotListed',
      `${mended}/fact`,
      { fact: 'lanternMended', stages: 'shown' },
    ],
    [
      'a second fact that cannot follow the first',
      {
        '/commands/showLantern/yields/1': {
          fact: 'lanternMended',
          on: 'self',
          data: { keepers: { value: [] }, note: { value: 'x' } },
        },
      },
      'factNotListed',
      '/commands/showLantern/yields/1/fact',
      { fact: 'lanternMended', stages: 'kindling' },
    ],
    [
      'a fact that the cycle does not list in that stage',
      { '/commands/lightLantern/cycleStages': ['ranked'] },
      'factNotListed',
      '/commands/lightLantern/yields/1/fact',
      { fact: 'subjectListed', stages: 'ranked' },
    ],
    [
      'a fact of another subject',
      { '/commands/lightLantern/yields/1': { fact: 'lanternLit', on: 'home' } },
      'factUnknown',
      '/commands/lightLantern/yields/1/fact',
      { fact: 'lanternLit', subject: 'home' },
    ],
    [
      'on an alias that is not read',
      { '/commands/lightLantern/yields/1/on': 'street' },
      'aliasUnknown',
      '/commands/lightLantern/yields/1/on',
      { alias: 'street' },
    ],
    [
      'a required field that nothing supplies',
      { [`${judged}/data`]: undefined },
      'fieldNotSupplied',
      judged,
      { field: 'total', fact: 'lanternJudged' },
    ],
    [
      'data that the fact does not have',
      { [`${judged}/data/spare`]: { value: 1 } },
      'fieldUnknown',
      `${judged}/data/spare`,
      { field: 'spare' },
    ],
    [
      'a field that may be left empty and is required',
      { '/commands/mendLantern/input/note': { ...sealedNote, required: false } },
      'fieldMayBeMissing',
      mended,
      { field: 'note', fact: 'lanternMended' },
    ],
    [
      'more than the fact takes',
      { '/commands/mendLantern/input/note/max': 101 },
      'fieldDoesNotFit',
      mended,
      { field: 'note', fact: 'lanternMended' },
    ],
    [
      'something personal made open',
      { '/subjects/0/facts/lanternMended/fields/note/personal': false },
      'personalOpened',
      mended,
      { field: 'note', fact: 'lanternMended' },
    ],
    [
      'something personal written openly by an expression',
      {
        '/subjects/0/facts/lanternMended/fields/note/personal': false,
        [`${mended}/data`]: { note: { from: 'input.note' } },
      },
      'personalRead',
      `${mended}/data/note/from`,
      { path: 'input.note' },
    ],
    [
      'a hash of something personal',
      {
        '/subjects/0/facts/lanternMended/fields/seal': { kind: 'digest' },
        [`${mended}/data`]: { seal: { hash: 'input.note' } },
      },
      'personalRead',
      `${mended}/data/seal/hash`,
      { path: 'input.note' },
    ],
    [
      'lateness of what delivers nothing',
      { '/commands/showLantern/delivers': undefined },
      'nothingDelivered',
      '/commands/showLantern/yields/0/data/late/late',
    ],
    [
      'a rubric that is not there',
      { [`${judged}/data/total/score/rubric`]: 'dark' },
      'rubricUnknown',
      `${judged}/data/total/score/rubric`,
      { rubric: 'dark' },
    ],
    [
      'a deadline that is left open',
      { [`${judged}/data/total`]: { due: 'later' } },
      'deadlineOpen',
      `${judged}/data/total/due`,
      { deadline: 'later' },
    ],
    [
      'the secret in a fact',
      { '/subjects/1/facts/voteCast/fields/choice': { kind: 'id', required: false } },
      'secretInFact',
      '/commands/castVote/yields/0',
      { field: 'choice', fact: 'voteCast' },
    ],
    [
      'the secret in a fact by another name',
      {
        '/subjects/1/facts/voteCast/fields/told': { kind: 'id' },
        '/commands/castVote/yields/0/data': { told: { from: 'input.choice' } },
      },
      'secretInFact',
      '/commands/castVote/yields/0',
      { field: 'choice', fact: 'voteCast' },
    ],
    [
      'a vote that is not secret',
      { '/commands/castVote/secret': undefined },
      'castWithoutSecret',
      '/commands/castVote/yields/0',
      { fact: 'voteCast' },
    ],
    [
      'a closing that names who closed',
      { '/commands/closeBox/yields/0/anonymous': undefined },
      'ballotNotAnonymous',
      '/commands/closeBox/yields/0',
      { fact: 'boxClosed' },
    ],
    [
      'a fact on one of many',
      { '/commands/fixRanking/yields/1': { fact: 'lanternReturned', on: 'lanterns', data: { note: { value: 'x' } } } },
      'yieldOnMany',
      '/commands/fixRanking/yields/1/on',
      { alias: 'lanterns' },
    ],
  ]);

  test('of what is attached the name alone is sealed', () => {
    const file = { kind: 'attachment', types: ['image/png'], maxBytes: 10 };
    const changes = {
      '/commands/mendLantern/input/file': file,
      '/subjects/0/facts/lanternMended/fields/told': { kind: 'scalar' },
    };
    const told = (path: string) => check(planted(small, { ...changes, [`${mended}/data`]: { told: { from: path } } }));
    expect(told('input.file.digest')).toEqual([]);
    const params = { path: 'input.file.name' };
    expect(told('input.file.name')).toEqual([{ pointer: `${mended}/data/told/from`, reason: 'personalRead', params }]);
  });

  test('a table with something sealed in it cannot be written as a bare value', () => {
    const rows = { kind: 'table', columns: { text: { kind: 'text', max: 9 } }, rows: { max: 3 } };
    const copied = (field: unknown) =>
      check(
        planted(small, {
          '/commands/mendLantern/input/rows': rows,
          '/subjects/0/facts/lanternMended/fields/kept': field,
          [`${mended}/data`]: { kept: { from: 'input.rows' } },
        }),
      );
    expect(copied(rows)).toEqual([]);
    const problem = { pointer: `${mended}/data/kept/from`, reason: 'personalRead', params: { path: 'input.rows' } };
    expect(copied({ kind: 'value', maxBytes: 900 })).toEqual([problem]);
  });

  test('nothing on its own subject', () => {
    const found = check(
      planted(small, {
        '/commands/lightLantern/yields/0': { fact: 'standingLeft', on: 'home', data: { standing: { value: 'x' } } },
      }),
    );
    expect(found).toContainEqual({ pointer: '/commands/lightLantern/yields', reason: 'nothingOnSelf' });
  });

  test('where the stage decides, only that stage must list the fact', () => {
    const when = { stage: 'self', in: ['kindling'] };
    const second = { fact: 'lanternReturned', on: 'self', when: { not: when } };
    const changes = {
      '/commands/mendLantern/stages': ['kindling', 'shown'],
      [`${mended}/when`]: when,
      '/commands/mendLantern/yields/1': second,
    };
    expect(check(planted(small, changes))).toEqual([]);
  });

  test('where the input decides, each fact must be listed in each stage', () => {
    const when = { path: 'input.passOn', is: true };
    const changes = {
      [`${mended}/when`]: { not: when },
      '/commands/mendLantern/yields/1': { fact: 'lanternReturned', on: 'self', when },
    };
    expect(check(planted(small, changes)).map(({ reason, pointer }) => [reason, pointer])).toEqual([
      ['factNotListed', '/commands/mendLantern/yields/1/fact'],
    ]);
  });

  test('a second fact follows from where the first leads', () => {
    const second = { fact: 'lanternReturned', on: 'self', data: { note: { value: 'x' } } };
    expect(check(planted(small, { '/commands/showLantern/yields/1': second }))).toEqual([]);
  });
});
