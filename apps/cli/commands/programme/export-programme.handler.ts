import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Inject } from '@nestjs/common';
import { CliQuery, INVOCATION, type Invocation, type Answer, refusal } from '../../invocation/invocation.js';
import { findProgramme, hashesIn } from '../../programmes/checked-programme.js';
import { type ProgrammeSource, exportProgramme } from '../../programmes/sources.js';
import { writeNew } from '../../options/files.js';

export class ExportProgramme extends CliQuery {
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
    const source = await findProgramme(slug);
    if (withSimulation && source.playable === undefined) throw refusal('programme.noSimulation', { slug });
    const wanted: ProgrammeSource = withSimulation ? source : { definition: source.definition };
    const text = exportProgramme(wanted);
    if (out === undefined) return { json: JSON.parse(text) as object, lines: [text.trimEnd()] };
    await writeNew(out, one(text));
    const hashes = hashesIn(source.definition);
    return { json: { file: out, ...hashes }, lines: [this.invocation.say('programme.exported', { file: out })] };
  }
}

async function* one(text: string): AsyncIterable<string> {
  yield text;
}
