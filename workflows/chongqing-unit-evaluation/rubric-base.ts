/**
 * 三（一）基础工作: 60 points over the numbered requirements of five blocks. The notice gives no points of a single one:
 * the departments that lead them do, for each class. In hundredths.
 */
import type { Rubric, RubricBlock } from '../../libs/lifecycle/scoring/rubric.js';

/** 实施“巾帼联心向党”工程. */
const heart = {
  id: 'heart',
  title: 'block.heart',
  items: [
    { kind: 'deduction', id: 'theory1', title: 'indicator.theory', standard: 'requirement.theory1', full: 0 },
    { kind: 'deduction', id: 'theory2', title: 'indicator.theory', standard: 'requirement.theory2', full: 0 },
    { kind: 'deduction', id: 'publicity1', title: 'indicator.publicity', standard: 'requirement.publicity1', full: 0 },
    { kind: 'deduction', id: 'publicity2', title: 'indicator.publicity', standard: 'requirement.publicity2', full: 0 },
    { kind: 'deduction', id: 'publicity3', title: 'indicator.publicity', standard: 'requirement.publicity3', full: 0 },
    { kind: 'deduction', id: 'publicity4', title: 'indicator.publicity', standard: 'requirement.publicity4', full: 0 },
    {
      kind: 'deduction',
      id: 'volunteers1',
      title: 'indicator.volunteers',
      standard: 'requirement.volunteers1',
      full: 0,
    },
    { kind: 'deduction', id: 'contact1', title: 'indicator.contact', standard: 'requirement.contact1', full: 0 },
    { kind: 'deduction', id: 'contact2', title: 'indicator.contact', standard: 'requirement.contact2', full: 0 },
  ],
} satisfies RubricBlock;

/** 实施“巾帼联建功”工程. */
const achievement = {
  id: 'achievement',
  title: 'block.achievement',
  items: [
    { kind: 'deduction', id: 'strategy1', title: 'indicator.strategy', standard: 'requirement.strategy1', full: 0 },
    { kind: 'deduction', id: 'strategy2', title: 'indicator.strategy', standard: 'requirement.strategy2', full: 0 },
    {
      kind: 'deduction',
      id: 'employment1',
      title: 'indicator.employment',
      standard: 'requirement.employment1',
      full: 0,
    },
    {
      kind: 'deduction',
      id: 'employment2',
      title: 'indicator.employment',
      standard: 'requirement.employment2',
      full: 0,
    },
    {
      kind: 'deduction',
      id: 'employment3',
      title: 'indicator.employment',
      standard: 'requirement.employment3',
      full: 0,
    },
    { kind: 'deduction', id: 'rural1', title: 'indicator.rural', standard: 'requirement.rural1', full: 0 },
    { kind: 'deduction', id: 'rural2', title: 'indicator.rural', standard: 'requirement.rural2', full: 0 },
    { kind: 'deduction', id: 'science1', title: 'indicator.science', standard: 'requirement.science1', full: 0 },
  ],
} satisfies RubricBlock;

/** 实施“巾帼联家聚和”工程. */
const family = {
  id: 'family',
  title: 'block.family',
  items: [
    { kind: 'deduction', id: 'homes1', title: 'indicator.homes', standard: 'requirement.homes1', full: 0 },
    { kind: 'deduction', id: 'homes2', title: 'indicator.homes', standard: 'requirement.homes2', full: 0 },
    { kind: 'deduction', id: 'homes3', title: 'indicator.homes', standard: 'requirement.homes3', full: 0 },
    { kind: 'deduction', id: 'homes4', title: 'indicator.homes', standard: 'requirement.homes4', full: 0 },
    { kind: 'deduction', id: 'homes5', title: 'indicator.homes', standard: 'requirement.homes5', full: 0 },
    { kind: 'deduction', id: 'parenting1', title: 'indicator.parenting', standard: 'requirement.parenting1', full: 0 },
    { kind: 'deduction', id: 'parenting2', title: 'indicator.parenting', standard: 'requirement.parenting2', full: 0 },
    { kind: 'deduction', id: 'parenting3', title: 'indicator.parenting', standard: 'requirement.parenting3', full: 0 },
    { kind: 'deduction', id: 'parenting4', title: 'indicator.parenting', standard: 'requirement.parenting4', full: 0 },
    { kind: 'deduction', id: 'parenting5', title: 'indicator.parenting', standard: 'requirement.parenting5', full: 0 },
    { kind: 'deduction', id: 'parenting6', title: 'indicator.parenting', standard: 'requirement.parenting6', full: 0 },
    { kind: 'deduction', id: 'ethos1', title: 'indicator.ethos', standard: 'requirement.ethos1', full: 0 },
    { kind: 'deduction', id: 'ethos2', title: 'indicator.ethos', standard: 'requirement.ethos2', full: 0 },
  ],
} satisfies RubricBlock;

/** 实施“巾帼联治维权”工程. */
const rights = {
  id: 'rights',
  title: 'block.rights',
  items: [
    { kind: 'deduction', id: 'law1', title: 'indicator.law', standard: 'requirement.law1', full: 0 },
    { kind: 'deduction', id: 'law2', title: 'indicator.law', standard: 'requirement.law2', full: 0 },
    {
      kind: 'deduction',
      id: 'protection1',
      title: 'indicator.protection',
      standard: 'requirement.protection1',
      full: 0,
    },
    {
      kind: 'deduction',
      id: 'protection2',
      title: 'indicator.protection',
      standard: 'requirement.protection2',
      full: 0,
    },
    {
      kind: 'deduction',
      id: 'protection3',
      title: 'indicator.protection',
      standard: 'requirement.protection3',
      full: 0,
    },
    {
      kind: 'deduction',
      id: 'protection4',
      title: 'indicator.protection',
      standard: 'requirement.protection4',
      full: 0,
    },
    { kind: 'deduction', id: 'care1', title: 'indicator.care', standard: 'requirement.care1', full: 0 },
    { kind: 'deduction', id: 'care2', title: 'indicator.care', standard: 'requirement.care2', full: 0 },
    { kind: 'deduction', id: 'care3', title: 'indicator.care', standard: 'requirement.care3', full: 0 },
  ],
} satisfies RubricBlock;

/** 实施“巾帼联动强基”工程. The two items of 市级转移支付 are nothing if underpaid, and minus one each time. */
const foundation = {
  id: 'foundation',
  title: 'block.foundation',
  items: [
    {
      kind: 'deduction',
      id: 'leadership1',
      title: 'indicator.leadership',
      standard: 'requirement.leadership1',
      full: 0,
    },
    {
      kind: 'deduction',
      id: 'leadership2',
      title: 'indicator.leadership',
      standard: 'requirement.leadership2',
      full: 0,
    },
    {
      kind: 'deduction',
      id: 'leadership3',
      title: 'indicator.leadership',
      standard: 'requirement.leadership3',
      full: 0,
    },
    {
      kind: 'deduction',
      id: 'leadership4',
      title: 'indicator.leadership',
      standard: 'requirement.leadership4',
      full: 0,
    },
    { kind: 'deduction', id: 'coverage1', title: 'indicator.coverage', standard: 'requirement.coverage1', full: 0 },
    { kind: 'deduction', id: 'coverage2', title: 'indicator.coverage', standard: 'requirement.coverage2', full: 0 },
    { kind: 'deduction', id: 'venues1', title: 'indicator.venues', standard: 'requirement.venues1', full: 0 },
    { kind: 'deduction', id: 'vitality1', title: 'indicator.vitality', standard: 'requirement.vitality1', full: 0 },
    { kind: 'deduction', id: 'vitality2', title: 'indicator.vitality', standard: 'requirement.vitality2', full: 0 },
    { kind: 'deduction', id: 'vitality3', title: 'indicator.vitality', standard: 'requirement.vitality3', full: 0 },
    { kind: 'deduction', id: 'vitality4', title: 'indicator.vitality', standard: 'requirement.vitality4', full: 0 },
    { kind: 'deduction', id: 'methods1', title: 'indicator.methods', standard: 'requirement.methods1', full: 0 },
    { kind: 'deduction', id: 'methods2', title: 'indicator.methods', standard: 'requirement.methods2', full: 0 },
    {
      kind: 'nothingIf',
      id: 'transfer1',
      title: 'indicator.transfer',
      standard: 'requirement.transfer1',
      full: 0,
      when: 'rubric.underpaid',
    },
    {
      kind: 'minusEach',
      id: 'transfer2',
      title: 'indicator.transfer',
      standard: 'requirement.transfer2',
      full: 0,
      each: 100,
      floor: { belowZero: 'transferBelowZero' },
    },
    {
      kind: 'deduction',
      id: 'localfunds1',
      title: 'indicator.localfunds',
      standard: 'requirement.localfunds1',
      full: 0,
    },
    {
      kind: 'deduction',
      id: 'localfunds2',
      title: 'indicator.localfunds',
      standard: 'requirement.localfunds2',
      full: 0,
    },
  ],
} satisfies RubricBlock;

/** Each deduction has its reason (细化扣分理由): full less what is taken off, each time with a reason. */
export const base = {
  unit: 'hundredths',
  sum: 6000,
  given: true,
  blocks: [heart, achievement, family, rights, foundation],
} satisfies Rubric;
