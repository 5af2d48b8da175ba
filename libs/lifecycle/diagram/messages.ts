/** The words of a drawn chart. */
export const DIAGRAM_WORDS = {
  zh: { holder: '办理：', due: '期限：', none: '期限：无', closed: '已办结' },
  en: { holder: 'holds it: ', due: 'due: ', none: 'no deadline', closed: 'closed' },
} as const;
