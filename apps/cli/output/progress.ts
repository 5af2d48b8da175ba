/** One line on a terminal that tells how far a long command has come; nothing where nobody watches. */
export interface Progress {
  /** Shows the line that `line` makes, now and then. */
  show(line: () => string): void;
  /** Takes the line away, before anything else is written. */
  clear(): void;
}

interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Redraws that a terminal, and a person, can follow. */
const EVERY_MS = 100;

export function openProgress(terminal: Terminal, clock: () => number = () => performance.now()): Progress {
  let last = -Infinity;
  let shown = false;
  return {
    show(line) {
      if (terminal.isTTY !== true || clock() - last < EVERY_MS) return;
      last = clock();
      shown = true;
      terminal.write(`\r\u001B[K${line()}`);
    },
    clear() {
      if (shown) terminal.write('\r\u001B[K');
      shown = false;
    },
  };
}
