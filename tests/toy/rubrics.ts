/** The toy's rubrics: every kind of item, alone and in a group, and every way in which points may fall. */
import type { Definition } from '../../libs/lifecycle/definition/definition.js';
import type { RubricItem } from '../../libs/lifecycle/scoring/rubric.js';

const named = { title: 'rubric.item', standard: 'rubric.standard' };

/** 10, 6, 4, 5, 3, 2, 8: 38 in all. */
const items: readonly RubricItem[] = [
  {
    ...named,
    kind: 'levels',
    id: 'gleam',
    reasonBelowFull: true,
    levels: [
      { points: 0, label: 'rubric.low' },
      { points: 10, label: 'rubric.high' },
    ],
  },
  { ...named, kind: 'range', id: 'span', min: 0, max: 6, step: 2, reasonBelowFull: true },
  {
    ...named,
    kind: 'tally',
    id: 'loops',
    each: 2,
    cap: 4,
    conditions: [{ text: 'rubric.condition', required: true }, { text: 'rubric.otherCondition' }],
  },
  { ...named, kind: 'deduction', id: 'neatness', full: 5 },
  { ...named, kind: 'fullUnlessDeducted', id: 'calm', full: 3, causes: ['rubric.cause'] },
  {
    ...named,
    kind: 'nothingIf',
    id: 'soundness',
    when: 'rubric.torn',
    full: 2,
    range: { min: 1, step: 1 },
    reasonBelowFull: true,
  },
  {
    ...named,
    kind: 'minusEach',
    id: 'drops',
    full: 8,
    each: 1,
    floor: { belowZero: 'dropsBelowZero' },
    reasonBelowFull: true,
  },
];

const shine: Definition['rubrics'][string] = {
  unit: 'points',
  sum: 58,
  blocks: [
    { id: 'alone', title: 'rubric.block', standard: 'rubric.standard', sum: 38, items: [...items] },
    {
      id: 'grouped',
      title: 'rubric.block',
      cap: 20,
      items: [
        {
          ...named,
          kind: 'group',
          id: 'bunch',
          cap: 30,
          items: [
            { ...items[0], id: 'gleamTwo' } as RubricItem,
            { ...items[1], id: 'spanTwo' } as RubricItem,
            { ...items[2], id: 'loopsTwo' } as RubricItem,
            { ...items[3], id: 'neatnessTwo' } as RubricItem,
            { ...items[4], id: 'calmTwo' } as RubricItem,
            { ...items[5], id: 'soundnessTwo' } as RubricItem,
            { ...named, kind: 'minusEach', id: 'dropsTwo', full: 8, each: 1, floor: 0 },
          ],
        },
      ],
    },
  ],
  deductions: {
    floor: null,
    items: [
      { ...named, kind: 'tally', id: 'slips', each: 1 },
      { ...named, kind: 'discretionary', id: 'whim', most: 5 },
      { ...named, kind: 'discretionary', id: 'quirk', most: null },
    ],
  },
};

/** The items stand here, their points are written for each nook. */
const dabs: Definition['rubrics'][string] = {
  unit: 'hundredths',
  given: true,
  blocks: [
    {
      id: 'dabs',
      title: 'rubric.block',
      items: [
        { ...named, kind: 'deduction', id: 'first', full: 0 },
        { ...named, kind: 'deduction', id: 'second', full: 0 },
      ],
    },
  ],
};

export const rubrics = { shine, dabs } satisfies Definition['rubrics'];
