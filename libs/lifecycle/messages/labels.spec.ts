import { describe, expect, test } from '@jest/globals';
import { sentence, unitsNamed } from './sentences.js';
import { fieldAt, textAt, wordFor, type Known } from './labels.js';

const known: Known = {
  texts: {
    zh: {
      'stage.wimble.sprung': '已申报',
      'stage.wimble.weighed.first': '初评',
      'stage.gorrel.open': '进行中',
      'stage.plonth.open': '进行中',
      'stage.plonth.shut': '已关闭',
      'stage.gorrel.shut': '已结束',
      'deadline.wimbleDue': '申报期限',
      'setting.crowns': '名额',
      'quota.seats': '席位',
      'body.nook': '街道意见',
      'choice.aye': '同意',
      'choice.nay': '不同意',
      'field.chip.aye': '赞成',
      'field.chip.nay': '反对',
      'unit.moss': '苔区妇联',
      'title.brunk': '经办人',
      'title.plimmed': '一级名录',
      'command.springWimble': '申报',
    },
    en: { 'stage.wimble.sprung': 'Sprung', 'body.nook': 'Nook’s opinion', 'body.grove': 'Grove’s opinion' },
  },
  titles: {
    roles: { brunk: 'title.brunk' },
    registers: [{ standing: 'plimmed', title: 'title.plimmed' }],
  },
  category: 'wimble',
  units: new Map([
    ['moss', '苔藓区妇女联合会'],
    ['fern', '蕨区妇女联合会'],
  ]),
  zone: 'Asia/Shanghai',
};

describe('what a thing is called', () => {
  test.each([
    ['stage', 'sprung', '已申报'],
    ['stage', 'weighed.first', '初评'],
    // Of another subject: all that have such a stage call it so, or they do not.
    ['stage', 'open', '进行中'],
    ['stage', 'shut', undefined],
    ['stage', 'nowhere', undefined],
    ['cycleStage', 'deciding', '认定中'],
    ['deadline', 'wimbleDue', '申报期限'],
    ['setting', 'crowns', '名额'],
    ['setting', 'seats', '席位'],
    ['command', 'springWimble', '申报'],
    ['body', 'nook', '街道意见'],
    ['body', 'aye', '同意'],
    ['role', 'brunk', '经办人'],
    ['role', 'operator', '系统管理员'],
    ['role', 'ghost', undefined],
    ['standing', 'plimmed', '一级名录'],
    // As the notice has it, else by its name in the log.
    ['unit', 'moss', '苔区妇联'],
    ['unit', 'fern', '蕨区妇女联合会'],
    ['unit', 'lichen', undefined],
    ['member', 'input.crowns', '名额'],
    ['subject', 'cycle', '年度'],
  ] as const)('%s %s: %s', (kind, name, word) => {
    expect(wordFor(kind, 'zh', name, known)).toBe(word);
  });

  test('no name of an object’s own is a word', () => {
    expect(wordFor('role', 'zh', 'constructor', known)).toBeUndefined();
    expect(textAt('zh', ['constructor'], known)).toBeUndefined();
  });
});

test('a field goes by the form it stands in, else by its name, else by what it stands in', () => {
  const texts = {
    zh: {
      'form.sheet.headName': '负责人姓名',
      'form.sheet.parts': '分项',
      'field.on': '盖章日期',
      'field.marks': '评分',
    },
    en: {},
  };
  const form: Known = { texts, input: { row: { kind: 'form', form: 'sheet' } }, zone: 'UTC' };
  const called = (pointer: string) => fieldAt('zh', pointer, form);
  expect(called('/input/row/headName')).toBe('负责人姓名');
  expect(called('/row/parts/1/measure')).toBe('分项');
  expect(called('/input/opinions/0/on')).toBe('盖章日期');
  expect(called('/input/marks/premises/points')).toBe('评分');
  expect(called('/input/surplus')).toBeUndefined();
  expect(called('')).toBeUndefined();
});

describe('a sentence', () => {
  test('tells parameters by what they are called, and by their code where nothing is known', () => {
    expect(sentence('zh', 'stageForbids', { command: 'springWimble', stage: 'sprung' }, known)).toBe(
      '当前环节（已申报）不能进行此操作。请查看进度，确认轮到哪一步。',
    );
    expect(sentence('zh', 'stageForbids', { stage: 'sprung' })).toContain('当前环节（sprung）');
    expect(sentence('en', 'deadlineUnset', { deadline: 'wimbleDue' }, known)).toContain('not been set yet: wimbleDue.');
  });

  test('parts several names as its language does', () => {
    const params = { body: 'nook, grove' };
    expect(sentence('zh', 'opinionMissing', params, known)).toBe('意见尚未填齐，还缺：街道意见、grove。请先补齐意见。');
    expect(sentence('en', 'opinionMissing', params, known)).toContain('missing: Nook’s opinion, Grove’s opinion.');
  });

  test('tells a deadline as the last moment in time, in the zone that is known', () => {
    const late = { lateFrom: '2024-04-15T16:00:00.000Z' };
    expect(sentence('zh', 'late', late, known)).toContain('已超过报送期限（截止 2024年4月15日 24:00）');
    expect(sentence('en', 'late', late, { ...known, zone: 'Europe/Berlin' })).toContain('by 2024-04-15 18:00)');
  });

  test('tells choices by the texts that have all of them, best by those of the field', () => {
    const params = { choices: 'aye, nay' };
    expect(sentence('zh', 'notAChoice', params, known, '/input/chip')).toBe('请从给定的选项中选择：赞成、反对。');
    expect(sentence('zh', 'notAChoice', params, known, '/input/rows/0/vote')).toContain('同意、不同意');
    expect(sentence('zh', 'notAChoice', { choices: 'aye, maybe' }, known, '/input/chip')).toContain('aye、maybe');
    // Rows and stages of the same name are no choices.
    expect(sentence('zh', 'notAChoice', { choices: 'open' }, known)).toContain('open');
  });

  test('of a definition names what stands in it', () => {
    expect(sentence('zh', 'stageUnknown', { stage: 'sprung', subject: 'wimble' }, known)).toContain('sprung');
  });

  test('says whose names it needs', () => {
    const units = unitsNamed([
      { reason: 'quotaExceeded', params: { unit: 'moss', places: 1, count: 1, quota: 'seats' } },
      { reason: 'outsideSubtree', params: { role: 'brunk', unit: 'fern', subject: 'hidden' } },
      { reason: 'roleForbids', params: { role: 'brunk', command: 'springWimble' } },
    ]);
    expect(units).toEqual(['moss', 'fern']);
  });
});
