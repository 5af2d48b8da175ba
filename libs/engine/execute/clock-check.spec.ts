import { describe, expect, test } from '@jest/globals';
import { ClockCheck } from './clock-check.js';
import { Unavailable } from '../ports/event-store.js';

/** A store that tells its clock, and everything else in hand. */
class Setting {
  own = 1_000_000;
  stores: number | undefined = 1_000_000;
  elapsed = 0;
  asked = 0;
  /** What passes on our clock while the store is asked. */
  takes = 0;
  broken: Error | undefined;
  readonly clock = new ClockCheck(
    {
      clock: () => {
        this.asked += 1;
        this.own += this.takes;
        return this.broken ? Promise.reject(this.broken) : Promise.resolve(this.stores);
      },
    },
    () => this.own,
    () => this.elapsed,
  );

  async after(milliseconds: number): Promise<void> {
    this.elapsed += milliseconds;
    await this.clock.check();
    // What is asked in the background has its answer by now.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe("the clock beside the store's own", () => {
  test.each([
    [5_000, true],
    [5_001, false],
    [-5_000, true],
    [-5_001, false],
  ])('%i ms apart: commands are taken: %p', async (apart, taken) => {
    const given = new Setting();
    given.own += apart;
    const checked = given.clock.check().then(
      () => true,
      (error: unknown) => !(error instanceof Unavailable),
    );
    expect(await checked).toBe(taken);
  });

  test('how long the store takes to answer is not counted against it', async () => {
    const given = new Setting();
    given.takes = 20_000;
    given.stores = given.own + 10_000;
    await expect(given.clock.check()).resolves.toBeUndefined();
  });

  test('it is asked at the start and at most every 30 s, and commands do not wait for it', async () => {
    const given = new Setting();
    for (let index = 0; index < 10; index += 1) await given.after(3_000);
    expect(given.asked).toBe(1);
    given.own += 60_000;
    // Past 30 s this command is still taken on the last answer; the next one is refused.
    await given.after(3_001);
    expect(given.asked).toBe(2);
    await expect(given.after(0)).rejects.toThrow(/^clockOff: the clock is 60000 ms/);
  });

  test('once the clock is put right, the next command is taken', async () => {
    const given = new Setting();
    given.own += 60_000;
    await expect(given.after(0)).rejects.toThrow(Unavailable);
    given.own -= 60_000;
    await given.after(0);
  });

  test('a store without a clock is asked once', async () => {
    const given = new Setting();
    given.stores = undefined;
    for (let index = 0; index < 5; index += 1) await given.after(60_000);
    expect(given.asked).toBe(1);
  });

  test('a store out of reach is left to say so itself; what is broken is not hidden', async () => {
    const given = new Setting();
    given.broken = new Unavailable('out of reach');
    await given.after(0);
    given.broken = undefined;
    given.own += 60_000;
    await expect(given.after(0)).rejects.toThrow(/^clockOff/);
    const other = new Setting();
    other.broken = new Error('a bug');
    await expect(other.after(0)).rejects.toThrow('a bug');
  });
});
