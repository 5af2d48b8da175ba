/**
 * Kill -9 in the middle of two hundred concurrent commands: of the application, or of PostgreSQL's postmaster. What was
 * acknowledged must be there, nothing twice; and each command, given again with its key, must then be there exactly once.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { openLog } from '../../libs/runtime/open-log.js';
import { proveStreams } from '../../libs/runtime/verify-log.js';
import { seededChance } from '../../libs/simulation/chance.js';
import { listStreams } from '../../libs/engine/verify/verify-stream.js';
import type { EventStore } from '../../libs/engine/ports/event-store.js';
import { Application, type Answered } from './application.js';
import { audit, type Audit } from './audit.js';
import { commandsOf, ROOT } from './federation.js';

export type Victim = 'application' | 'postmaster';
export const COMMANDS = 200;
/** A kill that came after the last acknowledgement says nothing: it is drawn again, so often at most. */
const DRAWS = 5;
/** On a busy machine a caller may be told more than once that others got in between. */
const TURNS = 10;

export interface Round {
  readonly victim: Victim;
  readonly cycle: string;
  /** The instant: so many milliseconds after this acknowledgement was heard. */
  readonly after: { readonly acknowledgement: number; readonly milliseconds: number };
  readonly draws: number;
  /** Acknowledged before the kill, and in all before the commands were given again. */
  readonly before: number;
  readonly acknowledged: number;
  /** Not answered, or with an answer that leaves it open whether it was written. */
  readonly inDoubt: number;
  /** Told that nothing was written. */
  readonly unavailable: number;
  /** Answers that are no answer to a crash: a bug. */
  readonly wrong: readonly string[];
  readonly afterKill: Audit;
  /** Given again: acknowledged as done before, and done now. */
  readonly repeated: number;
  readonly anew: number;
  /** How often they had to be given until none was told to ask again. */
  readonly turns: number;
  readonly afterAgain: Audit;
  /** Facts proven and faults found, in the whole log. */
  readonly proven: number;
  readonly faults: readonly string[];
  readonly seconds: number;
}

/** One kill in a data folder; `name` (letters and digits) tells its cycle from those of other rounds. */
export async function killRound(data: string, victim: Victim, seed: string, name: string): Promise<Round> {
  const started = performance.now();
  const chance = seededChance(seed);
  for (let draw = 1; ; draw += 1) {
    const cycle = `${name}x${draw}`;
    const after = {
      acknowledgement: 1 + chance.below(COMMANDS - 1, `${cycle} acknowledgement`),
      milliseconds: chance.below(25, `${cycle} milliseconds`),
    };
    const struck = await strike(data, victim, cycle, after);
    if (struck.before === COMMANDS && draw < DRAWS) {
      await struck.application?.does('leave');
      continue;
    }
    const heard = struck.answers;
    const afterKill = await reading(data, (store) => held(store, cycle, heard));
    const application = struck.application ?? (await Application.open(data, cycle));
    const { again, turns } = await givenAgain(application);
    const [afterAgain, proof] = await reading(data, async (store) => [
      await held(store, cycle, [...heard, ...again]),
      await proveStreams(store, await listStreams(store)),
    ]);
    await application.does('leave');
    const acknowledged = count(heard, ({ said }) => said === 'accepted');
    const unavailable = count(heard, (each) => each.said === 'unavailable' && each.outcome === 'nothingWritten');
    return {
      victim,
      cycle,
      after,
      draws: draw,
      before: struck.before,
      acknowledged,
      unavailable,
      inDoubt: COMMANDS - acknowledged - unavailable,
      wrong: [...heard, ...again].flatMap((each) => (each.said === 'refused' ? [`${each.key}: ${each.why}`] : [])),
      afterKill,
      turns,
      repeated: count(again, (each) => each.said === 'accepted' && each.repeated),
      anew: count(again, (each) => each.said === 'accepted' && !each.repeated),
      afterAgain,
      proven: proof.facts,
      faults: proof.faults.map(({ stream, rev, why, detail }) => `${stream}@${rev} ${why} ${detail}`),
      seconds: (performance.now() - started) / 1000,
    };
  }
}

/** Every command once more with its key; whoever is told to ask again does. The last answer of each counts. */
async function givenAgain(application: Application): Promise<{ again: Answered[]; turns: number }> {
  const last = new Map<string, Answered>();
  for (let turns = 1; ; turns += 1) {
    for (const answer of await application.gives()) {
      const before = last.get(answer.key);
      // What the first turn did, the second finds done: that does not make it done before.
      if (before?.said !== 'accepted' || answer.said !== 'accepted') last.set(answer.key, answer);
    }
    const again = [...last.values()];
    if (turns === TURNS || again.every(({ said }) => said === 'accepted')) return { again, turns };
  }
}

interface Struck {
  readonly answers: readonly Answered[];
  readonly before: number;
  /** What is left of it: undefined when it was the victim. */
  readonly application: Application | undefined;
}

/** Gives the commands and strikes in the middle of them. */
async function strike(data: string, victim: Victim, cycle: string, after: Round['after']): Promise<Struck> {
  const application = await Application.open(data, cycle);
  await application.does('prepare');
  let acknowledged = 0;
  let before = -1;
  let struck: Promise<void> | undefined;
  const blow = async (): Promise<void> => {
    await sleep(after.milliseconds);
    if (victim === 'application') application.kill();
    else await application.killServer();
    before = acknowledged;
  };
  const answers = await application.gives(({ said }) => {
    if (said === 'accepted') acknowledged += 1;
    if (acknowledged === after.acknowledgement) struck ??= blow();
  });
  await struck;
  if (victim === 'postmaster') return { answers, before, application };
  await application.killed();
  // What was in the pipe when it died was acknowledged too.
  return { answers, before: Math.max(before, acknowledged), application: undefined };
}

/** The log held against all that callers heard. */
export function held(store: EventStore, cycle: string, answers: readonly Answered[]): Promise<Audit> {
  const given = commandsOf(cycle).map(({ command: { key }, ...asked }) => ({ key, ...asked }));
  const acknowledged = answers.flatMap((each) => (each.said === 'accepted' ? [each] : []));
  return audit(store, `${ROOT}.${cycle}`, given, acknowledged);
}

/** Stops a server that a round which failed has left running. */
export async function stopServer(data: string): Promise<void> {
  await reading(data, () => Promise.resolve());
}

async function reading<T>(data: string, work: (store: EventStore) => Promise<T>): Promise<T> {
  const { store, close } = await openLog({ data, databaseUrl: undefined, sealing: {} });
  try {
    return await work(store);
  } finally {
    await close();
  }
}

function count<T>(all: readonly T[], which: (each: T) => boolean): number {
  return all.filter(which).length;
}
