/** What every adapter of the store's port must do, sentence by sentence. */
import { afterEach, beforeEach, describe } from '@jest/globals';
import { appending } from './appending.contract.js';
import { following } from './following.contract.js';
import { judging } from './judging.contract.js';
import { limits } from './limits.contract.js';
import { reading } from './reading.contract.js';
import type { OpenLog, OpenStore } from './given.js';

/** Holds the adapter to the contract; each test gets an empty log from `open`. */
export function storeContract(name: string, open: OpenStore): void {
  describe(`event store: ${name}`, () => {
    let log: OpenLog | undefined;
    const current = (): OpenLog => {
      if (log === undefined) throw new Error('no log is open');
      return log;
    };
    beforeEach(async () => {
      log = await open();
    });
    afterEach(async () => {
      await log?.drop();
      log = undefined;
    });
    describe('limits and names', () => limits(current));
    describe('appending', () => appending(current));
    describe('judging appends against each other', () => judging(current));
    describe('reading', () => reading(current));
    describe('following', () => following(current));
  });
}
