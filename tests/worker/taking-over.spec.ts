/** Connections that are killed, and a worker that takes over from another. */
import { afterEach, expect, test } from '@jest/globals';
import { postgresCheckpoints } from '../../libs/store/postgres/checkpoints.js';
import { FollowerReplaced, followLog } from '../../libs/engine/follow/follow-log.js';
import { openMailSpool, type MailSpool } from '../../libs/outside/mail/mail-spool.js';
import { until } from '../contract/queue/server.js';
import { describeWithPostgres } from '../postgres.js';
import { refusedCommands } from '../../libs/runtime/refused-commands.js';
import { begun, candidate, CYCLE, planned, roster, WNGOSH, ZZB } from '../shanghai/federation.js';
import { Scene } from './scene.js';

const OWED = 50;
const nine = (days: number) => ({ days, time: '09:00' });

/** Which session holds the lock of a follower. */
async function holder(scene: Scene, name: string): Promise<number | undefined> {
  const { rows } = await scene.pool.query<{ pid: number }>(
    `select l.pid from pg_locks l join pg_stat_activity a using (pid)
      where l.locktype = 'advisory' and l.granted and a.application_name = $1 and a.datname = current_database()`,
    [`hearth ${name}`],
  );
  return rows[0]?.pid;
}

/** Ends sessions of this database, those that ask excepted. */
async function kill(scene: Scene, where: string): Promise<number> {
  const { rowCount } = await scene.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and ${where}`,
  );
  return rowCount ?? 0;
}

describeWithPostgres('workers that lose their connection', () => {
  let scene: Scene;
  afterEach(() => scene.close());

  test('one follower of each kind over all workers; when the first dies the second goes on, and nothing comes twice', async () => {
    scene = await Scene.open({ at: '2024-03-30T09:00:00+08:00', runs: true });
    await scene.reminders({ before: [14, 7].map(nine) });
    const first = await scene.worker();
    await first.waitUntilIdle();
    const before = new Map<string, number | undefined>();
    for (const name of ['views', 'reactions', 'deliveries', 'timer', 'reminders'])
      before.set(name, await holder(scene, name));
    const second = await scene.worker({ service: scene.otherHearth() });
    await scene.clock.set(Date.parse('2024-04-01T09:00:00+08:00') - 500);
    await until('some are told', async () => (await scene.facts('reminderSent')).length > 0);
    // The first one dies in the midst of it: its sessions are gone, and it never comes back.
    await kill(scene, `pid in (${[...before.values()].join(', ')})`);
    await first.stop();
    await until('the rest are told', async () => (await scene.facts('reminderSent')).length >= OWED);
    for (const [name, pid] of before) {
      await until(`${name} is taken over`, async () => {
        const now = await holder(scene, name);
        return now !== undefined && now !== pid;
      });
    }
    await scene.clock.set(Date.parse('2024-04-08T09:00:00+08:00'));
    await until('the next are told', async () => (await scene.facts('reminderSent')).length >= 2 * OWED);
    await second.waitUntilIdle();
    const facts = await scene.facts('reminderSent');
    const told = facts.map(({ stream, data }) => `${stream} ${String(data['deadline'])} ${String(data['step'])}`);
    expect(new Set(told).size).toBe(told.length);
    expect(told).toHaveLength(2 * OWED);
    const letters = await scene.letters(scene.all.clerk.account);
    expect(new Set(letters.map(({ fact }) => fact)).size).toBe(letters.length);
  });

  test('reactions, views, reminders and letters survive that every connection to PostgreSQL is killed, again and again', async () => {
    scene = await Scene.open({ at: '2024-04-02T09:00:00+08:00', homes: 4 });
    const { house, all } = scene;
    const worker = await scene.worker();
    await worker.waitUntilIdle();
    const homes = ['h1', 'h2', 'h3', 'h4'];
    for (const home of homes) {
      await until(`${home} is put forward`, async () => {
        const given = await house
          .give(CYCLE, 'putForward', { home }, all.clerk, candidate, { key: `put ${home}` })
          .catch(() => undefined);
        return given?.kind === 'accepted';
      });
      // In the midst of what follows from it, everything is cut off, once all of it is at work again.
      await until('the followers are back', async () => (await holder(scene, 'reactions')) !== undefined);
      expect(await kill(scene, 'true')).toBeGreaterThan(0);
    }
    await worker.waitUntilIdle();
    // The reactions of the four came, once each.
    const open = await house.read(`sending-test.${CYCLE}.pudong`);
    expect(open.chartState?.stage).toBe('collecting');
    const { rows } = await scene.pool.query<{ count: string }>('select count(*) from worker.refused_commands');
    expect(rows[0]?.count).toBe('0');
    expect(
      (await scene.views.queries.subjects({ ...everything, cycle: CYCLE, category: 'application' })).rows,
    ).toHaveLength(4);
  });

  test('a reaction that is refused stops nothing, and lies where an operator sees it', async () => {
    scene = await Scene.open({ at: '2024-04-02T09:00:00+08:00' });
    const { house, all } = scene;
    for (const home of ['h1', 'h2']) await planned(all, home);
    await house.accepts(CYCLE, 'sendPlans', { unit: 'pudong' }, all.clerk, { sentTo: [ZZB, WNGOSH] });
    // Before the plan's sending has moved it on.
    await house.accepts(CYCLE, 'withdrawCandidate', { home: 'h1' }, all.clerk, { reason: '退出' });
    const worker = await scene.worker();
    await worker.waitUntilIdle();
    expect(await house.stage('application-test.2024.h2')).toBe('active.project');
    expect(await refusedCommands(scene.pool)).toMatchObject([
      {
        root: 'test',
        system: 'reactions',
        command: 'beginProject',
        target: { key: { home: 'h1' } },
        reason: 'stageForbids',
      },
    ]);
    expect(await scene.metrics.text()).toContain(
      'hearth_own_commands_refused_total{system="reactions",reason="stageForbids"} 1',
    );
  });

  test('a lost lock stops its follower, which takes it again', async () => {
    scene = await Scene.open({ at: '2024-04-02T09:00:00+08:00' });
    const worker = await scene.worker();
    await worker.waitUntilIdle();
    const before = await holder(scene, 'timer');
    expect(before).toBeDefined();
    await kill(scene, `application_name = 'hearth timer'`);
    await until('it is held again', async () => {
      const now = await holder(scene, 'timer');
      return now !== undefined && now !== before;
    });
    await scene.clock.set(Date.parse('2024-04-16T09:00:00+08:00'));
    await worker.waitUntilIdle();
    expect(await scene.watched(roster)).toEqual(['deadlineMissed 2024-04-16T01:00:00.000Z']);
  });

  test('whoever follows on although another took over hears of it before it has moved the checkpoint', async () => {
    scene = await Scene.open({ at: '2024-04-02T09:00:00+08:00' });
    const checkpoints = postgresCheckpoints(scene.pool);
    const taken: number[] = [];
    const follower = {
      name: 'twice',
      store: scene.store,
      checkpoints,
      handle: async (facts: readonly { readonly cursor: string }[]) => {
        taken.push(facts.length);
        // The other one, in the meantime.
        if (taken.length === 1) await checkpoints.move('twice', undefined, facts[0]?.cursor ?? '');
      },
    };
    await expect(followLog(follower, new AbortController().signal)).rejects.toBeInstanceOf(FollowerReplaced);
    expect(taken).toHaveLength(1);
  });

  test('settled means settled: reactions of reactions are done, views show them, letters are written', async () => {
    scene = await Scene.open({ at: '2024-04-02T09:00:00+08:00', homes: 3 });
    const outbox = openMailSpool(scene.outbox);
    const slow: MailSpool = {
      put: async (letters) => {
        await new Promise((resolve) => setTimeout(resolve, 700));
        return outbox.put(letters);
      },
    };
    const worker = await scene.worker({ mailSpool: slow });
    const { all } = scene;
    // Sending the plans of the unit lets each application go on to its project, by reactions.
    await begun(
      { ...all, house: Object.assign(Object.create(all.house), { settled: () => worker.waitUntilIdle() }) },
      'h1',
      'h2',
    );
    const { rows } = await scene.views.queries.subjects({ ...everything, cycle: CYCLE, category: 'application' });
    expect(rows.map(({ stream, stage }) => [stream, stage])).toEqual([
      ['application-test.2024.h1', 'active.project'],
      ['application-test.2024.h2', 'active.project'],
    ]);
    const head = await scene.store.head();
    expect(await scene.views.position()).toBe(head);
    expect(await postgresCheckpoints(scene.pool).load('reactions')).toBe(head);
    expect(await postgresCheckpoints(scene.pool).load('deliveries')).toBe(head);
    const letters = await scene.letters(all.office.account);
    expect(letters.map(({ kind, subject }) => [kind, subject.en])).toEqual([['notice', 'Plans were sent.']]);
  });
});

const everything = { root: 'test', shown: { anywhere: true } } as const;
