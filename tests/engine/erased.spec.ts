/** What is left of somebody who was erased: facts that fold, a refusal to write more, and nothing to guess by. */
import { createHmac } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { canonical } from '../../libs/engine/canonical/canonical-json.js';
import type { Envelope } from '../../libs/engine/envelope/envelope.js';
import { verifyStream } from '../../libs/engine/verify/verify-stream.js';
import { requestDigest } from '../../libs/engine/execute/request-digest.js';
import { accepted } from '../given.js';
import { build, CYCLE, federation, onEachStore, PHONE, ROOT, stream, tally, UNIT } from './federation.js';

const KITE = stream('kite', 'h1');

onEachStore('somebody erased', (log) => {
  test('nothing more is written about them, and what stands still proves itself', async () => {
    const { house, keeper, keys, another } = await federation(log());
    await build(house, keeper, 'h1', { key: 'k' });
    await keys.erase([`person:${personOf(await house.facts(KITE))}`]);
    const head = await house.parts.store.head();
    for (const by of [house, await another()]) {
      const noted = await by.give(CYCLE, 'noteKite', { home: 'h1' }, keeper, { phone: PHONE }, { key: 'n' });
      expect(noted).toMatchObject({ rejection: { reason: 'personErased' } });
    }
    expect(await house.parts.store.head()).toBe(head);
    const { facts } = await verifyStream(house.parts.store, house.service.published, KITE);
    expect(facts).toBe(1);
    accepted(await house.give(CYCLE, 'flyKite', { home: 'h1' }, keeper, {}, { key: 'fly' }));
  });

  test('their command, sent again, has its answer; of others the same key for something else is still noticed', async () => {
    const { house, keeper, keys, another } = await federation(log());
    const first = accepted(await build(house, keeper, 'h1', { key: 'k' }));
    await build(house, keeper, 'h2', { key: 'k' });
    await keys.erase([`person:${personOf(await house.facts(KITE))}`]);
    for (const by of [house, await another()]) {
      expect(accepted(await build(by, keeper, 'h1', { key: 'k' }))).toMatchObject({
        repeated: true,
        facts: first.facts,
      });
      const others = [
        await build(by, keeper, 'h2', { key: 'k' }),
        await build(by, keeper, 'h2', { key: 'k', phone: '13800000000' }),
      ];
      expect(tally(others)).toEqual({ accepted: 1, keyReused: 1 });
    }
  });

  test('no guess at a field of theirs can be checked against the digest of what was asked', async () => {
    const { house, keeper, keys } = await federation(log());
    await build(house, keeper, 'h1', { key: 'k' });
    const facts = [...(await house.facts(KITE)), ...(await house.facts(stream('meadow', UNIT))).slice(1)];
    const { request } = facts[0] as Envelope;
    const rootKey = (await keys.get(`request:${ROOT}`)) as Uint8Array;
    const body = canonical({
      cycle: CYCLE,
      name: 'buildKite',
      target: { key: { home: 'h1' } },
      input: { unit: UNIT, sheet: { name: 'Red kite', phone: PHONE } },
    });
    const data = facts.map((fact) => fact.data);
    // While the key lives the right number is found: the guess below is the right one, made in the right way.
    expect(await requestDigest(keys, rootKey, body, data)).toBe(request);
    await keys.erase([`person:${personOf(facts)}`]);
    expect(await requestDigest(keys, rootKey, body, data)).toBeUndefined();
    const leftOver = [rootKey, createHmac('sha256', rootKey).digest()];
    for (const key of leftOver) expect(createHmac('sha256', key).update(body).digest('hex')).not.toBe(request);
  });
});

function personOf(facts: readonly Envelope[]): string {
  const [first] = facts;
  const [person] = (first?.data['persons'] ?? []) as unknown as { part: string; id: string }[];
  expect(person?.part).toBe('builder');
  return person?.id ?? '';
}
