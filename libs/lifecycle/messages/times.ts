/** How dates and times are written. */
import type { Message } from './message.js';

export const TIME_WORDS = {
  date: { zh: '[{year}年{month}月{day}日]', en: '[{date}]' },
  due: { zh: '[{date} {time}]', en: '[{date} {time}]' },
  instant: { zh: '[{date} {time}（{zone}）]', en: '[{date} {time} ({zone})]' },
} as const satisfies Record<string, Message>;
