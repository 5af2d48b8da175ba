/** Stream states in memory, so that a command need not read its streams. Bounded: the least recently used goes first. */
import { LRUCache } from 'lru-cache';
import { initialState, type StreamState } from '../fold/fold.js';

export class StreamCache {
  private readonly states: LRUCache<string, StreamState>;

  /** @param max streams that are kept. */
  constructor(max: number) {
    this.states = new LRUCache({ max });
  }

  get(stream: string): StreamState | undefined {
    return this.states.get(stream);
  }

  /** Keeps a state, unless a later one of the same stream is there. */
  put(state: StreamState): void {
    const held = this.states.peek(state.stream);
    if (held && held.rev > state.rev) return;
    this.states.set(state.stream, state);
  }

  getOrInitial(stream: string): StreamState {
    return this.get(stream) ?? initialState(stream);
  }
}
