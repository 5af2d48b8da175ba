/** `root found|list`: federations in the log. */
import { Option } from 'commander';
import type { Nature } from '../../../../libs/runtime/command-service.js';
import type { CommandDeclaration } from '../../invocation/invocation.js';
import { FoundRootHandler, FoundRoot } from './found-root.handler.js';
import { ListRootsHandler, ListRoots } from './list-roots.handler.js';

const NATURES = ['real', 'demonstration', 'test'];

export const root: CommandDeclaration = {
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
