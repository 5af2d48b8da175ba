/**
 * 三（三）综合评估 and （四）加分及扣分: what is added up for the whole of a unit's work. In hundredths. Who scores them the
 * notice does not say: whoever is granted the role of assessor.
 */
import type { Rubric, RubricBlock } from '../../libs/lifecycle/scoring/rubric.js';

/** 奖优加分: not above 5 in all, inside the 100. */
const bonus = {
  id: 'bonus',
  title: 'block.bonus',
  sum: 500,
  cap: 500,
  items: [
    {
      kind: 'tally',
      id: 'cityPraise',
      title: 'bonus.cityPraise',
      each: 200,
      conditions: [{ text: 'bonus.circulated' }],
    },
    {
      kind: 'tally',
      id: 'districtPraise',
      title: 'bonus.districtPraise',
      each: 100,
      conditions: [{ text: 'bonus.circulated' }],
    },
    {
      kind: 'tally',
      id: 'instruction',
      title: 'bonus.instruction',
      each: 100,
      conditions: [
        { text: 'bonus.briefingToCity', required: true },
        { text: 'bonus.affirmedByLeader', required: true },
      ],
    },
    {
      kind: 'tally',
      id: 'speech',
      title: 'bonus.speech',
      each: 100,
      conditions: [
        { text: 'bonus.leadersAttend', required: true },
        { text: 'bonus.spokenNotWritten', required: true },
      ],
    },
    { kind: 'tally', id: 'events', title: 'bonus.events', each: 100, cap: 300 },
    {
      kind: 'tally',
      id: 'media',
      title: 'bonus.media',
      each: 100,
      cap: 200,
      conditions: [
        { text: 'bonus.centralMedia', required: true },
        { text: 'bonus.featurePositive', required: true },
        { text: 'bonus.notOnline', required: true },
      ],
    },
  ],
} satisfies RubricBlock;

/** 综合评估: as a rule nothing is taken off; if there is cause, with a reason. The list of causes ends in 等. */
const overall = {
  id: 'overall',
  title: 'block.overall',
  sum: 1000,
  items: [
    {
      kind: 'fullUnlessDeducted',
      id: 'overallWork',
      title: 'overall.work',
      standard: 'overall.standard',
      full: 1000,
      causes: ['overall.safety', 'overall.ideology', 'overall.breach', 'overall.other'],
    },
  ],
} satisfies RubricBlock;

/** 罚劣扣分: off the total. How low it may fall the notice does not say, so nothing stops it. */
export const assessed = {
  unit: 'hundredths',
  sum: 1500,
  blocks: [bonus, overall],
  deductions: {
    floor: null,
    items: [
      { kind: 'tally', id: 'cityCriticism', title: 'deduction.city', each: 200 },
      { kind: 'tally', id: 'districtCriticism', title: 'deduction.district', each: 100 },
      { kind: 'tally', id: 'federationCriticism', title: 'deduction.federation', each: 100 },
      { kind: 'discretionary', id: 'falsified', title: 'deduction.falsified', most: null },
      { kind: 'discretionary', id: 'lateMaterial', title: 'deduction.lateMaterial', most: null },
    ],
  },
} satisfies Rubric;
