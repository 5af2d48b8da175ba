/** Hearth's clock, and how far behind it everything is. */
import { Controller, Inject } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, Query, QueryBus, QueryHandler } from '@nestjs/cqrs';
import type { ICommandHandler, IQueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { ClockGoesBack } from '../../../libs/runtime/clock.js';
import { zoneIn } from '../../../libs/runtime/roots.js';
import { API, type Api } from '../http/api-parts.js';
import { Refusal } from '../http/refusal.js';
import { Request, route, Serves, type Asked } from '../http/route.js';
import { instantSchema } from '../http/schemas.js';

const clockSchema = z.object({ now: z.string(), kind: z.enum(['real', 'virtual']) });

const readClock = route({
  method: 'GET',
  path: '/v1/clock',
  access: 'token',
  tag: 'operation',
  summary: 'The time that facts are written at',
  answer: clockSchema,
});

const advanceClock = route({
  method: 'POST',
  path: '/v1/clock/advance',
  access: { roles: ['operator'] },
  tag: 'operation',
  summary: 'Walks a virtual clock through everything that falls due on the way',
  body: z.strictObject({ to: instantSchema }),
  answer: clockSchema.extend({ reminders: z.int(), missed: z.int() }),
  problems: [403, 409, 422, 503],
});

const readLag = route({
  method: 'GET',
  path: '/v1/lag',
  access: { roles: ['operator'] },
  tag: 'operation',
  summary: 'How far everything that follows the log is behind it',
  answer: z.record(
    z.string(),
    z.object({
      behind: z.int(),
      refused: z.int().optional().meta({
        description: 'Of the timer and the reminders: due, and refused by the log; tried again, or left to people.',
      }),
    }),
  ),
  problems: [403, 409, 503],
});

class ReadClock extends Query<object> {}

@QueryHandler(ReadClock)
export class ReadClockHandler implements IQueryHandler<ReadClock> {
  constructor(@Inject(API) private readonly api: Api) {}

  execute(): Promise<object> {
    return Promise.resolve(standing(this.api));
  }
}

class AdvanceClock extends Command<object> {
  constructor(readonly to: number) {
    super();
  }
}

@CommandHandler(AdvanceClock)
export class AdvanceClockHandler implements ICommandHandler<AdvanceClock> {
  constructor(@Inject(API) private readonly api: Api) {}

  async execute({ to }: AdvanceClock): Promise<object> {
    const { clock } = this.api;
    if (clock.kind === 'real') throw new Refusal(409, 'clockReal');
    if (to < clock.now()) throw await this.goesBack(clock.now());
    try {
      const done = await workerOf(this.api).advance(to);
      return { ...standing(this.api), ...done };
    } catch (error) {
      throw error instanceof ClockGoesBack ? await this.goesBack(error.stands) : error;
    }
  }

  private async goesBack(stands: number): Promise<Refusal> {
    const zone = (await zoneIn(this.api.store)) ?? this.api.zone;
    return new Refusal(409, 'clockGoesBack', { now: new Date(stands).toISOString() }, [], {}, { zone });
  }
}

class ReadLag extends Query<object> {}

@QueryHandler(ReadLag)
export class ReadLagHandler implements IQueryHandler<ReadLag> {
  constructor(@Inject(API) private readonly api: Api) {}

  execute(): Promise<object> {
    return workerOf(this.api).lag();
  }
}

function standing({ clock }: Api): z.infer<typeof clockSchema> {
  return { now: new Date(clock.now()).toISOString(), kind: clock.kind };
}

function workerOf({ worker }: Api) {
  if (!worker) throw new Refusal(409, 'workerElsewhere');
  return worker;
}

@Controller()
export class ClockController {
  constructor(
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(CommandBus) private readonly commands: CommandBus,
  ) {}

  @Serves(readClock)
  clock(@Request(readClock) _asked: Asked<typeof readClock>) {
    return this.queries.execute(new ReadClock());
  }

  @Serves(advanceClock)
  advance(@Request(advanceClock) asked: Asked<typeof advanceClock>) {
    return this.commands.execute(new AdvanceClock(Date.parse(asked.body.to)));
  }

  @Serves(readLag)
  lag(@Request(readLag) _asked: Asked<typeof readLag>) {
    return this.queries.execute(new ReadLag());
  }
}
