/** What is recorded: fixed commands, a clock that stands where it is put, seeded keys. */
import { beijingYears } from './cases/beijing.js';
import { chongqingYear } from './cases/chongqing.js';
import { nationalDutiesYears } from './cases/national.js';
import { shanghaiYear } from './cases/shanghai.js';
import { toyYears } from './cases/toy.js';
import type { Listener } from './recording.js';

export const CASES: Readonly<Record<string, () => Promise<Listener>>> = {
  shanghai: shanghaiYear,
  beijing: beijingYears,
  chongqing: chongqingYear,
  national: nationalDutiesYears,
  toy: toyYears,
};
