/** `person erase <person id>`: put on record, then the key is destroyed, and what it took is told. */
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Option } from 'commander';
import type { ErasureReport } from '../../../libs/engine/ports/sealing.js';
import { streamParts, type EventStore } from '../../../libs/engine/ports/event-store.js';
import { idSchema } from '../../../libs/lifecycle/language/fields.js';
import type { OpenService } from '../../../libs/runtime/open-log.js';
import {
  Doing,
  EXIT,
  INVOCATION,
  misused,
  refused,
  type Answer,
  type CliCommand,
  type Invocation,
} from '../input/invocation.js';
import type { Say } from '../i18n/messages.js';
import { Opened } from '../input/opened-log.js';
import { given, OPERATOR } from '../input/give-command.js';
import { ListPersons, ListPersonsHandler } from './person-list.js';

const GROUNDS = ['asked', 'retention', 'order'];

export class ErasePerson extends Doing {
  constructor(
    readonly person: string,
    readonly ground: string,
    readonly confirmed: boolean,
  ) {
    super();
  }
}

@CommandHandler(ErasePerson)
export class ErasePersonHandler implements ICommandHandler<ErasePerson> {
  constructor(
    @Inject(INVOCATION) private readonly invocation: Invocation,
    @Inject(Opened) private readonly opened: Opened,
  ) {}

  async execute({ person, ground, confirmed }: ErasePerson): Promise<Answer> {
    const { say, progress } = this.invocation;
    if (!idSchema.safeParse(person).success) throw refused('person.notFound', { person });
    const house = await this.opened.service();
    const found = await factsOf(house.store, person, (done) => progress.show(() => say('person.search', { done })));
    progress.clear();
    if (found.facts === 0) throw refused('person.notFound', { person });
    const roots = found.roots.join(say('list.comma'));
    if (!confirmed) throw misused('person.confirm', { person, facts: found.facts, roots });
    let before = true;
    for (const root of found.roots) before = !(await this.record(house, root, person, ground)) && before;
    const report = await house.keys.erase([`person:${person}`]);
    return {
      json: { person, ...found, erasedBefore: before, ...report },
      lines: reportLines(report, { person, facts: found.facts, before }, say),
      exit: report.complete ? EXIT.done : EXIT.refused,
    };
  }

  /** Whether it had not been put on record before. */
  private async record(house: OpenService, root: string, person: string, ground: string): Promise<boolean> {
    if ((await house.service.read(`person-${root}.${person}`)).chartState?.stage === 'erased') return false;
    const command = {
      root,
      name: 'erasePerson',
      target: { key: { person } },
      input: { ground },
      by: OPERATOR,
      key: `erase ${person}`,
    };
    await given(house, command, this.invocation);
    return true;
  }
}

/** The facts in which fields of this person stand, and the roots they are in. A person is of one root, unless a log was made by hand. */
async function factsOf(
  store: EventStore,
  person: string,
  each: (done: number) => void,
): Promise<{ facts: number; roots: string[] }> {
  const key = Buffer.from(`"key":"person:${person}"`);
  const roots = new Set<string>();
  let [facts, done] = [0, 0];
  for await (const { bytes, stream } of store.readLog()) {
    each((done += 1));
    if (!Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(key)) continue;
    facts += 1;
    roots.add(streamParts(stream).root);
  }
  return { facts, roots: [...roots] };
}

export function reportLines(
  { steps, complete }: ErasureReport,
  { person, facts, before }: { person: string; facts: number; before: boolean },
  say: Say,
): string[] {
  return [
    before ? say('person.erasedBefore', { person }) : say('person.erased', { person, facts }),
    ...steps.map(({ step, done, why = '' }) =>
      say(done ? 'person.step.done' : 'person.step.open', { step: say(`step.${step}`), why }),
    ),
    ...(complete ? [] : [say('person.incomplete')]),
  ];
}

export const person: CliCommand = {
  handlers: [ErasePersonHandler, ListPersonsHandler],
  declare(program, { say, dispatch }) {
    const group = program.command('person').description(say('help.person'));
    group
      .command('list')
      .description(say('help.person.list'))
      .argument('<stream>', say('help.history.stream'))
      .action((stream: string) => dispatch(new ListPersons(stream)));
    group
      .command('erase')
      .description(say('help.person.erase'))
      .argument('<person>', say('help.person.id'))
      .addOption(new Option('--ground <ground>', say('help.person.ground')).choices(GROUNDS).default('asked'))
      .option('--yes', say('help.person.yes'))
      .action((id: string, { ground, yes }: { ground: string; yes?: boolean }) =>
        dispatch(new ErasePerson(id, ground, yes ?? false)),
      );
  },
};
