/** Where each subject stands, in the order of the notice's 创建办法 and 重新认定和备案. */
import type { SubjectDefinition } from '../../libs/lifecycle/definition/subject-definition.js';

/** 创建办法: reported to the federation one level up, reviewed on paper, some of it seen on site, decided. */
export const applicationChart = {
  initial: 'absent',
  states: {
    absent: {
      on: { appliedToCity: '#application.gathering.city', appliedToDistrict: '#application.gathering.district' },
    },
    gathering: {
      initial: 'city',
      states: {
        city: {
          on: { opinionsGiven: 'city', submitted: '#application.materialReview' },
          meta: { holder: 'clerk', deadline: 'cityApplications' },
        },
        district: {
          on: { opinionsGiven: 'district', submitted: '#application.materialReview' },
          meta: { holder: 'clerk', deadline: 'districtApplications' },
        },
        before: { type: 'history', history: 'shallow', target: 'city' },
      },
      on: { applicationReturned: '#application.returned', applicationWithdrawn: '#application.withdrawn' },
    },
    returned: {
      on: { resubmitted: '#application.gathering.before', applicationWithdrawn: 'withdrawn' },
      meta: { holder: 'applicant', noDeadline: 'why.returnHasNoTerm' },
    },
    materialReview: {
      on: {
        materialsReviewed: 'reviewed',
        preconditionNotMet: 'belowStandard',
        applicationReturned: 'returned',
        applicationWithdrawn: 'withdrawn',
      },
      meta: { holder: 'office', noDeadline: 'why.reviewHasNoTerm' },
    },
    belowStandard: {
      on: { reviewReopened: 'materialReview' },
      meta: { holder: 'office', noDeadline: 'why.nothingMore', closed: true },
    },
    reviewed: {
      on: {
        siteChecked: 'reviewed',
        opinionsGiven: 'reviewed',
        assessmentConcluded: 'assessed',
        reviewReopened: 'materialReview',
        applicationWithdrawn: 'withdrawn',
      },
      meta: { holder: 'office', noDeadline: 'why.reviewHasNoTerm' },
    },
    assessed: {
      on: { recognised: 'recognised', placedInReserve: 'reserve', notRecognised: 'notRecognised' },
      meta: { holder: 'office', noDeadline: 'why.reviewHasNoTerm' },
    },
    recognised: {
      on: { decisionUndone: 'assessed' },
      meta: { holder: 'office', noDeadline: 'why.nothingMore', closed: true },
    },
    reserve: {
      on: { placeOffered: 'offered', decisionUndone: 'assessed' },
      meta: { holder: 'office', noDeadline: 'why.nothingMore', closed: true },
    },
    offered: {
      on: { movedUp: 'movedUp', placeDeclined: 'declined', placeTakenBack: 'reserve' },
      meta: { holder: 'applicant', noDeadline: 'why.successionHasNoTerm' },
    },
    movedUp: { meta: { holder: 'office', noDeadline: 'why.nothingMore', closed: true } },
    declined: { meta: { holder: 'office', noDeadline: 'why.nothingMore', closed: true } },
    notRecognised: {
      on: { decisionUndone: 'assessed' },
      meta: { holder: 'office', noDeadline: 'why.nothingMore', closed: true },
    },
    withdrawn: { meta: { holder: 'applicant', noDeadline: 'why.nothingMore', closed: true } },
  },
} satisfies SubjectDefinition['chart'];

/** What one federation does at one level in one year: the city, and each district for its own level. */
export const assessmentChart = {
  initial: 'absent',
  states: {
    absent: { on: { assessmentOpened: 'assessing' } },
    assessing: {
      on: {
        schemeChanged: 'assessing',
        applicationListed: 'assessing',
        applicationUnlisted: 'assessing',
        sampleDrawn: 'assessing',
        applicationConcluded: 'assessing',
        resultsDecided: 'decided',
      },
      meta: { holder: 'office', noDeadline: 'why.reviewHasNoTerm' },
    },
    decided: {
      on: {
        applicationUnlisted: 'decided',
        nextOffered: 'decided',
        offerTakenBack: 'decided',
        resultsUndone: 'assessing',
      },
      meta: { holder: 'office', noDeadline: 'why.nothingMore', closed: true },
    },
  },
} satisfies SubjectDefinition['chart'];

/** 挂牌、重新认定、摘牌. It outlives its year; who was recognised in one year is looked at again in the next. */
export const plaqueChart = {
  initial: 'absent',
  states: {
    absent: { on: { plaqueAwarded: '#plaque.held.awarded' } },
    held: {
      initial: 'awarded',
      states: {
        awarded: {
          on: { plaqueHung: 'hung', recognisedAgain: 'awarded' },
          meta: { holder: 'office', noDeadline: 'why.hangingHasNoTerm' },
        },
        hung: {
          on: { plaqueReRecognised: 'reRecognised', recognisedAgain: 'hung' },
          meta: { holder: 'clerk', deadline: 'reRecognition' },
        },
        reRecognised: {
          on: { plaqueReRecognised: 'reRecognised', reRecognitionUndone: 'hung', recognisedAgain: 'hung' },
          meta: { holder: 'clerk', noDeadline: 'why.olderOnesUnset' },
        },
        before: { type: 'history', history: 'shallow', target: 'hung' },
      },
      on: { plaqueRemoved: '#plaque.removed', lastPlaceRemoved: '#plaque.removed', awardUndone: '#plaque.undone' },
    },
    removed: {
      on: { removalUndone: '#plaque.held.before', plaqueAwarded: '#plaque.held.awarded' },
      meta: { holder: 'clerk', noDeadline: 'why.nothingMore', closed: true },
    },
    undone: {
      on: { plaqueAwarded: '#plaque.held.awarded' },
      meta: { holder: 'office', noDeadline: 'why.nothingMore', closed: true },
    },
  },
} satisfies SubjectDefinition['chart'];

/** 末位淘汰: the order in which a federation places the plaques it looks at again. */
export const reviewChart = {
  initial: 'absent',
  states: {
    absent: { on: { plaquesRanked: 'ranked' } },
    ranked: {
      on: {
        plaquesRanked: 'ranked',
        lastTaken: 'ranked',
        lastGivenBack: 'ranked',
        plaqueTakenOut: 'ranked',
        plaquePutBack: 'ranked',
      },
      meta: { holder: 'clerk', deadline: 'reRecognition' },
    },
  },
} satisfies SubjectDefinition['chart'];

/** 依次递补: the place that one removed plaque leaves, until it is filled or stays empty. */
export const successionChart = {
  initial: 'absent',
  states: {
    absent: { on: { placeVacated: 'vacant' } },
    vacant: {
      on: { successorOffered: 'offered', leftVacant: 'empty', vacancyCancelled: 'cancelled' },
      meta: { holder: 'clerk', noDeadline: 'why.successionHasNoTerm' },
    },
    offered: {
      on: { offerAccepted: 'filled', offerDeclined: 'vacant', offerWithdrawn: 'vacant' },
      meta: { holder: 'applicant', noDeadline: 'why.successionHasNoTerm' },
    },
    filled: { meta: { holder: 'clerk', noDeadline: 'why.nothingMore', closed: true } },
    empty: {
      on: { vacancyReopened: 'vacant' },
      meta: { holder: 'clerk', noDeadline: 'why.nothingMore', closed: true },
    },
    cancelled: {
      on: { placeVacated: 'vacant' },
      meta: { holder: 'clerk', noDeadline: 'why.nothingMore', closed: true },
    },
  },
} satisfies SubjectDefinition['chart'];

/** 有经费保障: what a district allots for the year. */
export const allotmentChart = {
  initial: 'absent',
  states: {
    absent: { on: { allotmentReported: 'reported' } },
    reported: {
      on: { allotmentCorrected: 'reported' },
      meta: { holder: 'clerk', noDeadline: 'why.nothingMore', closed: true },
    },
  },
} satisfies SubjectDefinition['chart'];

/** 备案: reported upward for the record. Nobody approves it. */
export const filingChart = {
  initial: 'absent',
  states: {
    absent: { on: { registersFiled: 'filed' } },
    filed: {
      on: { filingCorrected: 'filed' },
      meta: { holder: 'clerk', noDeadline: 'why.nothingMore', closed: true },
    },
  },
} satisfies SubjectDefinition['chart'];
