/** `person erase <person id>`: put on record, then the key is destroyed, and what it took is told. */
import { Option } from 'commander';
import type { CommandDeclaration } from '../../invocation/invocation.js';
import { ListPersonsHandler, ListPersons } from './list-persons.handler.js';
import { ErasePersonHandler, ErasePerson } from './erase-person.handler.js';

const GROUNDS = ['asked', 'retention', 'order'];

export const person: CommandDeclaration = {
  handlers: [ErasePersonHandler, ListPersonsHandler],
  declare(program, { say, dispatch }) {
    const group = program.command('person').description(say('help.person'));
    group
      .command('list')
      .description(say('help.person.list'))
      .argument('<stream>', say('help.history.stream'))
      .action((stream: string) => dispatch(new ListPersons(stream)));
    group
      .command('erase')
      .description(say('help.person.erase'))
      .argument('<person>', say('help.person.id'))
      .addOption(new Option('--ground <ground>', say('help.person.ground')).choices(GROUNDS).default('asked'))
      .option('--yes', say('help.person.yes'))
      .action((id: string, { ground, yes }: { ground: string; yes?: boolean }) =>
        dispatch(new ErasePerson(id, ground, yes ?? false)),
      );
  },
};
