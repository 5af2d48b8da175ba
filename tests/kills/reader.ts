/** Somebody who reads over HTTP all the time, and remembers each answer that is not as it should be. */
import { setTimeout as sleep } from 'node:timers/promises';

const REST_MS = 100;
/** An answer that takes longer is a fault. */
const ANSWERS_WITHIN_MS = 15_000;

export class Reader {
  /** 0 where nobody answered. */
  private readonly seen = new Set<number>();
  readonly wrong: string[] = [];
  private stopping = false;
  private readonly done: Promise<void>;

  constructor(
    private readonly url: () => string,
    private readonly path: string,
    private readonly token: string,
  ) {
    this.done = this.read();
  }

  statuses(): readonly number[] {
    return [...this.seen].toSorted((a, b) => a - b);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.done;
  }

  private async read(): Promise<void> {
    while (!this.stopping) {
      this.seen.add(await this.ask());
      await sleep(REST_MS);
    }
  }

  private async ask(): Promise<number> {
    try {
      const headers = { authorization: `Bearer ${this.token}` };
      const signal = AbortSignal.timeout(ANSWERS_WITHIN_MS);
      const response = await fetch(`${this.url()}${this.path}`, { headers, signal });
      const text = await response.text();
      const { status } = response;
      if (status !== 200 && !(status === 503 && isProblem(response, text)))
        this.wrong.push(`${this.path}: ${status} ${text}`);
      return status;
    } catch (error) {
      if (error instanceof Error && error.name === 'TimeoutError') this.wrong.push(`${this.path}: no answer`);
      return 0;
    }
  }
}

function isProblem(response: Response, text: string): boolean {
  const { reason, status, messages } = JSON.parse(text) as Record<string, unknown>;
  return (
    response.headers.get('content-type')?.startsWith('application/problem+json') === true &&
    response.headers.get('retry-after') !== null &&
    [reason, status, typeof messages].join(' ') === 'unavailable 503 object'
  );
}
