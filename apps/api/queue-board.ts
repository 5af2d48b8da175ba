/** What operators look at in a browser: the queue. Looked at, never changed: what is kept follows from the log. */
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import type { FastifyInstance } from 'fastify';
import { Entry } from './auth/authenticate.js';
import type { HttpReply, HttpRequest } from './http/http-types.js';
import type { Api } from './http/api-parts.js';
import { answerProblem } from './problem.filter.js';
import { Refusal } from './http/refusal.js';

export const BOARD_PATH = '/queues';

const BOARD_POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; form-action 'none'";

export function showToOperators(server: FastifyInstance, api: Api): void {
  if (!api.queue) return;
  const board = new FastifyAdapter();
  board.setBasePath(BOARD_PATH);
  createBullBoard({
    queues: [new BullMQAdapter(api.queue.boardQueue(), { readOnlyMode: true })],
    serverAdapter: board,
    options: { uiConfig: { boardTitle: 'Hearth' } },
  });
  const entry = new Entry(api);
  void server.register((scope, _options, done) => {
    scope.addHook('onRequest', async (request: HttpRequest, reply: HttpReply) => {
      try {
        if (request.method !== 'GET')
          throw new Refusal(405, 'methodNotAllowed', { allowed: 'GET' }, [], { allow: 'GET' });
        await entry.operator(request);
        reply.header('content-security-policy', BOARD_POLICY);
      } catch (error) {
        answerProblem(api, error, request, reply);
      }
    });
    void scope.register(board.registerPlugin(), { prefix: BOARD_PATH });
    done();
  });
}
