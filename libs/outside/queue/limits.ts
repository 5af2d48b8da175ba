/** What bounds the queue's work, the same over both backends. */

/** One call to the server, in ms; then it counts as down. */
export const CALL_MS = 5_000;
/** A connection, in ms. */
export const CONNECT_MS = 3_000;
/** What is left in hand when work ends is waited for so long, in ms; and so long again for the server to let go. */
export const STOP_MS = 4_000;
/** How long a worker waits after an error of the server before it asks for a job again, in ms. */
export const RETRY_MS = 1_000;

/** Jobs in one call, and such calls at once. */
export const CHUNK = 500;
export const CHUNKS_AT_ONCE = 3;
/** Jobs that one worker handles at once, unless they are to be handled in order. */
export const AT_ONCE = 16;

/** How often a job is handed out before it is given up: the pauses between are 0.5, 1, 2 and 4 s. */
export const TRIES = 5;
export const PAUSE_MS = 500;
/** Jobs given up that are kept for an operator to see. */
export const GIVEN_UP = 1_000;

/** How long a worker holds a job without renewing its lock, in ms; and how often expired locks are looked for. */
export const LOCK_MS = 10_000;
export const LOCK_LOOK_MS = 5_000;
/** How often a job is handed out again because its worker died; one that kills every worker ends there. */
export const DEATHS = 5;

/** What `work` yields within `ms`; throws `late()` after. What it yields later is ignored. */
export async function within<T>(ms: number, work: Promise<T>, late: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const ending = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), ms);
  });
  try {
    return await Promise.race([work, ending]);
  } finally {
    clearTimeout(timer);
  }
}

/** Waits for `work` at most `ms`, whatever comes of it. */
export async function waitAtMost(ms: number, work: Promise<unknown>): Promise<void> {
  await within(ms, work, () => new Error('late')).catch(() => undefined);
}
