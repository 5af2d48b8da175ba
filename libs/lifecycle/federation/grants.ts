/** Roles that accounts were granted, as they stand in the log. */
import type { Folded } from '../../engine/fold/fold.js';

/** A grant: the account's role in a unit, by the grant's own id. */
export interface Grant {
  readonly grant: string;
  readonly role: string;
  readonly unit: string;
}

/**
 * Whether an account holds this grant, of this role and in this unit. `account`: the state of its `grant` stream. Ids are
 * looked up among what the account was granted, and nowhere else.
 */
export function holdsGrant(account: Pick<Folded, 'fields'>, { grant, role, unit }: Grant): boolean {
  return valueOf(account.fields['roles'], grant) === role && valueOf(account.fields['units'], grant) === unit;
}

function valueOf(map: unknown, key: string): unknown {
  return typeof map === 'object' && map !== null && Object.hasOwn(map, key)
    ? (map as Readonly<Record<string, unknown>>)[key]
    : undefined;
}
