/** Where each subject of the programme may stand, read top to bottom as the notice goes. */
import type { SubjectDefinition } from '../../libs/lifecycle/definition/subject-definition.js';

type Chart = SubjectDefinition['chart'];

/** 名册: the unit fills and submits it, three sealed copies follow. Notice 一.2. */
export const rosterChart = {
  initial: 'absent',
  states: {
    absent: { on: { rosterOpened: 'drafting' } },
    drafting: {
      meta: { holder: 'clerk', deadline: 'rosterDue' },
      on: {
        candidateListed: 'drafting',
        candidateUnlisted: 'drafting',
        candidateRelisted: 'drafting',
        rosterSubmitted: 'submitted',
      },
    },
    submitted: {
      meta: { holder: 'clerk', deadline: 'rosterDue' },
      on: {
        candidateUnlisted: 'submitted',
        candidateRelisted: 'submitted',
        rosterPaperReceived: 'received',
        rosterReturned: 'returned',
      },
    },
    returned: {
      meta: { holder: 'clerk', deadline: 'rosterDue' },
      on: {
        candidateListed: 'returned',
        candidateUnlisted: 'returned',
        candidateRelisted: 'returned',
        rosterResubmitted: 'submitted',
        rosterMended: 'received',
      },
    },
    received: {
      meta: { holder: 'office', noDeadline: 'noDeadline.received', closed: true },
      on: { candidateUnlisted: 'received', candidateRelisted: 'received', rosterReturned: 'returned' },
    },
  },
} satisfies Chart;

/** 方案 of a unit's homes: the unit sends them, to two mailboxes. Notice 一.2 and the note below the plan in annex 2. */
export const sendingChart = {
  initial: 'absent',
  states: {
    absent: { on: { sendingOpened: 'collecting' } },
    collecting: {
      meta: { holder: 'clerk', deadline: 'plansDue' },
      on: { planFiled: 'ready', planTakenOut: 'collecting' },
    },
    ready: {
      meta: { holder: 'clerk', deadline: 'plansDue' },
      on: { planFiled: 'ready', planTakenOut: 'ready', plansSent: 'sent' },
    },
    sent: {
      meta: { holder: 'office', noDeadline: 'noDeadline.received', closed: true },
      on: { planFiled: 'ready', planTakenOut: 'sent' },
    },
  },
} satisfies Chart;

/** 项目指导: a sample is drawn for a third party's guidance, general advice goes to all. Notice 一.3, 项目指导. */
export const guidanceChart = {
  initial: 'absent',
  states: {
    absent: { on: { frameFixed: 'framed' } },
    framed: {
      meta: { holder: 'office', noDeadline: 'noDeadline.guidance' },
      on: { frameFixed: 'framed', sampleDrawn: 'guiding' },
    },
    guiding: {
      meta: { holder: 'guide', noDeadline: 'noDeadline.guidance' },
      on: { generalAdviceGiven: 'advised' },
    },
    advised: {
      meta: { holder: 'guide', noDeadline: 'noDeadline.guidance', closed: true },
      on: { generalAdviceGiven: 'advised' },
    },
  },
} satisfies Chart;

const candidate = {
  initial: 'planning',
  states: {
    planning: {
      meta: { holder: 'applicant', deadline: 'plansDue' },
      on: { applicantNamed: 'planning', candidateAssessed: 'planning', planSubmitted: 'planned' },
    },
    planned: {
      meta: { holder: 'clerk', deadline: 'plansDue' },
      on: {
        applicantNamed: 'planned',
        candidateAssessed: 'planned',
        planCorrected: 'planned',
        planSent: '#application.active.project',
      },
    },
  },
} satisfies Chart['states'][string];

/** 2024年4月-2024年7月 项目实施. */
const project = {
  type: 'parallel',
  states: {
    work: {
      initial: 'underway',
      states: {
        underway: {
          meta: { holder: 'applicant', deadline: 'recommendationDue' },
          on: {
            adviceReceived: 'underway',
            applicantNamed: 'underway',
            planCorrected: 'underway',
            progressTracked: 'underway',
            recommendationSubmitted: '#application.active.recommendation',
          },
        },
      },
    },
    delivery: {
      initial: 'unasked',
      states: {
        unasked: {
          meta: { holder: 'applicant', noDeadline: 'noDeadline.delivery' },
          on: { deliveryRequested: 'requested' },
        },
        requested: {
          meta: { holder: 'office', noDeadline: 'noDeadline.delivery' },
          // A second request is not the chart's to refuse: the guard says why.
          on: { deliveryRequested: 'requested', deliveryMade: 'delivered' },
        },
        delivered: {
          meta: { holder: 'office', noDeadline: 'noDeadline.delivery', closed: true },
          on: { deliveryRequested: 'delivered' },
        },
      },
    },
    guidance: {
      initial: 'none',
      states: {
        none: { meta: { holder: 'guide', noDeadline: 'noDeadline.guidance' }, on: { guidanceGiven: 'given' } },
        given: {
          meta: { holder: 'guide', noDeadline: 'noDeadline.guidance', closed: true },
          on: { guidanceGiven: 'given' },
        },
      },
    },
  },
} satisfies Chart['states'][string];

/** What may still come in after the project's months without moving the form. */
const recommendation = {
  initial: 'opinions',
  states: {
    opinions: {
      meta: { holder: 'clerk', deadline: 'recommendationDue' },
      on: {
        adviceReceived: 'opinions',
        deliveryMade: 'opinions',
        guidanceGiven: 'opinions',
        opinionsGiven: 'opinions',
        recommendationReturned: 'returned',
        recommendationSent: 'sent',
        recommendationPaperReceived: 'paperReceived',
      },
    },
    sent: {
      meta: { holder: 'clerk', deadline: 'recommendationDue' },
      on: {
        adviceReceived: 'sent',
        deliveryMade: 'sent',
        guidanceGiven: 'sent',
        recommendationReturned: 'returned',
        recommendationPaperReceived: '#application.active.evaluation',
      },
    },
    paperReceived: {
      meta: { holder: 'clerk', deadline: 'recommendationDue' },
      on: {
        adviceReceived: 'paperReceived',
        deliveryMade: 'paperReceived',
        guidanceGiven: 'paperReceived',
        recommendationReturned: 'returned',
        recommendationSent: '#application.active.evaluation',
      },
    },
    returned: {
      meta: { holder: 'applicant', deadline: 'recommendationDue' },
      on: {
        adviceReceived: 'returned',
        deliveryMade: 'returned',
        guidanceGiven: 'returned',
        recommendationResubmitted: 'opinions',
      },
    },
  },
} satisfies Chart['states'][string];

/** 2024年8月 项目结项及评估. */
const evaluation = {
  initial: 'assembling',
  states: {
    assembling: {
      meta: { holder: 'office', deadline: 'evaluationDue' },
      on: {
        adviceReceived: 'assembling',
        deliveryMade: 'assembling',
        guidanceGiven: 'assembling',
        conflictDeclared: 'assembling',
        conflictDismissed: 'assembling',
        evaluatorAssigned: 'scoring',
        recommendationReturned: '#application.active.recommendation.returned',
      },
    },
    scoring: {
      meta: { holder: 'evaluator', deadline: 'evaluationDue' },
      on: {
        conflictDeclared: 'scoring',
        conflictDismissed: 'scoring',
        evaluatorAssigned: 'scoring',
        evaluatorRecused: 'scoring',
        evaluatorReplaced: 'scoring',
        homeScored: 'scoring',
        scoreCorrected: 'scoring',
        evaluationConcluded: 'evaluated',
      },
    },
    evaluated: {
      meta: { holder: 'office', noDeadline: 'noDeadline.decision' },
      on: {
        evaluationReopened: 'scoring',
        homeRecognised: '#application.decided.recognised',
        homeReserved: '#application.decided.reserve',
        homeNotRecognised: '#application.decided.notRecognised',
      },
    },
  },
} satisfies Chart['states'][string];

export const applicationChart = {
  initial: 'absent',
  states: {
    absent: { on: { homePutForward: 'active' } },
    active: {
      initial: 'candidate',
      on: { candidateWithdrawn: 'withdrawn' },
      states: { candidate, project, recommendation, evaluation, back: { type: 'history', history: 'deep' } },
    },
    decided: {
      initial: 'recognised',
      on: { decisionUndone: '#application.active.evaluation.evaluated' },
      states: {
        recognised: { meta: { holder: 'office', noDeadline: 'noDeadline.decided', closed: true } },
        reserve: { meta: { holder: 'office', noDeadline: 'noDeadline.decided', closed: true } },
        notRecognised: { meta: { holder: 'office', noDeadline: 'noDeadline.decided', closed: true } },
      },
    },
    withdrawn: {
      meta: { holder: 'clerk', noDeadline: 'noDeadline.withdrawn', closed: true },
      on: { withdrawalUndone: '#application.active.back' },
    },
  },
} satisfies Chart;
