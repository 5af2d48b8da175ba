/** Who may see which facts of annex 3. */
import type { Definition } from '../../libs/lifecycle/definition/definition.js';

type Sight = Definition['sight'];
type When = NonNullable<Sight[number]['when']>;

/** 分类评价: the units have been put in order, and no score moves any more. */
const ranked = {
  all: [
    { path: 'cycle.ranked', is: true },
    { stage: 'cycle', in: ['ranked', 'decided', 'closed'] },
  ],
} satisfies When;

/** Or the unit's grade stands. */
const fixed = { any: [ranked, { stage: 'self', in: ['decided'] }] } satisfies When;
/** The same of a sheet, which has no grade: that of its unit. */
const fixedForSheet = { any: [ranked, { stage: 'evaluation', in: ['decided'] }] } satisfies When;

const itsEvaluation = {
  evaluation: { subject: 'evaluation', key: { unit: { from: 'key.unit' } } },
} satisfies NonNullable<Sight[number]['reads']>;
const itsRequirement = {
  requirement: { subject: 'requirement', key: { requirement: { from: 'key.requirement' } } },
} satisfies NonNullable<Sight[number]['reads']>;

/** The unit's year without points: what it handed in, what was seen of its work, where it stands. */
const course = [
  'evaluationOpened.*',
  'workObserved.*',
  'packageSubmitted.*',
  'packageResubmitted.*',
  'packageReturned.*',
  'packageWithdrawn.*',
] satisfies string[];

/** And why scoring began without a package, and who is too near to decide: for all who score or decide. */
const scored = [
  ...course,
  'scoringBegun.*',
  'liaisonNamed.*',
  'conflictDeclared.*',
  'conflictDismissed.*',
  'liaisonPresentAtDecision.*',
] satisfies string[];

/** 区县妇联: a unit sees its own; others' results as far as the setting says (工作晾晒), and nothing while it is unset. */
const units = [
  {
    role: 'clerk',
    where: 'own',
    subject: 'evaluation',
    sees: [...course, 'scoringBegun', 'gradeDecided.grade', 'gradeUndone'],
  },
  { role: 'clerk', where: 'anywhere', subject: 'rubric', sees: ['*'] },
  {
    role: 'clerk',
    where: 'anywhere',
    subject: 'evaluation',
    sees: ['gradeDecided.grade'],
    when: {
      all: [
        { path: 'cycle.settings.airing', in: ['grades', 'gradesAndScores'] },
        { stage: 'self', in: ['decided'] },
      ],
    },
  },
  {
    role: 'clerk',
    where: 'anywhere',
    subject: 'evaluation',
    sees: ['scoresAddedUp.*'],
    when: {
      all: [
        { path: 'cycle.settings.airing', is: 'gradesAndScores' },
        { stage: 'self', in: ['decided'] },
      ],
    },
  },
] satisfies Sight;

/** 牵头部室 and 分管领导 see at once what they score together. */
const leads = ['department', 'leaderInCharge'] satisfies string[];

/** Whoever gives the points for the whole does it without knowing the others. */
const ownPoints = {
  role: 'assessor',
  where: 'anywhere',
  subject: 'evaluation',
  sees: ['wholeAssessed.*'],
  when: { same: ['fact.account', 'actor.account'] },
} satisfies Sight[number];

/** 党组会 decides on what has been added up, proposed and put in order; an audit comes after that too. */
const deciders = ['partyGroup', 'auditor'] satisfies string[];

/** What others scored is seen when the ranking is fixed. */
const scoring = [
  { role: [...leads, ...deciders], where: 'anywhere', subject: 'requirement', sees: ['*'] },
  { role: [...leads, ...deciders], where: 'anywhere', subject: 'rubric', sees: ['*'] },
  { role: leads, where: { unitIn: 'requirement.leads' }, reads: itsRequirement, subject: 'sheet', sees: ['*'] },
  {
    role: [...leads, ...deciders],
    where: 'anywhere',
    reads: itsEvaluation,
    subject: 'sheet',
    sees: ['*'],
    when: fixedForSheet,
  },
  { role: [...leads, ...deciders, 'assessor'], where: 'anywhere', subject: 'evaluation', sees: scored },
  { role: [...leads, ...deciders, 'assessor'], where: 'anywhere', subject: 'evaluation', sees: ['*'], when: fixed },
  ownPoints,
] satisfies Sight;

const decision = ['subjectListed.*', 'decisionsMade.*', 'decisionsUndone.*'] satisfies string[];

/** 办公室 adds up and proposes, so it sees every score that it adds. */
const office = [
  { role: 'office', where: 'anywhere', subject: 'requirement', sees: ['*'] },
  { role: 'office', where: 'anywhere', subject: 'rubric', sees: ['*'] },
  { role: 'office', where: 'anywhere', subject: 'sheet', sees: ['*'] },
  { role: 'office', where: 'anywhere', subject: 'evaluation', sees: ['*'] },
  { role: 'office', where: 'anywhere', subject: 'cycle', sees: ['rankingFixed.*'] },
  { role: ['office', ...deciders], where: 'anywhere', subject: 'cycle', sees: decision },
  { role: deciders, where: 'anywhere', subject: 'cycle', sees: ['rankingFixed.*'], when: ranked },
] satisfies Sight;

export const sight = [...units, ...scoring, ...office] satisfies Sight;
