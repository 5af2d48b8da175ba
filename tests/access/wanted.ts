/** What the table says of somebody as things stand now. */
import type { Envelope } from '../../libs/engine/envelope/envelope.js';
import type { StreamState } from '../../libs/engine/fold/fold.js';
import { REJECTIONS, type RejectionReason } from '../../libs/engine/decide/rejection.js';
import { stands } from '../../libs/lifecycle/definition/subject-streams.js';
import { COMMANDS, FIELDS, SUBJECTS, type About, type FieldRow, type Who } from './table.js';
import type { Year } from './year.js';

export type Now = Readonly<Record<'fixed' | 'drawn' | 'assigned', boolean>>;

/** Subjects that live in the year, whose commands are given while it is open. */
const OF_THE_YEAR: ReadonlySet<About> = new Set([
  'application',
  'absentApplication',
  'roster',
  'absentRoster',
  'sending',
  'guidance',
]);

const CLOSED: readonly RejectionReason[] = ['stageForbids', 'cycleForbids', 'alreadyExists', 'notSampled'];

/** Refused though the role reaches here and the stage is right: a guard, or something that was read. */
export function isOpenFor(reason: RejectionReason): boolean {
  return !CLOSED.includes(reason) && !['role', 'absent'].includes(REJECTIONS[reason]);
}

export function wantedCommands(
  who: Who,
  about: About,
  subject: StreamState,
  cycle: StreamState,
  now: Now,
): ReadonlySet<string> {
  const open = !OF_THE_YEAR.has(about) || stands(cycle, 'open');
  const rows = COMMANDS.filter(
    (row) =>
      row.on === about &&
      row.who.includes(who) &&
      open &&
      row.stages.some((stage) => stands(subject, stage)) &&
      (row.when === undefined || now[row.when]),
  );
  return new Set(rows.map(({ command }) => command));
}

/** `unseen`, `all`, or `only` some of its fields. */
export function wantedOf(
  who: Who,
  about: About,
  fact: Pick<Envelope, 'type' | 'by'>,
  account: string,
  now: Now,
): string {
  const own = 'account' in fact.by && fact.by.account === account;
  const rows = FIELDS.filter(
    (row) =>
      row.on === about &&
      row.who.includes(who) &&
      (row.facts.includes(fact.type) || row.facts.includes('*')) &&
      (row.when === undefined || (row.when === 'own' ? own : now[row.when])),
  );
  return saidBy(rows);
}

function saidBy(rows: readonly FieldRow[]): string {
  if (rows.length === 0) return 'unseen';
  if (rows.some(({ fields }) => fields === 'all')) return 'all';
  return `only ${[...new Set(rows.flatMap(({ fields }) => fields))].sort().join(', ')}`;
}

export async function standing({ house, viewers }: Year): Promise<Now> {
  const [cycle, guidance, application] = await Promise.all(
    [SUBJECTS.cycle, SUBJECTS.guidance, SUBJECTS.application].map((stream) => house.read(stream)),
  );
  const ranked = (await house.facts(SUBJECTS.cycle)).findLast(({ type }) => type.startsWith('ranking'));
  return {
    fixed: ranked?.type === 'rankingFixed' && cycle !== undefined && !stands(cycle, 'open'),
    drawn: ((guidance?.fields['sampled'] ?? []) as readonly string[]).includes('h1'),
    assigned: Object.hasOwn((application?.fields['evaluators'] ?? {}) as object, viewers.evaluator.account),
  };
}
