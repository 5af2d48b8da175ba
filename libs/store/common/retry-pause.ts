/** Pauses between attempts at a call that failed, each twice as long as the one before. Milliseconds. */
export const RETRY_PAUSE_MS = { first: 20, most: 500 } as const;

export function nextRetryPause(ms: number): number {
  return Math.min(ms * 2, RETRY_PAUSE_MS.most);
}
