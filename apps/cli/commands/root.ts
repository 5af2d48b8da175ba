/** `root found|list`: federations in the log. */
import { Inject } from '@nestjs/common';
import { CommandHandler, QueryHandler, type ICommandHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Option } from 'commander';
import { idSchema } from '../../../libs/lifecycle/language/fields.js';
import type { Nature } from '../../../libs/runtime/command-service.js';
import { rootsOf } from '../../../libs/runtime/roots.js';
import {
  Asking,
  Doing,
  INVOCATION,
  misused,
  refused,
  type Answer,
  type CliCommand,
  type Invocation,
} from '../input/invocation.js';
import { Opened } from '../input/opened-log.js';
import { accepted } from '../input/give-command.js';

const NATURES = ['real', 'demonstration', 'test'];

export class FoundRoot extends Doing {
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
    @Inject(Opened) private readonly opened: Opened,
  ) {}

  async execute({ root, nature }: FoundRoot): Promise<Answer> {
    const { say } = this.invocation;
    if (!idSchema.safeParse(root).success) throw misused('play.badRoot');
    const { service, clock, seed } = await this.opened.service();
    // What is dated by a clock that is put, or sealed by keys that anybody can derive, must not be taken for real.
    if (nature === 'real' && (clock.kind === 'virtual' || seed !== undefined)) throw refused('root.notReal', { root });
    const founded = await service.read(`platform-${root}.root`);
    const stands = founded.fields['nature'];
    if (founded.chartState && stands !== nature)
      throw refused('root.otherwise', { root, nature: say(`nature.${stands as Nature}`) });
    accepted(await service.found(root, nature), this.invocation);
    return {
      json: { root, nature, repeated: founded.chartState !== undefined },
      lines: [say('root.founded', { root, nature: say(`nature.${nature}`) }), say('root.next', { root })],
    };
  }
}

export class ListRoots extends Asking {}

@QueryHandler(ListRoots)
export class ListRootsHandler implements IQueryHandler<ListRoots> {
  constructor(
    @Inject(INVOCATION) private readonly invocation: Invocation,
    @Inject(Opened) private readonly opened: Opened,
  ) {}

  async execute(): Promise<Answer> {
    const { say } = this.invocation;
    const { store } = await this.opened.log();
    const roots = await rootsOf(store);
    const lines = roots.map(({ root, nature }) => `${root}  ${say(`nature.${nature}`)}`);
    return { json: { roots }, lines: lines.length === 0 ? [say('serve.noRoot')] : lines };
  }
}

export const root: CliCommand = {
  handlers: [FoundRootHandler, ListRootsHandler],
  declare(program, { say, dispatch }) {
    const group = program.command('root').description(say('help.root'));
    group
      .command('found')
      .description(say('help.root.found'))
      .argument('<name>', say('help.root.name'))
      .addOption(new Option('--nature <nature>', say('help.root.nature')).choices(NATURES).makeOptionMandatory())
      .action((name: string, { nature }: { nature: Nature }) => dispatch(new FoundRoot(name, nature)));
    group
      .command('list')
      .description(say('help.root.list'))
      .action(() => dispatch(new ListRoots()));
  },
};
