/** What the notice leaves open. Nothing of it stands until somebody sets it, on the record. */
import type { Definition } from '../../libs/lifecycle/definition/definition.js';

const lateness = {
  kind: 'choice',
  of: ['refuse', 'reason', 'warn'],
  why: 'setting.lateness.why',
} satisfies Definition['settings'][string];

export const settings = {
  /** Lateness: the notice names days, and not what follows. Unset means warn. */
  rosterLateness: lateness,
  planLateness: lateness,
  recommendationLateness: lateness,
  /** 随机抽取部分申报单位: how many. */
  guidanceSampleSize: { kind: 'int', min: 1, max: 1000, why: 'setting.guidanceSampleSize.why' },
  panelSize: { kind: 'int', min: 1, max: 20, why: 'setting.panelSize.why' },
  combineScores: { kind: 'choice', of: ['mean', 'median', 'trimmedMean', 'sum'], why: 'setting.combineScores.why' },
  passMark: { kind: 'int', min: 0, max: 180, why: 'setting.passMark.why' },
  awardPlaces: { kind: 'int', min: 0, max: 1000, why: 'setting.awardPlaces.why' },
  reserveKept: { kind: 'flag', why: 'setting.reserveKept.why' },
  decisionBody: { kind: 'text', max: 200, why: 'setting.decisionBody.why' },
  decisionDate: { kind: 'date', why: 'setting.decisionDate.why' },
  announcement: { kind: 'text', max: 200, why: 'setting.announcement.why' },
} satisfies Definition['settings'];
