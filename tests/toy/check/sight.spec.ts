import { describe } from '@jest/globals';
import { SIGHT_FAULTS } from './faults/sight.js';
import { finds } from './finds.js';

describe('rules of sight', () => {
  finds(SIGHT_FAULTS);
});
