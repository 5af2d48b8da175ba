import { describe, expect, test } from '@jest/globals';
import { platformDefinition } from '../../platform/platform-definition.js';
import { rejectionBy } from '../../../../tests/vocabulary/guard-verdict.js';

describe('texts sound', () => {
  const { texts, ...rules } = platformDefinition;
  const asked = (said: unknown) =>
    rejectionBy(
      'textsSound@1',
      { rules: 'self.rules', texts: 'input.texts' },
      {
        scope: { self: { rules: 'hash' }, input: { texts: said } },
        published: { hash: rules },
      },
    );

  test('texts for every key of the rules, in both languages', () => {
    expect(asked(texts)).toBeUndefined();
  });

  test('a key that one language does not have', () => {
    const { [rules.title]: _title, ...en } = texts.en;
    expect(asked({ ...texts, en })).toMatchObject({
      reason: 'definitionUnsound',
      problems: [{ pointer: `/texts/en/${rules.title}`, reason: 'textMissing' }],
    });
  });
});
