import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Inject } from '@nestjs/common';
import { idSchema } from '../../../../libs/lifecycle/language/fields.js';
import type { OpenService } from '../../../../libs/runtime/open-log.js';
import { type EventStore, streamParts } from '../../../../libs/engine/ports/event-store.js';
import type { ErasureReport } from '../../../../libs/engine/ports/sealing.js';
import {
  CliCommand,
  INVOCATION,
  type Invocation,
  type Answer,
  refusal,
  usageError,
  EXIT,
} from '../../invocation/invocation.js';
import { OpenedLog } from '../../invocation/opened-log.js';
import { OPERATOR, giveCommand } from '../../give/give-command.js';
import type { Say } from '../../i18n/messages.js';

export class ErasePerson extends CliCommand {
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
    @Inject(OpenedLog) private readonly opened: OpenedLog,
  ) {}

  async execute({ person, ground, confirmed }: ErasePerson): Promise<Answer> {
    const { say, progress } = this.invocation;
    if (!idSchema.safeParse(person).success) throw refusal('person.notFound', { person });
    const opened = await this.opened.service();
    const found = await factsOf(opened.store, person, (done) => progress.show(() => say('person.search', { done })));
    progress.clear();
    if (found.facts === 0) throw refusal('person.notFound', { person });
    const roots = found.roots.join(say('list.comma'));
    if (!confirmed) throw usageError('person.confirm', { person, facts: found.facts, roots });
    let before = true;
    for (const root of found.roots) before = !(await this.record(opened, root, person, ground)) && before;
    const report = await opened.keys.erase([`person:${person}`]);
    return {
      json: { person, ...found, erasedBefore: before, ...report },
      lines: formatErasure(report, { person, facts: found.facts, before }, say),
      exit: report.complete ? EXIT.done : EXIT.refused,
    };
  }

  /** Whether it had not been put on record before. */
  private async record(opened: OpenService, root: string, person: string, ground: string): Promise<boolean> {
    if ((await opened.service.read(`person-${root}.${person}`)).chartState?.stage === 'erased') return false;
    const command = {
      root,
      name: 'erasePerson',
      target: { key: { person } },
      input: { ground },
      by: OPERATOR,
      key: `erase ${person}`,
    };
    await giveCommand(opened, command, this.invocation);
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

function formatErasure(
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
