import { describe, expect, test } from '@jest/globals';
import { reasonBy } from '../../../../tests/vocabulary/guard-verdict.js';

describe('setting typed', () => {
  const settings = {
    count: { kind: 'int', min: 1, max: 3, why: 'why' },
    open: { kind: 'flag', why: 'why' },
    way: { kind: 'choice', of: ['mean', 'median'], why: 'why' },
    day: { kind: 'date', why: 'why' },
    motto: { kind: 'text', max: 4, why: 'why' },
  };
  const asked = (setting: string, value: unknown) =>
    reasonBy(
      'settingTyped@1',
      { setting: 'input.setting', value: 'input.value' },
      {
        scope: { input: { setting, value } },
        primary: { rules: 'hash' },
        published: { hash: { settings } },
      },
    );

  test.each([
    ['count', 1, 0],
    ['count', 3, 4],
    ['count', 2, '2'],
    ['open', false, 'false'],
    ['way', 'median', 'sum'],
    ['day', '2024-02-29', '2023-02-29'],
    ['motto', 'four', 'fiver'],
    ['motto', 'a', ''],
  ])('%s takes %j and not %j', (setting, right, wrong) => {
    expect(asked(setting, right)).toBeUndefined();
    expect(asked(setting, wrong)).toBe('settingWrongType');
  });

  test('a setting that the edition does not have', () => {
    expect(asked('other', 1)).toBe('settingUnknown');
  });
});
