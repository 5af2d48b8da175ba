/** Starts the application's process, tells it what to do, and hears what it says. */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** What became of one of the commands. */
export type Answered =
  | {
      readonly said: 'accepted';
      readonly key: string;
      readonly from: number;
      readonly to: number;
      readonly repeated: boolean;
    }
  | { readonly said: 'unavailable'; readonly key: string; readonly outcome: string; readonly why: string }
  | { readonly said: 'refused'; readonly key: string; readonly why: string };

export type Said =
  | Answered
  | { readonly said: 'open'; readonly cluster: string }
  | { readonly said: 'trouble'; readonly message: string }
  | { readonly said: 'done'; readonly word: string };

/** Longer than PostgreSQL takes to come back on a busy machine. */
const PATIENCE_MS = 60_000;

export class Application {
  /** The cluster's folder: its pid file names the postmaster. */
  cluster = '';
  troubles = 0;
  private readonly child: ChildProcess;
  private readonly ended: Promise<void>;
  private readonly heard: Said[] = [];
  private wake: () => void = () => undefined;

  private constructor(data: string, cycle: string) {
    const hooks = join(import.meta.dirname, '..', 'typescript.mjs');
    const script = join(import.meta.dirname, 'application-process.ts');
    this.child = spawn(process.execPath, ['--import', hooks, script, data, cycle], {
      cwd: join(import.meta.dirname, '..', '..'),
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    // Writing to a process that was killed is no news.
    this.child.stdin?.on('error', () => undefined);
    const lines = createInterface(this.child.stdout as NodeJS.ReadableStream);
    lines.on('line', (line) => this.hear(JSON.parse(line) as Said));
    const closed = new Promise<void>((resolve) => lines.once('close', resolve));
    const exited = new Promise<void>((resolve) => this.child.once('exit', () => resolve()));
    this.ended = Promise.all([closed, exited]).then(() => this.wake());
  }

  static async open(data: string, cycle: string): Promise<Application> {
    const application = new Application(data, cycle);
    const said = await application.until(({ said }) => said === 'open');
    if (said?.said !== 'open') throw new Error('the application did not open');
    application.cluster = said.cluster;
    return application;
  }

  /** Does one thing to its end. */
  async does(word: 'prepare' | 'leave'): Promise<void> {
    this.child.stdin?.write(`${word}\n`);
    const said = await this.until((each) => each.said === 'done' && each.word === word);
    if (said === undefined) throw new Error(`the application ended while it was to ${word}`);
    if (word === 'leave') await this.ended;
  }

  /** Gives the two hundred commands; `each` hears every answer. Returns the answers, once all are there or it has died. */
  async gives(each: (answered: Answered, count: number) => void = () => undefined): Promise<Answered[]> {
    this.child.stdin?.write('give\n');
    const answers: Answered[] = [];
    await this.until((said) => {
      if ('key' in said) each(said, answers.push(said));
      return said.said === 'done';
    });
    return answers;
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }

  async killed(): Promise<void> {
    this.kill();
    await this.ended;
  }

  async killServer(): Promise<void> {
    const text = await readFile(join(this.cluster, 'postmaster.pid'), 'utf8');
    process.kill(Number(text.split('\n')[0]), 'SIGKILL');
  }

  private hear(said: Said): void {
    if (said.said === 'trouble') this.troubles += 1;
    this.heard.push(said);
    this.wake();
  }

  /** Takes what was said until `found`; undefined when the process ends before it. */
  private async until(found: (said: Said) => boolean): Promise<Said | undefined> {
    for (;;) {
      const said = this.heard.shift();
      if (said !== undefined && found(said)) return said;
      if (said !== undefined) continue;
      if (this.child.exitCode !== null || this.child.signalCode !== null) {
        await this.ended;
        if (this.heard.length === 0) return undefined;
        continue;
      }
      await this.news();
    }
  }

  private async news(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`the application said nothing for ${PATIENCE_MS} ms`)), PATIENCE_MS);
    });
    try {
      await Promise.race([new Promise<void>((resolve) => (this.wake = resolve)), this.ended, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
