/** Faults planted in the small programme: yields. */
import type { Case } from '../finds.js';

const sealedNote = { kind: 'text', max: 100 };

const mended = '/commands/mendLantern/yields/0';
const judged = '/commands/judgeLantern/yields/0';

export const YIELD_FAULTS: readonly Case[] = [
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
];
