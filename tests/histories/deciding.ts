/** Decides a command as of an earlier state of the log, with today's code and the definitions of the log. */
import { canonicalHash } from '../../libs/engine/canonical/digest.js';
import { decodeEnvelope, type Envelope } from '../../libs/engine/envelope/envelope.js';
import type { Decider } from '../../libs/engine/execute/engine-parts.js';
import { initialState, foldFact, type StreamState } from '../../libs/engine/fold/fold.js';
import { commandId } from '../../libs/engine/envelope/ids.js';
import type { Rejection } from '../../libs/engine/decide/rejection.js';
import { KeyErased } from '../../libs/engine/ports/sealing.js';
import type { StoredFact } from '../../libs/engine/ports/event-store.js';
import type { DecisionContext } from '../../libs/engine/decide/decision-context.js';
import { PublishedValues } from '../../libs/engine/load/published-values.js';
import { writeFacts, type WriteParts } from '../../libs/engine/execute/write-facts.js';
import { decider } from '../../libs/lifecycle/decide/decider.js';
import { ALL_GUARDS } from '../../libs/lifecycle/vocabulary/guards/registry.js';
import { carriedPlatform, publishing } from '../../libs/lifecycle/platform/published-values.js';
import { seededRandom } from '../../libs/sealing/crypto/random.js';
import type { RecordedVerdict, Triple } from './history.js';
import type { Programme } from '../../libs/lifecycle/definition/compile-programme.js';

/** A log as far as it has been read: every stream folded, everything published known. */
export class Read {
  private readonly streams = new Map<string, StreamState>();
  private readonly published = new PublishedValues(publishing);
  private readonly judge: Decider<Programme>;
  facts = 0;

  constructor() {
    const carried = carriedPlatform();
    this.judge = decider(carried.programme, ALL_GUARDS);
    this.published.add(carried.programme.hash, carried.rules);
  }

  add({ bytes }: StoredFact): void {
    const envelope = decodeEnvelope(bytes);
    this.published.addFromFact(envelope.type, envelope.data);
    this.streams.set(envelope.stream, foldFact(this.stream(envelope.stream), envelope, this.published.findRules));
    this.facts += 1;
  }

  async decide(asked: Pick<Triple, 'clock' | 'command' | 'outside'>): Promise<RecordedVerdict> {
    const { command } = asked;
    const decision = this.decision(asked);
    const address = this.judge.address(command, decision);
    if ('reason' in address) return refusal(address);
    const account = 'account' in command.by ? command.by.account : `system:${command.by.system}`;
    const id = commandId(command.root, account, address.stream, command.key);
    const verdict = address.decide();
    if (verdict.kind === 'rejected') return refusal(verdict.rejection);
    const writing = { command, id, primary: address.stream, body: '', rootKey: new Uint8Array(32) };
    const written = await writeFacts(this.writeParts(asked), writing, verdict, (stream) => this.stream(stream));
    if ('reason' in written) return refusal(written);
    return {
      accepted: written.envelopes.map(({ stream, type, stage }) => `${stream} ${type} ${stage}`),
      digest: canonicalHash([written.envelopes.map(said), [...verdict.checks].sort()]),
    };
  }

  private stream(name: string): StreamState {
    return this.streams.get(name) ?? initialState(name);
  }

  private decision({
    command,
    clock,
    outside,
  }: Pick<Triple, 'clock' | 'command' | 'outside'>): DecisionContext<Programme> {
    const known = <T>(value: T | undefined, what: string): T => {
      if (value === undefined) throw new Error(`${what} is not in the log`);
      return value;
    };
    return {
      root: command.root,
      clock,
      read: (stream) => this.stream(stream),
      readAll: (streams) => streams.map((stream) => this.stream(stream)),
      rules: (hash) => known(this.published.findRules(hash), hash),
      published: (hash) => known(this.published.value(hash), hash),
      choices: (ballot) => known(outside?.choices?.[ballot], `the choices of ${ballot}`),
    };
  }

  /** Seals nothing, so that what is compared is what was said; still refuses those whose keys are gone. */
  private writeParts({ outside }: Pick<Triple, 'outside'>): WriteParts {
    return {
      findRules: this.published.findRules,
      random: seededRandom('histories'),
      keys: { get: () => Promise.resolve(undefined) },
      sealer: {
        seal: async (data, places) => {
          const gone = places.find(({ key }) => outside?.erased?.includes(key));
          if (gone) throw new KeyErased(gone.key);
          return data;
        },
      },
    };
  }
}

/** What a fact says, without what only the log can give it and what stands in the verdict already. */
function said({ id: _id, request: _request, state: _state, ...rest }: Envelope): object {
  return rest;
}

function refusal({ reason, params, problems }: Rejection): RecordedVerdict {
  return { refused: reason, params, problems: problems.map((problem) => ({ ...problem })) };
}
