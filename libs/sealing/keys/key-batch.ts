import type { KeyPurpose } from '../../engine/ports/sealing.js';

/** A key that somebody waits for. */
export interface WantedKey {
  readonly keyId: string;
  readonly purpose: KeyPurpose;
}

/** What became of one of them; an Error answers for that key only. */
export type FetchKeys = (wanted: readonly WantedKey[]) => Promise<ReadonlyMap<string, Uint8Array | Error>>;

interface Waiting extends WantedKey {
  readonly key: Promise<Uint8Array>;
  readonly resolve: (key: Uint8Array) => void;
  readonly reject: (error: unknown) => void;
}

/** Keys asked for at once: more wait for the next time. */
const MOST = 500;

/** Keys that are wanted at about the same time are fetched or made together: one flush to the disk for all of them. */
export class KeyBatcher {
  readonly #fetch: FetchKeys;
  readonly #waiting = new Map<string, Waiting>();
  #running = false;

  constructor(fetch: FetchKeys) {
    this.#fetch = fetch;
  }

  want(keyId: string, purpose: KeyPurpose): Promise<Uint8Array> {
    let waiting = this.#waiting.get(keyId);
    if (waiting === undefined) {
      waiting = { keyId, purpose, ...withResolvers() };
      this.#waiting.set(keyId, waiting);
      if (!this.#running) void this.#run();
    }
    return waiting.key;
  }

  async #run(): Promise<void> {
    this.#running = true;
    // Lets those come in who were woken together.
    await Promise.resolve();
    while (this.#waiting.size > 0) {
      const wanted = [...this.#waiting.values()].slice(0, MOST);
      for (const { keyId } of wanted) this.#waiting.delete(keyId);
      try {
        const found = await this.#fetch(wanted);
        for (const { keyId, resolve, reject } of wanted) {
          const key = found.get(keyId);
          if (key instanceof Uint8Array) resolve(key);
          else reject(key ?? new Error(`no answer for the key ${keyId}`));
        }
      } catch (error) {
        for (const { reject } of wanted) reject(error);
      }
    }
    this.#running = false;
  }
}

function withResolvers(): Omit<Waiting, keyof WantedKey> {
  let resolve!: Waiting['resolve'];
  let reject!: Waiting['reject'];
  const key = new Promise<Uint8Array>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { key, resolve, reject };
}
