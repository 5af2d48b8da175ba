import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EventStore } from '../../../libs/engine/ports/event-store.js';
import { ClockGoesBack, type Clock } from '../../../libs/runtime/clock.js';
import { zoneIn } from '../../../libs/runtime/roots.js';
import type { Worker } from '../../worker/followers/worker-parts.js';
import { HttpProblem } from '../http/http-problem.js';
import { CLOCK, STORE, WORKER, ZONE } from '../http/injection-tokens.js';

export class AdvanceClock extends Command<object> {
  constructor(readonly to: number) {
    super();
  }
}

@CommandHandler(AdvanceClock)
export class AdvanceClockHandler implements ICommandHandler<AdvanceClock> {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(STORE) private readonly store: EventStore,
    @Inject(WORKER) private readonly worker: Worker | undefined,
    @Inject(ZONE) private readonly zone: string,
  ) {}

  async execute({ to }: AdvanceClock): Promise<object> {
    const { clock, worker } = this;
    if (clock.kind === 'real') throw new HttpProblem(409, 'clockReal');
    if (to < clock.now()) throw await this.goesBack(clock.now());
    if (!worker) throw new HttpProblem(409, 'workerElsewhere');
    try {
      const passed = await worker.advance(to);
      return { now: new Date(clock.now()).toISOString(), kind: clock.kind, ...passed };
    } catch (error) {
      throw error instanceof ClockGoesBack ? await this.goesBack(error.stands) : error;
    }
  }

  private async goesBack(now: number): Promise<HttpProblem> {
    const zone = (await zoneIn(this.store)) ?? this.zone;
    return new HttpProblem(409, 'clockGoesBack', { now: new Date(now).toISOString() }, [], {}, { zone });
  }
}
