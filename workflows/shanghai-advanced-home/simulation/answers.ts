/** Which phrases answer which fields of the forms, so that one home says the same of itself in each of them. For play only. */
import type { Simulation } from '../../../libs/lifecycle/definition/simulation.js';

type Answers = NonNullable<Simulation['answers']>;
type Answer = Answers[string];

const perHome = { per: 'key.home' };
const byPlace = { place: 'home.place' };
const ofProject = { phrase: 'projects', by: 'home.sort', ...perHome };
const headPost = { phrase: 'headPosts', by: 'home.sort', ...perHome } satisfies Answer;
const headName = { phrase: 'heads', part: 'name', ...byPlace } satisfies Answer;
const headPhone = { phrase: 'heads', part: 'phone', ...byPlace } satisfies Answer;
const headEmail = { phrase: 'heads', part: 'email', ...byPlace } satisfies Answer;

const ofTheHome = {
  'row.name': { from: 'home.name' },
  'plan.name': { from: 'home.name' },
  'form.name': { from: 'home.name' },
  address: { phrase: 'addresses', by: 'key.home' },
  postcode: { phrase: 'postcodes' },
  'form.phone': { phrase: 'landlines' },
  homeKind: { from: 'home.sort' },
  blankPoint: { phrase: 'blankPoints', by: 'home.unit' },
} satisfies Answers;

const ofPersons = {
  headName,
  fullTimeHeadName: headName,
  partTimeHeadName: headName,
  'staff.0.name': headName,
  headPhone,
  headMobile: headPhone,
  fullTimeHeadContact: headPhone,
  partTimeHeadContact: headPhone,
  headEmail,
  headWechat: { phrase: 'heads', part: 'wechat', ...byPlace },
  headPost,
  partTimeHeadPost: headPost,
  contactName: { phrase: 'contacts', part: 'name', ...byPlace },
  contactPost: { phrase: 'contactPosts', by: 'home.sort', ...perHome },
  contactPhone: { phrase: 'contacts', part: 'phone', ...byPlace },
  contactWechat: { phrase: 'contacts', part: 'wechat', ...byPlace },
  'staff.1.name': { phrase: 'colleagues', part: 'first', ...byPlace },
  'staff.2.name': { phrase: 'colleagues', part: 'second', ...byPlace },
} satisfies Answers;

const ofPlans = {
  plan: { phrase: 'staffings', ...perHome },
  'plan.strengths': { ...ofProject, part: 'strengths' },
  wholePlan: { ...ofProject, part: 'wholePlan' },
  'steps.fourPoints': { phrase: 'fourPoints', ...perHome },
  'steps.fourMembers': { phrase: 'fourMembers', ...perHome },
  'steps.fourSystems': { phrase: 'fourSystems', ...perHome },
  'steps.supporting': { phrase: 'supporting', ...perHome },
  'steps.coreAndInnovation': { ...ofProject, part: 'core' },
  budgetFen: { phrase: 'budgets', ...perHome },
  'correctPlan.plan.budgetFen': { phrase: 'budgetsCorrected' },
  partners: { ...ofProject, part: 'partners' },
} satisfies Answers;

const ofTheProject = {
  'trackProgress.account': { phrase: 'progress' },
  resource: { ...ofProject, part: 'resource' },
  givenBy: { phrase: 'guides' },
  'giveGuidance.goals': { phrase: 'guidanceGoals' },
  'giveGuidance.report': { phrase: 'guidanceReports' },
  advice: { phrase: 'generalAdvice' },
  seed: { phrase: 'seeds' },
  seedSource: { phrase: 'seedSources' },
  closingReport: { ...ofProject, part: 'closing' },
} satisfies Answers;

const ofEvaluation = {
  'marks.10': { phrase: 'meets' },
  'marks.7': { phrase: 'mostlyMeets' },
  'marks.4': { phrase: 'fair' },
  'marks.5': { phrase: 'meets' },
  'marks.3': { phrase: 'mostlyMeets' },
  'marks.1': { phrase: 'fair' },
  'marks.0': { phrase: 'doesNotMeet' },
  adaptation: { phrase: 'adaptations' },
  remarks: { phrase: 'evaluations' },
  summary: { phrase: 'summaries' },
} satisfies Answers;

const ofReasons = {
  /** What is in time gives none; the moves that are late say which. */
  lateReason: { unanswered: true },
  'correctPlan.reason': { phrase: 'budgetReasons' },
  'withdrawCandidate.reason': { phrase: 'withdrawals' },
  'undoWithdrawal.reason': { phrase: 'withdrawalsUndone' },
  'returnRoster.reason': { phrase: 'rosterReturns' },
  'returnRecommendation.reason': { phrase: 'formReturns' },
  'declareConflict.reason': { phrase: 'conflicts' },
  'recuseEvaluator.reason': { phrase: 'recusals' },
  'dismissConflict.reason': { phrase: 'dismissals' },
  'correctScore.reason': { phrase: 'corrections' },
  'reopenEvaluation.reason': { phrase: 'reopenings' },
  'decide.reason': { phrase: 'decisions' },
  'undoDecision.reason': { phrase: 'decisionsUndone' },
  'undoRanking.reason': { phrase: 'rankingsUndone' },
} satisfies Answers;

export const answers = {
  ...ofTheHome,
  ...ofPersons,
  ...ofPlans,
  ...ofTheProject,
  ...ofEvaluation,
  ...ofReasons,
} satisfies Answers;
