/** A root founded by hand that runs the toy programme of the tests: the one that has secret ballots and two editions. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = 'wood';
const FIRST = 'year-one';
const SECOND = 'year-two';

/** The toy's two editions and a sheet filled in, as values; their dates of 2031 put into `year`. */
function toyOf(checkout, year) {
  const code = `
    const { toy, toyNext } = await import('./tests/toy/programme.ts');
    const { sheet } = await import('./tests/toy/sheet.ts');
    console.log(JSON.stringify({ toy, toyNext, sheet }));`;
  const flags = ['--import', './tests/typescript.mjs', '--input-type=module', '-e', code];
  const text = execFileSync(join(checkout, 'node_modules/.bin/node'), flags, { cwd: checkout, encoding: 'utf8' });
  const dated = text
    .replaceAll('2031-01-01', `${year}-01-01`)
    .replaceAll('2031-01-20', `${year}-04-03`)
    .replaceAll('2031-03-01', `${year}-04-12`)
    .replaceAll('2031-03-15', `${year}-04-14`)
    .replaceAll('2031-06-01', `${year}-06-01`);
  return JSON.parse(dated);
}

/**
 * Founds it on 8 April 2024. Leaves one ballot closed and one open, one person erased, three forms in three stages.
 * Returns two of the commands that were given.
 */
export async function wood(program) {
  const { toy, sheet } = toyOf(program.checkout, '2024');
  await program.run('root', 'found', ROOT, '--nature', 'test');
  await program.fed(
    JSON.stringify({ sort: 'root', name: 'The grove' }),
    ...['give', 'registerUnit', '--root', ROOT, '--to', 'unit=grove', '--input', '-'],
  );
  await program.token('keeper', ROOT, 'keeper', 'operator', 'grove');
  for (const unit of ['moss-nook', 'fizz-nook', 'old-nook'])
    await program.accept('keeper', undefined, 'registerUnit', { unit }, { parent: 'grove', sort: 'nook', name: unit });
  for (const [home, unit] of [
    ['moss-home', 'moss-nook'],
    ['moss-den', 'moss-nook'],
    ['fizz-home', 'fizz-nook'],
  ]) {
    await program.accept('keeper', undefined, 'registerHome', { home }, { unit, name: `The ${home}` });
    const standing = { standing: 'plimmed', since: '2023-01-01' };
    await program.accept('keeper', undefined, 'loadStanding', { home }, standing);
  }
  await program.accept('keeper', undefined, 'closeUnit', { unit: 'old-nook' }, { reason: 'Nobody lives there' });
  const rate = { from: '2024-01-01', value: 3, source: 'By word of mouth' };
  await program.accept('keeper', undefined, 'giveParameter', { parameter: 'drubble-rate' }, rate);
  await program.publish(ROOT, toy);
  const ofCycle = ['--root', ROOT, '--unit', 'grove'];
  await program.run('cycle', 'open', FIRST, ...ofCycle, '--programme', 'wimbly-gloam');
  const reminded = ['--before', '7,3,1,0', '--overdue', '1,3', '--escalate', '2=oddle'];
  await program.run('cycle', 'reminders', FIRST, '--root', ROOT, ...reminded);
  await program.run('cycle', 'set', FIRST, '--root', ROOT, '--setting', 'lots=1', '--quota', 'noting/moss-nook=4');
  await program.token('oddle', ROOT, 'oddle-grove', 'oddle', 'grove');
  await program.token('brunk', ROOT, 'brunk-moss', 'brunk', 'moss-nook');
  await program.token('otherBrunk', ROOT, 'brunk-fizz', 'brunk', 'fizz-nook');
  for (const number of [1, 2, 3]) await program.token(`seemer${number}`, ROOT, `seemer-${number}`, 'seemer', 'grove');
  const revoked = await program.token('revoked', ROOT, 'seemer-1', 'seemer', 'grove');
  await program.run('token', 'revoke', revoked.id);
  await program.accept('keeper', undefined, 'grantRole', { account: 'leaver' }, grantOf('oddle'));
  await program.accept('keeper', undefined, 'revokeRole', { account: 'leaver' }, { grant: 'g1' });
  const form = await forms(program, sheet);
  const choice = await ballots(program);
  await plonths(program);
  return [form, choice];
}

const grantOf = (role) => ({ grant: 'g1', role, unit: 'grove' });

async function forms(program, sheet) {
  for (const [as, nook] of [
    ['brunk', 'moss-nook'],
    ['otherBrunk', 'fizz-nook'],
  ])
    await program.accept(as, FIRST, 'openGorrel', { nook }, { dabSum: 100 });
  const spring = (as, home, nook, name) =>
    program.accept(as, FIRST, 'springWimble', { home }, { nook, sheet: { ...sheet, headName: name, title: home } });
  await spring('brunk', 'moss-home', 'moss-nook', 'Fern Erased');
  const kept = await spring('brunk', 'moss-den', 'moss-nook', 'Ivy Kept');
  await spring('otherBrunk', 'fizz-home', 'fizz-nook', 'Reed Kept');
  const nods = [
    { body: 'nook', text: 'Yes', on: '2024-04-04' },
    { body: 'grove', text: 'Yes', on: '2024-04-05' },
  ];
  for (const home of ['moss-home', 'moss-den']) await program.accept('brunk', FIRST, 'nodWimble', { home }, { nods });
  const back = { why: 'A slip', voids: ['grove'] };
  await program.accept('oddle', FIRST, 'returnWimble', { home: 'moss-home' }, back);
  const sent = { sentTo: ['nook@toy.example', 'plim@toy.example'] };
  await program.accept('brunk', FIRST, 'sendWimble', { home: 'moss-den' }, sent);
  await erase(program, `wimble-${ROOT}.${FIRST}.moss-home`, 'head');
  return kept;
}

/** Erases whoever has this part in a stream. */
export async function erase(program, stream, part) {
  const { persons } = await program.run('person', 'list', stream);
  const { person } = persons.find((each) => each.part === part);
  await program.run('person', 'erase', person, '--yes', '--ground', 'asked');
}

async function ballots(program) {
  const drop = (round, number, chip) => program.accept(`seemer${number}`, FIRST, 'dropChip', { round }, { chip });
  await program.accept('oddle', FIRST, 'openUrnip', { round: 'first' });
  await drop('first', 1, 'nay');
  await drop('first', 2, 'aye');
  await drop('first', 3, 'aye');
  await program.accept('oddle', FIRST, 'emptyUrnip', { round: 'first' });
  await program.accept('oddle', FIRST, 'openUrnip', { round: 'second' });
  await drop('second', 1, 'nay');
  return drop('second', 2, 'aye');
}

/** What lives on under the second edition. */
async function plonths(program) {
  const { toyNext } = toyOf(program.checkout, '2025');
  const hung = { nook: 'moss-nook', hungOn: '2024-04-02' };
  for (const home of ['moss-home', 'moss-den']) await program.accept('oddle', FIRST, 'hangPlonth', { home }, hung);
  await program.accept('brunk', FIRST, 'lookAtPlonth', { home: 'moss-home' }, { sound: true, dabs: {} });
  const { id } = await program.publish(ROOT, toyNext);
  await program.run('cycle', 'open', SECOND, '--root', ROOT, '--unit', 'grove', '--programme', id);
  await program.accept('brunk', SECOND, 'openGorrel', { nook: 'moss-nook' }, { dabSum: 50 });
  await program.accept('brunk', SECOND, 'lookAtPlonth', { home: 'moss-home' }, { sound: false, dabs: {} });
  await program.accept('oddle', SECOND, 'takePlonth', { home: 'moss-home' }, { why: 'No longer sound' });
}

/** What is asked of it once it stands. */
export const woodAsked = {
  told: [
    // Of two editions.
    ['history', `plonth-${ROOT}.moss-home`],
    ['person', 'list', `wimble-${ROOT}.${FIRST}.moss-home`],
  ],
  answers: [
    ['brunk', '/v1/me'],
    ['keeper', '/v1/units'],
    ['keeper', '/v1/homes'],
    ['oddle', '/v1/cycles'],
    ['oddle', '/v1/programmes'],
    ['oddle', `/v1/cycles/${FIRST}/subjects`],
    ['oddle', `/v1/cycles/${FIRST}/counts`],
    ['oddle', `/v1/cycles/${FIRST}/deadlines`],
    ['oddle', `/v1/cycles/${FIRST}/deliverables`],
    // Sealed fields, opened; those of the erased person are not.
    ['oddle', `/v1/streams/wimble-${ROOT}.${FIRST}.moss-den/history`],
    ['oddle', `/v1/streams/wimble-${ROOT}.${FIRST}.moss-home/history`],
    ['seemer1', `/v1/streams/urnip-${ROOT}.${FIRST}.first/history`],
    ['seemer1', `/v1/streams/urnip-${ROOT}.${FIRST}.second/history`],
    ['revoked', '/v1/me'],
  ],
};

/** Commands given to it afterwards. */
export function woodNext(checkout) {
  const { sheet } = toyOf(checkout, '2024');
  const given = (as, command, key, to, input) => {
    const path = `/v1/cycles/${FIRST}/commands/${command}`;
    return { as, path, key, body: { target: { key: to }, input } };
  };
  const round = { round: 'second' };
  return [
    given('seemer3', 'dropChip', 'next 1', round, { chip: 'aye' }),
    // Nobody chooses twice.
    given('seemer3', 'dropChip', 'next 2', round, { chip: 'nay' }),
    // The choices from before come out with the one of now.
    given('oddle', 'emptyUrnip', 'next 3', round, {}),
    // Nothing more is written about whoever was erased.
    given('brunk', 'mendWimble', 'next 4', { home: 'moss-home' }, { sheet: { ...sheet, headName: 'Fern Erased' } }),
  ];
}
