/** A gate in front of a server: lets through, swallows answers, or stays shut. */
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

export interface Gate {
  /** The server's address, through the gate. */
  readonly connectionString: string;
  /** Lets the next request through, and cuts the connection instead of passing on its answer. Tells how often it did. */
  swallowAnswers(times: number): void;
  swallowed(): number;
  /** Cuts all connections and takes no new ones. */
  shut(): void;
  reopen(): void;
  close(): Promise<void>;
}

export async function gateTo(connectionString: string): Promise<Gate> {
  const target = new URL(connectionString);
  const sockets = new Set<Socket>();
  let isShut = false;
  let [toSwallow, swallowed] = [0, 0];
  const server = createServer((near) => {
    if (isShut) {
      near.destroy();
      return;
    }
    const far = connect(Number(target.port), target.hostname);
    const cut = (): void => {
      near.destroy();
      far.destroy();
    };
    let asked = false;
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', cut);
      socket.on('close', () => {
        sockets.delete(socket);
        cut();
      });
    }
    near.on('data', (chunk) => {
      // An append names its statement; what a connection says at its start is let through.
      asked = chunk.includes('hearth-append');
      far.write(chunk);
    });
    far.on('data', (chunk) => {
      if (asked && toSwallow > 0) {
        toSwallow -= 1;
        swallowed += 1;
        cut();
      } else near.write(chunk);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = new URL(connectionString);
  url.port = String((server.address() as AddressInfo).port);
  return {
    connectionString: url.href,
    swallowAnswers: (times) => {
      toSwallow = times;
      swallowed = 0;
    },
    swallowed: () => swallowed,
    shut: () => {
      isShut = true;
      for (const socket of sockets) socket.destroy();
    },
    reopen: () => {
      isShut = false;
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
