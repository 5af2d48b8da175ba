/** Charts of the platform's own subjects. */
import type { SubjectDefinition } from '../definition/subject-definition.js';

type Chart = SubjectDefinition['chart'];
const standing = { holder: 'operator', noDeadline: 'noDeadline.standing' };

export const platformChart: Chart = {
  initial: 'absent',
  states: {
    absent: { on: { rootFounded: 'founded' } },
    founded: { on: { platformAdopted: 'founded' }, meta: standing },
  },
};

export const programmeChart: Chart = {
  initial: 'absent',
  states: {
    absent: { on: { programmePublished: 'published' } },
    published: { on: { textsMended: 'published' }, meta: standing },
  },
};

export const calendarChart: Chart = {
  initial: 'absent',
  states: { absent: { on: { calendarLoaded: 'loaded' } }, loaded: { meta: { ...standing, closed: true } } },
};

export const parameterChart: Chart = {
  initial: 'absent',
  states: { absent: { on: { parameterGiven: 'given' } }, given: { on: { parameterGiven: 'given' }, meta: standing } },
};

export const unitChart: Chart = {
  initial: 'absent',
  states: {
    absent: { on: { unitRegistered: 'active' } },
    active: { on: { unitRenamed: 'active', unitMoved: 'active', unitClosed: 'closed' }, meta: standing },
    closed: { on: { unitReopened: 'active' }, meta: { ...standing, closed: true } },
  },
};

export const homeChart: Chart = {
  initial: 'absent',
  states: {
    absent: { on: { homeRegistered: 'active' } },
    active: {
      on: {
        homeRenamed: 'active',
        homeMoved: 'active',
        standingEntered: 'active',
        standingLeft: 'active',
        homeClosed: 'closed',
      },
      meta: standing,
    },
    closed: { on: { homeReopened: 'active', standingLeft: 'closed' }, meta: { ...standing, closed: true } },
  },
};

export const personChart: Chart = {
  initial: 'absent',
  states: { absent: { on: { personErased: 'erased' } }, erased: { meta: { ...standing, closed: true } } },
};

export const grantChart: Chart = {
  initial: 'absent',
  states: {
    absent: { on: { roleGranted: 'active' } },
    active: { on: { roleGranted: 'active', roleRevoked: 'active' }, meta: standing },
  },
};

const office = { holder: 'office', noDeadline: 'noDeadline.cycle' };

export const cycleChart: Chart = {
  initial: 'absent',
  states: {
    absent: { on: { cycleOpened: 'open' } },
    open: {
      on: {
        settingGiven: 'open',
        quotaGiven: 'open',
        deadlineGiven: 'open',
        deadlineMoved: 'open',
        deadlineExtended: 'open',
        remindersGiven: 'open',
        subjectListed: 'open',
        decidingBegan: 'deciding',
        cycleClosed: 'closed',
      },
      meta: office,
    },
    deciding: {
      on: {
        settingGiven: 'deciding',
        quotaGiven: 'deciding',
        remindersGiven: 'deciding',
        decidingUndone: 'open',
        rankingFixed: 'ranked',
      },
      meta: office,
    },
    ranked: {
      on: {
        settingGiven: 'ranked',
        quotaGiven: 'ranked',
        remindersGiven: 'ranked',
        rankingUndone: 'deciding',
        decisionsMade: 'decided',
      },
      meta: office,
    },
    decided: { on: { decisionsUndone: 'ranked', cycleClosed: 'closed' }, meta: office },
    closed: { on: { cycleReopened: 'open' }, meta: { ...office, closed: true } },
  },
};

export const watchChart: Chart = {
  initial: 'absent',
  states: {
    absent: { on: { reminderSent: 'watched', deadlineMissed: 'watched', escalated: 'watched', chased: 'watched' } },
    watched: {
      on: { reminderSent: 'watched', deadlineMissed: 'watched', escalated: 'watched', chased: 'watched' },
      meta: standing,
    },
  },
};
