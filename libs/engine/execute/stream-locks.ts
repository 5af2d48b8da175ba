/** Serialises work by name within one process: whoever holds a name makes the others wait, first come, first served. */
export class StreamLocks {
  private readonly tails = new Map<string, Promise<void>>();

  /** Takes all names, in one order for everybody, so that no two wait for each other. Returns what lets go of them. */
  async acquire(names: readonly string[]): Promise<() => void> {
    const releases: (() => void)[] = [];
    for (const name of [...new Set(names)].sort()) releases.push(await this.take(name));
    return () => {
      for (const release of releases) release();
    };
  }

  private async take(name: string): Promise<() => void> {
    const before = this.tails.get(name);
    let open!: () => void;
    const tail = new Promise<void>((resolve) => {
      open = resolve;
    });
    this.tails.set(name, tail);
    if (before) await before;
    return () => {
      if (this.tails.get(name) === tail) this.tails.delete(name);
      open();
    };
  }
}
