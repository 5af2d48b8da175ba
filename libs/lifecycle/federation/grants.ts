/** Roles that accounts were granted, as they stand in the log. */
import type { StreamState } from '../../engine/fold/fold.js';

/** A grant: the account's role in a unit, by the grant's own id. */
export interface HeldGrant {
  readonly grant: string;
  readonly role: string;
  readonly unit: string;
}

/**
 * Whether an account holds this grant, of this role and in this unit. `account`: the state of its `grant` stream. Ids are
 * looked up among what the account was granted, and nowhere else.
 */
export function holdsGrant(account: Pick<StreamState, 'fields'>, { grant, role, unit }: HeldGrant): boolean {
  return valueOf(account.fields['roles'], grant) === role && valueOf(account.fields['units'], grant) === unit;
}

function valueOf(map: unknown, key: string): unknown {
  return typeof map === 'object' && map !== null && Object.hasOwn(map, key)
    ? (map as Readonly<Record<string, unknown>>)[key]
    : undefined;
}
