/** `cycle open|set|reminders`: a cycle is opened, and given what its notice leaves open. */
import type { CommandDeclaration } from '../../invocation/invocation.js';
import { collect } from '../../options/parse-options.js';
import { OpenCycleHandler, type OpenOptions, OpenCycle } from './open-cycle.handler.js';
import { SetCycleHandler, type SetOptions, SetCycle } from './set-cycle.handler.js';
import { SetRemindersHandler, type ReminderOptions, SetReminders } from './set-reminders.handler.js';

export const cycle: CommandDeclaration = {
  handlers: [OpenCycleHandler, SetCycleHandler, SetRemindersHandler],
  declare(program, { say, dispatch }) {
    const group = program.command('cycle').description(say('help.cycle'));
    const sub = (name: string, help: 'help.cycle.open' | 'help.cycle.set' | 'help.cycle.reminders') =>
      group
        .command(name)
        .description(say(help))
        .argument('<cycle>', say('help.cycle.id'))
        .requiredOption('--root <root>', say('help.option.root'))
        .option('--as <account>', say('help.give.as'))
        .option('--role <role>', say('help.give.role'));
    sub('open', 'help.cycle.open')
      .requiredOption('--unit <unit>', say('help.cycle.unit'))
      .requiredOption('--programme <slug>', say('help.cycle.programme'))
      .option('--calendar <file>', say('help.cycle.calendar'))
      .action((id: string, options: OpenOptions) => dispatch(new OpenCycle(id, options)));
    sub('set', 'help.cycle.set')
      .option('--setting <name=value>', say('help.cycle.setting'), collect, [])
      .option('--quota <name/unit=places>', say('help.cycle.quota'), collect, [])
      .option('--deadline <name=date>', say('help.cycle.deadline'), collect, [])
      .option('--unit <unit>', say('help.cycle.extend'))
      .option('--reason <text>', say('help.cycle.reason'))
      .action((id: string, options: SetOptions) => dispatch(new SetCycle(id, options)));
    sub('reminders', 'help.cycle.reminders')
      .option('--before <days>', say('help.cycle.before'))
      .option('--overdue <days>', say('help.cycle.overdue'))
      .option('--escalate <days=role>', say('help.cycle.escalate'))
      .option('--at <time>', say('help.cycle.at'), '09:00')
      .action((id: string, options: ReminderOptions) => dispatch(new SetReminders(id, options)));
  },
};
