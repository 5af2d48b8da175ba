/** What came of the moves, counted. */
import type { CommandAnswer } from './simulation-client.js';

export interface Counts {
  readonly moves: number;
  readonly accepted: number;
  readonly refused: number;
  /** Reason → how often, the most frequent first. Problems of an input or of marks are counted by their own reasons too. */
  readonly refusals: Readonly<Record<string, number>>;
  /** Moves out of the ordinary, by what they are → how often. */
  readonly kinds: Readonly<Record<string, number>>;
  /** Moves refused, of a hundred. */
  readonly refusedShare: number;
  /** Reactions that were refused. */
  readonly reactions: Readonly<Record<string, number>>;
}

export class MoveCounter {
  private moves = 0;
  private accepted = 0;
  private readonly refusals = new Map<string, number>();
  private readonly kinds = new Map<string, number>();
  private readonly reactions = new Map<string, number>();

  count(answer: CommandAnswer, kind: string | undefined): void {
    this.moves += 1;
    if (kind !== undefined) add(this.kinds, kind);
    if (answer.kind === 'accepted') {
      this.accepted += 1;
      return;
    }
    const { reason, problems } = answer;
    add(this.refusals, reason);
    for (const each of new Set(problems)) add(this.refusals, `${reason}/${each}`);
  }

  countReaction(reason: string): void {
    add(this.reactions, reason);
  }

  counts(): Counts {
    const { moves, accepted } = this;
    return {
      moves,
      accepted,
      refused: moves - accepted,
      refusals: sorted(this.refusals),
      kinds: sorted(this.kinds),
      refusedShare: moves === 0 ? 0 : Math.floor(((moves - accepted) * 100) / moves),
      reactions: sorted(this.reactions),
    };
  }
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function sorted(counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)));
}
