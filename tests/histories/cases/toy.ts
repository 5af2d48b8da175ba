/** The toy: a person erased, a secret ballot closed, something that lived on under a second edition. */
import { decodeEnvelope } from '../../../libs/engine/envelope/envelope.js';
import { house, type House } from '../../given.js';
import { toy, toyNext } from '../../toy/programme.js';
import { sheet } from '../../toy/sheet.js';
import { listenTo, type Listener } from '../recording.js';

const FIRST = 'year-one';
const SECOND = 'year-two';
const HOME = { home: 'moss-home' };
const WIMBLE = `wimble-test.${FIRST}.moss-home`;

const nods = [
  { body: 'nook', text: 'Yes', on: '2031-01-21' },
  { body: 'grove', text: 'Yes', on: '2031-01-22' },
];

export async function toyYears(): Promise<Listener> {
  const at = await house('2031-02-01T09:00:00+08:00');
  await at.units([
    ['grove', 'root'],
    ['moss-nook', 'nook', 'grove'],
  ]);
  await at.homes([['moss-home', 'moss-nook', { plimmed: '2030-01-01' }]]);
  await at.cycle(FIRST, toy, 'grove');
  const listener = listenTo(at);
  await erasedPerson(at);
  await closedBallot(at);
  await twoEditions(at);
  await at.settled();
  return listener;
}

async function erasedPerson(at: House): Promise<void> {
  const brunk = await at.actor('brunk', 'moss-nook');
  const oddle = await at.actor('oddle', 'grove');
  await at.accepts(FIRST, 'openGorrel', { nook: 'moss-nook' }, brunk, { dabSum: 100 });
  await at.accepts(FIRST, 'springWimble', HOME, brunk, { nook: 'moss-nook', sheet });
  await at.refuses('opinionOutOfOrder', FIRST, 'nodWimble', HOME, brunk, { nods: nods.toReversed() });
  await at.accepts(FIRST, 'nodWimble', HOME, brunk, { nods });
  await at.accepts(FIRST, 'returnWimble', HOME, oddle, { why: 'A slip', voids: ['grove'] });
  const person = await headOf(at);
  const system = { system: 'operator' };
  await at.accepts(undefined, 'erasePerson', { person }, system, { ground: 'asked' });
  await at.keys.erase([`person:${person}`]);
  await at.refuses('alreadyExists', undefined, 'erasePerson', { person }, system, { ground: 'asked' });
  // Nothing more can be written about that person: the form would say the name again.
  await at.refuses('personErased', FIRST, 'mendWimble', HOME, brunk, { sheet });
}

/** The opaque id that the form's head was given. */
async function headOf(at: House): Promise<string> {
  for await (const { bytes } of at.parts.store.readStream(WIMBLE)) {
    const { data } = decodeEnvelope(bytes);
    const persons = (data['persons'] ?? []) as unknown as readonly { part: string; id: string }[];
    const head = persons.find(({ part }) => part === 'head');
    if (head) return head.id;
  }
  throw new Error('nobody is named as head');
}

async function closedBallot(at: House): Promise<void> {
  const oddle = await at.actor('oddle', 'grove');
  const round = { round: 'first' };
  await at.accepts(FIRST, 'openUrnip', round, oddle);
  for (const [index, chip] of ['nay', 'aye', 'aye'].entries()) {
    const seemer = await at.actor('seemer', 'grove', `seemer-${index + 1}`);
    await at.accepts(FIRST, 'dropChip', round, seemer, { chip });
    await at.refuses('alreadyDone', FIRST, 'dropChip', round, seemer, { chip });
    if (index === 0) await at.refuses('malformed', FIRST, 'dropChip', round, seemer, { chip: 'perhaps' });
  }
  await at.accepts(FIRST, 'emptyUrnip', round, oddle);
  await at.refuses('stageForbids', FIRST, 'emptyUrnip', round, oddle);
}

async function twoEditions(at: House): Promise<void> {
  const brunk = await at.actor('brunk', 'moss-nook');
  const oddle = await at.actor('oddle', 'grove');
  await at.accepts(FIRST, 'hangPlonth', HOME, oddle, { nook: 'moss-nook', hungOn: '2031-02-01' });
  await at.accepts(FIRST, 'lookAtPlonth', HOME, brunk, { sound: true, dabs: {} });
  at.at('2032-01-12T09:00:00+08:00');
  await at.cycle(SECOND, toyNext, 'grove');
  await at.accepts(SECOND, 'openGorrel', { nook: 'moss-nook' }, brunk, { dabSum: 100 });
  await at.refuses('stageForbids', SECOND, 'hangPlonth', HOME, oddle, { nook: 'moss-nook', hungOn: '2032-01-12' });
  await at.accepts(SECOND, 'lookAtPlonth', HOME, brunk, { sound: false, dabs: {} });
  await at.accepts(SECOND, 'takePlonth', HOME, oddle, { why: 'No longer sound' });
  await at.refuses('noWayFromOldRules', FIRST, 'takePlonth', HOME, oddle, { why: 'By the old rules' });
}
