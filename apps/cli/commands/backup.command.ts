/** `backup <folder>`: two archives of one moment, beside whoever serves. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { backUp, type BackedUp } from '../../../libs/backup/back-up.js';
import type { Part } from '../../../libs/backup/archive.js';
import { erasureListPath, readConfiguration } from '../../../libs/runtime/configuration.js';
import { writeNew } from '../options/files.js';
import {
  CliCommand,
  INVOCATION,
  refusal,
  type Answer,
  type CommandDeclaration,
  type Invocation,
} from '../invocation/invocation.js';
import { OpenedLog } from '../invocation/opened-log.js';

export class BackUp extends CliCommand {
  constructor(
    readonly folder: string,
    readonly keys: string | undefined,
  ) {
    super();
  }
}

@CommandHandler(BackUp)
export class BackUpHandler implements ICommandHandler<BackUp> {
  constructor(
    @Inject(INVOCATION) private readonly invocation: Invocation,
    @Inject(OpenedLog) private readonly opened: OpenedLog,
  ) {}

  async execute({ folder, keys = folder }: BackUp): Promise<Answer> {
    const { say, progress, environment } = this.invocation;
    for (const each of [folder, keys]) await makeFolder(each);
    const log = await this.opened.log();
    const name = `hearth-${new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '')}`;
    const files: Record<Part, string> = { log: join(folder, `${name}.log`), keys: join(keys, `${name}.keys`) };
    const written: string[] = [];
    let done: BackedUp;
    try {
      done = await backUp(log, {
        progress: (part, count) => progress.show(() => say(`backup.progress.${part}`, { done: count })),
        write: async (part, text) => {
          await writeNew(files[part], text);
          written.push(files[part]);
        },
      });
    } catch (error) {
      // One of the two alone is no back-up.
      for (const file of written) await rm(file, { force: true });
      throw error;
    }
    const { facts, keys: keyCount, tokens, votes, backup } = done;
    const list = erasureListPath(readConfiguration(environment));
    return {
      json: { ...done, files },
      lines: [
        say('backup.done', { facts, keys: keyCount, tokens, votes, backup }),
        say('backup.files.log', { file: files.log }),
        say('backup.files.keys', { file: files.keys }),
        say('backup.apart', { list }),
      ],
    };
  }
}

/** Makes a folder for its owner alone where there is none. */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw refusal('backup.badFolder', { folder, detail: (error as Error).message });
  }
}

export const backup: CommandDeclaration = {
  handlers: [BackUpHandler],
  declare(program, { say, dispatch }) {
    program
      .command('backup')
      .description(say('help.backup'))
      .argument('<folder>', say('help.backup.folder'))
      .option('--keys <folder>', say('help.backup.keys'))
      .action((folder: string, { keys }: { keys?: string }) => dispatch(new BackUp(folder, keys)));
  },
};
