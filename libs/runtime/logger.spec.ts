import { describe, expect, test } from '@jest/globals';
import { openLogger, openMetrics, type LogLevel } from './logger.js';

function heard(level: LogLevel = 'debug') {
  const lines: string[] = [];
  const log = openLogger(level, { write: (line: string) => lines.push(line) });
  return { log, lines, parsed: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

describe('log lines', () => {
  test('are JSON with time, level and what stands beside the message', () => {
    const { log, parsed } = heard();
    log.of({ part: 'worker' }).warn('behind', { behind: 7 });
    expect(parsed()).toEqual([
      { level: 'warn', time: expect.stringMatching(/^\d{4}-.*Z$/), part: 'worker', behind: 7, msg: 'behind' },
    ]);
  });

  test('hold no token, no password of an address and nothing under a name of secrets', () => {
    const { log, lines } = heard();
    log.info('refused hth_abc123_SECRETSECRET and Bearer hth_x_SECRET2', {
      token: 'SECRET3',
      authorization: 'SECRET4',
      body: 'SECRET5',
      where: 'postgres://hearth:SECRET6@127.0.0.1/db',
    });
    const error = Object.assign(new Error('no answer from postgres://u:SECRET7@host'), {
      code: '23505',
      detail: 'Key (account)=(SECRET8) already exists.',
    });
    log.error('failed', {}, error);
    expect(lines.join('')).not.toContain('SECRET');
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({ error: { kind: 'Error', code: '23505' } });
  });

  test('below the level are not written', () => {
    const { log, lines } = heard('warn');
    log.info('unheard');
    log.error('heard');
    expect(lines).toHaveLength(1);
  });
});

describe('figures', () => {
  test('count commands by outcome and reason, requests by route and status', async () => {
    const metrics = openMetrics({ process: false });
    metrics.command('accepted', 0.002);
    metrics.command('rejected', 0.002, 'quotaExceeded');
    metrics.command('rejected', 0.002, 'quotaExceeded');
    metrics.request('POST', '/v1/commands/{command}', 409, 0.004);
    const text = await metrics.text();
    expect(text).toContain('hearth_commands_total{outcome="rejected",reason="quotaExceeded"} 2');
    expect(text).toContain('hearth_commands_total{outcome="accepted",reason=""} 1');
    expect(text).toContain('hearth_http_requests_total{method="POST",route="/v1/commands/{command}",status="409"} 1');
    expect(text).toContain('hearth_command_seconds_bucket{le="0.0025"} 3');
  });

  test('ask how far followers are when they are read, and leave out what nobody can tell', async () => {
    const metrics = openMetrics({ process: false });
    let behind: number | undefined = 5;
    metrics.observeLag(() =>
      behind === undefined ? Promise.reject(new Error('gone')) : Promise.resolve({ views: behind }),
    );
    metrics.observeQueue(() => Promise.resolve(12));
    expect(await metrics.text()).toContain('hearth_follower_behind_facts{follower="views"} 5');
    behind = undefined;
    const text = await metrics.text();
    expect(text).not.toContain('follower="views"');
    expect(text).toContain('hearth_queue_reminders 12');
  });
});
