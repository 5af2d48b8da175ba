/**
 * Keys at hand, few and for a short while: bounded in number, oldest out first, and in age, because another process
 * may erase a key and this one hears of it only when it looks at the row again.
 */
export class KeyCache {
  readonly #entries = new Map<string, { readonly key: Uint8Array; readonly until: number }>();
  readonly #size: number;
  readonly #milliseconds: number;
  readonly #now: () => number;

  constructor(size: number, milliseconds: number, now: () => number) {
    this.#size = size;
    this.#milliseconds = milliseconds;
    this.#now = now;
  }

  get(keyId: string): Uint8Array | undefined {
    const entry = this.#entries.get(keyId);
    if (entry === undefined) return undefined;
    if (this.#now() < entry.until) return entry.key;
    this.#entries.delete(keyId);
    return undefined;
  }

  put(keyId: string, key: Uint8Array): void {
    this.#entries.delete(keyId);
    this.#entries.set(keyId, { key, until: this.#now() + this.#milliseconds });
    if (this.#entries.size <= this.#size) return;
    const [oldest] = this.#entries.keys();
    if (oldest !== undefined) this.#entries.delete(oldest);
  }

  drop(keyIds: Iterable<string>): void {
    for (const id of keyIds) this.#entries.delete(id);
  }
}
