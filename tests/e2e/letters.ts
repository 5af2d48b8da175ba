/** A small programme of invented names: letters that somebody writes and an office answers. For logs that tests take apart. */
import type { Definition } from '../../libs/lifecycle/definition/definition.js';
import type { FieldList } from '../../libs/lifecycle/language/fields.js';

const clerk = { role: 'clerk', where: 'own' } as const;
const written = {
  unit: { kind: 'id' },
  copies: { kind: 'int', min: 1, max: 9 },
  writer: { kind: 'text', max: 40, personal: { person: 'writer' } },
  lines: { kind: 'text', max: 300, lines: true },
} satisfies FieldList;

export const letters: Definition = {
  format: 1,
  slug: 'letter-round',
  edition: 'y1',
  title: 'title',
  source: { notice: 'title' },
  zone: 'Asia/Shanghai',
  subjects: [
    {
      category: 'letter',
      lives: 'cycle',
      key: ['letter'],
      unit: 'unit',
      chart: {
        initial: 'absent',
        states: {
          absent: { on: { letterWritten: 'received' } },
          received: { meta: { holder: 'clerk', deadline: 'answerDue' }, on: { letterAnswered: 'answered' } },
          answered: { meta: { holder: 'clerk', noDeadline: 'noDeadline.answered', closed: true } },
        },
      },
      fields: { unit: { kind: 'id', max: 1 }, copies: { kind: 'int', max: 9 } },
      facts: {
        letterWritten: {
          fields: written,
          folds: [
            { op: 'set', field: 'unit', to: { from: 'data.unit' } },
            { op: 'set', field: 'copies', to: { from: 'data.copies' } },
          ],
        },
        letterAnswered: { fields: { answer: { kind: 'text', max: 300 } } },
      },
    },
  ],
  forms: {},
  commands: {
    writeLetter: {
      on: 'letter',
      input: written,
      stages: ['absent'],
      allow: [clerk],
      unit: { from: 'input.unit' },
      yields: [{ fact: 'letterWritten', on: 'self' }],
    },
    answerLetter: {
      on: 'letter',
      input: { answer: { kind: 'text', max: 300 } },
      stages: ['received'],
      allow: [clerk],
      // In the log members stand sorted: what is found by another must not depend on which comes first.
      reads: {
        unit: { subject: 'unit', key: { unit: { from: 'self.unit' } } },
        above: { subject: 'unit', key: { unit: { from: 'unit.parent' } } },
      },
      guards: [{ guard: 'holds@1', with: { if: { path: 'self.copies', atLeast: 1 }, reason: 'conditionNotMet' } }],
      yields: [{ fact: 'letterAnswered', on: 'self' }],
    },
  },
  reactions: [],
  deliverables: {},
  deadlines: { answerDue: { date: '2024-05-01', time: '24:00' } },
  quotas: {},
  settings: {},
  rubrics: {},
  rankings: {},
  samples: {},
  ballots: {},
  registers: [],
  roles: { clerk: 'title' },
  sight: [],
  notices: [],
  duties: {},
  lists: {},
  texts: {
    zh: {
      title: '书信',
      'noDeadline.answered': '已答复',
      'fact.letterWritten': '来信',
      'fact.letterAnswered': '答复',
      'field.copies': '份数',
      'stage.letter.received': '待答复',
      'stage.letter.answered': '已答复',
    },
    en: {
      title: 'Letters',
      'noDeadline.answered': 'Answered',
      'fact.letterWritten': 'Letter written',
      'fact.letterAnswered': 'Letter answered',
      'field.copies': 'Copies',
      'stage.letter.received': 'Received',
      'stage.letter.answered': 'Answered',
    },
  },
};
