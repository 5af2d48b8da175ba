/**
 * The register of advisory locks: every number that this software locks in a database. A number never changes and is never
 * used again: processes of an older version lock by it too. They are arbitrary, so that no other program takes them.
 */
export const ADVISORY_LOCKS = {
  /** Held, shared, by every process that uses an embedded server: `store/embedded/ownership.ts`. */
  embeddedPresence: '7237115731490001',
  /** Held by the one process that owns an embedded data folder. */
  embeddedOwnership: '7237115731490002',
  /** Migration of the schema `hearth`. */
  logMigration: '7237115731490003',
  /** Migration of the schema `service`. */
  serviceMigration: '7237115731490011',
  /** Migration of the schema `worker`. */
  workerMigration: '7237115731490012',
  /** Held by the one process that serves a database by its virtual clock. */
  virtualClock: '7237115731490021',
  /** Migration of the schema `views`, and making the first generation. */
  viewsMigration: '7237115731490031',
  /** Held while the views are rebuilt, or what a rebuild left behind is dropped. */
  viewsRebuild: '7237115731490032',
  /** Migration of the schema `sealing`, erasing keys, and the list of erasures. */
  sealing: '7242017312',
} as const;

export type AdvisoryLock = (typeof ADVISORY_LOCKS)[keyof typeof ADVISORY_LOCKS];

/** Followers of the log, of each of which one works at a time over all processes. */
export const FOLLOWERS = ['views', 'reactions', 'deliveries', 'timer', 'reminders'] as const;
export type FollowerName = (typeof FOLLOWERS)[number];

/** The name of the lock of a follower: PostgreSQL's `hashtextextended(name, 0)` is its number. */
export function followerLock(name: FollowerName): string {
  return `hearth:${name}`;
}
