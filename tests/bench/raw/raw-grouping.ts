/** What raw appenders have in common: appends of concurrent callers go together, one group in flight. */
import type { AppendResult, Check, NewFact, Write } from '../../../libs/engine/ports/event-store.js';

export interface RawAppend {
  readonly writes: readonly Write[];
  readonly checks: readonly Check[];
}

/** What a store is measured against. */
export interface Appender {
  append(writes: readonly Write[], checks?: readonly Check[]): Promise<AppendResult>;
  close(): Promise<void>;
}

interface Waiting extends RawAppend {
  readonly resolve: (appended: AppendResult) => void;
  readonly reject: (error: unknown) => void;
}

export class RawGrouping {
  private queue: Waiting[] = [];
  private sending = false;

  /** `send` answers for each of a group, in order; `most` appends go together. */
  constructor(
    private readonly send: (group: readonly RawAppend[]) => Promise<readonly AppendResult[]>,
    private readonly most: number,
  ) {}

  append(writes: readonly Write[], checks: readonly Check[] = []): Promise<AppendResult> {
    return new Promise((resolve, reject) => {
      this.queue.push({ writes, checks, resolve, reject });
      if (!this.sending) void this.drain();
    });
  }

  private async drain(): Promise<void> {
    this.sending = true;
    await Promise.resolve();
    while (this.queue.length > 0) {
      const group = this.nextGroup();
      try {
        const answers = await this.send(group);
        for (const [index, { resolve }] of group.entries()) resolve(answers[index] as AppendResult);
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.sending = false;
  }

  /** As many as do not touch what another of them, or one that has to wait, writes. */
  private nextGroup(): Waiting[] {
    const group: Waiting[] = [];
    const rest: Waiting[] = [];
    const touched = new Set<string>();
    for (const each of this.queue) {
      const streams = each.writes.map(({ stream }) => stream);
      const free =
        group.length < this.most &&
        ![...streams, ...each.checks.map(({ stream }) => stream)].some((stream) => touched.has(stream));
      (free ? group : rest).push(each);
      for (const stream of streams) touched.add(stream);
      if (!free) for (const { stream } of each.checks) touched.add(stream);
    }
    this.queue = rest;
    return group;
  }
}

export interface Flat {
  /** Where each stream is expected that is written or checked. */
  readonly targets: ReadonlyMap<string, number>;
  /** `append` is the place in the group. */
  readonly facts: readonly { stream: string; rev: number; append: number; fact: NewFact }[];
}

/** A group as one call says it; undefined where two of it expect one stream at different places. */
export function flat(group: readonly RawAppend[]): Flat | undefined {
  const targets = new Map<string, number>();
  const facts: { stream: string; rev: number; append: number; fact: NewFact }[] = [];
  for (const [append, { writes, checks }] of group.entries()) {
    for (const { stream, expected } of [...checks, ...writes]) {
      if (targets.has(stream) && targets.get(stream) !== expected) return undefined;
      targets.set(stream, expected);
    }
    for (const { stream, expected, facts: added } of writes)
      for (const [index, fact] of added.entries()) facts.push({ stream, rev: expected + 1 + index, append, fact });
  }
  return { targets, facts };
}
