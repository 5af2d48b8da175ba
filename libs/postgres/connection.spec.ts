/** A server that dies in the very moment in which a connection stands. */
import { afterEach, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { Unavailable } from '../engine/ports/event-store.js';
import { openPool, read } from './connection.js';

let server: Server;
afterEach(() => {
  server.close();
});

/** A message of PostgreSQL's protocol: its letter, its length, what it says. */
function message(letter: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(letter), length, body]);
}

const welcome = message('R', Buffer.alloc(4));
const ready = message('Z', Buffer.from('I'));
const farewell = message(
  'E',
  Buffer.from('SFATAL\0VFATAL\0C57P01\0Mterminating connection due to unexpected postmaster exit\0\0'),
);

test('a session that ends together with its welcome is no more than a store out of reach', async () => {
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    // In one piece, as a session of a server that was killed says it.
    socket.once('data', () => socket.end(Buffer.concat([welcome, ready, farewell])));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const pool = openPool(`postgresql://u:p@127.0.0.1:${port}/d`, 2).on('error', () => undefined);
  try {
    await expect(read(pool, { text: 'select 1', values: [] })).rejects.toThrow(Unavailable);
  } finally {
    await pool.end();
  }
});
