/** Offices that the plan names, and its eighteen measures. */
export const posts = ['chair', 'viceChair', 'executiveMember'];

export const measures = [
  'measure1',
  'measure2',
  'measure3',
  'measure4',
  'measure5',
  'measure6',
  'measure7',
  'measure8',
  'measure9',
  'measure10',
  'measure11',
  'measure12',
  'measure13',
  'measure14',
  'measure15',
  'measure16',
  'measure17',
  'measure18',
];
