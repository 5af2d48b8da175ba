/** The guards by the names under which definitions ask for them. A name and its version never change their meaning. */
import { addressesComplete } from './addresses-complete.js';
import { calendarSound } from './calendar-sound.js';
import { copiesComplete } from './copies-complete.js';
import { covers } from './covers.js';
import { dateOrder } from './date-order.js';
import { deadlineKnown } from './deadline-known.js';
import { definitionSound } from './definition-sound.js';
import { eachOnce } from './each-once.js';
import type { Guards } from './guard.js';
import { holdsStanding } from './holds-standing.js';
import { holds } from './holds.js';
import { lacksStanding } from './lacks-standing.js';
import { marksWithin } from './marks-within.js';
import { newlyMissed } from './newly-missed.js';
import { nextInLine } from './next-in-line.js';
import { noConflict } from './no-conflict.js';
import { notBefore } from './not-before.js';
import { notInFuture } from './not-in-future.js';
import { onlyOnce } from './only-once.js';
import { opinionsComplete } from './opinions-complete.js';
import { opinionsInOrder } from './opinions-in-order.js';
import { outsideOwnSubtree } from './outside-own-subtree.js';
import { owes } from './owes.js';
import { quotaKnown } from './quota-known.js';
import { remindersSound } from './reminders-sound.js';
import { rubricScored } from './rubric-scored.js';
import { settingGiven } from './setting-given.js';
import { settingTyped } from './setting-typed.js';
import { stepDue } from './step-due.js';
import { sums } from './sums.js';
import { textsSound } from './texts-sound.js';
import { textsWithin } from './texts-within.js';
import { withinQuota } from './within-quota.js';
import { withinSample } from './within-sample.js';

/** What programmes say. */
export const GUARDS: Guards = {
  'withinQuota@1': withinQuota,
  'holdsStanding@1': holdsStanding,
  'lacksStanding@1': lacksStanding,
  'holds@1': holds,
  'onlyOnce@1': onlyOnce,
  'opinionsInOrder@1': opinionsInOrder,
  'opinionsComplete@1': opinionsComplete,
  'copiesComplete@1': copiesComplete,
  'addressesComplete@1': addressesComplete,
  'rubricScored@1': rubricScored,
  'marksWithin@1': marksWithin,
  'covers@1': covers,
  'sums@1': sums,
  'textsWithin@1': textsWithin,
  'settingGiven@1': settingGiven,
  'dateOrder@1': dateOrder,
  'notInFuture@1': notInFuture,
  'noConflict@1': noConflict,
  'nextInLine@1': nextInLine,
  'eachOnce@1': eachOnce,
  'withinSample@1': withinSample,
};

/** Every guard there is, for programmes and platform alike. */
export const ALL_GUARDS: Guards = {
  ...GUARDS,
  'definitionSound@1': definitionSound(() => ALL_GUARDS),
  'textsSound@1': textsSound,
  'calendarSound@1': calendarSound,
  'settingTyped@1': settingTyped,
  'quotaKnown@1': quotaKnown,
  'deadlineKnown@1': deadlineKnown,
  'outsideOwnSubtree@1': outsideOwnSubtree,
  'notBefore@1': notBefore,
  'owes@1': owes,
  'newlyMissed@1': newlyMissed,
  'stepDue@1': stepDue,
  'remindersSound@1': remindersSound,
};
