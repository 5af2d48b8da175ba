import { describe, expect, test } from '@jest/globals';
import { checkDefinition, checkTexts, warningsOf } from '../../libs/lifecycle/check.js';
import { ALL_GUARDS } from '../../libs/lifecycle/guards-platform.js';
import { platformDefinition } from '../../libs/lifecycle/platform.js';
import { check, CHART, finds } from './finds.js';
import { planted } from './plant.js';
import { small } from './small.js';

const sealedNote = { kind: 'text', max: 100 };

test('in the sound one nothing is found, nor in the platform’s own definition', () => {
  expect(check(small)).toEqual([]);
  expect(warningsOf(small)).toEqual([]);
  expect(checkDefinition(platformDefinition, undefined, ALL_GUARDS)).toEqual([]);
});

describe('what stands beside', () => {
  const reaction = '/reactions/0';
  const sheet = '/deliverables/sheet';
  finds([
    [
      'a reaction on a fact that is not there',
      { [`${reaction}/on/fact`]: 'lanternHidden' },
      'factUnknown',
      `${reaction}/on/fact`,
      { fact: 'lanternHidden', subject: 'lantern' },
    ],
    [
      'a reaction with a command that is not there',
      { [`${reaction}/give/command`]: 'burnBox' },
      'commandUnknown',
      `${reaction}/give/command`,
      { command: 'burnBox' },
    ],
    [
      'a reaction with a command for people only',
      { [`${reaction}/give/command`]: 'openBox' },
      'systemNotAllowed',
      `${reaction}/give/command`,
      { command: 'openBox' },
    ],
    [
      'a reaction that leaves out input',
      { '/commands/closeBox/input/note': sealedNote },
      'inputMissing',
      `${reaction}/give/input`,
      { field: 'note', command: 'closeBox' },
    ],
    [
      'a reaction with input that is not asked for',
      { [`${reaction}/give/input/spare`]: { value: 1 } },
      'fieldUnknown',
      `${reaction}/give/input/spare`,
      { field: 'spare' },
    ],
    [
      'a reaction that would read state',
      { [`${reaction}/when/path`]: 'self.glow' },
      'pathUnknown',
      `${reaction}/when/path`,
      { path: 'self.glow' },
    ],
    [
      'a reaction with more than paths',
      { [`${reaction}/give/to/key/box`]: { today: true } },
      'expressionNotHere',
      `${reaction}/give/to/key/box`,
    ],
    [
      'a reaction for a key without its part',
      { [`${reaction}/give/to/key`]: {} },
      'keyIncomplete',
      `${reaction}/give/to/key`,
      { part: 'box' },
    ],
    ['a form of a deliverable', { [`${sheet}/form`]: 'page' }, 'formUnknown', `${sheet}/form`, { form: 'page' }],
    [
      'a deadline of a deliverable',
      { [`${sheet}/due`]: 'never' },
      'deadlineUnknown',
      `${sheet}/due`,
      { deadline: 'never' },
    ],
    [
      'a subject of a deliverable',
      { [`${sheet}/subject`]: 'page' },
      'subjectUnknown',
      `${sheet}/subject`,
      { subject: 'page' },
    ],
    [
      'lateness by a setting that is not there',
      { [`${sheet}/lateness`]: 'mercy' },
      'settingUnknown',
      `${sheet}/lateness`,
      { setting: 'mercy' },
    ],
    [
      'lateness by a setting of another kind',
      { [`${sheet}/lateness`]: 'combine' },
      'latenessNotAChoice',
      `${sheet}/lateness`,
      { setting: 'combine' },
    ],
    [
      'a quota by which a deliverable is owed',
      { '/subjects/0/unit': 'home', [`${sheet}/owedBy`]: { quota: 'seats' } },
      'quotaUnknown',
      `${sheet}/owedBy/quota`,
      { quota: 'seats' },
    ],
    [
      'a deliverable owed by units whose subject is not keyed by the unit',
      { [`${sheet}/owedBy`]: { quota: 'places' } },
      'notKeyedByUnit',
      `${sheet}/owedBy`,
      { subject: 'lantern' },
    ],
    [
      'an opinion asked for twice',
      { [`${sheet}/opinions/of`]: ['first', 'first'] },
      'nameTwice',
      `${sheet}/opinions/of`,
    ],
    [
      'a deliverable without legs',
      {
        [`${sheet}/legs`]: {},
        '/commands/showLantern/guards': [],
        '/commands/showLantern/delivers': undefined,
        '/commands/showLantern/yields/0/data': { late: { value: false } },
      },
      'legsMissing',
      `${sheet}/legs`,
    ],
    [
      'a deadline that counts twice',
      { '/deadlines/counted/months': 1 },
      'deadlineCount',
      '/deadlines/counted',
      { deadline: 'counted' },
    ],
    ['a zone that is not there', { '/zone': 'Moon/Sea' }, 'zoneUnknown', '/zone', { zone: 'Moon/Sea' }],
    [
      'a rubric whose sum does not hold',
      { '/rubrics/light/sum': 11 },
      'sumDiffers',
      '/rubrics/light/sum',
      { stated: 11, found: 10 },
    ],
    [
      'a ranking by a field that is not there',
      { '/rankings/brightest/by/1/field': 'shine' },
      'fieldUnknown',
      '/rankings/brightest/by/1/field',
      { field: 'shine' },
    ],
    [
      'a ranking by a field that is no number',
      { '/rankings/brightest/by/1/field': 'unit' },
      'kindWrong',
      '/rankings/brightest/by/1/field',
      { field: 'unit', wanted: 'count, int, flag' },
    ],
    [
      'a ranking of what is not read',
      { '/rankings/brightest/of': 'lamps' },
      'aliasUnknown',
      '/rankings/brightest/of',
      { alias: 'lamps' },
    ],
    [
      'a ranking of those in a stage that is not there',
      { '/rankings/brightest/where/in/0': 'burnt' },
      'stageUnknown',
      '/rankings/brightest/where/in/0',
      { stage: 'burnt', subject: 'lantern' },
    ],
    [
      'a ranking combined by a setting of another kind',
      { '/rankings/brightest/by/0/combine/setting': 'places' },
      'settingKindWrong',
      '/rankings/brightest/by/0/combine/setting',
      { setting: 'places', wanted: 'choice' },
    ],
    [
      'a sample that no command draws',
      { '/samples/few': { frame: 'self.x', size: 'self.y', seed: 'input.z' } },
      'neverUsed',
      '/samples/few',
      { name: 'few' },
    ],
    [
      'a sample from a frame that is not there',
      {
        '/samples/few': { frame: 'self.herd', size: 'cycle.settings.places', seed: 'key.home' },
        '/commands/judgeLantern/yields/0/data/total': { count: 'self.keepers' },
        '/subjects/0/facts/lanternJudged/fields/few': { kind: 'list', of: 'id', max: 9 },
        '/commands/judgeLantern/yields/0/data/few': { sample: 'few' },
      },
      'pathUnknown',
      '/samples/few/frame',
      { path: 'self.herd' },
    ],
    [
      'a ballot by a fact that is not there',
      { '/ballots/finest/cast': 'voteSung', '/commands/castVote/secret': undefined },
      'factUnknown',
      '/ballots/finest/cast',
      { fact: 'voteSung', subject: 'box' },
    ],
    [
      'a secret without a ballot',
      { '/commands/mendLantern/input/wish': { kind: 'id' }, '/commands/mendLantern/secret': 'wish' },
      'secretWithoutBallot',
      '/commands/mendLantern/secret',
    ],
    [
      'a notice on a fact that is not there',
      { '/notices/0/on/fact': 'lanternHidden' },
      'factUnknown',
      '/notices/0/on/fact',
      { fact: 'lanternHidden', subject: 'lantern' },
    ],
    [
      'a duty with a deadline that is not there',
      { '/duties/tend/due': 'never' },
      'deadlineUnknown',
      '/duties/tend/due',
      { deadline: 'never' },
    ],
    [
      'a duty that recurs by a setting that is not there',
      { '/duties/tend/recurs': { setting: 'tide' } },
      'settingUnknown',
      '/duties/tend/recurs/setting',
      { setting: 'tide' },
    ],
    [
      'a register twice',
      { '/registers/1': { standing: 'keeper', title: 'title' } },
      'nameTwice',
      '/registers/1/standing',
    ],
    [
      'a subject of the platform’s',
      {
        '/subjects/1/category': 'unit',
        '/ballots/finest/subject': 'unit',
        '/commands/openBox/on': 'unit',
        '/commands/castVote/on': 'unit',
        '/commands/closeBox/on': 'unit',
      },
      'subjectTwice',
      '/subjects/1/category',
      { subject: 'unit' },
    ],
    [
      'a text that is missing in one language',
      {
        '/texts/en/noDeadline.judged': undefined,
        [`${CHART}/judged/meta/noDeadline`]: 'title',
        '/subjects/1/chart/states/counted/meta/noDeadline': 'title',
      },
      'textMissing',
      '/subjects/1/chart/states/voting/meta/noDeadline',
      { key: 'noDeadline.judged', language: 'en' },
    ],
    [
      'a text that one language has and the other not',
      { '/texts/zh/spare': '余' },
      'textMissing',
      '/texts/zh/spare',
      { key: 'spare', language: 'en' },
    ],
  ]);

  test('a text that nothing asks for is no fault, but is told', () => {
    const spare = planted(small, {
      '/texts/zh/spare': '余',
      '/texts/en/spare': 'spare',
      '/texts/zh/stage.lantern.shown': '展出',
      '/texts/en/stage.lantern.shown': 'On show',
    });
    expect(check(spare)).toEqual([]);
    expect(warningsOf(spare)).toEqual([
      { pointer: '/texts/zh/spare', reason: 'textUnused', params: { key: 'spare' } },
      { pointer: '/texts/en/spare', reason: 'textUnused', params: { key: 'spare' } },
    ]);
  });

  test('texts that are mended are held against the rules that use them', () => {
    const { texts, ...rules } = small;
    expect(checkTexts(rules, texts)).toEqual([]);
    expect(checkTexts(rules, { zh: texts.zh, en: { title: 'Lantern', 'noDeadline.judged': 7 } })).toEqual([
      { pointer: '/en/noDeadline.judged', reason: 'wrongType', params: { expected: 'string' } },
    ]);
    expect(checkTexts(rules, planted(texts, { '/en/title': undefined }))).toEqual([
      { pointer: '/en/title', reason: 'textMissing', params: { key: 'title', language: 'en' } },
    ]);
    expect(checkTexts(rules, planted(texts, { '/zh/spare': '余' }))).toEqual([
      { pointer: '/en/spare', reason: 'textMissing', params: { key: 'spare', language: 'en' } },
    ]);
  });
});
