/** A definition that a chart of code, a wildcard or a guard nobody knows was put into is not published. */
import { describe, expect, test } from '@jest/globals';
import type { Definition } from '../../libs/lifecycle/definition/definition.js';
import { sentence } from '../../libs/lifecycle/messages/sentences.js';
import { shanghaiAdvancedHome } from '../../workflows/shanghai-advanced-home/programme.js';
import { house } from '../given.js';

interface Open {
  [member: string]: Open;
}

/** The definition with something planted into it: its application's chart, or a command's guards. */
function planted(plant: (definition: Open) => void): Definition {
  const copy = JSON.parse(JSON.stringify(shanghaiAdvancedHome)) as Open;
  plant(copy);
  return copy as unknown as Definition;
}

function withdrawn(definition: Open): Open {
  const application = Object.values(definition['subjects'] ?? {}).find(
    (each) => String(each['category']) === 'application',
  );
  const state = application?.['chart']?.['states']?.['withdrawn'];
  if (!state) throw new Error('no such state');
  return state;
}

const text = (value: string | object): Open => value as unknown as Open;

describe('publishing', () => {
  test.each<[string, string, (definition: Open) => void]>([
    [
      'a fact type of XState',
      'factTypeForbidden',
      (d) => (withdrawn(d)['on'] = text({ 'xstate.after.1000.x': 'decided' })),
    ],
    ['a wildcard', 'wildcardForbidden', (d) => (withdrawn(d)['on'] = text({ '*': 'decided' }))],
    ['an eventless transition', 'keyForbidden', (d) => (withdrawn(d)['always'] = text('decided'))],
    [
      'a guard that does not exist',
      'guardUnknown',
      (d) => (d['commands']!['submitRoster']!['guards'] = text([{ guard: 'looksFine@1' }])),
    ],
  ])('%s is refused for that reason, in both languages, and writes nothing', async (_what, reason, plant) => {
    const home = await house();
    const before = await home.parts.store.head();
    const { outcome } = await home.service.publish(home.root, planted(plant));
    expect(outcome).toMatchObject({ kind: 'rejected', rejection: { reason: 'definitionUnsound' } });
    const problems = outcome.kind === 'rejected' ? outcome.rejection.problems : [];
    expect(problems.map((problem) => problem.reason)).toContain(reason);
    for (const problem of problems) {
      expect(sentence('zh', problem.reason, problem.params)).toMatch(/\p{Script=Han}/u);
      expect(sentence('en', problem.reason, problem.params)).toMatch(/^[^\p{Script=Han}]{8,}$/u);
    }
    expect(await home.parts.store.head()).toBe(before);
  });
});
