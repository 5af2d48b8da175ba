/**
 * A federation founded by hand, its keys wrapped by the master key that `serve` makes: a whole year of three homes, a
 * second year just begun, and a second root beside it.
 */
import { jsonOf } from './program.mjs';
import { wood, woodAsked, woodNext } from './wood.mjs';

const ROOT = 'guild';
const [FIRST, SECOND] = ['2024', '2025'];
const BOTH = ['zzb@shwomen.org', 'wngosh@126.com'];
const application = (cycle, home) => `application-${ROOT}.${cycle}.${home}`;

export const serving = ['--clock', '2024-04-02T09:00+08:00'];
/** Where the clock is put afterwards: over what is due on 15 April. */
export const onwards = '2025-04-16T10:00:00+08:00';

export async function write(program) {
  await found(program);
  const again = await puttingForward(program);
  await program.advance('2024-04-08T09:00+08:00');
  const ofWood = await wood(program);
  await handingIn(program);
  await project(program);
  await recommending(program);
  await evaluating(program);
  await deciding(program);
  await nextYear(program);
  return [again, ...ofWood];
}

async function found(program) {
  await program.run('root', 'found', ROOT, '--nature', 'test');
  await program.fed(
    JSON.stringify({ sort: 'city', name: 'The city' }),
    ...['give', 'registerUnit', '--root', ROOT, '--to', 'unit=shanghai', '--input', '-'],
  );
  await program.token('operator', ROOT, 'operator-1', 'operator', 'shanghai');
  for (const [unit, parent, sort] of [
    ['pudong', 'shanghai', 'district'],
    ['xuhui', 'shanghai', 'district'],
    ['pudong-s1', 'pudong', 'street'],
  ])
    await program.accept('operator', undefined, 'registerUnit', { unit }, { parent, sort, name: `Unit ${unit}` });
  for (const home of ['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'x1']) {
    const unit = home === 'x1' ? 'xuhui' : 'pudong-s1';
    await program.accept('operator', undefined, 'registerHome', { home }, { unit, name: `演示${home}妇女之家` });
    const standing = { standing: 'growth', since: '2021-06-28' };
    await program.accept('operator', undefined, 'loadStanding', { home }, standing);
  }
  for (const slug of ['shanghai-advanced-home', 'beijing-demonstration-home', 'chongqing-unit-evaluation'])
    await program.run('programme', 'publish', slug, '--root', ROOT);
  await program.run('programme', 'publish', 'national-duties', '--root', ROOT);
  await opened(program, FIRST, 'shanghai-advanced-home');
  for (const [name, role, unit] of [
    ['office', 'office', 'shanghai'],
    ['leader', 'leader', 'shanghai'],
    ['auditor', 'auditor', 'shanghai'],
    ['guide', 'guide', 'shanghai'],
    ['evaluator', 'evaluator', 'shanghai'],
    ['otherEvaluator', 'evaluator', 'shanghai'],
    ['clerk', 'clerk', 'pudong'],
    ['otherClerk', 'clerk', 'xuhui'],
    ['applicant', 'applicant', 'pudong-s1'],
  ])
    await program.token(name, ROOT, accountOf(name), role, unit);
  await program.token('calendar', ROOT, 'clerk', 'clerk', 'pudong', '--kind', 'calendar');
}

/** Accounts are ids: lower-case letters and hyphens. */
const accountOf = (name) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

async function opened(program, cycle, programme) {
  await program.run('cycle', 'open', cycle, '--root', ROOT, '--unit', 'shanghai', '--programme', programme);
  const when = ['--before', '7,1,0', '--overdue', '1,3', '--escalate', '3=office,7=leader'];
  await program.run('cycle', 'reminders', cycle, '--root', ROOT, ...when);
}

async function candidateOf(program, home) {
  const { input } = await jsonOf(program.checkout, 'docs/walk/put-forward.json');
  const row = { ...input.row, headName: `Head of ${home}`, headEmail: `${home}@example.org` };
  return { ...input, row, street: 'pudong-s1' };
}

async function planOf(program) {
  return (await jsonOf(program.checkout, 'docs/walk/plan.json')).input;
}

async function puttingForward(program) {
  const put = async (home) =>
    program.accept('clerk', FIRST, 'putForward', { home }, await candidateOf(program, home), {
      for: { stream: `home-${ROOT}.${home}` },
    });
  const reason = { reason: '条件有变' };
  await program.accept('clerk', FIRST, 'openRoster', { unit: 'pudong' });
  await program.accept('otherClerk', FIRST, 'openRoster', { unit: 'xuhui' });
  await program.run('cycle', 'set', FIRST, '--root', ROOT, '--quota', 'apply/pudong=5');
  const again = await put('h1');
  for (const home of ['h2', 'h3', 'h4', 'h5']) await put(home);
  const { street: _street, ...elsewhere } = await candidateOf(program, 'x1');
  await program.accept('otherClerk', FIRST, 'putForward', { home: 'x1' }, elsewhere);
  await program.accept('clerk', FIRST, 'withdrawCandidate', { home: 'h4' }, reason);
  await program.accept('clerk', FIRST, 'withdrawCandidate', { home: 'h5' }, reason);
  await program.accept('clerk', FIRST, 'undoWithdrawal', { home: 'h5' }, { reason: '撤回有误' });
  await put('h6');
  return again;
}

async function handingIn(program) {
  const plan = await planOf(program);
  await program.accept('clerk', FIRST, 'nameApplicant', { home: 'h1' }, { account: 'applicant' });
  await program.accept('applicant', FIRST, 'submitPlan', { home: 'h1' }, plan);
  for (const home of ['h2', 'h3', 'h5']) await program.accept('clerk', FIRST, 'submitPlan', { home }, plan);
  await program.accept('otherClerk', FIRST, 'submitPlan', { home: 'x1' }, plan);
  await program.setting('office', FIRST, 'rosterLateness', 'reason');
  const extension = ['--deadline', 'plansDue=2024-04-19T24:00', '--unit', 'xuhui', '--reason', '台风'];
  await program.run('cycle', 'set', FIRST, '--root', ROOT, ...extension);
  await program.accept('clerk', FIRST, 'sendPlans', { unit: 'pudong' }, { sentTo: BOTH });
  await program.settled();
  await program.advance('2024-04-15T18:00+08:00');
  const filled = { filledOn: '2024-04-10', sentTo: [BOTH[0]] };
  await program.accept('clerk', FIRST, 'submitRoster', { unit: 'pudong' }, filled);
  // Two deadlines pass, one of them put off by some days.
  await program.advance('2024-04-23T09:00+08:00');
  const paper = { receivedOn: '2024-04-16', copies: 3, sealed: true, lateReason: '邮路受阻' };
  await program.accept('office', FIRST, 'receiveRosterPaper', { unit: 'pudong' }, paper);
  const back = { reason: '地址有误', paperStands: true };
  await program.accept('office', FIRST, 'returnRoster', { unit: 'pudong' }, back);
  await program.accept('clerk', FIRST, 'resubmitRoster', { unit: 'pudong' }, filled);
  const watched = `watch-${ROOT}.roster.${FIRST}.xuhui`;
  const chased = { deadline: 'rosterDue', cycle: FIRST, note: '请尽快' };
  await program.accept('office', undefined, 'chase', watched, chased);
  const late = { ...filled, lateReason: '人手不足' };
  await program.accept('otherClerk', FIRST, 'submitRoster', { unit: 'xuhui' }, late);
  await program.settled();
}

async function project(program) {
  await program.advance('2024-05-21T09:00+08:00');
  await program.accept('applicant', FIRST, 'requestDelivery', { home: 'h1' }, { resource: '亲子课程' });
  const delivered = { deliveredOn: '2024-05-20', resource: '亲子课程' };
  await program.accept('office', FIRST, 'recordDelivery', { home: 'h1' }, delivered);
  await program.accept('office', FIRST, 'fixSampleFrame', { round: 'first' });
  await program.setting('office', FIRST, 'guidanceSampleSize', 2);
  const draw = { seed: '20240521-demo', seedSource: '演示' };
  await program.accept('office', FIRST, 'drawGuidanceSample', { round: 'first' }, draw);
  const { body } = await program.ask('office', `/v1/streams/guidance-${ROOT}.${FIRST}.first`);
  const home = body.fields.sampled.find((each) => ['h1', 'h2', 'h3', 'h5'].includes(each));
  const guidance = { givenBy: '演示社会组织', givenOn: '2024-05-20', goals: '目标与路径', report: '指导报告' };
  await program.accept('guide', FIRST, 'giveGuidance', { home }, guidance);
  const advice = { advice: '普适性指导意见', givenBy: '演示社会组织' };
  await program.accept('guide', FIRST, 'giveGeneralAdvice', { round: 'first' }, advice);
  await program.settled();
}

async function recommending(program) {
  await program.advance('2024-07-25T09:00+08:00');
  const { input } = await jsonOf(program.checkout, 'docs/walk/recommendation.json');
  const { input: opinions } = await jsonOf(program.checkout, 'docs/walk/opinions.json');
  const paper = { receivedOn: '2024-07-25', copies: 3, sealed: true };
  const sent = { sentTo: [BOTH[0]] };
  const seal = async (home, given = opinions) => {
    await program.accept('clerk', FIRST, 'giveOpinions', { home }, given);
    await program.accept('clerk', FIRST, 'sendRecommendation', { home }, sent);
    await program.accept('office', FIRST, 'receiveRecommendationPaper', { home }, paper);
  };
  for (const home of ['h1', 'h2', 'h3']) {
    await program.accept('clerk', FIRST, 'submitRecommendation', { home }, input);
    await seal(home);
  }
  const back = { reason: '印章不清', voids: ['district'] };
  await program.accept('office', FIRST, 'returnRecommendation', { home: 'h2' }, back);
  await program.accept('clerk', FIRST, 'resubmitRecommendation', { home: 'h2' }, input);
  await seal('h2', { opinions: [{ body: 'district', text: '同意推荐', on: '2024-07-25' }] });
}

async function evaluating(program) {
  await program.advance('2024-08-12T09:00+08:00');
  const { input: score } = await jsonOf(program.checkout, 'docs/walk/score.json');
  const expert = { account: 'evaluator', class: 'expert' };
  for (const home of ['h1', 'h2', 'h3']) await program.accept('office', FIRST, 'assignEvaluator', { home }, expert);
  await program.accept('evaluator', FIRST, 'scoreHome', { home: 'h1' }, score);
  const corrected = { ...score, marks: { ...score.marks, councilPoint: { points: 10 } }, reason: '核对后更正' };
  await program.accept('evaluator', FIRST, 'correctScore', { home: 'h1' }, corrected);
  const conflict = { account: 'evaluator', reason: '亲属' };
  await program.accept('evaluator', FIRST, 'declareConflict', { home: 'h2' }, conflict);
  await program.accept('evaluator', FIRST, 'recuseEvaluator', { home: 'h2' }, conflict);
  const cadre = { account: 'other-evaluator', class: 'cadre' };
  await program.accept('office', FIRST, 'assignEvaluator', { home: 'h2' }, cadre);
  await program.accept('otherEvaluator', FIRST, 'scoreHome', { home: 'h2' }, score);
  await program.accept('evaluator', FIRST, 'scoreHome', { home: 'h3' }, score);
  for (const home of ['h1', 'h2', 'h3']) await program.accept('office', FIRST, 'concludeEvaluation', { home });
}

async function deciding(program) {
  const [h1, h2, h3] = ['h1', 'h2', 'h3'].map((home) => application(FIRST, home));
  const cycle = { cycle: FIRST };
  await program.advance('2024-09-02T09:00+08:00');
  await program.setting('office', FIRST, 'combineScores', 'mean');
  await program.accept('office', FIRST, 'beginDeciding', cycle);
  await program.accept('office', FIRST, 'fixRanking', cycle);
  const lists = { recognised: [h2], reserve: [h3], notRecognised: [h1], reason: '集体研究' };
  await program.accept('leader', FIRST, 'decide', cycle, lists);
  await program.settled();
  await program.accept('leader', FIRST, 'undoDecision', cycle, { reason: '名单有误' });
  await program.settled();
  await program.accept('leader', FIRST, 'decide', cycle, { ...lists, recognised: [h2, h3], reserve: [] });
  await program.settled();
}

/** The same programme under a new edition, its rosters due in two days. */
async function nextYear(program) {
  await program.advance('2025-03-20T09:00+08:00');
  const { deadlines, ...rest } = await program.run('programme', 'export', 'shanghai-advanced-home');
  const later = JSON.parse(JSON.stringify(deadlines).replaceAll('2024-', '2025-'));
  const { id } = await program.publish(ROOT, { ...rest, edition: '2025', deadlines: later });
  await opened(program, SECOND, id);
  await program.accept('clerk', SECOND, 'openRoster', { unit: 'pudong' });
  await program.accept('otherClerk', SECOND, 'openRoster', { unit: 'xuhui' });
  for (const home of ['h1', 'h4'])
    await program.accept('clerk', SECOND, 'putForward', { home }, await candidateOf(program, home));
  await program.accept('clerk', SECOND, 'submitPlan', { home: 'h1' }, await planOf(program));
  await program.advance('2025-04-13T10:00+08:00');
}

export const asked = {
  told: [['history', application(FIRST, 'h2')], ...woodAsked.told],
  answers: [
    ['clerk', '/v1/me'],
    ['operator', '/v1/units'],
    ['office', '/v1/homes'],
    ['office', '/v1/cycles'],
    ['office', '/v1/programmes'],
    ['office', `/v1/cycles/${FIRST}/subjects`],
    ['office', `/v1/cycles/${FIRST}/counts`],
    ['office', `/v1/cycles/${FIRST}/deliverables`],
    ['office', `/v1/cycles/${FIRST}/quotas`],
    ['leader', `/v1/cycles/${FIRST}/ranking`],
    ['office', '/v1/registers/growth'],
    ['office', '/v1/registers/advanced'],
    ['clerk', `/v1/cycles/${SECOND}/subjects`],
    ['office', `/v1/cycles/${SECOND}/deadlines`],
    ['clerk', '/v1/work'],
    // Sealed fields, opened.
    ['clerk', `/v1/streams/${application(FIRST, 'h2')}/history`],
    ['clerk', `/v1/streams/${application(SECOND, 'h1')}/history`],
    ['auditor', `/v1/streams/${application(FIRST, 'h2')}/history`],
    ['office', `/v1/streams/home-${ROOT}.h2/history`],
    ['operator', '/v1/clock'],
    ...woodAsked.answers,
  ],
};

export async function next(program) {
  const plan = {
    as: 'clerk',
    path: `/v1/cycles/${SECOND}/commands/submitPlan`,
    key: 'next h4',
    body: { target: { key: { home: 'h4' } }, input: await planOf(program) },
  };
  return [...woodNext(program.checkout), plan];
}
