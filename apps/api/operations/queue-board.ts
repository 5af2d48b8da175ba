/** The queue of reminders, as operators see it in a browser. Read only: what is queued follows from the log. */
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import type { FastifyInstance } from 'fastify';
import type { Queue } from '../../../libs/outside/queue/queue.js';
import type { Authenticator } from '../auth/authenticator.js';
import { HttpProblem } from '../http/http-problem.js';
import type { HttpReply, HttpRequest } from '../http/http-types.js';
import type { ProblemFilter } from '../http/problem.filter.js';

const BOARD_PATH = '/queues';

const BOARD_POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; form-action 'none'";

/** Bull Board is a Fastify plugin, out of reach of Nest's guards and filters: its hook calls them. */
export function serveQueueBoard(
  server: FastifyInstance,
  queue: Pick<Queue, 'boardQueue'>,
  authenticator: Authenticator,
  problems: ProblemFilter,
): void {
  const board = new FastifyAdapter();
  board.setBasePath(BOARD_PATH);
  createBullBoard({
    queues: [new BullMQAdapter(queue.boardQueue(), { readOnlyMode: true })],
    serverAdapter: board,
    options: { uiConfig: { boardTitle: 'Hearth' } },
  });
  void server.register((scope, _options, done) => {
    scope.addHook('onRequest', async (request: HttpRequest, reply: HttpReply) => {
      try {
        if (request.method !== 'GET')
          throw new HttpProblem(405, 'methodNotAllowed', { allowed: 'GET' }, [], { allow: 'GET' });
        await authenticator.requireOperator(request);
        reply.header('content-security-policy', BOARD_POLICY);
      } catch (error) {
        problems.reply(error, request, reply);
      }
    });
    void scope.register(board.registerPlugin(), { prefix: BOARD_PATH });
    done();
  });
}
