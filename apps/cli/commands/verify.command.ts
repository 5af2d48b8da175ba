/** `verify [stream]`: replays and proves every fact, and prints the digest of the log. */
import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { listStreams } from '../../../libs/engine/verify/verify-stream.js';
import { ABSENT } from '../../../libs/engine/ports/event-store.js';
import { digestLog } from '../../../libs/store/transfer/transfer.js';
import { proveStreams, type Proof } from '../../../libs/runtime/verify-log.js';
import {
  CliQuery,
  EXIT,
  INVOCATION,
  refusal,
  type Answer,
  type CommandDeclaration,
  type Invocation,
} from '../invocation/invocation.js';
import { OpenedLog } from '../invocation/opened-log.js';
import { faultLines } from '../output/fault-lines.js';
import { checkStreamName } from '../options/stream-name.js';

export class Verify extends CliQuery {
  constructor(readonly stream: string | undefined) {
    super();
  }
}

@QueryHandler(Verify)
export class VerifyHandler implements IQueryHandler<Verify> {
  constructor(
    @Inject(INVOCATION) private readonly invocation: Invocation,
    @Inject(OpenedLog) private readonly opened: OpenedLog,
  ) {}

  async execute({ stream }: Verify): Promise<Answer> {
    const { say, progress } = this.invocation;
    if (stream !== undefined) checkStreamName(stream);
    const { store } = await this.opened.log();
    if (stream !== undefined && (await store.heads([stream]))[0] === ABSENT) throw refusal('stream.absent', { stream });
    const streams = stream === undefined ? await listStreams(store) : [stream];
    const proof = await proveStreams(store, streams, (done) =>
      progress.show(() => say('verify.progress', { done, total: streams.length })),
    );
    return proofAnswer(proof, await digestLog(store), this.invocation);
  }
}

function proofAnswer(proof: Proof, digest: string, telling: Pick<Invocation, 'say' | 'language'>): Answer {
  const { say } = telling;
  const { streams, facts, faults } = proof;
  const sound = faults.length === 0;
  return {
    json: { ...proof, digest },
    lines: [
      ...faultLines(faults, telling),
      sound ? say('verify.ok', { streams, facts }) : say('verify.faults', { faults: faults.length, streams, facts }),
      say('verify.digest', { digest }),
    ],
    exit: sound ? EXIT.done : EXIT.refused,
  };
}

export const verify: CommandDeclaration = {
  handlers: [VerifyHandler],
  declare(program, { say, dispatch }) {
    program
      .command('verify')
      .description(say('help.verify'))
      .argument('[stream]', say('help.verify.stream'))
      .action((stream: string | undefined) => dispatch(new Verify(stream)));
  },
};
