/**
 * What each parameter of a sentence is, so that it is told by its name and not by its code. Of what is wrong with a
 * definition or a rubric there is nothing here: whoever writes one goes by the very names that stand in it.
 */
import type { FIELD_MESSAGES, SCORE_MESSAGES } from './forms.js';
import type { REJECTION_MESSAGES } from './rejections.js';

/**
 * `due`: the first instant that is late, told as the last moment in time; `cycleStage`: of the cycle, whatever else the
 * command is about; `standing`: in a register; `member`: one of a list, or a field of the input that should name one;
 * `choice`: one of the choices of a form's field, or of its rows. Of `plain` nothing is made. Several names part by commas.
 */
export type Kind =
  | 'plain'
  | 'stage'
  | 'cycleStage'
  | 'role'
  | 'unit'
  | 'command'
  | 'deadline'
  | 'setting'
  | 'body'
  | 'standing'
  | 'subject'
  | 'field'
  | 'member'
  | 'choice'
  | 'valueKind'
  | 'pattern'
  | 'date'
  | 'due'
  | 'instant';

type Worded = typeof REJECTION_MESSAGES & typeof FIELD_MESSAGES & typeof SCORE_MESSAGES;

type NamedIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | NamedIn<Rest> : never;

/** Of these messages, those that have parameters, each with all of its own. */
export type KindsOf<Messages extends Readonly<Record<string, { readonly zh: string }>>> = {
  readonly [Reason in keyof Messages as NamedIn<Messages[Reason]['zh']> extends never ? never : Reason]: Readonly<
    Record<NamedIn<Messages[Reason]['zh']>, Kind>
  >;
};

export const PARAMETERS: KindsOf<Worded> = {
  lateReasonMissing: { lateFrom: 'due' },
  copiesMissing: { asked: 'plain', brought: 'plain' },
  addressMissing: { address: 'plain' },
  opinionNotOnForm: { body: 'body' },
  opinionOutOfOrder: { body: 'body', before: 'body' },
  dateOutOfOrder: { earlier: 'date', later: 'date' },
  dateInFuture: { date: 'date', today: 'date' },
  sumDoesNotHold: { found: 'plain', wanted: 'plain' },
  settingUnknown: { setting: 'setting' },
  settingWrongType: { setting: 'setting' },
  deadlineUnknown: { deadline: 'deadline' },
  calendarYearMissing: { year: 'plain' },
  sampleTooLarge: { size: 'plain', frame: 'plain' },
  commandUnknown: { command: 'command' },
  stageForbids: { stage: 'stage' },
  cycleForbids: { stage: 'cycleStage' },
  alreadyExists: { what: 'subject' },
  quotaExceeded: { unit: 'unit', places: 'plain', count: 'plain' },
  notInRegister: { standing: 'standing' },
  alreadyInRegister: { standing: 'standing' },
  opinionMissing: { body: 'body' },
  late: { lateFrom: 'due' },
  settingUnset: { setting: 'setting' },
  deadlineUnset: { deadline: 'deadline' },
  notComplete: { missing: 'member' },
  nothingOwed: { deadline: 'deadline' },
  limitReached: { field: 'field' },
  noWayFromOldRules: { stage: 'stage' },
  roleForbids: { role: 'role' },
  outsideSubtree: { unit: 'unit' },
  wrongUnit: { unit: 'unit' },
  grantRevoked: { unit: 'unit' },
  notFound: { what: 'subject' },
  wrongType: { expected: 'valueKind' },
  notAChoice: { choices: 'choice' },
  tooSmall: { limit: 'plain' },
  tooLarge: { limit: 'plain' },
  tooMany: { limit: 'plain' },
  textTooLong: { length: 'plain', limit: 'plain' },
  textTooShort: { length: 'plain', limit: 'plain' },
  pattern: { pattern: 'pattern' },
  tooFewRows: { limit: 'plain' },
  tooManyRows: { limit: 'plain' },
  rowsFixed: { rows: 'choice' },
};
