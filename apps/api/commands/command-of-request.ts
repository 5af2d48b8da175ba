/** Commands as routes give them to the engine. */
import type { Command, Target } from '../../../libs/engine/decide/command.js';
import { streamParts } from '../../../libs/engine/ports/event-store.js';
import { HttpProblem } from '../http/http-problem.js';
import type { ParsedRequest } from '../http/parse-request.pipe.js';
import type { giveCycleCommand } from './command.routes.js';
import { GiveCommand, type BodyPointer } from './give-command.handler.js';

type Authority = Pick<ParsedRequest<typeof giveCycleCommand>, 'token'> & {
  readonly headers: { readonly 'idempotency-key': string; readonly 'if-match'?: number | undefined };
};

interface CommandBody extends Pick<Command, 'name' | 'cycle' | 'input' | 'for' | 'on' | 'newPersons'> {
  readonly target: Target;
}

export const inputMember: BodyPointer = (pointer) => `/input${pointer}`;
/** The body is the input, or holds its members. */
export const wholeBody: BodyPointer = (pointer) => pointer;

/** Who gives it is said by the token alone. @throws {HttpProblem} 404 */
export function giveCommandOf(
  { token, headers }: Authority,
  body: CommandBody,
  bodyPointer: BodyPointer = inputMember,
): GiveCommand {
  const { root, account, role, unit, grant } = token;
  const behalf = body.for?.stream;
  if (behalf !== undefined && streamParts(behalf).root !== root) throw new HttpProblem(404, 'notFound');
  const command: Command = {
    root,
    by: { account, role, unit, grant },
    key: headers['idempotency-key'],
    expected: headers['if-match'],
    ...body,
  };
  return new GiveCommand(command, bodyPointer);
}
