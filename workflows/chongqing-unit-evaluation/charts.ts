/** Where each subject of annex 3 may stand, read top to bottom as the year goes. */
import type { SubjectDefinition } from '../../libs/lifecycle/definition/subject-definition.js';

type Chart = SubjectDefinition['chart'];

/** 牵头部室 of one requirement or project: named, and changed within the year where need be. */
export const requirementChart = {
  initial: 'absent',
  states: {
    absent: { on: { leadsNamed: 'led' } },
    led: { meta: { holder: 'office', noDeadline: 'noDeadline.leads', closed: true }, on: { leadsChanged: 'led' } },
  },
} satisfies Chart;

/** 具体指标 of one class: drafted by the departments, adopted when 60 and 25 are reached. */
export const rubricChart = {
  initial: 'absent',
  states: {
    absent: { on: { rubricBegun: 'drafting' } },
    drafting: {
      meta: { holder: 'department', noDeadline: 'noDeadline.rubric' },
      on: {
        pointsSet: 'drafting',
        pointsDropped: 'drafting',
        practicePointsSet: 'drafting',
        practicePointsDropped: 'drafting',
        rubricAdopted: 'adopted',
      },
    },
    adopted: {
      meta: { holder: 'office', noDeadline: 'noDeadline.rubric', closed: true },
      on: { rubricReopened: 'drafting' },
    },
  },
} satisfies Chart;

/** One requirement or project of one unit: 量化评分并细化扣分理由，经分管领导审定. */
export const sheetChart = {
  initial: 'absent',
  states: {
    absent: { on: { scoreGiven: 'scored' } },
    scored: {
      meta: { holder: 'leaderInCharge', deadline: 'scoringDue' },
      on: {
        scoreRevised: 'scored',
        scoreAgreed: 'scored',
        scoreReturned: 'returned',
        scoreReviewed: 'reviewed',
      },
    },
    returned: {
      meta: { holder: 'department', deadline: 'scoringDue' },
      on: { scoreRevised: 'scored' },
    },
    reviewed: {
      meta: { holder: 'office', noDeadline: 'noDeadline.reviewed', closed: true },
      on: { scoreReopened: 'returned' },
    },
  },
} satisfies Chart;

/** The year's evaluation of one unit: 平时评价, the package, the scores, the sum, the proposal, the decision. */
export const evaluationChart = {
  initial: 'absent',
  states: {
    absent: { on: { evaluationOpened: 'underway' } },
    underway: {
      meta: { holder: 'clerk', deadline: 'packageDue' },
      on: {
        workObserved: 'underway',
        liaisonNamed: 'underway',
        conflictDeclared: 'underway',
        conflictDismissed: 'underway',
        packageSubmitted: 'submitted',
        scoringBegun: 'scoring',
      },
    },
    submitted: {
      meta: { holder: 'office', deadline: 'scoringDue' },
      on: {
        workObserved: 'submitted',
        liaisonNamed: 'submitted',
        conflictDeclared: 'submitted',
        conflictDismissed: 'submitted',
        packageReturned: 'returned',
        packageWithdrawn: 'underway',
        scoringBegun: 'scoring',
      },
    },
    returned: {
      meta: { holder: 'clerk', deadline: 'packageDue' },
      on: {
        workObserved: 'returned',
        liaisonNamed: 'returned',
        conflictDeclared: 'returned',
        conflictDismissed: 'returned',
        packageResubmitted: 'submitted',
        scoringBegun: 'scoring',
      },
    },
    scoring: {
      meta: { holder: 'department', deadline: 'scoringDue' },
      on: {
        liaisonNamed: 'scoring',
        conflictDeclared: 'scoring',
        conflictDismissed: 'scoring',
        requirementReviewed: 'scoring',
        requirementReopened: 'scoring',
        caseReviewed: 'scoring',
        caseReopened: 'scoring',
        practiceSettled: 'scoring',
        wholeAssessed: 'scoring',
        scoringRestarted: 'scoring',
        packageReturned: 'returned',
        scoresAddedUp: 'addedUp',
      },
    },
    addedUp: {
      meta: { holder: 'office', deadline: 'decisionDue' },
      on: {
        liaisonNamed: 'addedUp',
        conflictDeclared: 'addedUp',
        conflictDismissed: 'addedUp',
        additionUndone: 'scoring',
        gradeProposed: 'proposed',
      },
    },
    proposed: {
      meta: { holder: 'partyGroup', deadline: 'decisionDue' },
      on: {
        liaisonNamed: 'proposed',
        conflictDeclared: 'proposed',
        conflictDismissed: 'proposed',
        proposalReturned: 'addedUp',
        gradeDecided: 'decided',
      },
    },
    decided: {
      meta: { holder: 'office', noDeadline: 'noDeadline.decided', closed: true },
      on: { liaisonPresentAtDecision: 'decided', gradeUndone: 'proposed' },
    },
  },
} satisfies Chart;
