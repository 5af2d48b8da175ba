import 'reflect-metadata';
import { EXIT } from './invocation/invocation.js';
import { run } from './run.js';

const stop = new AbortController();
let interruptions = 0;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    interruptions += 1;
    // The second time at once: the embedded server survives it, and is found again.
    if (interruptions > 1) process.exit(EXIT.interrupted);
    stop.abort(new Error(signal));
  });
}
// Whoever reads the output has heard enough (`hearth history … | head`).
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

process.exitCode = await run(
  process.argv.slice(2),
  process.env,
  { out: process.stdout, err: process.stderr },
  stop.signal,
);
// Told to stop, it ends, also when something that could not be closed in time is still open. So it does when it failed: a
// TLS handshake that a server never answers cannot be called off.
if (interruptions > 0 || process.exitCode !== EXIT.done) process.exit();
