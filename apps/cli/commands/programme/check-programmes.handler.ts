import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Inject } from '@nestjs/common';
import { CliQuery, INVOCATION, type Invocation, type Answer, EXIT } from '../../invocation/invocation.js';
import { loadRegistry } from '../../programmes/registry.js';
import { findProgramme, checkProgramme, type Checked, formatNote } from '../../programmes/checked-programme.js';

export class CheckProgrammes extends CliQuery {
  constructor(readonly slug: string | undefined) {
    super();
  }
}

@QueryHandler(CheckProgrammes)
export class CheckProgrammesHandler implements IQueryHandler<CheckProgrammes> {
  constructor(@Inject(INVOCATION) private readonly invocation: Invocation) {}

  async execute({ slug }: CheckProgrammes): Promise<Answer> {
    const { say } = this.invocation;
    const wanted = slug === undefined ? (await loadRegistry()).programmes : [(await findProgramme(slug)).definition];
    const checked = wanted.map(checkProgramme);
    const sound = checked.every(({ problems }) => problems.length === 0);
    return {
      json: { sound, programmes: checked },
      lines:
        checked.length === 0 ? [say('programme.none')] : checked.flatMap((each) => checkedLines(each, this.invocation)),
      exit: sound && checked.length > 0 ? EXIT.done : EXIT.refused,
    };
  }
}

/** Notes that people are shown; programs get them all. */
const NOTES = 5;

function checkedLines({ slug, edition, problems, warnings, hashes }: Checked, invocation: Invocation): string[] {
  const { say } = invocation;
  const all = { slug, edition, problems: problems.length };
  return [
    say(problems.length === 0 ? 'programme.sound' : 'programme.unsound', all),
    ...problems.map((problem) => formatNote('problem', problem, invocation)),
    ...warnings.slice(0, NOTES).map((problem) => formatNote('warning', problem, invocation)),
    ...(warnings.length > NOTES ? [`  ${say('programme.moreWarnings', { more: warnings.length - NOTES })}`] : []),
    ...(hashes ? [`  ${say('programme.rules', { hash: hashes.rules })}`] : []),
    ...(hashes ? [`  ${say('programme.texts', { hash: hashes.texts })}`] : []),
  ];
}
