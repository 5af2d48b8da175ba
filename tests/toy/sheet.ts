/** The toy's sheet, filled in. */
export const sheet = {
  title: 'Moss',
  story: 'A story',
  hue: 'plim',
  kin: { plimCount: 2 },
  lit: true,
  glints: 7,
  headName: 'Someone',
  headMail: 'someone@toy.example',
  headPhone: '100 00000000',
  parts: [
    { row: 'upper', measure: 1 },
    { row: 'lower', measure: 2 },
  ],
  helpers: [{ name: 'Another' }],
  likes: ['moss'],
  hand: { on: '2031-01-20' },
};

const marked = {
  gleam: { points: 10 },
  span: { points: 6 },
  loops: { count: 2, met: ['rubric.condition'] },
  neatness: { deductions: [] },
  soundness: { flag: false, points: 2 },
  drops: { count: 0 },
};

/** Marks of 58: 38 alone, and 20 of a group that would earn more. */
export const marks = {
  ...marked,
  ...Object.fromEntries(Object.entries(marked).map(([item, mark]) => [`${item}Two`, mark])),
};
