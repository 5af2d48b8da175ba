/** What a federation decides for all, done to each application a moment later. */
import type { Definition } from '../../libs/lifecycle/definition/definition.js';

const EACH_HOME = {
  key: { level: { from: 'key.level' }, home: { from: 'item' } },
} satisfies Definition['reactions'][number]['give']['to'];

export const reactions = [
  {
    on: { subject: 'assessment', fact: 'resultsDecided' },
    each: 'data.recognised',
    give: { command: 'recordRecognition', to: EACH_HOME, input: {} },
  },
  {
    on: { subject: 'assessment', fact: 'resultsDecided' },
    each: 'data.reserve',
    give: { command: 'recordReserve', to: EACH_HOME, input: {} },
  },
  {
    on: { subject: 'assessment', fact: 'resultsDecided' },
    each: 'data.notRecognised',
    give: { command: 'recordNotRecognised', to: EACH_HOME, input: {} },
  },
  {
    on: { subject: 'assessment', fact: 'resultsUndone' },
    each: 'data.homes',
    give: { command: 'undoDecision', to: EACH_HOME, input: {} },
  },
] satisfies Definition['reactions'];
