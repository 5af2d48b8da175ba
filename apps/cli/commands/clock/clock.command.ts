/** `clock show|advance`: where the clock stands, and putting a virtual one. */
import type { CommandDeclaration } from '../../invocation/invocation.js';
import { ShowClockHandler, ShowClock } from './show-clock.handler.js';
import { AdvanceClockHandler, AdvanceClock } from './advance-clock.handler.js';

export const clock: CommandDeclaration = {
  handlers: [ShowClockHandler, AdvanceClockHandler],
  declare(program, { say, dispatch }) {
    const group = program.command('clock').description(say('help.clock'));
    group
      .command('show')
      .description(say('help.clock.show'))
      .action(() => dispatch(new ShowClock()));
    group
      .command('advance')
      .description(say('help.clock.advance'))
      .argument('<to>', say('help.clock.to'))
      .action((to: string) => dispatch(new AdvanceClock(to)));
  },
};
