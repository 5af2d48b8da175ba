/** `rebuild`: what people read, built anew from the log beside what they read now, then swapped. */
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import {
  CliCommand,
  INVOCATION,
  type Answer,
  type CommandDeclaration,
  type Invocation,
} from '../invocation/invocation.js';
import { connectToServing } from '../servers/serving-process.js';

export class Rebuild extends CliCommand {}

const rebuiltSchema = z.object({ facts: z.number(), seconds: z.number() });

@CommandHandler(Rebuild)
export class RebuildHandler implements ICommandHandler<Rebuild> {
  constructor(@Inject(INVOCATION) private readonly invocation: Invocation) {}

  async execute(): Promise<Answer> {
    const { say } = this.invocation;
    const { ask } = await connectToServing(this.invocation);
    const { facts, seconds } = rebuiltSchema.parse(await ask('POST', '/rebuild'));
    return { json: { facts, seconds }, lines: [say('rebuild.done', { facts, seconds: seconds.toFixed(1) })] };
  }
}

export const rebuild: CommandDeclaration = {
  handlers: [RebuildHandler],
  declare(program, { say, dispatch }) {
    program
      .command('rebuild')
      .description(say('help.rebuild'))
      .action(() => dispatch(new Rebuild()));
  },
};
