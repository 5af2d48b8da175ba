/** `log export|import|digest`: the log leaves and comes back, byte for byte. */
import type { CommandDeclaration } from '../../invocation/invocation.js';
import { ExportLogHandler, ExportLog } from './export-log.handler.js';
import { ImportLogHandler, ImportLog } from './import-log.handler.js';
import { DigestLogHandler, DigestLog } from './digest-log.handler.js';

export const log: CommandDeclaration = {
  handlers: [ExportLogHandler, ImportLogHandler, DigestLogHandler],
  declare(program, { say, dispatch }) {
    const group = program.command('log').description(say('help.log'));
    group
      .command('export')
      .description(say('help.log.export'))
      .option('--out <file>', say('help.log.export.out'))
      .action(({ out }: { out?: string }) => dispatch(new ExportLog(out)));
    group
      .command('import')
      .description(say('help.log.import'))
      .argument('<file>', say('help.log.import.file'))
      .action((file: string) => dispatch(new ImportLog(file)));
    group
      .command('digest')
      .description(say('help.log.digest'))
      .action(() => dispatch(new DigestLog()));
  },
};
