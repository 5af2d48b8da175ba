/** The program of a checkout, run on a data folder by its command line and its API. */
import { spawn } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** JSON of a file of the checkout. */
export const jsonOf = async (checkout, path) => JSON.parse(await readFile(join(checkout, path), 'utf8'));

export class Program {
  #serving;
  #ended;
  /** Texts of tokens by the name that the record knows them by. */
  tokens = {};
  url = '';

  constructor(checkout, folder) {
    this.checkout = checkout;
    this.folder = folder;
    this.data = join(folder, 'data');
  }

  #start(args) {
    const { PATH, HOME } = process.env;
    return spawn(
      join(this.checkout, 'node_modules/.bin/node'),
      [join(this.checkout, 'dist/apps/cli/main.js'), ...args, '--json'],
      { env: { PATH, HOME, HEARTH_DATA: this.data, HEARTH_PORT: '0' }, stdio: ['pipe', 'pipe', 'pipe'] },
    );
  }

  /** Runs a command to its end. Returns the JSON that it tells. */
  async run(...args) {
    return this.fed('', ...args);
  }

  /** The same with something on standard input. */
  async fed(input, ...args) {
    const child = this.#start(args);
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => (err += chunk));
    child.stdin.end(input);
    const code = await new Promise((resolve) => child.on('close', resolve));
    if (code !== 0) throw new Error(`hearth ${args.join(' ')} ended with ${code}: ${out}${err}`);
    return JSON.parse(out.trimEnd().split('\n').at(-1));
  }

  async serve(...args) {
    this.#serving = this.#start(['serve', ...args]);
    this.#ended = new Promise((resolve) => this.#serving.on('close', resolve));
    this.#serving.stderr.on('data', () => undefined);
    const told = await new Promise((resolve, reject) => {
      this.#serving.stdout.once('data', (chunk) => resolve(JSON.parse(String(chunk))));
      this.#serving.once('close', (code) => reject(new Error(`serve ended with ${code}`)));
    });
    this.url = told.url;
    return told;
  }

  async stop() {
    this.#serving.kill('SIGTERM');
    const code = await this.#ended;
    if (code !== 0) throw new Error(`serve ended with ${code}`);
  }

  /** By the token of this name, or by none. */
  async ask(as, path, rest = {}) {
    const headers = { ...(as ? { authorization: `Bearer ${this.tokens[as]}` } : {}), ...rest.headers };
    const response = await fetch(`${this.url}${path}`, { ...rest, headers });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return { status: response.status, body: isJson ? JSON.parse(text) : text };
  }

  /** Gives a command over HTTP, and tells what was said. */
  async give({ as, path, key, body, method = 'POST' }) {
    const headers = { 'content-type': 'application/json', 'idempotency-key': key };
    return this.ask(as, path, { method, headers, body: JSON.stringify(body) });
  }

  /** A command that must be accepted. `cycle`: undefined for one of the platform. `to`: parts of a key, or a stream. */
  async accept(as, cycle, command, to, input = {}, more = {}) {
    const path = cycle === undefined ? `/v1/commands/${command}` : `/v1/cycles/${cycle}/commands/${command}`;
    this.given = (this.given ?? 0) + 1;
    const asked = {
      as,
      path,
      key: `given ${this.given}`,
      body: { target: typeof to === 'string' ? { stream: to } : { key: to }, input, ...more },
    };
    const { status, body } = await this.give(asked);
    if (status !== 200) throw new Error(`${command} by ${as} was answered ${status}: ${JSON.stringify(body)}`);
    return { ...asked, status, answer: body };
  }

  async setting(as, cycle, setting, value) {
    this.given += 1;
    const path = `/v1/cycles/${cycle}/settings/${setting}`;
    const { status, body } = await this.give({
      as,
      path,
      key: `given ${this.given}`,
      body: { value },
      method: 'PUT',
    });
    if (status !== 200) throw new Error(`${setting} was answered ${status}: ${JSON.stringify(body)}`);
  }

  /** A token; who has no such role in that unit is granted it. */
  async token(name, root, account, role, unit, ...more) {
    const told = await this.run(
      ...['token', 'create', '--root', root, '--account', account, '--role', role, '--unit', unit],
      ...['--label', name, ...more],
    );
    this.tokens[name] = told.text;
    return told;
  }

  /** Until everything that follows the log has come to its end. */
  async settled() {
    for (;;) {
      const { status, body } = await this.ask('operator', '/v1/lag');
      if (status !== 200) throw new Error(`the lag was answered ${status}`);
      if (Object.values(body).every(({ behind }) => behind === 0)) return;
      await sleep(50);
    }
  }

  async advance(to) {
    await this.settled();
    const told = await this.run('clock', 'advance', to);
    await this.settled();
    return told;
  }

  /** Publishes a definition from a value. */
  async publish(root, definition) {
    const file = join(this.folder, 'definition.json');
    await mkdir(this.folder, { recursive: true });
    await writeFile(file, JSON.stringify(definition));
    const told = await this.run('programme', 'publish', file, '--root', root);
    await rm(file);
    return told;
  }

  /** Every fact of the log, from an export of it. */
  async facts() {
    const file = join(this.folder, 'export.ndjson');
    await this.run('log', 'export', '--out', file);
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n').map(JSON.parse);
    await rm(file);
    return lines.filter(({ stream }) => stream !== undefined);
  }
}
