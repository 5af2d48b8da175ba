import type { CommandService } from '../runtime/command-service.js';
import type { Outcome } from '../engine/decide/outcome.js';
import type { SimulationClient, CommandAnswer } from './simulation-client.js';

/** The door of this process: reactions are worked off by whoever waits for them, and there is no timer. */
export function inProcessClient(
  service: CommandService,
  root: string,
  setClock: (instant: number) => void | Promise<void>,
): SimulationClient {
  let reactionsSeen = service.refusedReactions.length;
  return {
    store: service.store,
    recall: (stream) => service.recall(stream),
    setClock: async (instant) => setClock(instant),
    async give({ stream, ...given }) {
      return answerOf(await service.execute({ root, target: { stream }, ...given }));
    },
    async waitForReactions() {
      await service.catchUpReactions();
      const refused = service.refusedReactions.slice(reactionsSeen);
      reactionsSeen += refused.length;
      return refused.map(({ rejection }) => rejection.reason);
    },
  };
}

function answerOf(outcome: Outcome): CommandAnswer {
  if (outcome.kind === 'accepted') return { kind: 'accepted', written: outcome.facts.map(({ stream }) => stream) };
  if (outcome.kind === 'conflict') throw new Error('a conflict, though no revision was asked for');
  const { reason, problems } = outcome.rejection;
  return { kind: 'refused', reason, problems: problems.map((problem) => problem.reason) };
}
