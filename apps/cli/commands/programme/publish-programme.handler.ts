/** `programme publish <file> --root`: into a running system, without a build. */
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { definitionSchema } from '../../../../libs/lifecycle/definition/definition.js';
import { CliCommand, INVOCATION, refusal, type Answer, type Invocation } from '../../invocation/invocation.js';
import { OpenedLog } from '../../invocation/opened-log.js';
import { requireAccepted, actorOf } from '../../give/give-command.js';
import { checkProgramme, formatNote, findProgramme } from '../../programmes/checked-programme.js';

export class PublishProgramme extends CliCommand {
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
    @Inject(OpenedLog) private readonly opened: OpenedLog,
  ) {}

  async execute({ slug, options: { root, ...who } }: PublishProgramme): Promise<Answer> {
    const { say } = this.invocation;
    const { definition } = await findProgramme(slug);
    const { problems, hashes, slug: name, edition } = checkProgramme(definition);
    if (problems.length > 0) {
      const details = problems.map((problem) => formatNote('problem', problem, this.invocation));
      throw refusal('programme.unsound', { slug: name, edition, problems: problems.length }, details);
    }
    const { service } = await this.opened.service();
    const by = await actorOf(service, root, who);
    const { id, outcome } = await service.publish(root, definitionSchema.parse(definition), by);
    const { repeated } = requireAccepted(outcome, this.invocation);
    return {
      json: { root, id, slug: name, edition, repeated, ...hashes },
      lines: [say(repeated ? 'programme.publishedBefore' : 'programme.published', { slug: name, edition, root, id })],
    };
  }
}
