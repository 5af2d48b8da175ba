/** Numbers and days: what the notice fixes, what it leaves to others, and what it leaves open. */
import type { Definition } from '../../libs/lifecycle/definition/definition.js';

/** 创建数量. The notice names no district; these are the sixteen, and sixteen tens are the 160. */
export const quotas = {
  cityPlaces: { to: 'award', strength: 'hard', table: { beijing: 160 } },
  cityPlacesByDistrict: {
    to: 'award',
    strength: 'soft',
    table: {
      dongcheng: 10,
      xicheng: 10,
      chaoyang: 10,
      fengtai: 10,
      shijingshan: 10,
      haidian: 10,
      mentougou: 10,
      fangshan: 10,
      tongzhou: 10,
      shunyi: 10,
      changping: 10,
      daxing: 10,
      huairou: 10,
      pinggu: 10,
      miyun: 10,
      yanqing: 10,
    },
  },
  /** 若干个: each district gives itself a number, on the record, or none. */
  districtPlaces: { to: 'award', strength: 'hard' },
} satisfies Definition['quotas'];

export const settings = {
  lateness: { kind: 'choice', of: ['refuse', 'reason', 'warn'], why: 'setting.lateness' },
  olderReviewedAgain: { kind: 'flag', why: 'setting.olderReviewedAgain' },
  lastPlaces: { kind: 'int', min: 0, max: 160, why: 'setting.lastPlaces' },
  lastPlacesWithin: { kind: 'choice', of: ['district', 'city'], why: 'setting.lastPlacesWithin' },
  nextFrom: { kind: 'choice', of: ['lastYearsReserve', 'thisYearsRanking'], why: 'setting.nextFrom' },
  nextWithin: { kind: 'choice', of: ['district', 'city'], why: 'setting.nextWithin' },
} satisfies Definition['settings'];

export const deliverables = {
  cityApplication: {
    form: 'cityApplication',
    subject: 'application',
    legs: { form: { kind: 'paper', sealed: true } },
    opinions: { order: 'inOrder', of: ['townshipParty', 'district', 'city'] },
    due: 'cityApplications',
    lateness: 'lateness',
    source: 'source.method',
  },
  districtApplication: {
    form: 'districtApplication',
    subject: 'application',
    legs: { form: { kind: 'system' } },
    /** Which of them a district asks for, its own scheme says; in what order, nothing does. */
    opinions: { order: 'together', of: ['townshipParty', 'district'] },
    due: 'districtApplications',
    lateness: 'lateness',
    source: 'source.method',
  },
  filing: {
    form: 'filing',
    subject: 'filing',
    legs: { form: { kind: 'system' } },
    due: 'filing',
    lateness: 'lateness',
    source: 'source.filing',
  },
} satisfies Definition['deliverables'];
