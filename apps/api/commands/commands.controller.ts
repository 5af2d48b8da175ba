/** Commands: of the platform, and of the programme that a cycle runs. */
import { Controller, Inject } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import type { Command as Given, Outcome, Target } from '../../../libs/engine/decide/command.js';
import { ABSENT, streamParts } from '../../../libs/engine/ports/event-store.js';
import { idSchema, nameSchema, scalarSchema } from '../../../libs/lifecycle/language/fields.js';
import { knownOf } from '../../../libs/runtime/labels.js';
import { Answer } from '../http/http-types.js';
import { API, type Api } from '../http/api-parts.js';
import { Refusal, refusalOf, revisionMoved } from '../http/refusal.js';
import { Request, route, Serves, type Asked } from '../http/route.js';
import {
  commandBody,
  commandParams,
  cycleParams,
  keyHeaders,
  outcomeSchema,
  revisionHeaders,
} from '../http/schemas.js';
import { Sights } from '../visibility/visibility.service.js';

const given = {
  access: 'command',
  tag: 'commands',
  answer: outcomeSchema,
  problems: [403, 404, 409, 412, 413, 415, 422, 503],
} as const;

const givePlatformCommand = route({
  ...given,
  method: 'POST',
  path: '/v1/commands/:command',
  summary: 'Gives a command of the platform',
  params: commandParams,
  headers: revisionHeaders,
  body: commandBody,
  bodyBytes: 1024 * 1024,
});

const giveCommand = route({
  ...given,
  method: 'POST',
  path: '/v1/cycles/:cycle/commands/:command',
  summary: 'Gives a command of the programme that the cycle runs',
  params: cycleParams.extend(commandParams.shape),
  headers: revisionHeaders,
  body: commandBody,
});

const openCycle = route({
  ...given,
  method: 'POST',
  path: '/v1/cycles',
  summary: 'Opens a cycle of a published programme',
  headers: keyHeaders,
  body: z.strictObject({ cycle: idSchema, unit: idSchema, programme: idSchema, calendar: idSchema }),
});

const giveSetting = route({
  ...given,
  method: 'PUT',
  path: '/v1/cycles/:cycle/settings/:setting',
  summary: 'Sets what the notice leaves open',
  params: cycleParams.extend({ setting: nameSchema }),
  headers: revisionHeaders,
  body: z.strictObject({ value: scalarSchema }),
});

/** Where in the body a place in the input stands, by its pointer: for what is wrong with it. */
type Placing = (pointer: string) => string;

const underInput: Placing = (pointer) => `/input${pointer}`;
/** The body is the input, or holds its members. */
const asBody: Placing = (pointer) => pointer;

/** A command as it came in, and where its input stands in the body. */
class GiveCommand extends Command<Answer> {
  constructor(
    readonly command: Given,
    readonly inputAt: Placing,
  ) {
    super();
  }
}

@CommandHandler(GiveCommand)
export class GiveCommandHandler implements ICommandHandler<GiveCommand> {
  constructor(
    @Inject(API) private readonly api: Api,
    @Inject(Sights) private readonly sights: Sights,
  ) {}

  async execute({ command, inputAt }: GiveCommand): Promise<Answer> {
    const outcome = await this.given(command);
    if (outcome.kind === 'conflict') {
      const [conflict] = outcome.conflicts;
      const { stream = '', expected = ABSENT, actual = ABSENT } = conflict ?? {};
      throw revisionMoved(stream, expected, await this.sights.revision(command, actual));
    }
    if (outcome.kind === 'rejected') {
      const told = await this.sights.told(command, outcome.rejection);
      if (!told) throw new Refusal(404, 'notFound');
      throw refusalOf(told, await knownOf(this.api, command, told, this.api.zone), inputAt);
    }
    const { kind: _kind, ...answer } = outcome;
    return new Answer(answer, { etag: `"${outcome.to}"` });
  }

  private async given(command: Given): Promise<Outcome> {
    const { metrics } = this.api.observing;
    const started = performance.now();
    const count = (outcome: Parameters<typeof metrics.command>[0], reason?: string): void =>
      metrics.command(outcome, (performance.now() - started) / 1000, reason);
    try {
      const outcome = await this.api.service.execute(command);
      if (outcome.kind === 'rejected') count('rejected', outcome.rejection.reason);
      else count(outcome.kind === 'accepted' && outcome.repeated ? 'repeated' : outcome.kind);
      return outcome;
    } catch (error) {
      count('failed');
      throw error;
    }
  }
}

@Controller()
export class CommandsController {
  constructor(@Inject(CommandBus) private readonly bus: CommandBus) {}

  @Serves(givePlatformCommand)
  platform(@Request(givePlatformCommand) asked: Asked<typeof givePlatformCommand>) {
    return this.bus.execute(commandOf(asked, { ...asked.body, name: asked.params.command }));
  }

  @Serves(giveCommand)
  cycle(@Request(giveCommand) asked: Asked<typeof giveCommand>) {
    const { cycle, command } = asked.params;
    return this.bus.execute(commandOf(asked, { ...asked.body, cycle, name: command }));
  }

  @Serves(openCycle)
  open(@Request(openCycle) asked: Asked<typeof openCycle>) {
    const { cycle, ...input } = asked.body;
    return this.bus.execute(commandOf(asked, { name: 'openCycle', target: { key: { cycle } }, input }, asBody));
  }

  @Serves(giveSetting)
  setting(@Request(giveSetting) asked: Asked<typeof giveSetting>) {
    const { cycle, setting } = asked.params;
    const input = { setting, value: asked.body.value };
    return this.bus.execute(commandOf(asked, { name: 'giveSetting', target: { key: { cycle } }, input }, asBody));
  }
}

interface Said extends Pick<Given, 'name' | 'cycle' | 'input' | 'for' | 'on' | 'newPersons'> {
  readonly target: Target;
}

/** Who gives it is told by the token alone. */
export function commandOf(
  {
    token,
    headers,
  }: Pick<Asked<typeof giveCommand>, 'token'> & {
    readonly headers: { readonly 'idempotency-key': string; readonly 'if-match'?: number | undefined };
  },
  said: Said,
  inputAt: Placing = underInput,
): GiveCommand {
  const { root, account, role, unit, grant } = token;
  const behalf = said.for?.stream;
  if (behalf !== undefined && streamParts(behalf).root !== root) throw new Refusal(404, 'notFound');
  const command: Given = {
    root,
    by: { account, role, unit, grant },
    key: headers['idempotency-key'],
    expected: headers['if-match'],
    ...said,
  };
  return new GiveCommand(command, inputAt);
}
