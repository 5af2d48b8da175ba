/** What is wrong with one field, mark or rubric, as people read it. */
import type { Message } from './message.js';
import type { RubricProblem } from '../scoring/rubric.js';
import type { ScoreProblemReason } from '../scoring/score-rubric.js';

/** Of forms. `forms.ts` names the reasons in its problems. */
export const FIELD_MESSAGES = {
  required: { zh: '此项必填。', en: 'This must be filled in.' },
  unknownField: { zh: '表上没有此项，请删去。', en: 'The form has no such field. Please take it out.' },
  wrongType: { zh: '此项的类型不对[，应为 {expected}]。', en: 'This is of the wrong kind[; {expected} is asked for].' },
  notAChoice: { zh: '请从给定的选项中选择[：{choices}]。', en: 'Please choose one of those given[: {choices}].' },
  tooSmall: { zh: '数值太小[，不得小于 {limit}]。', en: 'This is too small[; the least is {limit}].' },
  tooLarge: { zh: '数值太大或内容太多[，不得超过 {limit}]。', en: 'This is too large[; the most is {limit}].' },
  tooMany: { zh: '项目太多[，最多 {limit} 项]。', en: 'There are too many[; the most is {limit}].' },
  textNotNormal: {
    zh: '文字中有不规范的字符，请重新输入。',
    en: 'The text holds characters that are not in their normal form. Please type it again.',
  },
  textTooLong: {
    zh: '字数超过限制[：现有 {length} 字，最多 {limit} 字]。请删减。',
    en: 'The text is too long[: {length} characters of at most {limit}]. Please shorten it.',
  },
  textTooShort: {
    zh: '字数不够[：现有 {length} 字，至少 {limit} 字]。请补充。',
    en: 'The text is too short[: {length} characters of at least {limit}]. Please say more.',
  },
  oneLine: { zh: '此项只能填一行，请不要换行。', en: 'This takes one line only. Please leave out line breaks.' },
  pattern: {
    zh: '格式不对[（{pattern}）]，请核对后重新填写。',
    en: 'This is not written as it should be[ ({pattern})]. Please check it.',
  },
  twice: { zh: '有重复的内容，请删去重复项。', en: 'Something stands here twice. Please take one out.' },
  tooFewRows: { zh: '行数不够[，至少 {limit} 行]。', en: 'There are too few rows[; at least {limit} are asked for].' },
  tooManyRows: { zh: '行数太多[，最多 {limit} 行]。', en: 'There are too many rows[; the most is {limit}].' },
  rowsFixed: {
    zh: '表中各行是固定的，不能增减或调换[：{rows}]。',
    en: 'The rows of this table are fixed[: {rows}]. Please keep them all, in this order.',
  },
  hashDiffers: {
    zh: '编号与内容不符，内容可能在传送中被改动。请重新导出后再发布。',
    en: 'The identifier does not match the content, which may have been changed on the way. Please export and publish it again.',
  },
} as const satisfies Record<string, Message>;

/** Of marks by a rubric; what has the same reason elsewhere says the same. */
export const SCORE_MESSAGES = {
  scoreNotALevel: {
    zh: '分值不在该项规定的档次之内，请从给定档次中选择。',
    en: 'These points are none of the item’s levels. Please choose one of them.',
  },
  scoreAboveMaximum: { zh: '得分超过该项满分，请改正。', en: 'More points than the item can earn. Please mend them.' },
  scoreBelowMinimum: {
    zh: '得分低于该项最低分，请改正。',
    en: 'Fewer points than the item’s least. Please mend them.',
  },
  scoreOffStep: {
    zh: '得分不符合该项规定的分差，请改正。',
    en: 'The points do not fall on a step of the item. Please mend them.',
  },
  notAnInteger: {
    zh: '分值须为不小于零的整数，请改正。',
    en: 'Points must be a whole number, zero or more. Please mend them.',
  },
  countOutOfRange: {
    zh: '次数须为合理的整数，请改正。',
    en: 'The count must be a whole number within reason. Please mend it.',
  },
  causeUnknown: {
    zh: '扣分原因不在规定之列，请从给定的原因中选择。',
    en: 'This cause for a deduction is not given. Please choose one that is.',
  },
  conditionMissing: {
    zh: '计分的条件没有全部确认，请逐条确认。',
    en: 'A condition for these points was not confirmed. Please confirm each.',
  },
  conditionUnknown: { zh: '确认的条件不属于该项，请删去。', en: 'The item has no such condition. Please take it out.' },
  itemMissing: { zh: '此项还没有评分，请补上。', en: 'This item has not been marked yet. Please mark it.' },
  itemUnknown: { zh: '评分标准中没有此项，请删去。', en: 'The rubric has no such item. Please take it out.' },
  memberMissing: {
    zh: '此项的评分没有填完，请补上。',
    en: 'The mark for this item is not complete. Please complete it.',
  },
  memberUnknown: {
    zh: '此项不需要填这一内容，请删去。',
    en: 'The mark for this item takes no such entry. Please take it out.',
  },
} as const satisfies Record<Exclude<ScoreProblemReason, 'reasonMissing' | 'settingUnset'>, Message>;

/** Of a rubric that somebody writes. */
export const RUBRIC_MESSAGES = {
  idTwice: { zh: '编号重复，请改为各不相同的编号。', en: 'This id stands twice. Please give each its own.' },
  levelTwice: {
    zh: '两个档次的分值相同，请改为各不相同的分值。',
    en: 'Two levels have the same points. Please make them differ.',
  },
  rangeEmpty: {
    zh: '下限不小于上限[（{min} 与 {max}）]，没有可取的值。请改正。',
    en: 'The least is not below the most[ ({min} and {max})], so that nothing fits between. Please mend it.',
  },
  stepDoesNotFit: {
    zh: '分差不能整除分值范围，请改正。',
    en: 'The steps do not fit into the range. Please mend them.',
  },
  conditionTwice: { zh: '同一条件写了两遍，请删去一个。', en: 'One condition stands twice. Please take one out.' },
  floorAboveFull: { zh: '最低分高于满分，请改正。', en: 'The floor lies above the full points. Please mend it.' },
  sumDiffers: {
    zh: '写明的总分与各项之和不符[：写明 {stated}，各项之和 {found}]。请核对。',
    en: 'The stated sum is not that of the items[: {stated} stated, {found} found]. Please check them.',
  },
  sumUnbounded: {
    zh: '写明了总分[（{stated}）]，但有项目没有上限，无法核对。请补上上限。',
    en: 'A sum is stated[ ({stated})], but some item has no cap. Please give it one.',
  },
} as const satisfies Record<RubricProblem['reason'], Message>;
