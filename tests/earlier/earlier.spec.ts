/**
 * What the program of an earlier commit wrote is opened, proven, served and written on by the program of today: its data
 * folder, and what is restored from its back-up. What is expected is what that program itself told of it, never what
 * today's tells. Nothing of `apps/` and `libs/` is imported: command line, HTTP, environment and files alone count.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { build, Installation, type Answered, type Ended, type Exported, type Said } from './installation.js';
import { archiveIn, records, sumOf, type Archive, type Asked, type Given, type Kept, type Recorded } from './record.js';

const unpacked: Installation[] = [];

async function unpack(...args: Parameters<typeof Installation.of>): Promise<Installation> {
  const installation = await Installation.of(...args);
  unpacked.push(installation);
  return installation;
}

/** The two archives of a back-up unpacked, beside an empty data folder. */
function backUp({ folder, kept: { masterKey } }: Recorded): Promise<Installation> {
  return unpack(archiveIn(folder, 'backup'), (into) => ({
    HEARTH_ERASURE_LIST: join(into, 'backup/erasures'),
    ...(masterKey === undefined ? {} : { HEARTH_MASTER_KEY: masterKey }),
  }));
}

function restore({ folder, run }: Installation): Promise<Ended> {
  return run('restore', join(folder, 'backup/the.log'), join(folder, 'backup/the.keys'));
}

/** What today's program made of one archive. */
interface Seen {
  /** What was told of a data folder's log before anything served it; of a back-up, by restoring it. */
  readonly opened: Said;
  readonly served: Said;
  readonly ready: Answered;
  readonly head: Answered;
  readonly answers: readonly Answered[];
  readonly feed: Answered;
  readonly told: readonly Ended[];
  readonly again: readonly Answered[];
  readonly next: readonly Answered[];
  readonly advanced: Answered;
  readonly counted: Answered;
  readonly proven: Ended;
  /** The log at last. */
  readonly facts: readonly Exported[];
  readonly letters: number;
}

async function see(recorded: Recorded, archive: Archive): Promise<Seen> {
  const { folder, kept } = recorded;
  const fromData = archive === 'data';
  const installation = fromData ? await unpack(archiveIn(folder, archive)) : await backUp(recorded);
  const { code, json, err } = await (fromData ? installation.run('log', 'digest') : restore(installation));
  if (code !== 0) throw new Error(`${fromData ? 'log digest' : 'restore'} ended with ${code}: ${err}`);
  const served = await installation.serve();
  const ask = ({ as, path }: Pick<Asked, 'as' | 'path'>) => installation.ask(path, kept.tokens[as]);
  const give = (given: Given) => installation.give(given, kept.tokens[given.as]);
  const operator = kept.tokens['operator'];
  // Lists are made anew from a log that was restored.
  await installation.settled(operator);
  const standing = {
    ready: await installation.ask('/health/ready'),
    head: await ask({ as: 'operator', path: '/v1/log/head' }),
    answers: await inTurn(kept.answers, ask),
    feed: await installation.ask(`/calendars/${kept.tokens['calendar']}.ics`),
    told: fromData ? await Promise.all(kept.told.map(({ args }) => installation.run(...args))) : [],
  };
  const again = await inTurn(kept.again, give);
  const letters = await installation.letters();
  const next = await inTurn(kept.next, give);
  // What was late when it was given is missed by then.
  await installation.settled(operator);
  const clock = { path: '/v1/clock/advance', key: 'onwards', body: { to: kept.onwards } };
  const advanced = await installation.give(clock, operator);
  await installation.settled(operator);
  const after = {
    counted: await ask(kept.after.counted),
    proven: await installation.run('verify'),
    facts: await installation.facts(),
    letters: (await installation.letters()) - letters,
  };
  return { opened: json, served, ...standing, again, next, advanced, ...after };
}

async function inTurn<T>(items: readonly T[], work: (item: T) => Promise<Answered>): Promise<Answered[]> {
  const answers: Answered[] = [];
  for (const item of items) answers.push(await work(item));
  return answers;
}

/** The words of a refusal may be put better one day. */
function said({ status, body }: Answered): Answered {
  const { reason } = (body ?? {}) as { reason?: unknown };
  return status < 400 ? { status, body } : { status, body: { reason } };
}

/** What a command was answered, apart from where the log ended: each store tells that in its own way. */
function outcome({ status, answer: { cursor: _cursor, ...body } }: Given): Answered {
  return said({ status, body });
}

const all = records();
const seen = new Map<Kept, Record<Archive, PromiseSettledResult<Seen>>>();

// All beside one another: much of it is waiting.
beforeAll(async () => {
  build();
  const seeing = all.map(async (recorded) => {
    const [data, backup] = await Promise.allSettled([see(recorded, 'data'), see(recorded, 'backup')]);
    seen.set(recorded.kept, { data, backup });
  });
  await Promise.all(seeing);
}, 480_000);

afterAll(async () => {
  await Promise.all(unpacked.map((installation) => installation.close()));
}, 60_000);

test('there is something of earlier times', () => {
  expect(all.map(({ name }) => name)).toEqual(expect.arrayContaining(['998930c/demonstration', '998930c/guild']));
});

describe.each(all)('$name', (recorded) => {
  const { folder, kept } = recorded;

  test.each(['data', 'backup'] as const)('the archive of its %s is the one that was kept', (archive) => {
    expect(sumOf(folder, archive)).toBe(kept.sums[archive]);
  });

  describe('its data folder', () => {
    sees(kept, 'data');

    test('is told of on the command line as it was, and the log ends where it ended', () => {
      const { told, head } = ofArchive(kept, 'data');
      expect(told.map(({ code }) => code)).toEqual(kept.told.map(() => 0));
      for (const [index, { args, json }] of kept.told.entries())
        expect({ args, json: told[index]?.json }).toMatchObject({ args, json });
      expect(head).toMatchObject({ status: 200, body: kept.head });
    });
  });

  describe('what is restored from its back-up', () => {
    sees(kept, 'backup');

    test('has nobody erased who was not', () => {
      expect(ofArchive(kept, 'backup').opened).toMatchObject({ erasedSince: 0, complete: true });
    });
  });
});

test('a back-up of which a single letter in a fact was changed is refused', async () => {
  const installation = await backUp(all.find(({ name }) => name.endsWith('guild')) as Recorded);
  const file = join(installation.folder, 'backup/the.log');
  const text = await readFile(file, 'utf8');
  expect(text).toContain('The moss-home');
  await writeFile(file, text.replace('The moss-home', 'The moss-hole'));
  expect(await restore(installation)).toMatchObject({ code: 1, json: { error: { kind: 'refused' } } });
});

function ofArchive(kept: Kept, archive: Archive): Seen {
  const found = seen.get(kept)?.[archive];
  if (found?.status !== 'fulfilled') throw found?.reason ?? new Error('it was not opened');
  return found.value;
}

function sees(kept: Kept, archive: Archive): void {
  test('is the same log, and served as it was: its digest, the clock, roots and tokens', () => {
    const { opened, served, ready } = ofArchive(kept, archive);
    const { digest, facts } = kept.verify;
    expect(opened).toMatchObject({ digest, facts });
    expect(served).toMatchObject(kept.served);
    expect(ready).toMatchObject({ status: 200, body: { ready: true } });
  });

  test('answers as it answered', () => {
    const { answers, feed } = ofArchive(kept, archive);
    for (const [index, asked] of kept.answers.entries()) {
      const { as, path } = asked;
      expect({ as, path, ...said(answers[index] as Answered) }).toMatchObject({ as, path, ...said(asked) });
    }
    expect(entriesOf(String(feed.body))).toEqual(kept.feed);
  });

  test('knows the commands that were given before, and writes none of them twice', () => {
    const { again } = ofArchive(kept, archive);
    const repeated = { status: 200, body: { repeated: true } };
    expect(again).toMatchObject(kept.again.map(() => repeated));
    for (const [index, given] of kept.again.entries()) {
      const { repeated: _repeated, ...body } = outcome(given).body as Said;
      expect(again[index]).toMatchObject({ status: 200, body });
    }
  });

  test('goes on: commands, a ballot that was open, reminders, missed deadlines, and what people are told', () => {
    const { next, advanced, counted, letters } = ofArchive(kept, archive);
    expect(next.map(said)).toMatchObject(kept.next.map(outcome));
    const { reminders, missed } = kept.after;
    expect(advanced).toMatchObject({ status: 200, body: { reminders, missed } });
    expect(counted).toMatchObject(said(kept.after.counted));
    expect(letters).toBe(kept.after.letters);
  });

  test('is proven with what was written since: the same facts by the same ids, where each stream had ended', () => {
    const { proven, facts } = ofArchive(kept, archive);
    expect(proven).toMatchObject({ code: 0, json: { facts: kept.after.facts, faults: [] } });
    const isNew = ({ stream, rev }: Exported): boolean => rev > (kept.heads[stream] ?? -1);
    const written = facts.filter(isNew).map(({ stream, type, id }) => `${stream} ${type} ${id}`);
    expect(written.toSorted()).toEqual(kept.after.written);
    const ends = facts.filter((fact) => !isNew(fact)).map(({ stream, rev }) => [stream, rev] as const);
    expect(Object.fromEntries(ends)).toEqual(kept.heads);
  });
}

/** Which entries a feed of deadlines has, and when they begin. */
function entriesOf(feed: string): string[] {
  return feed.split('\r\n').filter((line) => /^(?:UID|DTSTART)/.test(line));
}
