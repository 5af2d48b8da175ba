/** A small sound programme of invented names, into which `check.spec.ts` plants faults. */
import type { Definition } from '../../libs/lifecycle/definition/definition.js';
import type { FieldList } from '../../libs/lifecycle/language/fields.js';
import type { SubjectDefinition } from '../../libs/lifecycle/definition/subject-definition.js';

const clerk = { role: 'clerk', where: 'own' } as const;
const note = { kind: 'text', max: 100 } satisfies FieldList[string];

const lantern: SubjectDefinition = {
  category: 'lantern',
  lives: 'cycle',
  key: ['home'],
  unit: 'unit',
  chart: {
    initial: 'absent',
    states: {
      absent: { on: { lanternLit: 'kindling' } },
      kindling: {
        meta: { holder: 'clerk', deadline: 'showingDue' },
        on: { lanternMended: 'kindling', lanternShown: 'shown' },
      },
      shown: {
        meta: { holder: 'keeper', deadline: 'judgingDue' },
        on: { lanternReturned: 'kindling', lanternJudged: 'judged' },
      },
      judged: { meta: { holder: 'keeper', noDeadline: 'noDeadline.judged', closed: true } },
    },
  },
  fields: {
    unit: { kind: 'id', max: 1 },
    glow: { kind: 'int', max: 100 },
    scores: { kind: 'map', max: 9 },
    keepers: { kind: 'set', max: 9 },
    lateLegs: { kind: 'count', max: 9 },
  },
  facts: {
    lanternLit: {
      fields: { unit: { kind: 'id' }, sheet: { kind: 'form', form: 'sheet' } },
      folds: [
        { op: 'set', field: 'unit', to: { from: 'data.unit' } },
        { op: 'set', field: 'glow', to: { from: 'data.sheet.glow' } },
      ],
    },
    lanternMended: {
      fields: { note, keepers: { kind: 'list', of: 'id', max: 9 } },
      folds: [{ op: 'put', field: 'keepers', each: 'data.keepers', key: { from: 'item' } }],
    },
    lanternShown: {
      fields: { late: { kind: 'flag' } },
      folds: [{ op: 'add', field: 'lateLegs', by: { from: 'data.late' } }],
    },
    lanternReturned: { fields: { note } },
    lanternJudged: {
      fields: { marks: { kind: 'marks', items: 5 }, total: { kind: 'int' }, note: { ...note, required: false } },
      folds: [{ op: 'put', field: 'scores', key: { from: 'fact.account' }, to: { from: 'data.total' } }],
    },
  },
  adopts: [{ from: 'y0', stages: { dusk: 'kindling' }, fields: { glow: 'shine' } }],
};

const box: SubjectDefinition = {
  category: 'box',
  lives: 'cycle',
  key: ['box'],
  chart: {
    initial: 'absent',
    states: {
      absent: { on: { boxOpened: 'voting' } },
      voting: {
        meta: { holder: 'keeper', noDeadline: 'noDeadline.judged' },
        on: { voteCast: 'voting', boxClosed: 'counted' },
      },
      counted: { meta: { holder: 'keeper', noDeadline: 'noDeadline.judged', closed: true } },
    },
  },
  fields: { cast: { kind: 'count', max: 99 } },
  facts: {
    boxOpened: { fields: {} },
    voteCast: { fields: {}, folds: [{ op: 'add', field: 'cast', by: 1 }] },
    boxClosed: { fields: { choices: { kind: 'value', maxBytes: 1000 } } },
  },
};

export const small: Definition = {
  format: 1,
  slug: 'lantern-round',
  edition: 'y1',
  title: 'title',
  source: { notice: 'title' },
  zone: 'Asia/Shanghai',
  subjects: [lantern, box],
  forms: {
    sheet: {
      title: 'title',
      fields: {
        glow: { kind: 'int', min: 0, max: 100 },
        shape: { kind: 'choice', of: ['round', 'long'] },
        bulge: { kind: 'int', required: { when: { path: 'form.shape', is: 'round' } } },
        frame: { kind: 'branch', on: 'shape', cases: { round: {}, long: { ribs: { kind: 'int' } } } },
      },
    },
  },
  commands: {
    lightLantern: {
      on: 'lantern',
      input: { unit: { kind: 'id' }, sheet: { kind: 'form', form: 'sheet' } },
      stages: ['absent'],
      allow: [clerk],
      unit: { from: 'input.unit' },
      reads: {
        home: { subject: 'home', key: { home: { from: 'key.home' } } },
        last: { subject: 'lantern', key: { home: { from: 'key.home' } }, cycle: { value: 'y0' }, optional: true },
      },
      guards: [
        { guard: 'holdsStanding@1', with: { home: 'home', standing: 'keeper' } },
        { guard: 'withinQuota@1', with: { quota: 'places', unit: 'input.unit', counted: 'cycle.listed' } },
      ],
      yields: [
        { fact: 'lanternLit', on: 'self' },
        { fact: 'subjectListed', on: 'cycle', data: { stream: { stream: 'self' } } },
      ],
    },
    mendLantern: {
      on: 'lantern',
      input: { note, keepers: { kind: 'list', of: 'id', max: 9 }, passOn: { kind: 'flag' } },
      stages: ['kindling'],
      allow: [clerk, { role: 'keeper', where: { accountIn: 'self.keepers' } }],
      guards: [
        {
          guard: 'holds@1',
          when: { stage: 'self', in: ['kindling'] },
          with: { if: { not: { path: 'self.glow', atLeast: 100 } }, reason: 'alreadyDone' },
        },
      ],
      yields: [{ fact: 'lanternMended', on: 'self' }],
    },
    showLantern: {
      on: 'lantern',
      input: { copies: { kind: 'int' }, receivedOn: { kind: 'date' }, lateReason: { ...note, required: false } },
      stages: ['kindling'],
      allow: [clerk],
      guards: [
        { guard: 'copiesComplete@1', with: { deliverable: 'sheet', leg: 'paper', copies: 'input.copies' } },
        { guard: 'settingGiven@1', with: { setting: 'showingLateness' } },
      ],
      delivers: { deliverable: 'sheet', leg: 'paper', receivedOn: 'input.receivedOn', lateReason: 'input.lateReason' },
      yields: [{ fact: 'lanternShown', on: 'self', data: { late: { late: true } } }],
    },
    returnLantern: {
      on: 'lantern',
      input: { note },
      stages: ['shown'],
      allow: [{ role: 'keeper', where: 'subtree' }],
      yields: [{ fact: 'lanternReturned', on: 'self' }],
    },
    judgeLantern: {
      on: 'lantern',
      input: { marks: { kind: 'marks', items: 5 } },
      stages: ['shown'],
      allow: [{ role: 'keeper', where: 'subtree' }, { system: true }],
      guards: [{ guard: 'rubricScored@1', with: { rubric: 'light', marks: 'input.marks' } }],
      yields: [
        { fact: 'lanternJudged', on: 'self', data: { total: { score: { rubric: 'light', marks: 'input.marks' } } } },
      ],
    },
    openBox: {
      on: 'box',
      input: {},
      stages: ['absent'],
      allow: [{ role: 'keeper', where: 'anywhere' }],
      yields: [{ fact: 'boxOpened', on: 'self' }],
    },
    castVote: {
      on: 'box',
      input: { choice: { kind: 'id' } },
      stages: ['voting'],
      allow: [{ role: 'keeper', where: 'anywhere' }],
      yields: [{ fact: 'voteCast', on: 'self' }],
      secret: 'choice',
    },
    closeBox: {
      on: 'box',
      input: {},
      stages: ['voting'],
      allow: [{ system: true }],
      yields: [{ fact: 'boxClosed', on: 'self', anonymous: true, data: { choices: { ballot: 'finest' } } }],
    },
    fixRanking: {
      on: 'cycle',
      input: {},
      stages: ['deciding'],
      allow: [{ role: 'keeper', where: 'anywhere' }],
      reads: { lanterns: { subject: 'lantern', each: 'cycle.listed', key: { home: { from: 'item' } } } },
      yields: [{ fact: 'rankingFixed', on: 'self', data: { entries: { ranking: 'brightest' } } }],
    },
  },
  reactions: [
    {
      on: { subject: 'lantern', fact: 'lanternShown' },
      when: { path: 'data.late', is: false },
      give: { command: 'closeBox', to: { key: { box: { from: 'key.home' } } }, input: {} },
    },
  ],
  deliverables: {
    sheet: {
      form: 'sheet',
      subject: 'lantern',
      legs: { paper: { kind: 'paper', copies: 2, sealed: false }, post: { kind: 'system' } },
      opinions: { order: 'together', of: ['first', 'second'] },
      due: 'showingDue',
      lateness: 'showingLateness',
    },
  },
  deadlines: {
    showingDue: { date: '2031-02-01', time: '24:00' },
    judgingDue: { date: '2031-03-01', time: '24:00' },
    later: { open: true },
    counted: { after: 'unit', days: 3, time: '24:00' },
  },
  quotas: { places: { to: 'apply', strength: 'hard' } },
  settings: {
    showingLateness: { kind: 'choice', of: ['refuse', 'reason', 'warn'], why: 'title' },
    combine: { kind: 'choice', of: ['mean', 'median'], why: 'title' },
    places: { kind: 'int', min: 0, max: 9, why: 'title' },
  },
  rubrics: {
    light: {
      unit: 'points',
      sum: 10,
      blocks: [
        {
          id: 'all',
          title: 'title',
          items: [
            {
              kind: 'levels',
              id: 'glow',
              title: 'title',
              levels: [
                { points: 0, label: 'title' },
                { points: 10, label: 'title' },
              ],
            },
          ],
        },
      ],
    },
  },
  rankings: {
    brightest: {
      of: 'lanterns',
      where: { stage: 'item', in: ['judged'] },
      by: [
        { scores: 'scores', combine: { setting: 'combine' }, order: 'descending' },
        { field: 'glow', order: 'descending' },
      ],
      places: 'places',
    },
  },
  samples: {},
  ballots: { finest: { subject: 'box', cast: 'voteCast', closed: 'boxClosed' } },
  registers: [{ standing: 'keeper', title: 'title' }],
  roles: { clerk: 'title', keeper: 'title' },
  sight: [{ role: 'keeper', where: 'subtree', subject: 'lantern', sees: ['lanternLit.sheet', 'lanternJudged.*'] }],
  notices: [
    { on: { subject: 'lantern', fact: 'lanternReturned' }, to: [{ role: 'clerk', where: 'own' }], text: 'title' },
  ],
  duties: { tend: { subject: 'lantern', recurs: 'month', strength: 'soft', times: 1, source: 'title' } },
  lists: {},
  texts: {
    zh: { title: '灯', 'noDeadline.judged': '无期限' },
    en: { title: 'Lantern', 'noDeadline.judged': 'No deadline' },
  },
};
