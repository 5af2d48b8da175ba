import { describe, expect, test } from '@jest/globals';
import { check, finds } from './finds.js';
import { planted } from './plant.js';
import { small } from './small.js';

describe('commands', () => {
  const mend = '/commands/mendLantern';
  const light = '/commands/lightLantern';
  const guard = `${mend}/guards/0`;
  finds([
    [
      'an unknown subject',
      {
        [`${light}/reads/home/subject`]: 'house',
        [`${light}/guards/0`]: { guard: 'onlyOnce@1', with: { field: 'self.unit' } },
      },
      'subjectUnknown',
      `${light}/reads/home/subject`,
      { subject: 'house' },
    ],
    [
      'a stage that is not there',
      { [`${mend}/stages/1`]: 'glowing' },
      'stageUnknown',
      `${mend}/stages/1`,
      { stage: 'glowing', subject: 'lantern' },
    ],
    [
      'a stage of the cycle that is not there',
      { [`${mend}/cycleStages`]: ['ajar'] },
      'stageUnknown',
      `${mend}/cycleStages/0`,
      { stage: 'ajar', subject: 'cycle' },
    ],
    [
      'an unknown role',
      { [`${mend}/allow/0/role`]: 'ghost' },
      'roleUnknown',
      `${mend}/allow/0/role`,
      { role: 'ghost' },
    ],
    [
      'where, by a path that leads nowhere',
      { [`${mend}/allow/1/where/accountIn`]: 'self.owners' },
      'pathUnknown',
      `${mend}/allow/1/where/accountIn`,
      { path: 'self.owners' },
    ],
    [
      'where, by a sealed field',
      { [`${mend}/allow/1/where/accountIn`]: 'input.note' },
      'personalRead',
      `${mend}/allow/1/where/accountIn`,
      { path: 'input.note' },
    ],
    [
      'a guard that does not exist',
      { [`${guard}/guard`]: 'holds@2' },
      'guardUnknown',
      `${guard}/guard`,
      { guard: 'holds@2' },
    ],
    [
      'a parameter that the guard does not take',
      { [`${guard}/with/really`]: true },
      'guardParameter',
      `${guard}/with`,
      { guard: 'holds@1' },
    ],
    [
      'a path in a parameter',
      { [`${light}/guards/1/with/unit`]: 'input.street' },
      'pathUnknown',
      `${light}/guards/1/with/unit`,
      { path: 'input.street' },
    ],
    [
      'a path in a parameter that may be left out',
      { '/commands/showLantern/guards/0/with/sealed': 'input.stamped' },
      'pathUnknown',
      '/commands/showLantern/guards/0/with/sealed',
      { path: 'input.stamped' },
    ],
    [
      'a path in a condition in a parameter',
      { [`${guard}/with/if/not/path`]: 'self.shine' },
      'pathUnknown',
      `${guard}/with/if/not/path`,
      { path: 'self.shine' },
    ],
    [
      'a sealed field in a condition',
      { [`${guard}/with/if`]: { path: 'input.note', is: 'x' } },
      'personalRead',
      `${guard}/with/if/path`,
      { path: 'input.note' },
    ],
    [
      'a stage in a condition',
      { [`${guard}/when/in/0`]: 'glowing' },
      'stageUnknown',
      `${guard}/when/in/0`,
      { stage: 'glowing', subject: 'lantern' },
    ],
    [
      'the stage of something that is not read',
      { [`${guard}/when/stage`]: 'other' },
      'aliasUnknown',
      `${guard}/when/stage`,
      { alias: 'other' },
    ],
    [
      'a setting that is not there',
      { [`${guard}/with/if`]: { present: 'cycle.settings.colour' } },
      'pathUnknown',
      `${guard}/with/if/present`,
      { path: 'cycle.settings.colour' },
    ],
    [
      'the quota of a guard',
      { [`${light}/guards/1/with/quota`]: 'seats' },
      'quotaUnknown',
      `${light}/guards/1/with/quota`,
      { quota: 'seats' },
    ],
    [
      'the standing of a guard',
      { [`${light}/guards/0/with/standing`]: 'giver' },
      'standingUnknown',
      `${light}/guards/0/with/standing`,
      { standing: 'giver' },
    ],
    [
      'the home of a guard',
      { [`${light}/guards/0/with/home`]: 'last' },
      'aliasUnknown',
      `${light}/guards/0/with/home`,
      { alias: 'last' },
    ],
    [
      'the deliverable of a guard',
      { '/commands/showLantern/guards/0/with/deliverable': 'page' },
      'deliverableUnknown',
      '/commands/showLantern/guards/0/with/deliverable',
      { deliverable: 'page' },
    ],
    [
      'the leg of a guard',
      { '/commands/showLantern/guards/0/with/leg': 'post' },
      'legUnknown',
      '/commands/showLantern/guards/0/with/leg',
      { leg: 'post', deliverable: 'sheet' },
    ],
    [
      'the setting of a guard',
      { '/commands/showLantern/guards/1/with/setting': 'colour' },
      'settingUnknown',
      '/commands/showLantern/guards/1/with/setting',
      { setting: 'colour' },
    ],
    [
      'the rubric of a guard',
      { '/commands/judgeLantern/guards/0/with/rubric': 'dark' },
      'rubricUnknown',
      '/commands/judgeLantern/guards/0/with/rubric',
      { rubric: 'dark' },
    ],
    [
      'a key that lacks a part',
      { [`${light}/reads/last/key`]: {} },
      'keyIncomplete',
      `${light}/reads/last/key`,
      { part: 'home' },
    ],
    [
      'a key with a part too many',
      { [`${light}/reads/last/key/street`]: { value: 'x' } },
      'keyPartUnknown',
      `${light}/reads/last/key/street`,
      { part: 'street' },
    ],
    [
      'an alias that means something else',
      { [`${light}/reads/item`]: { subject: 'unit', key: { unit: { from: 'input.unit' } } } },
      'aliasReserved',
      `${light}/reads/item`,
      { alias: 'item' },
    ],
    [
      'reading one for each of what is no list',
      { '/commands/fixRanking/reads/lanterns/each': 'cycle.unit' },
      'notACollection',
      '/commands/fixRanking/reads/lanterns/each',
      { path: 'cycle.unit' },
    ],
    [
      'a leg that is not there',
      { '/commands/showLantern/delivers/leg': 'pigeon' },
      'legUnknown',
      '/commands/showLantern/delivers/leg',
      { leg: 'pigeon', deliverable: 'sheet' },
    ],
    [
      'a secret that is not asked for',
      { '/commands/castVote/secret': 'wish' },
      'fieldUnknown',
      '/commands/castVote/secret',
      { field: 'wish' },
    ],
  ]);

  test('that a sealed field is there may be asked: the log shows it too', () => {
    expect(check(planted(small, { [`${guard}/with/if`]: { present: 'input.note' } }))).toEqual([]);
  });
});
