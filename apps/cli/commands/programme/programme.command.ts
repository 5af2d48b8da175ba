/** `programme list|check|diagram|export`: programmes of this installation, or from a file that was exported. */
import type { CommandDeclaration } from '../../invocation/invocation.js';
import { DrawProgrammeHandler, DrawProgramme } from './draw-programme.handler.js';
import { PublishProgrammeHandler, PublishProgramme } from './publish-programme.handler.js';
import { ListProgrammesHandler, ListProgrammes } from './list-programmes.handler.js';
import { CheckProgrammesHandler, CheckProgrammes } from './check-programmes.handler.js';
import { ExportProgrammeHandler, ExportProgramme } from './export-programme.handler.js';

export const programme: CommandDeclaration = {
  handlers: [
    ListProgrammesHandler,
    CheckProgrammesHandler,
    DrawProgrammeHandler,
    ExportProgrammeHandler,
    PublishProgrammeHandler,
  ],
  declare(program, { say, dispatch }) {
    const group = program.command('programme').description(say('help.programme'));
    group
      .command('list')
      .description(say('help.programme.list'))
      .action(() => dispatch(new ListProgrammes()));
    group
      .command('check')
      .description(say('help.programme.check'))
      .argument('[slug]', say('help.programme.slug'))
      .action((slug: string | undefined) => dispatch(new CheckProgrammes(slug)));
    group
      .command('diagram')
      .description(say('help.programme.diagram'))
      .argument('<slug>', say('help.programme.slug'))
      .option('--subject <name>', say('help.programme.subject'))
      .action((slug: string, { subject }: { subject?: string }) => dispatch(new DrawProgramme(slug, subject)));
    group
      .command('export')
      .description(say('help.programme.export'))
      .argument('<slug>', say('help.programme.slug'))
      .option('--out <file>', say('help.programme.out'))
      .option('--with-simulation', say('help.programme.withSimulation'))
      .action((slug: string, { out, withSimulation }: { out?: string; withSimulation?: boolean }) =>
        dispatch(new ExportProgramme(slug, out, withSimulation ?? false)),
      );
    group
      .command('publish')
      .description(say('help.programme.publish'))
      .argument('<slug>', say('help.programme.slug'))
      .requiredOption('--root <root>', say('help.option.root'))
      .option('--as <account>', say('help.give.as'))
      .action((slug: string, options: { root: string; as?: string }) => dispatch(new PublishProgramme(slug, options)));
  },
};
