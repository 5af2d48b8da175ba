import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Inject } from '@nestjs/common';
import { exportLog } from '../../../../libs/store/transfer/transfer.js';
import { CliQuery, INVOCATION, type Invocation, type Answer } from '../../invocation/invocation.js';
import { OpenedLog } from '../../invocation/opened-log.js';
import { writeNew } from '../../options/files.js';

export class ExportLog extends CliQuery {
  constructor(readonly out: string | undefined) {
    super();
  }
}

@QueryHandler(ExportLog)
export class ExportLogHandler implements IQueryHandler<ExportLog> {
  constructor(
    @Inject(INVOCATION) private readonly invocation: Invocation,
    @Inject(OpenedLog) private readonly opened: OpenedLog,
  ) {}

  /** Without a file the export is itself the answer: its last line is a JSON value that tells how many facts there are. */
  async execute({ out }: ExportLog): Promise<Answer | undefined> {
    const { say, progress, write } = this.invocation;
    const { store } = await this.opened.log();
    let lines = 0;
    const text = async function* (): AsyncIterable<string> {
      for await (const line of exportLog(store)) {
        lines += 1;
        progress.show(() => say('log.exportProgress', { done: lines }));
        yield `${line}\n`;
      }
    };
    if (out === undefined) {
      for await (const line of text()) await write(line);
      return undefined;
    }
    await writeNew(out, text());
    const facts = lines - 1;
    return { json: { file: out, facts }, lines: [say('log.exported', { file: out, facts })] };
  }
}
