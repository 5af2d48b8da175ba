import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { KeyErased, type Keys } from '../../libs/engine/ports/sealing.js';
import { ATTEMPTS_LIMIT, ballotKeyId, MissingChoice, type BallotBox } from '../../libs/sealing/ballots/ballot-box.js';

export interface BoxUnderTest {
  readonly box: BallotBox;
  readonly keys: Keys;
  readonly close: () => Promise<void>;
}

const BALLOT = 'ballot-r.1';
const YES = { choice: 'yes' };
const NO = { choice: 'no' };

/** What every ballot box must do. `open` gives an empty one. */
export function ballotBoxContract(name: string, open: () => Promise<BoxUnderTest>): void {
  describe(`ballot box: ${name}`, () => {
    let under: BoxUnderTest;
    beforeEach(async () => {
      under = await open();
    });
    afterEach(() => under.close());

    test('gives the choices of the commands that count, sorted whatever the order they came in', async () => {
      await under.box.put({ ballot: BALLOT, account: 'a', command: 'c1', choice: YES });
      await under.box.put({ ballot: BALLOT, account: 'b', command: 'c2', choice: NO });
      await under.box.put({ ballot: BALLOT, account: 'c', command: 'c3', choice: YES });
      expect(await under.box.choices(BALLOT, new Set(['c3', 'c1', 'c2']))).toEqual([NO, YES, YES]);
    });

    test('the choice of a command that was refused does not count', async () => {
      await under.box.put({ ballot: BALLOT, account: 'a', command: 'refused', choice: YES });
      await under.box.put({ ballot: BALLOT, account: 'a', command: 'accepted', choice: NO });
      expect(await under.box.choices(BALLOT, new Set(['accepted']))).toEqual([NO]);
    });

    test('the same command again keeps the first choice', async () => {
      await under.box.put({ ballot: BALLOT, account: 'a', command: 'c1', choice: YES });
      await under.box.put({ ballot: BALLOT, account: 'a', command: 'c1', choice: NO });
      expect(await under.box.choices(BALLOT, new Set(['c1']))).toEqual([YES]);
    });

    test('a vote in the log without a choice is an error, never left out of the count', async () => {
      await under.box.put({ ballot: BALLOT, account: 'a', command: 'c1', choice: YES });
      await expect(under.box.choices(BALLOT, new Set(['c1', 'lost']))).rejects.toThrow(MissingChoice);
    });

    test('one box knows nothing of another', async () => {
      await under.box.put({ ballot: BALLOT, account: 'a', command: 'c1', choice: YES });
      await under.box.put({ ballot: 'ballot-r.2', account: 'a', command: 'c2', choice: NO });
      await under.box.destroy('ballot-r.2');
      expect(await under.box.choices(BALLOT, new Set(['c1']))).toEqual([YES]);
    });

    test('after its end there is no key, no choice, and no voting', async () => {
      await under.box.put({ ballot: BALLOT, account: 'a', command: 'c1', choice: YES });
      expect((await under.box.destroy(BALLOT)).erased).toEqual([ballotKeyId(BALLOT)]);
      expect(await under.keys.get(ballotKeyId(BALLOT))).toBeUndefined();
      await expect(under.box.choices(BALLOT, new Set(['c1']))).rejects.toThrow(KeyErased);
      await expect(under.box.put({ ballot: BALLOT, account: 'b', command: 'c2', choice: NO })).rejects.toThrow(
        KeyErased,
      );
      expect((await under.box.destroy(BALLOT)).erased).toEqual([]);
    });

    test('a ballot without votes has no choices', async () => {
      expect(await under.box.choices(BALLOT, new Set())).toEqual([]);
    });

    test('an account may try again, but not without end', async () => {
      for (let attempt = 0; attempt < ATTEMPTS_LIMIT; attempt += 1)
        await under.box.put({ ballot: BALLOT, account: 'a', command: `c${attempt}`, choice: YES });
      const more = { ballot: BALLOT, account: 'a', command: 'more', choice: YES };
      await expect(under.box.put(more)).rejects.toThrow('attempts');
      await under.box.put({ ...more, account: 'b' });
    });

    test('a choice that could not be padded to the common length is refused', async () => {
      const choice = { note: 'x'.repeat(2000) };
      await expect(under.box.put({ ballot: BALLOT, account: 'a', command: 'c1', choice })).rejects.toThrow(
        'bytes at most',
      );
    });
  });
}
