import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Command as EngineCommand } from '../../../libs/engine/decide/command.js';
import type { Outcome } from '../../../libs/engine/decide/outcome.js';
import { ABSENT, type EventStore } from '../../../libs/engine/ports/event-store.js';
import { CommandService } from '../../../libs/runtime/command-service.js';
import { knownOf } from '../../../libs/runtime/labels.js';
import type { Metrics } from '../../../libs/runtime/logger.js';
import { HttpProblem, problemOfRejection, revisionMoved } from '../http/http-problem.js';
import { METRICS, STORE, ZONE } from '../http/injection-tokens.js';
import { HttpResponse } from '../http/response.interceptor.js';
import { VisibilityService } from '../visibility/visibility.service.js';

/** Where in the body a place in the command's input stands, by its pointer: for what is wrong with it. */
export type BodyPointer = (pointer: string) => string;

export class GiveCommand extends Command<HttpResponse> {
  constructor(
    readonly command: EngineCommand,
    readonly bodyPointer: BodyPointer,
  ) {
    super();
  }
}

@CommandHandler(GiveCommand)
export class GiveCommandHandler implements ICommandHandler<GiveCommand> {
  constructor(
    private readonly service: CommandService,
    private readonly visibility: VisibilityService,
    @Inject(STORE) private readonly store: EventStore,
    @Inject(METRICS) private readonly metrics: Metrics,
    @Inject(ZONE) private readonly zone: string,
  ) {}

  async execute({ command, bodyPointer }: GiveCommand): Promise<HttpResponse> {
    const outcome = await this.measure(command);
    if (outcome.kind === 'conflict') {
      const [conflict] = outcome.conflicts;
      const { stream = '', expected = ABSENT, actual = ABSENT } = conflict ?? {};
      throw revisionMoved(stream, expected, await this.visibility.redactRevision(command, actual));
    }
    if (outcome.kind === 'rejected') {
      const { service, store, zone } = this;
      const rejection = await this.visibility.redactRejection(command, outcome.rejection);
      if (!rejection) throw new HttpProblem(404, 'notFound');
      throw problemOfRejection(rejection, await knownOf({ service, store }, command, rejection, zone), bodyPointer);
    }
    const { kind: _kind, ...answer } = outcome;
    return new HttpResponse(answer, { etag: `"${outcome.to}"` });
  }

  private async measure(command: EngineCommand): Promise<Outcome> {
    const started = performance.now();
    const count = (outcome: Parameters<Metrics['command']>[0], reason?: string): void =>
      this.metrics.command(outcome, (performance.now() - started) / 1000, reason);
    try {
      const outcome = await this.service.execute(command);
      if (outcome.kind === 'rejected') count('rejected', outcome.rejection.reason);
      else count(outcome.kind === 'accepted' && outcome.repeated ? 'repeated' : outcome.kind);
      return outcome;
    } catch (error) {
      count('failed');
      throw error;
    }
  }
}
