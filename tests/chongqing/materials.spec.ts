import { beforeAll, describe, expect, test } from '@jest/globals';
import { YEAR, federation, file, january, opened, unitPackage, type Year } from './federation.js';

describe('materials', () => {
  let year: Year;
  const to = { unit: 'yuzhong' };

  beforeAll(async () => {
    year = await federation();
    await opened(year);
    await january(year);
  });

  test('a unit stands in its own class only', async () => {
    const { service, people } = year;
    await service.refuses('wrongUnit', YEAR, 'openEvaluation', { unit: 'fuling' }, people.office, {
      unitClass: 'gorges',
    });
  });

  test('1G is the limit of all files together', async () => {
    const half = 2 ** 29;
    const materials = [half, half, 1].map((bytes) => ({ block: 'heart', file: file(bytes) }));
    const { service, people } = year;
    const clerk = people.clerks['yuzhong']!;
    const refused = await service.refuses(
      'sumDoesNotHold',
      YEAR,
      'submitPackage',
      to,
      clerk,
      unitPackage(['onestop'], { materials }),
    );
    expect(refused.params).toStrictEqual({ found: 2 ** 30 + 1, wanted: 2 ** 30 });
    await service.accepts(
      YEAR,
      'submitPackage',
      to,
      clerk,
      unitPackage(['onestop'], { materials: materials.slice(0, 2) }),
    );
  });

  test('2000 characters each, until a setting says together; a 𠮷 is one character', async () => {
    const { service, people } = year;
    const clerk = people.clerks['jiangbei']!;
    const texts = { summary: `${'字'.repeat(1998)}𠮷\n字`, plan: '字'.repeat(2000) };
    await service.setting(YEAR, 'summaryLength', 'together');
    const submit = [YEAR, 'submitPackage', { unit: 'jiangbei' }, clerk, unitPackage(['onestop'], texts)] as const;
    const refused = await service.refuses('malformed', ...submit);
    expect(refused.problems).toMatchObject([{ reason: 'textTooLong', params: { limit: 2000, length: 4000 } }]);
    await service.setting(YEAR, 'summaryLength', 'each');
    const longer = unitPackage(['onestop'], { ...texts, plan: '字'.repeat(2001) });
    await service.refuses('malformed', YEAR, 'submitPackage', { unit: 'jiangbei' }, clerk, longer);
    await service.accepts(...submit);
  });

  test('late materials come in, and are marked', async () => {
    const { service, people } = year;
    service.at('2025-01-16T00:00:00+08:00');
    await service.accepts(
      YEAR,
      'submitPackage',
      { unit: 'wanzhou' },
      people.clerks['wanzhou']!,
      unitPackage(['onestop']),
    );
    expect((await service.read('evaluation-test.2024.wanzhou')).fields['latePackages']).toBe(1);
    expect((await service.read('evaluation-test.2024.jiangbei')).fields['latePackages']).toBe(0);
  });
});
