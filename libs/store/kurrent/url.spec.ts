import { expect, test } from '@jest/globals';
import { isKurrentUrl, hostsIn } from './url.js';

test.each([
  'kurrentdb://localhost:2113?tls=false',
  'kurrentdb://localhost',
  'kurrentdb://admin:s3cret%40@db.example.org:2113/?tls=true&tlsCAFile=/etc/hearth/ca.crt',
  'kurrentdb://admin:s3cret@a.example.org:2113,b.example.org:2113,c.example.org:2113?tls=true',
  'kurrentdb+discover://admin:s3cret@cluster.example.org?nodePreference=leader&maxDiscoverAttempts=3',
  'kdb://127.0.0.1:2113?tls=false&connectionName=hearth&keepAliveInterval=10000',
])('%s is taken', (url) => {
  expect(isKurrentUrl(url)).toBe(true);
});

test.each([
  ['another scheme', 'esdb://localhost:2113?tls=false'],
  ['a web address', 'https://localhost:2113'],
  ['no host', 'kurrentdb://?tls=false'],
  ['a port that is none', 'kurrentdb://localhost:port'],
  ['an empty place in a list', 'kurrentdb://a:2113,,b:2113'],
  ['an option that is none', 'kurrentdb://localhost?secure=true'],
  ['a value that is none', 'kurrentdb://localhost?tls=yes'],
  // A refused append would answer as if it had been written.
  ['refusals that pass for successes', 'kurrentdb://localhost?tls=false&throwOnAppendFailure=false'],
  ['even if they would not', 'kurrentdb://localhost?tls=false&throw_on_append_failure=true'],
  // Somebody who follows may tell of a stream what was true a while ago.
  ['a node that only follows', 'kurrentdb://localhost?nodePreference=follower'],
  ['a time limit of a day', 'kurrentdb://localhost?defaultDeadline=86400000'],
  ['a password without a name', 'kurrentdb://:secret@localhost'],
  ['a space', 'kurrentdb://local host'],
  ['nothing', ''],
])('%s is refused: %s', (_case, url) => {
  expect(isKurrentUrl(url)).toBe(false);
});

test('where it is can be told without what is secret', () => {
  expect(hostsIn('kurrentdb://admin:s3cret@a:2113,b:2114?tls=true&tlsCAFile=/x')).toBe('a:2113,b:2114');
});
