import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { CommandService } from '../../../../libs/runtime/command-service.js';
import type { readProgramme } from './programmes.routes.js';
import { RouteQuery } from '../route-query.js';
import { VisibilityService } from '../../visibility/visibility.service.js';

export class ReadProgramme extends RouteQuery<typeof readProgramme> {}

@QueryHandler(ReadProgramme)
export class ReadProgrammeHandler implements IQueryHandler<ReadProgramme> {
  constructor(
    private readonly service: CommandService,
    private readonly visibility: VisibilityService,
  ) {}

  async execute({ request: { token, params } }: ReadProgramme): Promise<object> {
    const visibility = await this.visibility.require(token, `programme-${token.root}.${params.id}`);
    const { slug, edition, rules, texts } = visibility.folded.fields as Readonly<Record<string, string>>;
    const definition = await this.service.ask(token.root, (context) => ({
      ...(context.published(rules ?? '') as object),
      texts: context.published(texts ?? ''),
    }));
    return { id: params.id, slug, edition, rules, texts, definition };
  }
}
