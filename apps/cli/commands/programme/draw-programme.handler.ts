/** `programme diagram <slug>`: the charts of a programme's subjects, as text that Mermaid draws. */
import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { chartAsMermaid } from '../../../../libs/lifecycle/diagram/diagram.js';
import type { Definition } from '../../../../libs/lifecycle/definition/definition.js';
import { CliQuery, INVOCATION, refusal, type Answer, type Invocation } from '../../invocation/invocation.js';
import { checkProgramme, findProgramme } from '../../programmes/checked-programme.js';

export class DrawProgramme extends CliQuery {
  constructor(
    readonly slug: string,
    readonly subject: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(DrawProgramme)
export class DrawProgrammeHandler implements IQueryHandler<DrawProgramme> {
  constructor(@Inject(INVOCATION) private readonly invocation: Invocation) {}

  async execute({ slug, subject }: DrawProgramme): Promise<Answer> {
    const { definition: value } = await findProgramme(slug);
    const { problems } = checkProgramme(value);
    // What is unsound may have no end to draw to.
    if (problems.length > 0) throw refusal('programme.notSound', { slug, problems: problems.length });
    const definition = value as Definition;
    const wanted = definition.subjects.filter(({ category }) => subject === undefined || category === subject);
    if (wanted.length === 0) {
      const known = definition.subjects.map(({ category }) => category).join(', ');
      throw refusal('programme.noSubject', { slug, subject: subject ?? '', known });
    }
    const charts = wanted.map((each) => ({
      subject: each.category,
      mermaid: chartAsMermaid(each, definition, this.invocation.language),
    }));
    return {
      json: { slug, charts },
      lines: charts.flatMap(({ subject: of, mermaid }, index) => [...(index > 0 ? [''] : []), `%% ${of}`, mermaid]),
    };
  }
}
