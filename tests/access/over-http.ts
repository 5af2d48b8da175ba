/** What each viewer gets over HTTP, against the table: differences in words. */
import type { Envelope } from '../../libs/engine/envelope/envelope.js';
import type { RejectionReason } from '../../libs/engine/decide/rejection.js';
import { REJECTIONS } from '../../libs/engine/decide/rejection.js';
import type { Answered, Doorway } from '../api/given.js';
import { EVERYBODY, SUBJECTS, type About, type Who } from './table.js';
import { isOpenFor, standing, wantedCommands, wantedOf, type Now } from './wanted.js';
import type { Year } from './year.js';

type Row = Readonly<Record<string, unknown>>;
export type Told = Readonly<Record<string, unknown>> & { readonly type: string; readonly rev: number };

export const subjects = Object.entries(SUBJECTS) as [About, string][];

/** Units and those below them, as the case has them. */
const BELOW: Readonly<Record<string, readonly string[]>> = {
  shanghai: ['shanghai', 'pudong', 'xuhui', 'putuo', 'pudong-s1'],
  pudong: ['pudong', 'pudong-s1'],
  xuhui: ['xuhui'],
  'pudong-s1': ['pudong-s1'],
};

/** In what stands in the table of a home: those who see its standings. */
const SEES_STANDINGS: readonly Who[] = [
  'applicant',
  'applicantOfAnother',
  'clerk',
  'streetClerk',
  'operator',
  'office',
  'leader',
  'auditor',
];
/** Told of the round's advice once it is given, they are shown before that there is a round, and nothing of it. */
const AWAIT_ADVICE: readonly Who[] = ['applicant', 'applicantOfAnother', 'evaluator', 'evaluatorElsewhere'];
const SEES_RANKING: readonly Who[] = ['office', 'leader', 'auditor'];

export class Differences {
  readonly found = new Set<string>();
  asked = 0;

  add(difference: string): void {
    this.found.add(difference);
  }

  /** What is there and should not be, and the other way round. */
  between(what: string, found: Iterable<string>, wanted: Iterable<string>): void {
    const [has, should] = [new Set(found), new Set(wanted)];
    for (const each of has) if (!should.has(each)) this.add(`${what}: shows ${each}`);
    for (const each of should) if (!has.has(each)) this.add(`${what}: hides ${each}`);
  }
}

/** One viewer at one moment of the year. */
export class Looking {
  constructor(
    private readonly door: Doorway,
    private readonly year: Year,
    readonly who: Who,
    private readonly now: Now,
    private readonly facts: ReadonlyMap<About, readonly Envelope[]>,
    readonly differences: Differences,
  ) {}

  get unit(): string {
    return this.year.viewers[this.who].unit;
  }

  async ask(path: string): Promise<Answered> {
    this.differences.asked += 1;
    return this.door.ask('GET', path, { by: await this.door.tokenOf(this.year.viewers[this.who]) });
  }

  /** Facts of a subject with the fields that the table lets her see, as `rev type: all` or `rev type: only a, b`. */
  wanted(about: About): string[] {
    const { account } = this.year.viewers[this.who];
    return (this.facts.get(about) ?? []).flatMap((fact) => {
      const seen = wantedOf(this.who, about, fact, account, this.now);
      return seen === 'unseen' ? [] : [said(fact, namesSeen(fact, seen))];
    });
  }

  sees(about: About): boolean {
    const awaited = about === 'guidance' && AWAIT_ADVICE.includes(this.who);
    return this.wanted(about).length > 0 || (awaited && (this.facts.get(about) ?? []).length > 0);
  }

  /** Streams of the table that she sees something of. */
  streams(): ReadonlySet<string> {
    return new Set(subjects.flatMap(([about, stream]) => (this.sees(about) ? [stream] : [])));
  }
}

function namesSeen({ data }: Pick<Envelope, 'data'>, seen: string): readonly string[] {
  const only = seen === 'all' ? undefined : seen.slice('only '.length).split(', ');
  return Object.keys(data).filter((name) => only === undefined || only.includes(name));
}

function said({ rev, type }: { readonly rev: number; readonly type: string }, names: readonly string[]): string {
  return `${rev} ${type}(${names.toSorted().join(', ')})`;
}

export function saidOf(facts: readonly Told[]): string[] {
  return facts.map((fact) => said(fact, Object.keys(fact['data'] as object)));
}

export async function lookings(door: Doorway, year: Year, differences: Differences): Promise<Looking[]> {
  const now = await standing(year);
  const facts = new Map<About, readonly Envelope[]>();
  for (const [about, stream] of subjects) facts.set(about, await year.house.facts(stream));
  return EVERYBODY.map((who) => new Looking(door, year, who, now, facts, differences));
}

/** Each subject by itself: as it stands, what happened to it, and what may be done. */
export async function subjectsAgainstTable(year: Year, looking: Looking): Promise<void> {
  const { who, differences } = looking;
  const cycle = await year.house.read(SUBJECTS.cycle);
  const now = await standing(year);
  for (const [about, stream] of subjects) {
    const history = await looking.ask(`/v1/streams/${stream}/history?limit=500`);
    const told = history.status === 200 ? saidOf(history.body['facts'] as Told[]) : [];
    differences.between(`${who} of ${about}`, told, looking.wanted(about));
    const state = await looking.ask(`/v1/streams/${stream}`);
    if ((state.status === 200) !== looking.sees(about)) differences.add(`${who} of ${about}: answered ${state.status}`);
    if (told.length === 0 && Object.keys((state.body['fields'] ?? {}) as object).length > 0)
      differences.add(`${who} of ${about}: shows fields, and no fact`);
    const commands = await looking.ask(`/v1/streams/${stream}/commands?cycle=2024`);
    const rows = (commands.body['commands'] ?? []) as Row[];
    const open = rows.filter(
      ({ allowed, reason }) => allowed === true || isOpenFor((reason as { reason: RejectionReason }).reason),
    );
    const wanted = wantedCommands(who, about, await year.house.read(stream), cycle, now);
    differences.between(
      `${who} on ${about}: may`,
      open.map(({ command }) => String(command)),
      wanted,
    );
  }
}

const inCycle = '/v1/cycles/2024';

/** Every list: rows of nothing but what the table lets her see. */
export async function listsAgainstTable(year: Year, looking: Looking): Promise<void> {
  const { who, differences } = looking;
  const streams = looking.streams();
  const rowsOf = async (path: string): Promise<readonly Row[]> => {
    const answer = await looking.ask(path);
    if (answer.status !== 200) differences.add(`${who}: ${path}: answered ${answer.status}`);
    return (answer.body['rows'] ?? []) as Row[];
  };
  const ofTheYear = [...streams].filter((stream) => /^(application|roster|sending|guidance)-/.test(stream));
  const listed = await rowsOf(`${inCycle}/subjects?limit=500`);
  differences.between(
    `${who} in the list of subjects`,
    listed.map(({ stream }) => String(stream)),
    ofTheYear,
  );
  const counts = await rowsOf(`${inCycle}/counts`);
  const counted = counts.reduce((sum, { count }) => sum + Number(count), 0);
  if (counted !== ofTheYear.length) differences.add(`${who}: counts ${counted}, sees ${ofTheYear.length}`);
  for (const path of [`${inCycle}/deadlines?limit=500`, `${inCycle}/deliverables?limit=500`, '/v1/work?limit=500']) {
    for (const { stream, begun, unit, holder } of await rowsOf(path)) {
      const seen = begun === true ? streams.has(String(stream)) : BELOW[looking.unit]?.includes(String(unit)) === true;
      if (!seen) differences.add(`${who} in ${path}: shows ${String(stream)}`);
      if (path.startsWith('/v1/work') && holder !== year.viewers[who].role)
        differences.add(`${who} in ${path}: shows work of ${String(holder)}`);
    }
  }
  for (const { unit, missing } of await rowsOf(`${inCycle}/quotas`)) {
    const registered = BELOW['shanghai']?.includes(String(unit)) === true;
    if ((missing === 'unregistered') === registered)
      differences.add(`${who} in quotas: says of ${String(unit)} that it is ${String(missing)}`);
    // A unit that is not registered is below nobody: those of the unit whose cycle it is see that it is missing.
    const above = registered ? BELOW[looking.unit]?.includes(String(unit)) === true : looking.unit === 'shanghai';
    if (!above) differences.add(`${who} in quotas: shows ${String(unit)}`);
  }
  await federationAgainstTable(looking, rowsOf);
}

async function federationAgainstTable(
  looking: Looking,
  rowsOf: (path: string) => Promise<readonly Row[]>,
): Promise<void> {
  const { who, differences } = looking;
  const homes = await rowsOf('/v1/homes?limit=500');
  const h1 = homes.find(({ home }) => home === 'h1');
  if (!h1) differences.add(`${who}: h1 is no home`);
  const standings = h1 && 'standings' in h1;
  if (standings !== SEES_STANDINGS.includes(who))
    differences.add(`${who}: ${standings ? 'shows' : 'hides'} the standings of h1`);
  const register = (await rowsOf('/v1/registers/growth')).some(({ home }) => home === 'h1');
  if (register !== SEES_STANDINGS.includes(who))
    differences.add(`${who}: ${register ? 'shows' : 'hides'} h1 in the register`);
  differences.between(
    `${who} of units`,
    (await rowsOf('/v1/units')).map(({ unit }) => String(unit)),
    BELOW['shanghai'] ?? [],
  );
  differences.between(
    `${who} of cycles`,
    (await rowsOf('/v1/cycles')).map(({ cycle }) => String(cycle)),
    ['2024'],
  );
}

/** The ranking, for those who may see its scores while it is fixed. */
export async function rankingAgainstTable(year: Year, looking: Looking): Promise<void> {
  const { fixed } = await standing(year);
  const { status } = await looking.ask(`${inCycle}/ranking`);
  const wanted = fixed && SEES_RANKING.includes(looking.who) ? 200 : 404;
  if (status !== wanted) looking.differences.add(`${looking.who} of the ranking: answered ${status}`);
}

/** Whether a refusal says that the door is closed to whoever asked, or to everybody now. */
export function isClosed({ status, body }: Answered): boolean {
  const reason = body['reason'] as RejectionReason;
  return [403, 404].includes(status) || (status === 409 && Object.hasOwn(REJECTIONS, reason) && !isOpenFor(reason));
}
