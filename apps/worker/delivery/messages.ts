/** What people are told of deadlines. `{name}` is a parameter, and stands in `[…]`, which is left out when it is not given. */
import type { Message } from '../../../libs/lifecycle/messages/message.js';

const what = {
  zh: '[{programme}][（{cycle}）][，{unit}][“{home}”]：[{subject}]，[{deadline}]，截止 [{date}] [{time}]。',
  en: '[{programme}][ ({cycle})][, {unit}][, “{home}”]: [{subject}], [{deadline}], due [{date}] [{time}]. ',
} as const;

export const MAIL_TEXTS = {
  'before.heading': { zh: '期限提醒：[{deadline}]', en: 'Reminder: [{deadline}]' },
  before: { zh: `${what.zh}还有 [{days}] 天。`, en: `${what.en}Days left: [{days}].` },
  'today.heading': { zh: '今天截止：[{deadline}]', en: 'Due today: [{deadline}]' },
  today: { zh: `${what.zh}今天截止。`, en: `${what.en}It is due today.` },
  'overdue.heading': { zh: '已逾期：[{deadline}]', en: 'Overdue: [{deadline}]' },
  overdue: { zh: `${what.zh}已逾期 [{days}] 天。`, en: `${what.en}Days overdue: [{days}].` },
  'escalation.heading': { zh: '下级逾期：[{deadline}]', en: 'Overdue below you: [{deadline}]' },
  escalation: {
    zh: `${what.zh}已逾期 [{days}] 天，请督促。`,
    en: `${what.en}Days overdue: [{days}]. Please see to it.`,
  },
  'missed.heading': { zh: '期限已过：[{deadline}]', en: 'Deadline passed: [{deadline}]' },
  missed: { zh: `${what.zh}期限已过，尚未完成。`, en: `${what.en}It has passed, and nothing was handed in.` },
  'chase.heading': { zh: '催办：[{deadline}]', en: 'You are pressed: [{deadline}]' },
  chase: {
    zh: `${what.zh}上级催办，请尽快完成；说明见系统。`,
    en: `${what.en}Somebody above presses you to finish it; see the system for the note.`,
  },
  late: { zh: '（本提醒晚发。）', en: ' (This reminder goes out late.)' },
  notice: {
    zh: '[{programme}][（{cycle}）][，{unit}][“{home}”]：[{text}]',
    en: '[{programme}][ ({cycle})][, {unit}][, “{home}”]: [{text}]',
  },
} as const satisfies Readonly<Record<string, Message>>;
