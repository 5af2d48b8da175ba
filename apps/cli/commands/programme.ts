/** `programme list|check|diagram|export`: programmes of this installation, or from a file that was exported. */
import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { hashesOf } from '../../../libs/lifecycle/definition/compile-programme.js';
import { exported, type Sourced } from '../programmes/sources.js';
import { registry } from '../programmes/registry.js';
import { DrawProgramme, DrawProgrammeHandler } from './programme-diagram.js';
import { writeNew } from '../input/files.js';
import {
  Asking,
  EXIT,
  INVOCATION,
  refused,
  type Answer,
  type CliCommand,
  type Invocation,
} from '../input/invocation.js';
import { PublishProgramme, PublishProgrammeHandler } from './programme-publish.js';
import { checkedProgramme, hashesIn, noteLine, programmeOf, type Checked } from '../programmes/checked-programme.js';

export class ListProgrammes extends Asking {}

@QueryHandler(ListProgrammes)
export class ListProgrammesHandler implements IQueryHandler<ListProgrammes> {
  constructor(@Inject(INVOCATION) private readonly invocation: Invocation) {}

  async execute(): Promise<Answer> {
    const { say, language } = this.invocation;
    const { programmes } = await registry();
    const told = programmes.map((each) => {
      const title = each.texts[language][each.title] ?? each.title;
      return { slug: each.slug, edition: each.edition, title, ...hashesOf(each) };
    });
    const lines = told.map(({ slug, edition, title }) => say('programme.line', { slug, edition, title }));
    return { json: { programmes: told }, lines: lines.length === 0 ? [say('programme.none')] : lines };
  }
}

export class CheckProgrammes extends Asking {
  constructor(readonly slug: string | undefined) {
    super();
  }
}

@QueryHandler(CheckProgrammes)
export class CheckProgrammesHandler implements IQueryHandler<CheckProgrammes> {
  constructor(@Inject(INVOCATION) private readonly invocation: Invocation) {}

  async execute({ slug }: CheckProgrammes): Promise<Answer> {
    const { say } = this.invocation;
    const wanted = slug === undefined ? (await registry()).programmes : [(await programmeOf(slug)).definition];
    const checked = wanted.map(checkedProgramme);
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
    ...problems.map((problem) => noteLine('problem', problem, invocation)),
    ...warnings.slice(0, NOTES).map((problem) => noteLine('warning', problem, invocation)),
    ...(warnings.length > NOTES ? [`  ${say('programme.moreWarnings', { more: warnings.length - NOTES })}`] : []),
    ...(hashes ? [`  ${say('programme.rules', { hash: hashes.rules })}`] : []),
    ...(hashes ? [`  ${say('programme.texts', { hash: hashes.texts })}`] : []),
  ];
}

export class ExportProgramme extends Asking {
  constructor(
    readonly slug: string,
    readonly out: string | undefined,
    readonly withSimulation: boolean,
  ) {
    super();
  }
}

@QueryHandler(ExportProgramme)
export class ExportProgrammeHandler implements IQueryHandler<ExportProgramme> {
  constructor(@Inject(INVOCATION) private readonly invocation: Invocation) {}

  /** Without a file, the programme is itself the answer: with `--json` as one line. */
  async execute({ slug, out, withSimulation }: ExportProgramme): Promise<Answer> {
    const source = await programmeOf(slug);
    if (withSimulation && source.playable === undefined) throw refused('programme.noSimulation', { slug });
    const wanted: Sourced = withSimulation ? source : { definition: source.definition };
    const text = exported(wanted);
    if (out === undefined) return { json: JSON.parse(text) as object, lines: [text.trimEnd()] };
    await writeNew(out, one(text));
    const hashes = hashesIn(source.definition);
    return { json: { file: out, ...hashes }, lines: [this.invocation.say('programme.exported', { file: out })] };
  }
}

async function* one(text: string): AsyncIterable<string> {
  yield text;
}

export const programme: CliCommand = {
  handlers: [
    ListProgrammesHandler,
    CheckProgrammesHandler,
    DrawProgrammeHandler,
    ExportProgrammeHandler,
    PublishProgrammeHandler,
  ],
  declare(program, { say, dispatch }) {
    const group = program.command('programme').description(say('help.programme'));
    group
      .command('list')
      .description(say('help.programme.list'))
      .action(() => dispatch(new ListProgrammes()));
    group
      .command('check')
      .description(say('help.programme.check'))
      .argument('[slug]', say('help.programme.slug'))
      .action((slug: string | undefined) => dispatch(new CheckProgrammes(slug)));
    group
      .command('diagram')
      .description(say('help.programme.diagram'))
      .argument('<slug>', say('help.programme.slug'))
      .option('--subject <name>', say('help.programme.subject'))
      .action((slug: string, { subject }: { subject?: string }) => dispatch(new DrawProgramme(slug, subject)));
    group
      .command('export')
      .description(say('help.programme.export'))
      .argument('<slug>', say('help.programme.slug'))
      .option('--out <file>', say('help.programme.out'))
      .option('--with-simulation', say('help.programme.withSimulation'))
      .action((slug: string, { out, withSimulation }: { out?: string; withSimulation?: boolean }) =>
        dispatch(new ExportProgramme(slug, out, withSimulation ?? false)),
      );
    group
      .command('publish')
      .description(say('help.programme.publish'))
      .argument('<slug>', say('help.programme.slug'))
      .requiredOption('--root <root>', say('help.option.root'))
      .option('--as <account>', say('help.give.as'))
      .action((slug: string, options: { root: string; as?: string }) => dispatch(new PublishProgramme(slug, options)));
  },
};
