import { describe, expect, test } from '@jest/globals';
import { platformDefinition } from '../../platform/platform-definition.js';
import { rejectionBy } from '../../../../tests/vocabulary/guard-verdict.js';

describe('definition sound', () => {
  const { texts, ...rules } = platformDefinition;
  const parameters = { definition: 'input.definition', texts: 'input.texts' };
  const asked = (definition: object, said: unknown = texts) =>
    rejectionBy('definitionSound@1', parameters, { scope: { input: { definition, texts: said } } });

  test('the platform’s own definition, which stands alone', () => {
    expect(asked(rules)).toBeUndefined();
  });

  test('faults in the rules and in the texts, each where it stands', () => {
    expect(asked({ ...rules, title: 'title.of.nothing' })).toMatchObject({
      reason: 'definitionUnsound',
      problems: [
        { pointer: '/definition/title', reason: 'textMissing', params: { language: 'zh' } },
        { pointer: '/definition/title', reason: 'textMissing', params: { language: 'en' } },
      ],
    });
    expect(asked(rules, { ...texts, en: 'none' })?.problems).toEqual([
      expect.objectContaining({ pointer: '/texts/en' }),
    ]);
  });

  test('a key that is not the hash of the rules', () => {
    const scope = { input: { definition: rules, texts }, key: { hash: 'f'.repeat(16) } };
    expect(rejectionBy('definitionSound@1', { ...parameters, key: 'key.hash' }, { scope })?.problems).toEqual([
      { pointer: '/target/key/hash', reason: 'hashDiffers' },
    ]);
  });
});
