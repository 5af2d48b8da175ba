/** `log export|import|digest`: the log leaves and comes back, byte for byte. */
import { Inject } from '@nestjs/common';
import { CommandHandler, QueryHandler, type ICommandHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { EventStore } from '../../../libs/engine/ports/event-store.js';
import { listStreams } from '../../../libs/engine/verify/verify-stream.js';
import { memoryStore } from '../../../libs/store/memory/memory-store.js';
import { BadLine, digestLog, exportLog, importLog } from '../../../libs/store/transfer/transfer.js';
import { proveStreams, unsoundIn } from '../../../libs/runtime/verify-log.js';
import { linesOf, writeNew } from '../input/files.js';
import {
  Asking,
  Doing,
  INVOCATION,
  refused,
  type Answer,
  type CliCommand,
  type Invocation,
} from '../input/invocation.js';
import { Opened } from '../input/opened-log.js';
import { faultLines } from './verify.js';

export class ExportLog extends Asking {
  constructor(readonly out: string | undefined) {
    super();
  }
}

@QueryHandler(ExportLog)
export class ExportLogHandler implements IQueryHandler<ExportLog> {
  constructor(
    @Inject(INVOCATION) private readonly invocation: Invocation,
    @Inject(Opened) private readonly opened: Opened,
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

export class ImportLog extends Doing {
  constructor(readonly file: string) {
    super();
  }
}

@CommandHandler(ImportLog)
export class ImportLogHandler implements ICommandHandler<ImportLog> {
  constructor(
    @Inject(INVOCATION) private readonly invocation: Invocation,
    @Inject(Opened) private readonly opened: Opened,
  ) {}

  /** Reads the file into memory, proves all of it there, and only then writes: what is refused has changed nothing. */
  async execute({ file }: ImportLog): Promise<Answer> {
    const { say, progress } = this.invocation;
    const brought = memoryStore();
    let read = 0;
    const lines = async function* (): AsyncIterable<string> {
      for await (const line of linesOf(file)) {
        read += 1;
        progress.show(() => say('log.importProgress', { done: read }));
        yield line;
      }
    };
    await this.judged(() => importLog(brought, lines));
    await this.proven(brought);
    const { store } = await this.opened.log({ moving: true });
    if ((await store.head()) !== undefined) throw refused('log.notEmpty');
    const { facts, appends } = await importLog(store, () => exportLog(brought));
    const digest = await digestLog(store);
    return {
      json: { facts, appends, digest },
      lines: [say('log.imported', { facts, appends }), say('verify.digest', { digest })],
    };
  }

  private async judged<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof BadLine)
        throw refused('log.badLine', { detail: error.message.replaceAll(/\s*\n\s*/g, ' ') });
      throw error;
    }
  }

  /** Definitions first: facts are not replayed by rules that nobody would publish. */
  private async proven(brought: EventStore): Promise<void> {
    const { progress } = this.invocation;
    const unsound = await unsoundIn(brought);
    const streams = await listStreams(brought);
    const proof = unsound.length > 0 ? undefined : await this.replayed(brought, streams);
    const faults = [...unsound, ...(proof?.faults ?? [])];
    progress.clear();
    if (faults.length > 0) throw refused('log.faults', {}, faultLines(faults, this.invocation));
  }

  private replayed(brought: EventStore, streams: readonly string[]): ReturnType<typeof proveStreams> {
    const { say, progress } = this.invocation;
    return proveStreams(brought, streams, (done) =>
      progress.show(() => say('verify.progress', { done, total: streams.length })),
    );
  }
}

export class DigestLog extends Asking {}

@QueryHandler(DigestLog)
export class DigestLogHandler implements IQueryHandler<DigestLog> {
  constructor(
    @Inject(INVOCATION) private readonly invocation: Invocation,
    @Inject(Opened) private readonly opened: Opened,
  ) {}

  async execute(): Promise<Answer> {
    const { store } = await this.opened.log();
    const digest = await digestLog(store);
    const heads = await store.heads(await listStreams(store));
    const facts = heads.reduce((sum, head) => sum + head + 1, 0);
    return { json: { digest, facts }, lines: [this.invocation.say('log.digest', { digest, facts })] };
  }
}

export const log: CliCommand = {
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
