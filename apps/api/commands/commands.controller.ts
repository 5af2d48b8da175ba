import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { NotCanonical } from '../../../libs/engine/canonical/canonical-json.js';
import { canonicalHash } from '../../../libs/engine/canonical/digest.js';
import { HASH_DIGITS } from '../../../libs/lifecycle/definition/published-key.js';
import { HttpProblem } from '../http/http-problem.js';
import { Parsed, type ParsedRequest } from '../http/parse-request.pipe.js';
import { Route } from '../http/route.js';
import { giveCommandOf, wholeBody } from './command-of-request.js';
import { giveCycleCommand, givePlatformCommand, giveSetting, openCycle, publishProgramme } from './command.routes.js';

@Controller()
export class CommandsController {
  constructor(private readonly commands: CommandBus) {}

  @Route(givePlatformCommand)
  givePlatformCommand(@Parsed(givePlatformCommand) request: ParsedRequest<typeof givePlatformCommand>) {
    return this.commands.execute(giveCommandOf(request, { ...request.body, name: request.params.command }));
  }

  @Route(giveCycleCommand)
  giveCycleCommand(@Parsed(giveCycleCommand) request: ParsedRequest<typeof giveCycleCommand>) {
    const { cycle, command } = request.params;
    return this.commands.execute(giveCommandOf(request, { ...request.body, cycle, name: command }));
  }

  @Route(openCycle)
  openCycle(@Parsed(openCycle) request: ParsedRequest<typeof openCycle>) {
    const { cycle, ...input } = request.body;
    const body = { name: 'openCycle', target: { key: { cycle } }, input };
    return this.commands.execute(giveCommandOf(request, body, wholeBody));
  }

  @Route(giveSetting)
  giveSetting(@Parsed(giveSetting) request: ParsedRequest<typeof giveSetting>) {
    const { cycle, setting } = request.params;
    const body = { name: 'giveSetting', target: { key: { cycle } }, input: { setting, value: request.body.value } };
    return this.commands.execute(giveCommandOf(request, body, wholeBody));
  }

  @Route(publishProgramme)
  publishProgramme(@Parsed(publishProgramme) request: ParsedRequest<typeof publishProgramme>) {
    const { texts, ...rules } = request.body.definition;
    const target = { key: { hash: hashOf(rules) } };
    const body = { name: 'publishProgramme', target, input: { definition: rules, texts } };
    // The texts are a member of the definition in the body, and stand beside it in the command.
    const inBody = (pointer: string): string => (/^\/texts(\/|$)/.test(pointer) ? `/definition${pointer}` : pointer);
    return this.commands.execute(giveCommandOf(request, body, inBody));
  }
}

/** What has no canonical form has no hash. @throws {HttpProblem} 422 */
function hashOf(rules: object): string {
  try {
    return canonicalHash(rules).slice(0, HASH_DIGITS);
  } catch (error) {
    if (!(error instanceof NotCanonical)) throw error;
    const reason = error.message.startsWith('text ') ? 'textNotNormal' : 'malformed';
    throw new HttpProblem(422, 'malformed', {}, [{ in: 'body', pointer: `/definition${error.pointer}`, reason }]);
  }
}
