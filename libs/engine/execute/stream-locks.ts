/** Locks on streams within one process, so that its own commands do not conflict in the store. First come, first served. */
export class StreamLocks {
  private readonly tails = new Map<string, Promise<void>>();

  /** Locks all streams, always in the same order, which rules out deadlocks. Returns the function that releases them. */
  async acquire(streams: readonly string[]): Promise<() => void> {
    const releases: (() => void)[] = [];
    for (const stream of [...new Set(streams)].sort()) releases.push(await this.lock(stream));
    return () => {
      for (const release of releases) release();
    };
  }

  private async lock(stream: string): Promise<() => void> {
    const before = this.tails.get(stream);
    let open!: () => void;
    const tail = new Promise<void>((resolve) => {
      open = resolve;
    });
    this.tails.set(stream, tail);
    if (before) await before;
    return () => {
      if (this.tails.get(stream) === tail) this.tails.delete(stream);
      open();
    };
  }
}
