/** Hears from PostgreSQL that the log has grown, so that followers need not ask all the time. */
import type { Pool, PoolClient } from 'pg';

/**
 * Listens while somebody waits. A notification is only a hint: whoever waits also wakes after a while by itself, so that
 * a lost connection costs time and nothing else.
 */
export class Growth {
  readonly #pool: Pool;
  readonly #pollMs: number;
  readonly #waiting = new Set<() => void>();
  #client: PoolClient | undefined;
  #connecting = false;
  #closed = false;
  /** Rises with each notification. Read it before looking at the log, and wait for it to be passed. */
  count = 0;

  constructor(pool: Pool, pollMs: number) {
    this.#pool = pool;
    this.#pollMs = pollMs;
  }

  /** Resolves when the log has grown since `count` stood at `seen`, after the poll interval, or when `signal` aborts. */
  async past(seen: number, signal: AbortSignal): Promise<void> {
    if (this.#closed || signal.aborted) return;
    void this.#listen();
    if (this.count !== seen) return;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', wake);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, this.#pollMs);
      signal.addEventListener('abort', wake, { once: true });
      this.#waiting.add(wake);
    });
  }

  close(): void {
    this.#closed = true;
    this.#client?.release(true);
    this.#client = undefined;
    this.#wake();
  }

  async #listen(): Promise<void> {
    if (this.#client !== undefined || this.#connecting || this.#closed) return;
    this.#connecting = true;
    let client: PoolClient | undefined;
    try {
      client = await this.#pool.connect();
      const mine = client;
      const lost = (): void => {
        if (this.#client !== mine) return;
        this.#client = undefined;
        mine.release(true);
        this.#wake();
      };
      client.on('error', lost);
      client.on('end', lost);
      client.on('notification', () => this.#wake());
      await client.query('listen hearth_log');
      if (this.#closed) client.release(true);
      else this.#client = client;
      // What came before the first notification could be heard.
      this.#wake();
    } catch {
      // Out of reach: those who wait poll, and come here again.
      client?.release(true);
    } finally {
      this.#connecting = false;
    }
  }

  #wake(): void {
    this.count += 1;
    for (const wake of [...this.#waiting]) wake();
  }
}
