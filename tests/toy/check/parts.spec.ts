import { describe, expect, test } from '@jest/globals';
import { checkDefinition, checkTexts, warningsOf } from '../../../libs/lifecycle/check/check-definition.js';
import { ALL_GUARDS } from '../../../libs/lifecycle/vocabulary/guards/registry.js';
import { platformDefinition } from '../../../libs/lifecycle/platform/platform-definition.js';
import { PART_FAULTS } from './faults/parts.js';
import { check, finds } from './finds.js';
import { planted } from './plant.js';
import { small } from '../small.js';

test('in the sound one nothing is found, nor in the platform’s own definition', () => {
  expect(check(small)).toEqual([]);
  expect(warningsOf(small)).toEqual([]);
  expect(checkDefinition(platformDefinition, undefined, ALL_GUARDS)).toEqual([]);
});

describe('what stands beside', () => {
  finds(PART_FAULTS);

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
