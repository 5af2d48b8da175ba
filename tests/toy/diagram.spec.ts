import { expect, test } from '@jest/globals';
import type { SubjectDefinition } from '../../libs/lifecycle/definition/subject-definition.js';
import { chartAsMermaid } from '../../libs/lifecycle/diagram/diagram.js';
import { small } from './small.js';

function lanternWith(states: SubjectDefinition['chart']['states']): SubjectDefinition {
  return { ...(small.subjects[0] as SubjectDefinition), chart: { initial: 'absent', states } };
}

test('stages with who holds them and when they are due, and the facts that lead on', () => {
  const texts = {
    ...small.texts,
    en: {
      ...small.texts.en,
      'stage.lantern.shown': 'On show',
      'fact.lanternJudged': 'judged: #1',
      'deadline.judgingDue': 'Judging',
    },
  };
  expect(chartAsMermaid(small.subjects[0] as SubjectDefinition, { ...small, texts }, 'en').split('\n')).toEqual([
    'stateDiagram-v2',
    '  state "kindling" as kindling',
    '  note right of kindling',
    '    holds it: Lantern',
    '    due: showingDue 2031-02-01 24:00',
    '  end note',
    '  state "On show" as shown',
    '  note right of shown',
    '    holds it: Lantern',
    '    due: Judging 2031-03-01 24:00',
    '  end note',
    '  state "judged" as judged',
    '  note right of judged',
    '    holds it: Lantern',
    '    no deadline',
    '    closed',
    '  end note',
    '  [*] --> kindling : lanternLit',
    '  kindling --> kindling : lanternMended',
    '  kindling --> shown : lanternShown',
    '  shown --> kindling : lanternReturned',
    '  shown --> judged : judged\uff1a \uff031',
  ]);
});

test('boxes in boxes: arrows that leave or enter one are drawn at it, regions are parted', () => {
  const subject = lanternWith({
    absent: { on: { lit: 'out' } },
    out: { initial: 'cold', states: { cold: { on: { warmed: '#lantern.show.left.one' } } } },
    show: {
      type: 'parallel',
      on: { ended: 'out' },
      states: {
        left: {
          initial: 'one',
          states: { one: { on: { turned: 'two', ended: '#lantern.out' } }, two: { on: { turned: 'one' } } },
        },
        right: { initial: 'three', states: { three: { on: { crossed: '#lantern.show.left.two' } } } },
      },
    },
  });
  expect(chartAsMermaid(subject, small, 'zh').split('\n')).toEqual([
    'stateDiagram-v2',
    '  state "out" as out {',
    '    state "cold" as out_cold',
    '    [*] --> out_cold',
    '  }',
    '  state "show" as show {',
    '    state "one" as show_left_one',
    '    state "two" as show_left_two',
    '    [*] --> show_left_one',
    '    show_left_one --> show_left_two : turned',
    '    show_left_two --> show_left_one : turned',
    '    --',
    '    state "three" as show_right_three',
    '    [*] --> show_right_three',
    '  }',
    '  [*] --> out : lit',
    '  out --> show : warmed',
    '  show --> out : ended',
    '  show --> show : crossed',
  ]);
});
