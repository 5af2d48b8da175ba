/** `rebuild`: what people read, built anew from the log beside what they read now, then swapped. */
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { readConfiguration } from '../assembly/configuration.js';
import { Doing, EXIT, INVOCATION, Stopped, type Answer, type CliCommand, type Invocation } from './invocation.js';
import { servingAt } from './serving.js';

export class Rebuild extends Doing {}

const rebuiltSchema = z.object({ facts: z.number(), seconds: z.number() });

@CommandHandler(Rebuild)
export class RebuildHandler implements ICommandHandler<Rebuild> {
  constructor(@Inject(INVOCATION) private readonly invocation: Invocation) {}

  async execute(): Promise<Answer> {
    const { say, environment } = this.invocation;
    const serving = await servingAt(readConfiguration(environment).data, this.invocation);
    if (!serving) throw new Stopped(EXIT.unavailable, 'serving.none');
    const { facts, seconds } = rebuiltSchema.parse(await serving.ask('POST', '/rebuild'));
    return { json: { facts, seconds }, lines: [say('rebuild.done', { facts, seconds: seconds.toFixed(1) })] };
  }
}

export const rebuild: CliCommand = {
  handlers: [RebuildHandler],
  declare(program, { say, dispatch }) {
    program
      .command('rebuild')
      .description(say('help.rebuild'))
      .action(() => dispatch(new Rebuild()));
  },
};
