export interface ActingAs {
  readonly root: string;
  readonly as?: string;
  readonly role?: string;
}

/** `--unit` says something else here than the unit of a role. */
export function actingAs({ as, role }: ActingAs): { as?: string; role?: string } {
  return { ...(as === undefined ? {} : { as }), ...(role === undefined ? {} : { role }) };
}
