/** The drill: a back-up put back on an empty machine is the same log, with the same keys, but for those erased since. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { stat } from 'node:fs/promises';
import { openVirtualClock, virtualTime } from '../../libs/runtime/clock.js';
import { readConfiguration } from '../../libs/runtime/configuration.js';
import { openService } from '../../libs/runtime/open-log.js';
import { openTokens } from '../../libs/runtime/tokens.js';
import { decodeEnvelope } from '../../libs/engine/envelope/envelope.js';
import { sealingKeys } from '../../libs/engine/execute/request-digest.js';
import type { Json } from '../../libs/engine/canonical/canonical-json.js';
import { openSealing } from '../../libs/sealing/open-sealing.js';
import { sealingSchema } from '../../libs/sealing/database/schema.js';
import { migrate } from '../../libs/postgres/migrations.js';
import { systemRandom } from '../../libs/sealing/crypto/random.js';
import { postgresCheckpoints } from '../../libs/store/postgres/checkpoints.js';
import { exportLog } from '../../libs/store/transfer/transfer.js';
import { hearth, makeLetters, LETTER } from '../e2e/hearth.js';
import { build, federation, CYCLE, stream, type Federation } from '../engine/federation.js';
import { accepted, type Actor } from '../given.js';
import { describeWithPostgres } from '../postgres.js';
import {
  backedUp,
  bringList,
  contents,
  keysOf,
  restoredInto,
  Workshop,
  type Installation,
  type LogLies,
} from './installation.js';

const URN = stream('urn', 'r1');

for (const where of ['PostgreSQL', 'KurrentDB'] satisfies LogLies[])
  describeWithPostgres(`backing up and restoring, the log on ${where}`, () => drilled(where));

function drilled(where: LogLies): void {
  let workshop: Workshop;
  let here: Installation;
  let there: Installation;

  beforeEach(async () => {
    workshop = await Workshop.open();
    [here, there] = [await workshop.installation(where), await workshop.installation(where)];
  });
  afterEach(() => workshop.close());

  const lines = async ({ store }: Installation): Promise<string[]> => {
    const found: string[] = [];
    for await (const line of exportLog(store)) found.push(line);
    return found;
  };

  const writerOf = async ({ store }: Installation, letter: string): Promise<string> => {
    for await (const { bytes } of store.readStream(letter, { to: 0 }))
      return (decodeEnvelope(bytes).data['persons'] as { id: string }[])[0]?.id ?? '';
    return '';
  };

  /** A database that would not take this key in, not even to destroy it a moment later. */
  const refuseKey = async ({ pool }: Installation, id: string): Promise<void> => {
    const client = await pool.connect();
    try {
      await migrate(client, sealingSchema);
      await client.query(`create function sealing.refuse() returns trigger language plpgsql as
        $$ begin raise exception 'a key that was erased came in'; end $$`);
      await client.query(`create trigger refuse before insert or update on sealing.keys
        for each row when (new.id = '${id}' and new.wrapped is not null) execute function sealing.refuse()`);
    } finally {
      client.release();
    }
  };

  /** The federation that flies kites, on the database and with the keys of an installation. */
  const kites = async (at: Installation): Promise<Federation> => {
    const { keys, votes, random } = await openSealing({ pool: at.pool, environment: at.environment });
    const log = { store: at.store, another: () => Promise.resolve(at.store) };
    return federation(log, { keys, votes, random });
  };

  test('the same log byte for byte, the same keys; every fact proves', async () => {
    const { digest, facts } = await makeLetters(here.connectionString, here.environment);
    const archives = await backedUp(here, workshop.folder);
    for (const file of [archives.log, archives.keys]) expect((await stat(file)).mode & 0o777).toBe(0o600);
    await bringList(here, there);
    const { code, json } = await restoredInto(there, archives);
    expect([code, json['facts'], json['digest'], json['erasedSince']]).toEqual([0, facts, digest, 0]);
    expect(await lines(there)).toEqual(await lines(here));
    expect(await keysOf(there)).toEqual(await keysOf(here));
    const proof = await hearth(there.environment, 'verify', '--json');
    expect([proof.code, proof.json['digest']]).toEqual([0, digest]);
  });

  test('who was erased before stays erased, and who was erased after the back-up is not brought back', async () => {
    const { writer } = await makeLetters(here.connectionString, here.environment);
    const other = await writerOf(here, LETTER.replace('.l1', '.l2'));
    expect(other).not.toBe(writer);
    expect((await hearth(here.environment, 'person', 'erase', writer, '--yes')).code).toBe(0);
    const archives = await backedUp(here, workshop.folder);
    expect((await hearth(here.environment, 'person', 'erase', other, '--yes')).code).toBe(0);
    await bringList(here, there);
    await refuseKey(there, `person:${other}`);
    const { code, json, err } = await restoredInto(there, archives);
    expect([code, json['erasedSince'], err]).toEqual([0, 1, '']);
    const keys = await keysOf(there);
    expect([keys.get(`person:${writer}`), keys.get(`person:${other}`)]).toEqual([undefined, undefined]);
    expect(keys.has(`person:${other}`)).toBe(true);
    expect((await hearth(there.environment, 'verify')).code).toBe(0);
  });

  test('a ballot that is open over a back-up is closed after it, with the choices from before and after', async () => {
    const { house, keeper } = await kites(here);
    expect(keeper.role).toBe('keeper');
    const elders: Actor[] = [];
    for (const name of ['una', 'bo', 'cai']) elders.push(await house.actor('elder', 'top', name));
    const [una, bo, cai] = elders as [Actor, Actor, Actor];
    const drop = (by: Actor, bean: string) =>
      [CYCLE, 'dropBean', { round: 'r1' }, by, { bean }, { key: 'drop' }] as const;
    await house.accepts(CYCLE, 'openUrn', { round: 'r1' }, una, {}, { key: 'open' });
    await house.accepts(...drop(una, 'white'));
    await house.accepts(...drop(bo, 'black'));
    const archives = await backedUp(here, workshop.folder);
    await bringList(here, there);
    const { code, json } = await restoredInto(there, archives);
    expect([code, json['votes']]).toEqual([0, 2]);
    const again = await (await kites(there)).another();
    accepted(await again.give(...drop(cai, 'white')));
    accepted(await again.give(CYCLE, 'emptyUrn', { round: 'r1' }, una, {}, { key: 'empty' }));
    expect((await again.facts(URN)).at(-1)?.data).toEqual({ beans: ['black', 'white', 'white'] });
  });

  test('a ballot that was closed after the back-up is not opened again: nobody can count it twice', async () => {
    const { house } = await kites(here);
    const una = await house.actor('elder', 'top', 'una');
    await house.accepts(CYCLE, 'openUrn', { round: 'r1' }, una, {}, { key: 'open' });
    await house.accepts(CYCLE, 'dropBean', { round: 'r1' }, una, { bean: 'white' }, { key: 'drop' });
    const archives = await backedUp(here, workshop.folder);
    await house.accepts(CYCLE, 'emptyUrn', { round: 'r1' }, una, {}, { key: 'empty' });
    await bringList(here, there);
    const { code, json } = await restoredInto(there, archives);
    expect([code, json['votes'], json['erasedSince']]).toEqual([0, 0, 1]);
    expect(await contents(there)).not.toHaveProperty('sealing.votes');
    expect((await keysOf(there)).get(`ballot:${URN}`)).toBeUndefined();
  });

  test('tokens open the door again, and those that were revoked do not', async () => {
    await makeLetters(here.connectionString, here.environment);
    const tokens = await openTokens(here.pool, systemRandom());
    const stands = { root: 'post', account: 'clerk-mill', role: 'clerk', unit: 'mill', grant: 'g-clerk-mill' };
    const kept = await tokens.create({ ...stands, kind: 'bearer', label: 'kept' });
    const revoked = await tokens.create({ ...stands, kind: 'calendar', label: 'revoked' });
    await tokens.revoke('post', revoked.token.id);
    const archives = await backedUp(here, workshop.folder);
    await bringList(here, there);
    expect((await restoredInto(there, archives)).code).toBe(0);
    const again = await openTokens(there.pool, systemRandom());
    expect(await again.find(kept.text)).toEqual(kept.token);
    expect(await again.find(revoked.text)).toBeUndefined();
    expect(await again.list('post')).toEqual(await tokens.list('post'));
  });

  test('followers go on after the fact that they took last: what was delivered is not delivered again', async () => {
    await makeLetters(here.connectionString, here.environment);
    const all: { stream: string; rev: number; cursor: string }[] = [];
    for await (const { stream: on, rev, cursor } of here.store.readLog()) all.push({ stream: on, rev, cursor });
    const [third, last] = [all[2], all.at(-1)];
    await postgresCheckpoints(here.pool).save('deliveries', third?.cursor ?? '');
    // Two at one place.
    await postgresCheckpoints(here.pool).save('reactions', last?.cursor ?? '');
    await postgresCheckpoints(here.pool).save('others', last?.cursor ?? '');
    const archives = await backedUp(here, workshop.folder);
    await bringList(here, there);
    expect((await restoredInto(there, archives)).code).toBe(0);
    const kept = postgresCheckpoints(there.pool);
    const after = (await kept.load('deliveries')) ?? '';
    const next: string[] = [];
    for await (const { stream: on, rev } of there.store.readLog({ after })) next.push(`${on}@${rev}`);
    expect(next).toEqual(all.slice(3).map(({ stream: on, rev }) => `${on}@${rev}`));
    expect(await kept.load('reactions')).toBe(await there.store.head());
    expect(await kept.load('others')).toBe(await there.store.head());
  });

  test('while others write: the keys of every fact are there, and the log is one that stood', async () => {
    const { house, keeper } = await kites(here);
    let stopped = false;
    let built = 0;
    const writer = async (name: string): Promise<void> => {
      for (let turn = 0; !stopped; turn += 1) {
        const home = `${name}-${turn}`;
        accepted(await build(house, keeper, home, { key: home, phone: `139${String(turn).padStart(8, '0')}` }));
        built += 1;
      }
    };
    const writers = ['a', 'b', 'c', 'd'].map(writer);
    while (built < 20) await new Promise((resolve) => setTimeout(resolve, 5));
    const archives = await backedUp(here, workshop.folder);
    const atLeast = built;
    while (built < atLeast + 20) await new Promise((resolve) => setTimeout(resolve, 5));
    stopped = true;
    await Promise.all(writers);
    await bringList(here, there);
    expect((await restoredInto(there, archives)).code).toBe(0);
    const [whole, part] = [await lines(here), await lines(there)];
    expect(part.length).toBeGreaterThan(20);
    expect(part.length).toBeLessThan(whole.length);
    expect(part.slice(0, -1)).toEqual(whole.slice(0, part.length - 1));
    const needed = new Set<string>();
    for await (const { bytes } of there.store.readLog())
      for (const id of sealingKeys([decodeEnvelope(bytes).data as Json])) needed.add(id);
    const keys = await keysOf(there);
    expect(needed.size).toBeGreaterThan(20);
    expect([...needed].filter((id) => keys.get(id) === undefined)).toEqual([]);
    expect((await hearth(there.environment, 'verify')).code).toBe(0);
  });

  test('a test under a virtual clock and a seed goes on where it stood, and its keys derive from the seed', async () => {
    const { HEARTH_MASTER_KEY: _key, ...bare } = here.environment;
    const at = Date.parse('2024-04-08T09:00:00+08:00');
    const first = await openService(readConfiguration(bare), { play: { clock: at, seed: 'seed 7' } });
    accepted(await first.service.found('play', 'test'));
    await (await openVirtualClock(here.pool)).set(at + 60_000);
    await first.close();
    const archives = await backedUp(here, workshop.folder);
    await bringList(here, there);
    const { HEARTH_MASTER_KEY: _other, ...bareThere } = there.environment;
    const restored = await hearth(bareThere, 'restore', archives.log, archives.keys, '--json');
    expect([restored.code, restored.err]).toEqual([0, '']);
    expect(await virtualTime(there.pool)).toBe(at + 60_000);
    const again = await openService(readConfiguration(bareThere));
    try {
      expect([again.seed, again.clock.kind, again.clock.now()]).toEqual(['seed 7', 'virtual', at + 60_000]);
      const outcome = accepted(
        await again.service.setUp('play', 'registerUnit', { unit: 'u' }, { sort: 'x', name: 'u' }),
      );
      for await (const fact of again.store.readStream(outcome.stream)) expect(fact.at).toBe('2024-04-08T01:01:00.000Z');
    } finally {
      await again.close();
    }
  });

  test('an empty log, too', async () => {
    const archives = await backedUp(here, workshop.folder);
    const { code, json } = await restoredInto(there, archives);
    expect([code, json['facts'], json['keys']]).toEqual([0, 0, 0]);
    expect(await contents(there)).toEqual({});
  });
}
