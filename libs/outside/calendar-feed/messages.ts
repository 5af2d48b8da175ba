/** Words of the calendar feed. `{unit}` is a parameter. */
export const FEED_WORDS = {
  calendar: { zh: '{unit}：期限', en: '{unit}: deadlines' },
  until: { zh: '截止：{date} {time}', en: 'Due: {date} {time}' },
} as const;
