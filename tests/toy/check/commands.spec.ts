import { describe, expect, test } from '@jest/globals';
import { COMMAND_FAULTS } from './faults/commands.js';
import { check, finds } from './finds.js';
import { planted } from './plant.js';
import { small } from '../small.js';

describe('commands', () => {
  const mend = '/commands/mendLantern';
  const guard = `${mend}/guards/0`;
  finds(COMMAND_FAULTS);

  test('that a sealed field is there may be asked: the log shows it too', () => {
    expect(check(planted(small, { [`${guard}/with/if`]: { present: 'input.note' } }))).toEqual([]);
  });
});
