/** What was opened, to be closed in the opposite order. */
import type { Logger } from './logger.js';

/** Not everything was closed in time; the process had better end. */
export class ClosedLate extends Error {}

export class Closing {
  private readonly opened: { readonly what: string; readonly close: () => Promise<unknown> }[] = [];
  private closing: Promise<void> | undefined;

  constructor(private readonly log: Logger) {}

  add(what: string, close: () => Promise<unknown>): void {
    this.opened.push({ what, close });
  }

  /** Closes the last opened first; what fails does not keep the others open. Again waits for the same. @throws {ClosedLate} */
  all(withinMs: number): Promise<void> {
    this.closing ??= this.close(withinMs);
    return this.closing;
  }

  private async close(withinMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    let at = '';
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new ClosedLate(`${at} was not closed within ${withinMs} ms`)), withinMs);
    });
    const each = async (): Promise<void> => {
      for (const { what, close } of this.opened.toReversed()) {
        at = what;
        await close().catch((error: unknown) => this.log.error('not closed as it should be', { what }, error));
      }
    };
    try {
      await Promise.race([each(), late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
