/** What a server says of itself, asked all the time. */
import { setTimeout as sleep } from 'node:timers/promises';

export interface Look {
  readonly begun: number;
  readonly ended: number;
  /** Undefined when nobody answered. */
  readonly status: number | undefined;
  readonly ready: boolean;
  readonly store: string;
  readonly queue: string;
  readonly viewsBehind: number | null;
}

const LOOK_MS = 200;
const ANSWERS_WITHIN_MS = 6_000;

export class Health {
  readonly looks: Look[] = [];
  private stopping = false;
  private readonly done: Promise<void>;

  constructor(private readonly url: () => string) {
    this.done = this.look();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.done;
  }

  /** Those that were begun and answered in between. Milliseconds of `performance.now()`. */
  between(from: number, to: number): readonly Look[] {
    return this.looks.filter(({ begun, ended }) => begun >= from && ended <= to);
  }

  private async look(): Promise<void> {
    while (!this.stopping) {
      this.looks.push(await lookAt(this.url()));
      await sleep(LOOK_MS);
    }
  }
}

export async function lookAt(url: string): Promise<Look> {
  const begun = performance.now();
  try {
    const response = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) });
    const said = (await response.json()) as Pick<Look, 'ready' | 'store' | 'queue' | 'viewsBehind'>;
    return { ...said, begun, ended: performance.now(), status: response.status };
  } catch {
    return {
      ...{ begun, ended: performance.now(), status: undefined },
      ...{ ready: false, store: '', queue: '', viewsBehind: null },
    };
  }
}
