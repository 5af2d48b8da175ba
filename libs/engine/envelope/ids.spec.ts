import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { commandId, factId } from './ids.js';

// Computed with Python's hashlib, and published.
const COMMANDS = [
  ['sky', 'ada', 'kite-sky.y31.h1', 'k', '5c09ead3-2180-8676-843c-bd80d37ab5b1'],
  ['sky', 'ada', 'kite-sky.y31.h2', 'k', 'c353dd6d-9dca-8c8c-a922-e7774b6059d1'],
  ['sky', 'system:setup', 'platform-sky.root', 'found', '7a1b2196-e22b-8d58-bdf7-0b2aeaa0aff9'],
  ['sky', 'ada', 'kite-sky.y31.h1', '\u98ce\u{20bb7}', '7c38fc78-98e6-8709-9c75-eaef60c41c7e'],
] as const;
const FACTS = [
  [0, 'adf2ff57-f5cd-8f9c-b0da-12f32654ddba'],
  [1, '3e297bdb-5fd1-8f52-8138-71d2e0bc5020'],
  [10, '7a3149a0-4361-842f-9b71-ab653f970e3e'],
  [511, '06e4efdf-a9dc-88c9-a54d-05e3a44b04ea'],
] as const;
const published = readFileSync(new URL('../../../docs/envelope.md', import.meta.url), 'utf8');

describe('ids, as published', () => {
  test.each(COMMANDS)('of a command: %s, %s, %s, %s', (root, account, stream, key, id) => {
    expect(commandId(root, account, stream, key)).toBe(id);
    expect(published).toContain(id);
  });

  test.each(FACTS)('of the fact at place %i', (place, id) => {
    expect(factId(COMMANDS[0][4], place)).toBe(id);
    expect(published).toContain(id);
  });

  test('are UUIDs of version 8, and differ with each of their parts', () => {
    const part = fc.stringMatching(/^[a-z0-9.-]{1,20}$/);
    fc.assert(
      fc.property(fc.tuple(part, part, part, part), fc.integer({ min: 0, max: 511 }), (parts, place) => {
        const id = commandId(...parts);
        const uuid8 = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
        expect([id, factId(id, place)]).toEqual([expect.stringMatching(uuid8), expect.stringMatching(uuid8)]);
        for (let changed = 0; changed < 4; changed += 1) {
          const others = parts.map((each, index) => (index === changed ? `${each}x` : each));
          expect(commandId(...(others as typeof parts))).not.toBe(id);
        }
        // What moves from one part to the next is another command.
        const [root, account, stream, key] = parts;
        expect(commandId(root, `${account}${stream}`, '', key)).not.toBe(id);
        expect(factId(id, place + 1)).not.toBe(factId(id, place));
      }),
    );
  });
});
