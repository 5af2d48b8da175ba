/**
 * What is said to be allowed, against what deciding says: along a simulated year, for the commands that the players
 * give, and for every command of every role on what they are about to touch.
 */
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { CommandService } from '../../libs/runtime/command-service.js';
import { seededChance } from '../../libs/simulation/chance.js';
import type { GivenCommand } from '../../libs/simulation/simulation-client.js';
import type { Account, Federation } from '../../libs/simulation/federation.js';
import { makeInput } from '../../libs/simulation/make-input.js';
import type { Verdict } from '../../libs/engine/decide/verdict.js';
import { REJECTIONS, type RejectionReason } from '../../libs/engine/decide/rejection.js';
import { streamParts } from '../../libs/engine/ports/event-store.js';
import type { DecisionContext } from '../../libs/engine/decide/decision-context.js';
import { allowedOn, type Allowed } from '../../libs/lifecycle/visibility/allowed-commands.js';
import { decideCommand, decider } from '../../libs/lifecycle/decide/decider.js';
import { localDate } from '../../libs/lifecycle/calendar/deadline.js';
import { ALL_GUARDS } from '../../libs/lifecycle/vocabulary/guards/registry.js';
import type { Programme } from '../../libs/lifecycle/definition/compile-programme.js';
import { carriedPlatform } from '../../libs/lifecycle/platform/published-values.js';
import { visibilityOf } from '../../libs/lifecycle/visibility/visibility.js';
import { demonstration } from '../../workflows/shanghai-advanced-home/demonstration/demonstration.js';
import { shanghaiAdvancedHome } from '../../workflows/shanghai-advanced-home/programme.js';
import { simulation } from '../../workflows/shanghai-advanced-home/simulation/simulation.js';
import { watchedPlay } from './watched-play.js';

const carried = carriedPlatform().programme;
const judge = decider(carried, ALL_GUARDS);
const ROOT = 'agreement';
const cast = {
  definition: shanghaiAdvancedHome,
  demonstration,
  simulation,
  root: ROOT,
};

const found = {
  /** Players' commands that were accepted, and those of them that had been said to be refused, or to be unseen after. */
  accepted: 0,
  acceptedThoughRefused: [] as string[],
  acceptedUnseen: [] as string[],
  /** Everybody's commands: said to be refused, said to be allowed and accepted with some input. */
  refusals: 0,
  acceptances: 0,
  reasons: new Map<string, number>(),
  disagreements: [] as string[],
};

const ask = <T>(service: CommandService, question: (decision: DecisionContext<Programme>) => T): Promise<T> =>
  service.ask(ROOT, question);

const allowedFor = (by: Account, stream: string, decision: DecisionContext<Programme>): readonly Allowed[] =>
  allowedOn(by, { stream, cycle: cast.simulation.cycle }, decision, judge);

/** One account of each role near the subject, and one far from it. */
function viewers(federation: Federation, by: Account): readonly Account[] {
  const roles = new Set(federation.accounts.map(({ role }) => role));
  return [...roles].flatMap((role) => {
    const all = federation.accounts.filter((each) => each.role === role);
    const near = all.find(({ unit }) => unit === by.unit) ?? all[0];
    const far = all.find(({ unit }) => unit !== by.unit);
    return [near, far].filter((each) => each !== undefined);
  });
}

/** The decision on a command with an input made up from its field list. Undefined: what was made up is not well-formed. */
function decided(
  by: Account,
  stream: string,
  allowed: Allowed,
  decision: DecisionContext<Programme>,
): Verdict | undefined {
  const cycle = decision.read(`cycle-${ROOT}.${cast.simulation.cycle}`);
  const programme = allowed.cycle === undefined ? carried : decision.rules(String(cycle.fields['rules']));
  const ready = programme.commands.get(allowed.command);
  if (!ready) throw new Error(`no command ${allowed.command}`);
  const input = makeInput(
    ready,
    {},
    {
      chance: seededChance('agreement'),
      programme,
      today: localDate(decision.clock, 'Asia/Shanghai'),
      what: `${stream} ${allowed.command}`,
      scope: {},
      accounts: [],
      ranked: [],
    },
  );
  if (!ready.input.safeParse(input).success) return undefined;
  const command = {
    root: ROOT,
    cycle: allowed.cycle,
    name: allowed.command,
    target: { stream },
    input,
    by,
    key: 'asked',
  };
  return decideCommand(judge, command, decision);
}

/** In this programme no input changes these; whoever is refused for one of them could have been told before. */
const NEVER_OF_THE_INPUT: ReadonlySet<RejectionReason> = new Set([
  'alreadyExists',
  'alreadyInRegister',
  'cycleForbids',
  'notInRegister',
  'notSampled',
  'onlyOnce',
  'opinionMissing',
  'quotaExceeded',
  'settingUnset',
  'stageForbids',
]);

/**
 * What may not be seen is not there, whatever else forbids it. And an input may be at fault, or late by the day it names,
 * before a guard is asked that knows the answer without it.
 */
function sameRefusal(said: RejectionReason, got: RejectionReason): boolean {
  return said === got || said === 'notFound' || got === 'late' || REJECTIONS[got] === 'input';
}

function compare(by: Account, stream: string, allowed: Allowed, verdict: Verdict | undefined): void {
  if (!verdict) return;
  const what = `${by.role} of ${by.unit}: ${allowed.command} on ${stream}`;
  if (verdict.kind === 'accepted') {
    found.acceptances += 1;
    if (!allowed.allowed) found.disagreements.push(`${what}: accepted, said to be ${allowed.reason?.reason ?? ''}`);
  } else if (!allowed.reason) {
    const { reason } = verdict.rejection;
    if (NEVER_OF_THE_INPUT.has(reason)) found.disagreements.push(`${what}: ${reason}, said to be allowed`);
  } else {
    found.refusals += 1;
    const { reason } = allowed.reason;
    found.reasons.set(reason, (found.reasons.get(reason) ?? 0) + 1);
    if (!sameRefusal(reason, verdict.rejection.reason))
      found.disagreements.push(`${what}: ${verdict.rejection.reason}, said to be ${reason}`);
  }
}

async function everything(
  { stream, by }: GivenCommand,
  service: CommandService,
  federation: Federation,
): Promise<void> {
  const { unit } = (await service.recall(stream)).fields;
  const year = `${ROOT}.${cast.simulation.cycle}`;
  const streams = [
    stream,
    `cycle-${year}`,
    `guidance-${year}.first`,
    `home-${ROOT}.${streamParts(stream).id.split('.')[1] ?? ''}`,
  ];
  if (typeof unit === 'string') streams.push(`roster-${year}.${unit}`, `sending-${year}.${unit}`);
  for (const each of streams) {
    for (const viewer of viewers(federation, by)) {
      const answers = await ask(service, (decision) =>
        allowedFor(viewer, each, decision).map((allowed) => ({
          allowed,
          verdict: decided(viewer, each, allowed, decision),
        })),
      );
      for (const { allowed, verdict } of answers) compare(viewer, each, allowed, verdict);
    }
  }
}

beforeAll(async () => {
  let given = 0;
  let said: Allowed | undefined;
  await watchedPlay(cast, 'agreement', 12, {
    before: async (command, service, federation) => {
      const { by, stream, name } = command;
      said = (await ask(service, (decision) => allowedFor(by, stream, decision))).find(
        ({ command }) => command === name,
      );
      if (given % 6 === 0) await everything(command, service, federation);
      given += 1;
    },
    after: async ({ by, stream, name }, answer, service) => {
      if (answer.kind !== 'accepted') return;
      found.accepted += 1;
      if (!said?.allowed)
        found.acceptedThoughRefused.push(`${by.role}: ${name} on ${stream}: ${said?.reason?.reason ?? 'not said'}`);
      const sight = await ask(service, (decision) => visibilityOf(by, stream, decision, carried));
      if (!sight) found.acceptedUnseen.push(`${by.role}: ${name} on ${stream}`);
    },
  });
}, 120_000);

describe('what is said to be allowed', () => {
  test('includes every command that was accepted', () => {
    expect(found.accepted).toBeGreaterThan(100);
    expect(found.acceptedThoughRefused).toEqual([]);
  });

  test('is what deciding says, for every role and command on what the year touches', () => {
    expect(found.disagreements).toEqual([]);
    expect(found.refusals).toBeGreaterThan(1000);
    expect(found.acceptances).toBeGreaterThan(100);
  });

  test('is refused for many reasons, not for one', () => {
    expect([...found.reasons.keys()].sort()).toEqual(
      expect.arrayContaining([
        'alreadyExists',
        'conditionNotMet',
        'cycleForbids',
        'late',
        'notComplete',
        'notFound',
        'notSampled',
        'onlyOnce',
        'opinionMissing',
        'stageForbids',
      ]),
    );
  });
});

test('whoever may give a command sees what it was given on', () => {
  expect(found.acceptedUnseen).toEqual([]);
});
