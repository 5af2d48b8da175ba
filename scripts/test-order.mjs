// The order of test files: first those that wait for processes to be killed and to come back, so that a run does not end
// with one of them alone. Jest orders the others by the time that they took before, or else by size.
import Sequencer from '@jest/test-sequencer';

const WAITS = /\/tests\/(kills|chaos|e2e|serve|access|simulation|backup)\//;

export default class TestOrder extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    return [...sorted.filter(({ path }) => WAITS.test(path)), ...sorted.filter(({ path }) => !WAITS.test(path))];
  }
}
