/**
 * Given, when, then: a federation in a log of its own (memory unless told otherwise), with a clock that stands where the
 * test puts it. Everything goes through `execute`, as it does for a user.
 */
import assert from 'node:assert/strict';
import { CommandService, type CommandServiceParts } from '../libs/runtime/command-service.js';
import { memoryCheckpoints, systemRetryTimer } from '../libs/runtime/memory-parts.js';
import type { Command } from '../libs/engine/decide/command.js';
import type { Outcome } from '../libs/engine/decide/outcome.js';
import { decodeEnvelope, type Envelope } from '../libs/engine/envelope/envelope.js';
import type { StreamState } from '../libs/engine/fold/fold.js';
import type { Rejection, RejectionReason } from '../libs/engine/decide/rejection.js';
import { CHINA_2023_TO_2026 } from '../libs/lifecycle/calendar/china-holidays.js';
import type { Definition } from '../libs/lifecycle/definition/definition.js';
import { MemoryBallotBox } from '../libs/sealing/ballots/memory-ballot-box.js';
import { MemoryKeys } from '../libs/sealing/keys/memory-keys.js';
import { seededRandom } from '../libs/sealing/crypto/random.js';
import { memoryStore } from '../libs/store/memory/memory-store.js';
import { SOUND_ONCE } from './sound-once.js';

/** Somebody with a role in a unit. The account is named by both, so that it can be told from the log. */
export interface Actor {
  readonly account: string;
  readonly role: string;
  readonly unit: string;
  readonly grant: string;
}

export interface Given {
  readonly key?: string;
  readonly expected?: number;
  readonly for?: { readonly stream: string };
  readonly on?: string;
  readonly newPersons?: readonly string[];
}

export class House {
  now: number;
  readonly service: CommandService;
  readonly parts: CommandServiceParts;
  readonly keys: MemoryKeys;
  private given = 0;

  constructor(
    readonly root: string,
    at: string,
    parts: Partial<CommandServiceParts> = {},
  ) {
    this.now = Date.parse(at);
    const random = seededRandom(`house ${root}`);
    this.keys = new MemoryKeys(random);
    this.parts = {
      store: memoryStore(),
      keys: this.keys,
      random,
      votes: new MemoryBallotBox(this.keys, random),
      checkpoints: memoryCheckpoints(),
      clock: () => this.now,
      virtualClock: true,
      retry: systemRetryTimer,
      guards: SOUND_ONCE,
      ...parts,
    };
    this.service = new CommandService(this.parts);
  }

  /** Puts the clock where the instant says, with any offset. */
  at(instant: string): this {
    this.now = Date.parse(instant);
    return this;
  }

  async founded(): Promise<this> {
    accepted(await this.service.found(this.root, 'test'));
    return this;
  }

  /** Units from above to below: `[id, sort, parent?]`. */
  async units(units: readonly (readonly [string, string, string?])[]): Promise<this> {
    for (const [unit, sort, parent] of units) {
      accepted(
        await this.service.setUp(
          this.root,
          'registerUnit',
          { unit },
          { sort, name: unit, ...(parent ? { parent } : {}) },
        ),
      );
    }
    return this;
  }

  /** Homes: `[id, unit, standings?]`. */
  async homes(homes: readonly (readonly [string, string, Readonly<Record<string, string>>?])[]): Promise<this> {
    for (const [home, unit, standings] of homes) {
      accepted(await this.service.setUp(this.root, 'registerHome', { home }, { unit, name: home }));
      for (const [standing, since] of Object.entries(standings ?? {})) {
        accepted(await this.service.setUp(this.root, 'loadStanding', { home }, { standing, since }));
      }
    }
    return this;
  }

  async actor(role: string, unit: string, account = `${role.toLowerCase()}-${unit}`): Promise<Actor> {
    const grant = `g-${role.toLowerCase()}-${unit}`;
    accepted(await this.service.setUp(this.root, 'grantRole', { account }, { grant, role, unit }));
    return { account, role, unit, grant };
  }

  /** Publishes an edition and opens a cycle that runs it. */
  async cycle(
    cycle: string,
    definition: Definition,
    unit: string,
    calendar: object = CHINA_2023_TO_2026,
  ): Promise<this> {
    const published = await this.service.publish(this.root, definition);
    if (published.outcome.kind === 'rejected') throw new Error(JSON.stringify(published.outcome.rejection, null, 1));
    const loaded = await this.service.loadCalendar(this.root, calendar);
    accepted(loaded.outcome);
    const input = { unit, programme: published.id, calendar: loaded.id };
    accepted(await this.service.setUp(this.root, 'openCycle', { cycle }, input));
    return this;
  }

  async setting(cycle: string, setting: string, value: string | number | boolean): Promise<this> {
    accepted(
      await this.service.setUp(this.root, 'giveSetting', { cycle }, { setting, value }, `given ${(this.given += 1)}`),
    );
    return this;
  }

  /** Gives a command. `to`: parts of the subject's key, or its stream. */
  give(
    cycle: string | undefined,
    name: string,
    to: Readonly<Record<string, string>> | string,
    by: Command['by'],
    input: unknown = {},
    given: Given = {},
  ): Promise<Outcome> {
    this.given += 1;
    const target = typeof to === 'string' ? { stream: to } : { key: to };
    return this.service.execute({
      root: this.root,
      cycle,
      name,
      target,
      input,
      by,
      ...given,
      key: given.key ?? `given ${this.given}`,
    });
  }

  async accepts(...command: Parameters<House['give']>): Promise<Outcome & { kind: 'accepted' }> {
    return accepted(await this.give(...command));
  }

  /** The command is refused for this reason, and nothing is written. */
  async refuses(reason: RejectionReason, ...command: Parameters<House['give']>): Promise<Rejection> {
    const before = await this.parts.store.head();
    const outcome = await this.give(...command);
    if (outcome.kind !== 'rejected') throw new Error(`${command[1]} was not refused: ${JSON.stringify(outcome)}`);
    assert.equal(outcome.rejection.reason, reason, `${command[1]}: ${JSON.stringify(outcome.rejection)}`);
    assert.equal(await this.parts.store.head(), before, `${command[1]} was refused and wrote`);
    return outcome.rejection;
  }

  /** Lets the reactions run until nothing is left to do. None of them may be refused. */
  async settled(): Promise<this> {
    await this.service.catchUpReactions();
    assert.deepEqual(this.service.refusedReactions, []);
    return this;
  }

  read(stream: string): Promise<StreamState> {
    return this.service.read(stream);
  }

  async stage(stream: string): Promise<string> {
    return (await this.read(stream)).chartState?.stage ?? 'absent';
  }

  async facts(stream: string): Promise<Envelope[]> {
    const facts: Envelope[] = [];
    for await (const stored of this.parts.store.readStream(stream)) facts.push(decodeEnvelope(stored.bytes));
    return facts;
  }
}

export function accepted(outcome: Outcome): Outcome & { kind: 'accepted' } {
  if (outcome.kind !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(outcome, null, 1)}`);
  return outcome;
}

export async function house(
  at = '2024-04-01T09:00:00+08:00',
  root = 'test',
  parts: Partial<CommandServiceParts> = {},
): Promise<House> {
  return new House(root, at, parts).founded();
}
