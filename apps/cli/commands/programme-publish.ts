/** `programme publish <file> --root`: into a running system, without a build. */
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { definitionSchema } from '../../../libs/lifecycle/definition/definition.js';
import { Doing, INVOCATION, refused, type Answer, type Invocation } from '../input/invocation.js';
import { Opened } from '../input/opened-log.js';
import { accepted, actorOf } from '../input/give-command.js';
import { checkedProgramme, noteLine, programmeOf } from '../programmes/checked-programme.js';

export class PublishProgramme extends Doing {
  constructor(
    readonly slug: string,
    readonly options: { readonly root: string; readonly as?: string },
  ) {
    super();
  }
}

@CommandHandler(PublishProgramme)
export class PublishProgrammeHandler implements ICommandHandler<PublishProgramme> {
  constructor(
    @Inject(INVOCATION) private readonly invocation: Invocation,
    @Inject(Opened) private readonly opened: Opened,
  ) {}

  async execute({ slug, options: { root, ...who } }: PublishProgramme): Promise<Answer> {
    const { say } = this.invocation;
    const { definition } = await programmeOf(slug);
    const { problems, hashes, slug: name, edition } = checkedProgramme(definition);
    if (problems.length > 0) {
      const details = problems.map((problem) => noteLine('problem', problem, this.invocation));
      throw refused('programme.unsound', { slug: name, edition, problems: problems.length }, details);
    }
    const { service } = await this.opened.service();
    const by = await actorOf(service, root, who);
    const { id, outcome } = await service.publish(root, definitionSchema.parse(definition), by);
    const { repeated } = accepted(outcome, this.invocation);
    return {
      json: { root, id, slug: name, edition, repeated, ...hashes },
      lines: [say(repeated ? 'programme.publishedBefore' : 'programme.published', { slug: name, edition, root, id })],
    };
  }
}
