/** `restore <log> <keys>`: puts a back-up back where nothing is. */
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { BadLine, digestLog } from '../../../libs/store/transfer/transfer.js';
import { instantInWords } from '../../../libs/lifecycle/messages/format-time.js';
import { BadArchive } from '../../../libs/backup/archive.js';
import { readConfiguration } from '../../../libs/runtime/configuration.js';
import { zoneIn } from '../../../libs/runtime/roots.js';
import { openLog } from '../../../libs/runtime/open-log.js';
import { restore as putBack, type Restored } from '../../../libs/backup/restore.js';
import { RestoreRefused } from '../../../libs/backup/restore-refused.js';
import { linesOf } from '../options/files.js';
import {
  CliCommand,
  INVOCATION,
  refusal,
  type Answer,
  type CommandDeclaration,
  type Invocation,
} from '../invocation/invocation.js';

export class Restore extends CliCommand {
  constructor(
    readonly log: string,
    readonly keys: string,
  ) {
    super();
  }
}

@CommandHandler(Restore)
export class RestoreHandler implements ICommandHandler<Restore> {
  constructor(@Inject(INVOCATION) private readonly invocation: Invocation) {}

  async execute({ log, keys }: Restore): Promise<Answer> {
    const { say, progress, environment } = this.invocation;
    const configuration = readConfiguration(environment);
    // Nobody may serve from it meanwhile.
    const opened = await openLog(configuration, { own: true, moving: true });
    try {
      const restored = await this.explainRefusals(() =>
        putBack(opened, configuration, {
          log: () => linesOf(log),
          keys: () => linesOf(keys),
          progress: (step, done) => progress.show(() => say(`restore.progress.${step}`, { done })),
        }),
      );
      const digest = await digestLog(opened.store);
      const zone = (await zoneIn(opened.store)) ?? configuration.zone;
      return { json: { ...restored, digest }, lines: this.describe(restored, digest, zone) };
    } finally {
      await opened.close();
    }
  }

  private describe(restored: Restored, digest: string, zone: string): string[] {
    const { say, language } = this.invocation;
    const { backup, facts, keys, tokens, votes, erasedSince, complete } = restored;
    const at = instantInWords(language, restored.at, zone);
    return [
      say('restore.done', { backup, at, facts, keys, tokens, votes }),
      ...(erasedSince > 0 ? [say('restore.erased', { keys: erasedSince })] : []),
      ...(complete ? [] : [say('restore.incomplete')]),
      say('restore.digest', { digest }),
      say('restore.next'),
    ];
  }

  private async explainRefusals<T>(work: () => Promise<T>): Promise<T> {
    const { say } = this.invocation;
    try {
      return await work();
    } catch (error) {
      if (error instanceof RestoreRefused) throw refusal(`restore.${error.why}`, error.parameters);
      if (error instanceof BadArchive) {
        const { why, part, line, detail } = error;
        throw refusal(`archive.${why}`, { part: say(`archive.${part}`), line, detail });
      }
      if (error instanceof BadLine)
        throw refusal('archive.badLine', { detail: error.message.replaceAll(/\s*\n\s*/g, ' ') });
      throw error;
    }
  }
}

export const restore: CommandDeclaration = {
  handlers: [RestoreHandler],
  declare(program, { say, dispatch }) {
    program
      .command('restore')
      .description(say('help.restore'))
      .argument('<log>', say('help.restore.log'))
      .argument('<keys>', say('help.restore.keys'))
      .action((log: string, keys: string) => dispatch(new Restore(log, keys)));
  },
};
