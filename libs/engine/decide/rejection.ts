/**
 * Why a command is refused. Closed: each reason has a text in every language (libs/lifecycle/messages/sentences.ts) and a kind
 * that the API turns into a status.
 */
export const REJECTIONS = {
  // The input must change.
  malformed: 'input',
  keyReused: 'input',
  reasonMissing: 'input',
  lateReasonMissing: 'input',
  copiesMissing: 'input',
  sealMissing: 'input',
  addressMissing: 'input',
  opinionNotOnForm: 'input',
  opinionOutOfOrder: 'input',
  dateOutOfOrder: 'input',
  dateInFuture: 'input',
  marksRefused: 'input',
  sumDoesNotHold: 'input',
  definitionUnsound: 'input',
  calendarUnsound: 'input',
  settingUnknown: 'input',
  settingWrongType: 'input',
  deadlineUnknown: 'input',
  calendarYearMissing: 'input',
  sampleTooLarge: 'input',
  commandUnknown: 'input',
  // Stage, quota, deadline or what else stands forbids it.
  stageForbids: 'state',
  cycleForbids: 'state',
  alreadyExists: 'state',
  quotaExceeded: 'state',
  notInRegister: 'state',
  alreadyInRegister: 'state',
  onlyOnce: 'state',
  opinionMissing: 'state',
  late: 'state',
  settingUnset: 'state',
  deadlineUnset: 'state',
  conditionNotMet: 'state',
  notComplete: 'state',
  alreadyDone: 'state',
  nothingOwed: 'state',
  notNextInLine: 'state',
  notSampled: 'state',
  conflictOfInterest: 'state',
  recused: 'state',
  limitReached: 'state',
  noWayFromOldRules: 'state',
  personErased: 'state',
  // Who asks may not.
  roleForbids: 'role',
  outsideSubtree: 'role',
  notAssigned: 'role',
  wrongUnit: 'role',
  grantRevoked: 'role',
  behalfForbidden: 'role',
  // Not there, or not to be seen.
  notFound: 'absent',
} as const;

export type RejectionReason = keyof typeof REJECTIONS;

/** A fault of the input, at a JSON pointer. */
export interface Problem {
  readonly pointer: string;
  readonly reason: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

export interface Rejection {
  readonly reason: RejectionReason;
  /** Values of the message: the unit, the number of places, the deadline. Never personal data. */
  readonly params: Readonly<Record<string, string | number>>;
  readonly problems: readonly Problem[];
}

export function rejection(
  reason: RejectionReason,
  params: Rejection['params'] = {},
  problems: readonly Problem[] = [],
): Rejection {
  return { reason, params, problems };
}
