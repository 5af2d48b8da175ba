/** Erasing a person of a real programme, in a data folder of its own: what opens before and after, and what is left on the disk. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { openLog, type OpenLog } from '../../libs/runtime/open-log.js';
import type { Command } from '../../libs/engine/decide/command.js';
import { decodeEnvelope, type Envelope } from '../../libs/engine/envelope/envelope.js';
import { requestBody, requestDigest } from '../../libs/engine/execute/request-digest.js';
import { unsealAll } from '../../libs/sealing/crypto/seal-fields.js';
import { openSealing, type Sealing } from '../../libs/sealing/open-sealing.js';
import type { PostgresKeys } from '../../libs/sealing/keys/postgres-keys.js';
import { postgresCheckpoints } from '../../libs/store/postgres/checkpoints.js';
import { memoryStore } from '../../libs/store/memory/memory-store.js';
import { postgresStore } from '../../libs/store/postgres/postgres-store.js';
import { digestLog, exportLog, importLog } from '../../libs/store/transfer/transfer.js';
import type { EventStore } from '../../libs/engine/ports/event-store.js';
import { hearth } from '../e2e/hearth.js';
import { scanFolder } from '../scan-folder.js';
import { freshDatabase, describeWithPostgres } from '../postgres.js';
import { application } from '../shanghai/federation.js';
import { Canaries, fieldsOfPersons, type Canary } from './canaries.js';
import { FORMS, play } from './case.js';
import { leaks, openable } from './leaks.js';

const H1 = application('h1');

describeWithPostgres('erasing a person', () => {
  const canaries = new Canaries();
  let folder = '';
  let data = '';
  let log: OpenLog;
  let pool: Pool;
  let asked: Command;
  let head = '';
  let exported: string[] = [];
  let secrets: Record<string, string | Uint8Array>;

  const cli = (...args: string[]) => hearth({ HEARTH_DATA: data }, ...args);
  /** As another process has it: nothing in memory, the master key and all else from the data folder. */
  const sealing = (): Promise<Sealing<PostgresKeys>> => openSealing({ pool, environment: {}, folder: data });
  const keyIds = async (): Promise<string[]> =>
    (await pool.query<{ id: string }>('SELECT id FROM sealing.keys')).rows.map(({ id }) => id);
  const everyKey = async (): Promise<Uint8Array[]> => {
    const { keys } = await sealing();
    const found = await Promise.all((await keyIds()).map((id) => keys.get(id)));
    return found.filter((key) => key !== undefined);
  };
  const of = (home: string, owner: string): Canary[] =>
    canaries.placed.filter((each) => each.home === home && each.owner === owner);
  const others = (): Canary[] => canaries.placed.filter(({ home, owner }) => home !== 'h1' || owner !== 'head');
  const missingFrom = (text: string, wanted: readonly Canary[]): string[] =>
    wanted.filter((each) => !text.includes(each.text)).map(({ home, field }) => `${home} ${field}`);
  const commandOf = async (command: string): Promise<Envelope[]> => {
    const facts: Envelope[] = [];
    for await (const { bytes } of log.store.readLog()) facts.push(decodeEnvelope(bytes));
    return facts.filter((fact) => fact.command === command);
  };

  const open = async (): Promise<void> => {
    log = await openLog({ data, databaseUrl: undefined, sealing: {} }, { own: true });
    ({ pool } = log);
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hearth-erasure-'));
    await chmod(folder, 0o711);
    data = join(folder, 'data');
    await open();
    const { keys, votes, random } = await sealing();
    const parts = { store: log.store, keys, votes, random, checkpoints: postgresCheckpoints(pool) };
    asked = await play(parts, canaries);
    secrets = { canary: canaries.marker };
  }, 120_000);
  afterAll(async () => {
    await log.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('before: an authorised reader sees the canary of every personal field, and others nothing', async () => {
    const wanted = new Set(FORMS.flatMap((form) => fieldsOfPersons(form)));
    expect(new Set(canaries.placed.filter(({ owner }) => owner !== 'subject').map(({ field }) => field))).toEqual(
      wanted,
    );
    const { keys } = await sealing();
    const seen: unknown[] = [];
    const withheld: unknown[] = [];
    for await (const { bytes } of log.store.readLog()) {
      const fact = decodeEnvelope(bytes);
      seen.push(await unsealAll(fact.data, { factId: fact.id, keys, may: () => true }));
      withheld.push(await unsealAll(fact.data, { factId: fact.id, keys, may: () => false }));
    }
    expect(missingFrom(JSON.stringify(seen), canaries.placed)).toEqual([]);
    expect(JSON.stringify(withheld)).not.toContain(canaries.marker);
    expect(missingFrom(await openable(log.store, await everyKey()), canaries.placed)).toEqual([]);
  });

  test('before: no plaintext has ever stood in the data folder, its tables or its logs; the wrapped key does', async () => {
    await pool.query('ANALYZE');
    const listed = await cli('person', 'list', H1, '--json');
    const persons = listed.json['persons'] as { part: string; person: string; erased: boolean }[];
    expect(persons.map(({ part }) => part).toSorted()).toEqual([
      'contact',
      'head',
      'staff/plan/staff/0',
      'staff/plan/staff/1',
    ]);
    expect(persons.some(({ erased }) => erased)).toBe(false);
    head = persons.find(({ part }) => part === 'head')?.person ?? '';
    const told = await cli('person', 'list', H1, '--lang', 'en');
    expect(told.out.split('\n')[0]).toBe(
      `${head}  head  since revision 0, homePutForward 2024-04-02 09:00 (Asia/Shanghai)`,
    );
    const absent = await cli('person', 'list', 'application-test.2024.nobody', '--lang', 'en');
    expect([absent.code, absent.err]).toEqual([1, 'hearth: there is no stream application-test.2024.nobody\n']);
    const { rows } = await pool.query<{ wrapped: Buffer }>('SELECT wrapped FROM sealing.keys WHERE id = $1', [
      `person:${head}`,
    ]);
    const { keys } = await sealing();
    const key = await keys.get(`person:${head}`);
    secrets = { ...secrets, wrapped: rows[0]?.wrapped ?? '', key: key ?? '' };
    const found = await leaks(data, pool, secrets);
    expect(new Set(found.map((each) => each.split(' ')[1]))).toEqual(new Set(['wrapped']));
    expect(found).toContain('sealing.keys wrapped');
    for (const place of ['postgres/data/base/', 'postgres/data/pg_wal/'])
      expect(found.filter((each) => each.startsWith(place))).not.toEqual([]);
  });

  test('before: `request` is what one who knows the whole command and all keys makes of it', async () => {
    const { keys } = await sealing();
    const facts = await commandOf((await firstOf(H1)).command);
    const root = (await keys.get('request:test')) ?? new Uint8Array();
    const made = await requestDigest(
      keys,
      root,
      requestBody(asked, undefined),
      facts.map((fact) => fact.data),
    );
    expect(made).toBe(facts[0]?.request);
  });

  test('the command erases: every step is done, and the log still proves', async () => {
    exported = await lines(log.store);
    const told = await cli('person', 'erase', head, '--yes', '--json');
    expect(told.json).toMatchObject({ person: head, facts: 3, erased: [`person:${head}`], complete: true });
    expect([told.code, `${told.out}${told.err}`.includes(canaries.marker)]).toEqual([0, false]);
    const listed = await cli('person', 'list', H1, '--json');
    expect(listed.json['persons']).toContainEqual(
      expect.objectContaining({ person: head, part: 'head', erased: true }),
    );
    const verified = await cli('verify', '--json');
    expect([verified.code, verified.json['faults']]).toEqual([0, []]);
  });

  test('after: none of the head’s canaries opens with the master key and every row there is; all others do', async () => {
    const text = await openable(log.store, await everyKey());
    expect(of('h1', 'head').filter((each) => text.includes(each.text))).toEqual([]);
    expect(of('h1', 'head').length).toBeGreaterThan(8);
    expect(missingFrom(text, others())).toEqual([]);
    const past = await cli('history', H1, '--data', '--json');
    expect(past.out).not.toContain(canaries.marker);
  });

  test('after: neither a canary nor the key, wrapped or bare, in any byte of the folder or any row', async () => {
    expect(await leaks(data, pool, secrets)).toEqual([]);
    await log.close();
    expect(await scanFolder(data, secrets)).toEqual([]);
    await open();
  });

  test('after: who knows all of the command cannot make its `request` any more', async () => {
    const { keys } = await sealing();
    const [fact, ...rest] = await commandOf((await firstOf(H1)).command);
    const body = requestBody(asked, undefined);
    const root = (await keys.get('request:test')) ?? new Uint8Array();
    expect(root.byteLength).toBe(32);
    const sealed = [fact, ...rest].map((each) => each?.data ?? {});
    expect(await requestDigest(keys, root, body, sealed)).toBeUndefined();
    // As it would be made with what is left: under each key, and with the erased one left out or replaced by another.
    const available = await everyKey();
    const guesses = available.map((key) => createHmac('sha256', key).update(body).digest('hex'));
    for (const instead of [...available, new Uint8Array(), new Uint8Array(32)]) {
      const guessing = { get: async (id: string) => (await keys.get(id)) ?? instead };
      guesses.push((await requestDigest(guessing, root, body, sealed)) ?? '');
    }
    expect(new Set(guesses).size).toBeGreaterThan(available.length);
    expect(guesses).not.toContain(fact?.request);
  });

  test('another person’s erasure takes nobody with them, although they stand in one fact with others', async () => {
    const listed = await cli('person', 'list', H1, '--json');
    const persons = listed.json['persons'] as { part: string; person: string }[];
    const contact = persons.find(({ part }) => part === 'contact')?.person ?? '';
    expect((await cli('person', 'erase', contact, '--yes', '--json')).json).toMatchObject({
      facts: 1,
      complete: true,
    });
    const text = await openable(log.store, await everyKey());
    const gone = [...of('h1', 'head'), ...of('h1', 'contact')];
    expect(gone.filter((each) => text.includes(each.text))).toEqual([]);
    expect(
      missingFrom(
        text,
        canaries.placed.filter((each) => !gone.includes(each)),
      ),
    ).toEqual([]);
    expect(of('h1', 'staff')).toHaveLength(2);
  });

  test('the facts stand as they stood; copied to memory, PostgreSQL and memory they stay the same, byte for byte and in order', async () => {
    const after = await lines(log.store);
    expect(after.slice(0, exported.length - 1)).toEqual(exported.slice(0, -1));
    expect(after.join('\n')).not.toContain(canaries.marker);
    const digest = await digestLog(log.store);
    const whole = await appendsOf(log.store);
    expect(whole.some((append) => append.length > 1)).toBe(true);
    const fresh = await freshDatabase('copied');
    const middle = await postgresStore({ connectionString: fresh.connectionString });
    try {
      const copies = [memoryStore(), middle, memoryStore()];
      let from = log.store;
      for (const to of copies) {
        const source = from;
        await importLog(to, () => exportLog(source));
        expect([await digestLog(to), await lines(to)]).toEqual([digest, after]);
        expect(await appendsOf(to)).toEqual(whole);
        from = to;
      }
    } finally {
      await middle.close();
      await fresh.drop();
    }
  });

  describe('a plaintext copy turns it red:', () => {
    const secret = (): Record<string, string> => ({ canary: canaries.marker });
    const compressible = (): string => `${'平安'.repeat(3000)}${of('h1', 'head')[0]?.text}${'平安'.repeat(3000)}`;

    test('in a row', async () => {
      await pool.query('CREATE TABLE public.copies (note text)');
      await pool.query('INSERT INTO public.copies VALUES ($1)', [of('h1', 'head')[0]?.text]);
      const found = await leaks(data, pool, secret());
      expect(found).toContain('public.copies canary');
      expect(found.some((each) => each.startsWith('postgres/data/base/'))).toBe(true);
      await pool.query('DROP TABLE public.copies');
    });

    test('in a row that the database keeps compressed', async () => {
      await pool.query('CREATE TABLE public.copies (note text)');
      await pool.query('INSERT INTO public.copies VALUES ($1)', [compressible()]);
      expect(await leaks(data, pool, secret())).toContain('public.copies canary');
      await pool.query('DROP TABLE public.copies');
    });

    test('in a file', async () => {
      const file = join(data, 'notes.txt');
      await writeFile(file, `note: ${of('h1', 'head')[1]?.text}`);
      expect(await leaks(data, pool, secret())).toContain('notes.txt canary');
      await rm(file);
    });

    test('in a line of the server’s log', async () => {
      await pool.query(`DO $$ BEGIN RAISE WARNING 'for ${of('h1', 'head')[2]?.text}'; END $$`);
      expect(await leaks(data, pool, secret())).toContain('postgres/postgres.log canary');
    });

    test('in a long fact that was not sealed: on the disk as well as in its row', async () => {
      const bytes = Buffer.from(JSON.stringify({ v: 1, command: 'c', data: { note: compressible() } }));
      const fact = { id: 'planted', type: 'noted', at: '2024-07-26T01:00:00.000Z', bytes };
      const before = await leaks(data, pool, secret());
      await log.store.append([{ stream: 'letter-test.planted', expected: -1, facts: [fact] }]);
      const found = (await leaks(data, pool, secret())).filter((each) => !before.includes(each));
      expect(found).toContain('hearth.facts canary');
      expect(found.some((each) => each.startsWith('postgres/data/base/'))).toBe(true);
    });
  });

  async function firstOf(stream: string): Promise<Envelope> {
    for await (const { bytes } of log.store.readStream(stream)) return decodeEnvelope(bytes);
    throw new Error(`${stream} is not there`);
  }
});

async function lines(store: EventStore): Promise<string[]> {
  const all: string[] = [];
  for await (const line of exportLog(store)) all.push(line);
  return all;
}

/** Each append's facts with their bytes, in the order of the log. */
async function appendsOf(store: EventStore): Promise<string[][]> {
  const facts = new Map<string, string[]>();
  for await (const { append, stream, rev, bytes } of store.readLog()) {
    facts.set(append, [...(facts.get(append) ?? []), `${stream}@${rev} ${Buffer.from(bytes).toString('base64')}`]);
  }
  return [...facts.values()];
}
