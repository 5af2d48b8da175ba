import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Inject } from '@nestjs/common';
import type { Nature } from '../../../../libs/runtime/command-service.js';
import { idSchema } from '../../../../libs/lifecycle/language/fields.js';
import {
  CliCommand,
  INVOCATION,
  type Invocation,
  type Answer,
  usageError,
  refusal,
} from '../../invocation/invocation.js';
import { OpenedLog } from '../../invocation/opened-log.js';
import { requireAccepted } from '../../give/give-command.js';

export class FoundRoot extends CliCommand {
  constructor(
    readonly root: string,
    readonly nature: Nature,
  ) {
    super();
  }
}

@CommandHandler(FoundRoot)
export class FoundRootHandler implements ICommandHandler<FoundRoot> {
  constructor(
    @Inject(INVOCATION) private readonly invocation: Invocation,
    @Inject(OpenedLog) private readonly opened: OpenedLog,
  ) {}

  async execute({ root, nature }: FoundRoot): Promise<Answer> {
    const { say } = this.invocation;
    if (!idSchema.safeParse(root).success) throw usageError('play.badRoot');
    const { service, clock, seed } = await this.opened.service();
    // What is dated by a clock that is put, or sealed by keys that anybody can derive, must not be taken for real.
    if (nature === 'real' && (clock.kind === 'virtual' || seed !== undefined)) throw refusal('root.notReal', { root });
    const founded = await service.read(`platform-${root}.root`);
    const stands = founded.fields['nature'];
    if (founded.chartState && stands !== nature)
      throw refusal('root.otherwise', { root, nature: say(`nature.${stands as Nature}`) });
    requireAccepted(await service.found(root, nature), this.invocation);
    return {
      json: { root, nature, repeated: founded.chartState !== undefined },
      lines: [say('root.founded', { root, nature: say(`nature.${nature}`) }), say('root.next', { root })],
    };
  }
}
