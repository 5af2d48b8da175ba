/** Why a back-up is not put back. Nothing was written. */
export type RestoreRefusal =
  | 'notEmpty'
  | 'otherBackup'
  | 'listMissing'
  | 'listOther'
  | 'listOlder'
  | 'masterMissing'
  | 'masterOther'
  | 'keyDamaged';

export class RestoreRefused extends Error {
  constructor(
    readonly why: RestoreRefusal,
    readonly parameters: Readonly<Record<string, string | number>> = {},
  ) {
    super(`${why} ${JSON.stringify(parameters)}`);
  }
}
