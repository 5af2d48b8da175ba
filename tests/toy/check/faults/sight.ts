/** Faults planted in the small programme: rules of sight. */
import type { Case } from '../finds.js';

export const SIGHT_FAULTS: readonly Case[] = [
  [
    'sight for a role that is not there',
    { '/sight/0/role': 'ghost' },
    'roleUnknown',
    '/sight/0/role',
    { role: 'ghost' },
  ],
  [
    'sight for several roles of which one is not there',
    { '/sight/0/role': ['keeper', 'ghost'] },
    'roleUnknown',
    '/sight/0/role/1',
    { role: 'ghost' },
  ],
  [
    'sight of a field that is not there',
    { '/sight/0/sees/0': 'lanternLit.colour' },
    'fieldUnknown',
    '/sight/0/sees/0',
    { field: 'colour' },
  ],
  [
    'sight of a fact that is not there',
    { '/sight/0/sees/0': 'lanternHidden.*' },
    'factUnknown',
    '/sight/0/sees/0',
    { fact: 'lanternHidden', subject: 'lantern' },
  ],
  [
    'sight of what stands deeper in a field',
    { '/sight/0/sees/0': 'lanternLit.sheet.note' },
    'fieldUnknown',
    '/sight/0/sees/0',
    { field: 'sheet.note' },
  ],
  [
    'sight of a subject that the platform governs',
    { '/sight/0': { role: '*', where: 'anywhere', subject: 'home', sees: ['*'] } },
    'sightNotOurs',
    '/sight/0/subject',
    { subject: 'home' },
  ],
  [
    'sight by what stands beside, found by a key that is not whole',
    { '/sight/0/reads': { box: { subject: 'box', key: {} } } },
    'keyIncomplete',
    '/sight/0/reads/box/key',
    { part: 'box' },
  ],
  [
    'sight by a subject that is not there',
    { '/sight/0/reads': { chest: { subject: 'chest', key: { chest: { value: 'first' } } } } },
    'subjectUnknown',
    '/sight/0/reads/chest/subject',
    { subject: 'chest' },
  ],
  [
    'sight by what nothing is read for',
    { '/sight/0/when': { member: 'key.home', of: 'box.cast' } },
    'pathUnknown',
    '/sight/0/when/of',
    { path: 'box.cast' },
  ],
  [
    'sight by the cycle of what outlives it',
    {
      '/subjects/0/lives': 'root',
      '/subjects/0/adopts': undefined,
      '/sight/0/when': { stage: 'cycle', in: ['ranked'] },
    },
    'aliasUnknown',
    '/sight/0/when/stage',
    { alias: 'cycle' },
  ],
];
