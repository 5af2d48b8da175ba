import { describe, expect, test } from '@jest/globals';
import { rejectionBy } from '../../../../tests/vocabulary/guard-verdict.js';

describe('rubric scored', () => {
  // The smaller items of the Shanghai table take 5, 3, 1 or 0 and nothing else.
  const levels = [5, 3, 1, 0].map((points) => ({ points, label: 'label' }));
  const items = ['place', 'sign'].map((id) => ({ kind: 'levels', id, title: 'title', levels }));
  const rubrics = { table: { unit: 'points', blocks: [{ id: 'block', title: 'title', items }] } };
  const asked = (marks: object, more: object = {}) =>
    rejectionBy(
      'rubricScored@1',
      { rubric: 'table', marks: 'input.marks', ...more },
      {
        scope: { input: { marks } },
        cycle: {},
        definition: { rubrics },
      },
    );

  test('every item with one of its levels', () => {
    expect(asked({ place: { points: 3 }, sign: { points: 0 } })).toBeUndefined();
  });

  test('points that are no level', () => {
    expect(asked({ place: { points: 4 }, sign: { points: 5 } })).toMatchObject({
      reason: 'marksRefused',
      params: { rubric: 'table' },
      problems: [{ pointer: '/marks/place/points', reason: 'scoreNotALevel' }],
    });
  });

  test('an item without a mark, unless the marks are one scorer’s part', () => {
    expect(asked({ place: { points: 3 } })?.reason).toBe('marksRefused');
    expect(asked({ place: { points: 3 } }, { part: true })).toBeUndefined();
    expect(asked({ place: { points: 4 } }, { part: true })?.reason).toBe('marksRefused');
  });

  test('points that people gave the items', () => {
    const given = {
      table: {
        unit: 'points',
        given: true,
        blocks: [{ id: 'block', title: 'title', items: [{ kind: 'deduction', id: 'fund', title: 'title', full: 0 }] }],
      },
    };
    const taken = (points: object) =>
      rejectionBy(
        'rubricScored@1',
        { rubric: 'table', marks: 'input.marks', points: 'self.points' },
        {
          scope: { input: { marks: { fund: { deductions: [{ points: 2, reason: 'late' }] } } }, self: { points } },
          cycle: {},
          definition: { rubrics: given },
        },
      )?.reason;
    expect(taken({ fund: 5 })).toBeUndefined();
    expect(taken({ fund: 1 })).toBe('marksRefused');
  });
});
