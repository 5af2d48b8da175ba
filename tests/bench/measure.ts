/** Figures: a rate with its latencies, medians with their spread, and how they are shown. */

export interface Rate {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** What was measured, as it is written to JSON. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** Lowest and highest of the runs that the value is the median of. */
  readonly spread?: readonly [number, number];
  /** What is wanted of it, where promised. */
  readonly goal?: { readonly at: 'least' | 'most'; readonly value: number };
}

/** Runs `each` for everything from 0 to below `count`, so many callers at once, and times each. */
export async function timed(
  count: number,
  callers: number,
  each: (index: number, lap: () => void) => Promise<void>,
): Promise<Rate> {
  const laps: number[] = [];
  let next = 0;
  const caller = async (): Promise<void> => {
    while (next < count) {
      const index = next;
      next += 1;
      let since = performance.now();
      await each(index, () => {
        const now = performance.now();
        laps.push(now - since);
        since = now;
      });
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: callers }, caller));
  const seconds = (performance.now() - began) / 1000;
  laps.sort((a, b) => a - b);
  const at = (share: number): number => laps[Math.min(laps.length - 1, Math.floor(laps.length * share))] ?? 0;
  return { perSecond: laps.length / seconds, p50: at(0.5), p99: at(0.99) };
}

/** Seconds that this thread has had a core: on a machine that others use too, what it was kept waiting does not count. */
export function threadSeconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000_000;
}

/** The middle one, and the lowest and highest. */
export function median(values: readonly number[]): { value: number; spread: readonly [number, number] } {
  const sorted = [...values].sort((a, b) => a - b);
  return { value: sorted[Math.floor(sorted.length / 2)] ?? 0, spread: [sorted[0] ?? 0, sorted.at(-1) ?? 0] };
}

/** The median of a number that each run has. */
export function figure<T>(
  what: string,
  unit: string,
  runs: readonly T[],
  of: (run: T) => number,
  goal?: Figure['goal'],
): Figure {
  const { value, spread } = median(runs.map(of));
  return { what, unit, value, ...(runs.length > 1 ? { spread } : {}), ...(goal ? { goal } : {}) };
}

/** One line for each figure, under a heading. */
export function table(heading: string, figures: readonly Figure[]): string {
  const lines = figures.map(({ what, value, unit, spread, goal }) => {
    const reached = goal && (goal.at === 'least' ? value >= goal.value : value <= goal.value);
    return [
      `  ${what}`,
      `${shown(value)} ${unit}`.trimEnd(),
      spread ? `(${shown(spread[0])} to ${shown(spread[1])})` : '',
      goal
        ? `goal ${goal.at === 'least' ? '≥' : '≤'} ${shown(goal.value)}: ${reached ? 'reached' : 'not reached'}`
        : '',
    ];
  });
  const widths = [0, 1, 2].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const rows = lines.map((line) =>
    line
      .map((cell, column) => (column === 1 ? cell.padStart(widths[1] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
  return [heading, ...rows].join('\n');
}

function shown(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en-GB');
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
