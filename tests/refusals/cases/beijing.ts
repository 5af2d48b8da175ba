/** What Beijing's notices refuse: in the first year, and in the next under another edition. */
import {
  EMPHASES,
  federation,
  FORM,
  nextYear,
  decided,
  opinion,
  REMOVAL,
  reported,
  SEVEN,
  type Begun,
} from '../../beijing/federation.js';
import type { House } from '../../given.js';
import type { Play } from '../door.js';
import { staged, type Cases } from './case.js';

const GUOZIJIAN = { level: 'city', home: 'guozijian' };
const JUER = { level: 'district', home: 'juer' };
const CITY = { level: 'city', unit: 'beijing' };
const DONGCHENG = { level: 'district', unit: 'dongcheng' };
const results = (recognised: readonly string[]): object => ({ recognised, reserve: [], notRecognised: [] });

const shared = {
  house: ({ service }: Begun) => service,
  resumed: (all: Begun, service: House): Begun => ({ ...all, service }),
};

/** A home applies to its own district, whose form asks for the district's opinion alone. */
async function toDistrict({ service, people }: Begun): Promise<void> {
  const scheme = { cityForm: false, asksTownshipParty: false, asksDistrict: true };
  await service.accepts('2024', 'openDistrictAssessment', DONGCHENG, people.dongcheng, scheme);
  const input = { district: 'dongcheng', cityForm: false, form: { own: { statement: '申报说明。' } } };
  await service.accepts('2024', 'applyToDistrict', JUER, people.dongcheng, input);
}

async function reviewed(all: Begun): Promise<void> {
  const { service, people } = all;
  await toDistrict(all);
  await service.accepts('2024', 'submitToDistrict', JUER, people.dongcheng);
  await service.accepts('2024', 'reviewMaterials', JUER, people.dongcheng, { ...SEVEN, ...EMPHASES });
}

const first: Cases<Begun> = {
  malformed: {
    'one of the figures is text': {
      asked: ({ people }) => [
        '2024',
        'applyToCity',
        GUOZIJIAN,
        people.dongcheng,
        { district: 'dongcheng', form: { ...FORM, residentWomen: '3120' } },
      ],
      at: ['/input/form/residentWomen'],
    },
  },
  sealMissing: {
    'a form that went up unsealed': {
      async asked({ service, people }) {
        await service.accepts('2024', 'openCityAssessment', CITY, people.office);
        service.at('2024-12-10T09:00:00+08:00');
        const input = { district: 'dongcheng', form: FORM };
        await service.accepts('2024', 'applyToCity', GUOZIJIAN, people.dongcheng, input);
        const opinions = [opinion('townshipParty', '2024-12-02'), opinion('district', '2024-12-05')];
        await service.accepts('2024', 'giveOpinions', GUOZIJIAN, people.dongcheng, { opinions });
        return ['2024', 'submitToCity', GUOZIJIAN, people.dongcheng, { copies: 1, sealed: false }];
      },
    },
  },
  opinionNotOnForm: {
    'the city’s opinion, on a district’s own form': {
      async asked(all) {
        await toDistrict(all);
        const opinions = [opinion('city', '2024-11-18')];
        return ['2024', 'giveOpinionsToDistrict', JUER, all.people.dongcheng, { opinions }];
      },
      at: ['/input/opinions/0/body'],
    },
  },
  sampleTooLarge: {
    'two spot checks, where one home is listed': {
      async asked({ service, people }) {
        await service.accepts('2024', 'openCityAssessment', CITY, people.office);
        service.at('2024-12-10T09:00:00+08:00');
        await reported(service, people, 'guozijian');
        return ['2024', 'drawSpotChecks', CITY, people.office, { seed: '2024-12-18', size: 2 }];
      },
    },
  },
  notSampled: {
    'a visit to a home before anything was drawn': {
      async asked(all) {
        await reviewed(all);
        const visit = { visitedOn: '2024-11-18', ...EMPHASES, findings: '情况属实。' };
        return ['2024', 'checkSite', JUER, all.people.dongcheng, visit];
      },
    },
  },
  notComplete: {
    'results before any spot check': {
      async asked({ service, people }) {
        await service.accepts('2024', 'openCityAssessment', CITY, people.office);
        return ['2024', 'decideResults', CITY, people.office, results([])];
      },
    },
  },
  quotaExceeded: {
    'one recognised by a district that gave itself none': {
      async asked(all) {
        const { service, people } = all;
        await reviewed(all);
        await service.accepts('2024', 'drawSpotChecks', DONGCHENG, people.dongcheng, { seed: 's', size: 1 });
        const visit = { visitedOn: '2024-11-18', ...EMPHASES, findings: '情况属实。' };
        await service.accepts('2024', 'checkSite', JUER, people.dongcheng, visit);
        const opinions = [opinion('district', '2024-11-18')];
        await service.accepts('2024', 'giveDistrictOpinion', JUER, people.dongcheng, { opinions });
        await service.accepts('2024', 'concludeAssessment', JUER, people.dongcheng, EMPHASES);
        await service.accepts('2024', 'giveOwnPlaces', { cycle: '2024' }, people.dongcheng, { places: 0 });
        return ['2024', 'decideResults', DONGCHENG, people.dongcheng, results(['juer'])];
      },
      says: [
        '名额已满：dongcheng，共 0 个名额，已占用 0 个。如需调整，请与主办单位联系。',
        'There is no place left: dongcheng has 0, and 0 are taken. To have the number changed, please ask the organising office.',
      ],
    },
  },
  stageForbids: {
    'what was never sent in is concluded': {
      async asked({ service, people }) {
        await service.accepts('2024', 'openCityAssessment', CITY, people.office);
        service.at('2024-12-10T09:00:00+08:00');
        const input = { district: 'dongcheng', form: FORM };
        await service.accepts('2024', 'applyToCity', GUOZIJIAN, people.dongcheng, input);
        return ['2024', 'concludeAssessment', GUOZIJIAN, people.office, EMPHASES];
      },
    },
  },
  wrongUnit: {
    'a district opens the city’s assessment': {
      asked: ({ people }) => [
        '2024',
        'openDistrictAssessment',
        { level: 'city', unit: 'dongcheng' },
        people.dongcheng,
        { cityForm: true, asksTownshipParty: true, asksDistrict: true },
      ],
    },
  },
};

/** Plaques hang, the year after has begun. */
const second: Cases<Begun> = {
  noWayFromOldRules: {
    'a plaque that was carried over, by the rules that it came from': {
      async asked({ service, people }) {
        const xihai = { level: 'city', home: 'xihai' };
        await service.accepts('2025', 'reRecognise', xihai, people.xicheng, { visited: true });
        return ['2024', 'reRecognise', xihai, people.xicheng, {}];
      },
    },
  },
  reasonMissing: {
    'a plaque is removed on no ground': {
      asked: ({ people }) => ['2025', 'removePlaque', GUOZIJIAN, people.dongcheng, { ...REMOVAL, notExemplary: false }],
    },
  },
  settingUnset: {
    'the next in line is called, and nobody said which line': {
      async asked({ service, people }) {
        await service.accepts('2025', 'removePlaque', GUOZIJIAN, people.dongcheng, REMOVAL);
        return ['2025', 'offerPlace', GUOZIJIAN, people.dongcheng, { next: 'wudaoying', fromYear: '2024' }];
      },
    },
  },
  notNextInLine: {
    'the third is called before the first': {
      async asked({ service, people }) {
        await service.setting('2025', 'nextFrom', 'lastYearsReserve');
        await service.setting('2025', 'nextWithin', 'district');
        await service.accepts('2025', 'removePlaque', GUOZIJIAN, people.dongcheng, REMOVAL);
        return ['2025', 'offerPlace', GUOZIJIAN, people.dongcheng, { next: 'juer', fromYear: '2024' }];
      },
    },
  },
  alreadyDone: {
    'a removal is undone once the place is promised': {
      async asked({ service, people }) {
        await service.setting('2025', 'nextFrom', 'lastYearsReserve');
        await service.setting('2025', 'nextWithin', 'district');
        await service.accepts('2025', 'removePlaque', GUOZIJIAN, people.dongcheng, REMOVAL);
        const next = { next: 'wudaoying', fromYear: '2024' };
        await service.accepts('2025', 'offerPlace', GUOZIJIAN, people.dongcheng, next);
        return ['2025', 'undoRemoval', GUOZIJIAN, people.dongcheng, { reason: '误摘。' }];
      },
    },
  },
};

const firstYear: Play<Begun> = { ...shared, name: 'refusalsbeijing', begin: (parts) => federation(parts) };
const secondYear: Play<Begun> = {
  ...shared,
  name: 'refusalsbeijingnext',
  begin: async (parts) => nextYear(await decided(await federation(parts))),
};

export const beijing = [...staged(firstYear, first), ...staged(secondYear, second)];
