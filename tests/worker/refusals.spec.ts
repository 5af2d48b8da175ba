/** What the log refuses of reminders and the timer: tried again where it can pass, shown where it cannot. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { CommandService } from '../../libs/runtime/command-service.js';
import { RetryLedger } from '../../apps/worker/followers/retry-ledger.js';
import { refusedCommands } from '../../libs/runtime/refused-commands.js';
import { rejection } from '../../libs/engine/decide/rejection.js';
import { describeWithPostgres } from '../postgres.js';
import { roster } from '../shanghai/federation.js';
import { Scene } from './scene.js';

const MINUTE = 60_000;
const at = (local: string): number => Date.parse(`${local}+08:00`);

describe('what is remembered of a refusal', () => {
  test('what can pass is tried again after one minute, then two, four …, and at most an hour', () => {
    let now = 0;
    const ledger = new RetryLedger(() => now);
    for (const pause of [1, 2, 4, 8, 16, 32, 60, 60]) {
      expect(ledger.record('r', 'conditionNotMet')).toBe(now + pause * MINUTE);
      now += pause * MINUTE - 1;
      expect(ledger.blocks('r')).toBe(true);
      now += 1;
      expect(ledger.blocks('r')).toBe(false);
    }
  });

  test('how things stand and what is there may change; the input, and what the giver may do, do not', () => {
    const ledger = new RetryLedger(() => 0);
    expect(ledger.record('a', 'nothingOwed')).toBe(MINUTE);
    expect(ledger.record('b', 'notFound')).toBe(MINUTE);
    expect(ledger.record('c', 'commandUnknown')).toBeUndefined();
    expect(ledger.record('d', 'roleForbids')).toBeUndefined();
    const later = new RetryLedger(() => Number.MAX_SAFE_INTEGER);
    later.record('c', 'commandUnknown');
    expect(later.blocks('c')).toBe(true);
  });

  test('what is done begins with a short pause again; of very many, the oldest are tried again', () => {
    const ledger = new RetryLedger(() => 0);
    for (let tries = 0; tries < 5; tries += 1) ledger.record('r', 'nothingOwed');
    expect(ledger.clear('r')).toBe(true);
    expect(ledger.clear('r')).toBe(false);
    expect(ledger.record('r', 'nothingOwed')).toBe(MINUTE);
    for (let each = 0; each < 10_000; each += 1) ledger.record(`r${each}`, 'commandUnknown');
    expect(ledger.blocks('r')).toBe(false);
    expect(ledger.blocks('r9999')).toBe(true);
  });
});

describeWithPostgres('a worker whose log refuses', () => {
  let scene: Scene;
  afterEach(() => scene.close());

  test('tries again by itself what was refused because the log’s clock is behind its own', async () => {
    scene = await Scene.open({ at: '2024-04-12T08:00:00+08:00', fewUnits: true });
    await scene.reminders({ before: [{ days: 3, time: '09:00' }] });
    // As an earlier version of the software made it: one row for all that have one key, whatever they are about.
    await scene.pool.query(`create schema worker; create table worker.refused_commands (
      id bigint generated always as identity primary key, root text not null, system text not null,
      command text not null, key text not null, target jsonb not null, cause jsonb, reason text not null,
      params jsonb not null, at timestamptz not null default now(), unique (root, system, command, key))`);
    // Ten minutes behind.
    const service = new CommandService({ ...scene.house.parts, clock: () => scene.clock.now() - 10 * MINUTE });
    const worker = await scene.worker({ service });
    await worker.advance(at('2024-04-12T09:00'));
    expect(await scene.watched(roster)).toEqual([]);
    // Of two units, the roster and the plans.
    expect(await worker.lag()).toMatchObject({
      reminders: { behind: 0, refused: 4 },
      timer: { behind: 0, refused: 0 },
    });
    const kept = await refusedCommands(scene.pool);
    expect(kept.map(({ system, command, reason }) => [system, command, reason])).toEqual(
      Array.from({ length: 4 }, () => ['reminders', 'sendReminder', 'conditionNotMet']),
    );
    // A minute after, and again two and four minutes later, it is as it was; eight minutes after that its time has come.
    await worker.advance(at('2024-04-12T09:07'));
    expect(await scene.watched(roster)).toEqual([]);
    await worker.advance(at('2024-04-12T09:30'));
    expect(await scene.watched(roster)).toEqual(['reminderSent before-3 2024-04-12T01:20:00.000Z']);
    expect(await worker.lag()).toMatchObject({ reminders: { behind: 0, refused: 0 } });
    expect(await scene.facts('reminderSent')).toHaveLength(4);
  });

  test('tries the timer’s again too', async () => {
    scene = await Scene.open({ at: '2024-04-15T23:00:00+08:00', fewUnits: true });
    const service = new CommandService({ ...scene.house.parts, clock: () => scene.clock.now() - 10 * MINUTE });
    const worker = await scene.worker({ service });
    await worker.advance(at('2024-04-16T00:00'));
    expect(await worker.lag()).toMatchObject({ timer: { behind: 0, refused: 4 } });
    await worker.advance(at('2024-04-16T00:30'));
    expect(await scene.watched(roster)).toEqual(['deadlineMissed 2024-04-15T16:20:00.000Z']);
    expect(await worker.lag()).toMatchObject({ timer: { behind: 0, refused: 0 } });
  });

  test('leaves to people what no time mends, says so, and goes on; the next start tries it again', async () => {
    scene = await Scene.open({ at: '2024-04-12T08:00:00+08:00', fewUnits: true });
    await scene.reminders({ before: [3, 1].map((days) => ({ days, time: '09:00' })) });
    const { service } = scene.house;
    let tries = 0;
    // As it is where the platform's rules of a root are older than reminders.
    const older = Object.create(service, {
      execute: {
        value: (command: Parameters<CommandService['execute']>[0]) => {
          const own = 'stream' in command.target && command.target.stream === 'watch-test.roster.2024.pudong';
          if (!own || command.name !== 'sendReminder') return service.execute(command);
          tries += 1;
          return Promise.resolve({ kind: 'rejected', rejection: rejection('commandUnknown', {}) });
        },
      },
    }) as CommandService;
    const first = await scene.worker({ service: older });
    await first.advance(at('2024-04-12T20:00'));
    // Refused twice before it is believed.
    expect(tries).toBe(2);
    expect(await first.lag()).toMatchObject({ reminders: { behind: 0, refused: 1 } });
    expect(await scene.watched('roster-test.2024.xuhui')).toEqual(['reminderSent before-3 2024-04-12T01:00:00.000Z']);
    expect(await scene.metrics.text()).toContain(
      'hearth_own_commands_refused_total{system="reminders",reason="commandUnknown"} 1',
    );
    await first.stop();
    const second = await scene.worker();
    await second.waitUntilIdle();
    expect(await scene.watched(roster)).toEqual(['reminderSent before-3 2024-04-12T12:00:00.000Z']);
  });
});
