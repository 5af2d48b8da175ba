import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Inject } from '@nestjs/common';
import { memoryStore } from '../../../../libs/store/memory/memory-store.js';
import { importLog, exportLog, digestLog, BadLine } from '../../../../libs/store/transfer/transfer.js';
import type { EventStore } from '../../../../libs/engine/ports/event-store.js';
import { unsoundIn, proveStreams } from '../../../../libs/runtime/verify-log.js';
import { listStreams } from '../../../../libs/engine/verify/verify-stream.js';
import { CliCommand, INVOCATION, type Invocation, type Answer, refusal } from '../../invocation/invocation.js';
import { OpenedLog } from '../../invocation/opened-log.js';
import { linesOf } from '../../options/files.js';
import { faultLines } from '../../output/fault-lines.js';

export class ImportLog extends CliCommand {
  constructor(readonly file: string) {
    super();
  }
}

@CommandHandler(ImportLog)
export class ImportLogHandler implements ICommandHandler<ImportLog> {
  constructor(
    @Inject(INVOCATION) private readonly invocation: Invocation,
    @Inject(OpenedLog) private readonly opened: OpenedLog,
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
    await this.refuseBadLines(() => importLog(brought, lines));
    await this.requireSound(brought);
    const { store } = await this.opened.log({ moving: true });
    if ((await store.head()) !== undefined) throw refusal('log.notEmpty');
    const { facts, appends } = await importLog(store, () => exportLog(brought));
    const digest = await digestLog(store);
    return {
      json: { facts, appends, digest },
      lines: [say('log.imported', { facts, appends }), say('verify.digest', { digest })],
    };
  }

  private async refuseBadLines<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof BadLine)
        throw refusal('log.badLine', { detail: error.message.replaceAll(/\s*\n\s*/g, ' ') });
      throw error;
    }
  }

  /** Definitions first: facts are not replayed by rules that nobody would publish. */
  private async requireSound(brought: EventStore): Promise<void> {
    const { progress } = this.invocation;
    const unsound = await unsoundIn(brought);
    const streams = await listStreams(brought);
    const proof = unsound.length > 0 ? undefined : await this.replay(brought, streams);
    const faults = [...unsound, ...(proof?.faults ?? [])];
    progress.clear();
    if (faults.length > 0) throw refusal('log.faults', {}, faultLines(faults, this.invocation));
  }

  private replay(brought: EventStore, streams: readonly string[]): ReturnType<typeof proveStreams> {
    const { say, progress } = this.invocation;
    return proveStreams(brought, streams, (done) =>
      progress.show(() => say('verify.progress', { done, total: streams.length })),
    );
  }
}
