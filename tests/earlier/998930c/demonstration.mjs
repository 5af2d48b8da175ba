/** What `npm start` leaves: the demonstration, walked on a little, and a second root beside it. Everything derives from a seed. */
import { jsonOf } from './program.mjs';
import { erase, wood, woodAsked, woodNext } from './wood.mjs';

const ROOT = 'demonstration';
const CYCLE = '2024';
const application = (home) => `application-${ROOT}.${CYCLE}.${home}`;

export const serving = ['--demonstration', '--seed', 'earlier'];
/** Where the clock is put afterwards. */
export const onwards = '2024-04-18T09:00:00+08:00';

export async function write(program, told) {
  for (const { role, text } of told.tokens) program.tokens[role] = text;
  const walked = (name) => jsonOf(program.checkout, `docs/walk/${name}.json`);
  const pudong = { unit: 'pudong' };
  const withFile = async (command, name) => {
    const { target, input, ...rest } = await walked(name);
    return program.accept('clerk', CYCLE, command, target.key, input, rest);
  };
  const reason = { reason: 'the home is being rebuilt' };
  await program.accept('clerk', CYCLE, 'withdrawCandidate', { home: 'pudong-h01' }, reason);
  const again = await withFile('putForward', 'put-forward');
  await withFile('submitPlan', 'plan');
  const both = { sentTo: ['zzb@shwomen.org', 'wngosh@126.com'] };
  await program.accept('clerk', CYCLE, 'sendPlans', pudong, both);
  const filled = { filledOn: '2024-04-08', sentTo: ['zzb@shwomen.org'] };
  await program.accept('clerk', CYCLE, 'submitRoster', pudong, filled);
  await program.settled();
  const ofWood = await wood(program);
  await program.advance('+1d');
  const paper = { receivedOn: '2024-04-09', copies: 3, sealed: true };
  await program.accept('office', CYCLE, 'receiveRosterPaper', pudong, paper);
  await program.setting('office', CYCLE, 'rosterLateness', 'reason');
  await erase(program, application('pudong-h02'), 'head');
  await program.token('calendar', ROOT, 'clerk-pudong-1', 'clerk', 'pudong', '--kind', 'calendar');
  await program.token('otherClerk', ROOT, 'clerk-qingpu-1', 'clerk', 'qingpu');
  // Most rosters and plans are late by then.
  await program.advance('2024-04-17T09:00+08:00');
  return [again, ...ofWood];
}

export const asked = {
  told: [['history', application('pudong-h02'), '--at', '2024-04-08T09:00:00+08:00']],
  answers: [
    ['clerk', '/v1/me'],
    ['office', '/v1/units?limit=10'],
    ['office', '/v1/homes?unit=pudong'],
    ['office', '/v1/cycles'],
    ['office', `/v1/cycles/${CYCLE}/counts`],
    ['office', `/v1/cycles/${CYCLE}/subjects?category=application&unit=xuhui`],
    ['clerk', `/v1/cycles/${CYCLE}/subjects?category=roster`],
    ['otherClerk', '/v1/work?limit=10'],
    ['office', `/v1/cycles/${CYCLE}/deadlines?overdue=true&limit=10`],
    ['office', `/v1/cycles/${CYCLE}/deliverables?unit=qingpu`],
    ['office', `/v1/cycles/${CYCLE}/quotas`],
    ['office', '/v1/registers/advanced?limit=10'],
    ['clerk', `/v1/streams/${application('pudong-h08')}`],
    // Sealed fields, opened; those of the erased person are not.
    ['clerk', `/v1/streams/${application('pudong-h08')}/history`],
    ['clerk', `/v1/streams/${application('pudong-h02')}/history`],
    ['operator', '/v1/clock'],
    ...woodAsked.answers,
  ],
};

export async function next(program) {
  const { target, input } = await jsonOf(program.checkout, 'docs/walk/plan.json');
  const plan = (home) => ({
    as: 'clerk',
    path: `/v1/cycles/${CYCLE}/commands/submitPlan`,
    key: `next ${home}`,
    body: { target: { key: { ...target.key, home } }, input },
  });
  return [...woodNext(program.checkout), plan('pudong-h02'), plan('pudong-h03')];
}
