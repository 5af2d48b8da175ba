/** A fault of the program's own, with all sorts of things in its words: what stands in the log of it. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openLogger, openMetrics } from '../../libs/runtime/logger.js';
import { doorway, type Doorway } from '../api/given.js';
import { describeWithPostgres } from '../postgres.js';

describeWithPostgres('what is logged of a fault', () => {
  const lines: string[] = [];
  let door: Doorway;
  let told = '';

  beforeAll(async () => {
    const log = openLogger('debug', { write: (line: string) => void lines.push(line) });
    door = await doorway({}, {}, 2, {
      observing: { log, metrics: openMetrics({ process: false }) },
      ready: () => Promise.reject(new Error(told)),
    });
  });
  afterAll(() => door.close());

  test('one line of JSON, without tokens, without what could pass for another line or move a terminal', async () => {
    const token = await door.tokenOf(door.federation.office);
    const hostile = '\r\n{"level":"info","msg":"all is well"}\n\u001b[2J\u001b]0;evil\u0007 \u2028 \u0000 ';
    told = `${hostile} Bearer ${token} ${token} postgresql://user:secret@host/`;
    const answer = await door.ask('GET', '/health/ready', {
      headers: { 'user-agent': 'agent-canary', 'x-request-id': 'id-canary', authorization: `Bearer ${token}` },
    });
    expect(answer).toMatchObject({ status: 500, body: { reason: 'internal', params: { id: expect.any(String) } } });
    const { id } = answer.body['params'] as { id: string };
    expect(answer.body['messages']).toEqual({ zh: expect.stringContaining(id), en: expect.stringContaining(id) });
    expect(answer.text).not.toMatch(/all is well|evil|at .*\.ts/);
    expect(lines).toHaveLength(1);
    const [line = ''] = lines;
    expect(line.indexOf('\n')).toBe(line.length - 1);
    expect(JSON.parse(line)).toMatchObject({ level: 'error', id, method: 'GET', route: '/health/ready' });
    expect([...line.slice(0, -1)].filter((character) => character < ' ' || character === '\u007f')).toEqual([]);
    for (const secret of [token, token.slice(-43), 'secret@', 'agent-canary', 'id-canary'])
      expect(line).not.toContain(secret);
  });
});
