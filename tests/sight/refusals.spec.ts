/** What is told of refusals, and of commands that may not be given: judged once, by one decider, and redacted once. */
import { expect, test } from '@jest/globals';
import { VisibilityService } from '../../apps/api/visibility/visibility.service.js';
import { refuse } from '../../libs/lifecycle/definition/refuse.js';
import { ALL_GUARDS } from '../../libs/lifecycle/vocabulary/guards/registry.js';
import type { Actor, House } from '../given.js';
import { application, begun, CYCLE, federation, plan, recommended, type Federation } from '../shanghai/federation.js';

const h1 = application('h1');
const toldBy = ({ service }: House) => new VisibilityService(service);
const token = (actor: Actor) => ({ ...actor, root: 'test' });

/** The home is being scored, which its clerk is not told: for her it is being evaluated. */
async function beingScored(): Promise<Federation> {
  const all = await federation();
  const { house, office, evaluators } = all;
  await begun(all, 'h1');
  await recommended(all, 'h1');
  const { account } = evaluators[0];
  await house.accepts(CYCLE, 'assignEvaluator', { home: 'h1' }, office, { account, class: 'expert' });
  expect((await house.read(h1)).chartState?.stage).toBe('active.evaluation.scoring');
  return all;
}

test('a refusal names no stage that whoever asked may not know of', async () => {
  const { house, clerk } = await beingScored();
  const command = {
    root: 'test',
    cycle: CYCLE,
    name: 'submitPlan',
    target: { key: { home: 'h1' } },
    input: { plan },
    by: clerk,
    key: 'too late',
  };
  const outcome = await house.service.execute(command);
  if (outcome.kind !== 'rejected') throw new Error(outcome.kind);
  expect(outcome.rejection).toMatchObject({ reason: 'stageForbids', params: { stage: 'active.evaluation.scoring' } });
  expect(await toldBy(house).redactRejection(command, outcome.rejection)).toMatchObject({
    reason: 'stageForbids',
    params: { stage: 'active.evaluation' },
  });
});

test('nor does the list of commands that may not be given', async () => {
  const { house, clerk } = await beingScored();
  const commands = await toldBy(house).allowed(token(clerk), h1, CYCLE);
  expect(commands?.find(({ command }) => command === 'submitPlan')).toMatchObject({
    allowed: false,
    reason: { reason: 'stageForbids', params: { stage: 'active.evaluation' } },
  });
  expect(JSON.stringify(commands)).not.toContain('active.evaluation.scoring');
});

test('what is allowed goes by the guards of the service that takes the commands', async () => {
  const closed = { ...ALL_GUARDS['onlyOnce@1']!, judge: () => refuse('limitReached', { field: 'test' }) };
  const refusedFor = async (guards = ALL_GUARDS): Promise<readonly string[]> => {
    const all = await federation(2, { guards });
    await begun(all, 'h1');
    const commands = await toldBy(all.house).allowed(token(all.clerk), h1, CYCLE);
    return (commands ?? []).flatMap(({ command, reason }) => (reason?.reason === 'limitReached' ? [command] : []));
  };
  expect(await refusedFor()).toEqual([]);
  expect(await refusedFor({ ...ALL_GUARDS, 'onlyOnce@1': closed })).not.toEqual([]);
});
