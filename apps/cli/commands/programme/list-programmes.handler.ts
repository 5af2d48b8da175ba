import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Inject } from '@nestjs/common';
import { hashesOf } from '../../../../libs/lifecycle/definition/compile-programme.js';
import { CliQuery, INVOCATION, type Invocation, type Answer } from '../../invocation/invocation.js';
import { loadRegistry } from '../../programmes/registry.js';

export class ListProgrammes extends CliQuery {}

@QueryHandler(ListProgrammes)
export class ListProgrammesHandler implements IQueryHandler<ListProgrammes> {
  constructor(@Inject(INVOCATION) private readonly invocation: Invocation) {}

  async execute(): Promise<Answer> {
    const { say, language } = this.invocation;
    const { programmes } = await loadRegistry();
    const told = programmes.map((each) => {
      const title = each.texts[language][each.title] ?? each.title;
      return { slug: each.slug, edition: each.edition, title, ...hashesOf(each) };
    });
    const lines = told.map(({ slug, edition, title }) => say('programme.line', { slug, edition, title }));
    return { json: { programmes: told }, lines: lines.length === 0 ? [say('programme.none')] : lines };
  }
}
