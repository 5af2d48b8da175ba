/**
 * What things are called: by the texts of programmes, and by the names of units and homes, which stand in facts and in
 * no control state that a question could look at.
 */
import type { Command } from '../engine/decide/command.js';
import { decodeEnvelope } from '../engine/envelope/envelope.js';
import type { Rejection } from '../engine/decide/rejection.js';
import { STREAM_NAME, streamParts, type EventStore } from '../engine/ports/event-store.js';
import { knownIn, type Concerning } from '../lifecycle/messages/label-context.js';
import { unitsNamed } from '../lifecycle/messages/sentences.js';
import type { Known } from '../lifecycle/messages/labels.js';
import type { CommandService } from './command-service.js';

/** The name that a unit or home was given last; undefined where there is none. */
export async function nameOf(store: EventStore, stream: string): Promise<string | undefined> {
  const { category } = streamParts(stream);
  const named = new Set(category === 'home' ? ['homeRegistered', 'homeRenamed'] : ['unitRegistered', 'unitRenamed']);
  for await (const fact of store.readStream(stream, { backwards: true })) {
    if (!named.has(fact.type)) continue;
    const { name } = decodeEnvelope(fact.bytes).data;
    return typeof name === 'string' ? name : undefined;
  }
  return undefined;
}

type House = { readonly service: Pick<CommandService, 'ask' | 'decider'>; readonly store: EventStore };
type Refused = readonly Pick<Rejection, 'reason' | 'params'>[];

/** By what a command's refusal is put into words. `zone`: where the log has none for it. */
export async function knownOf(house: House, command: Command, rejection: Rejection, zone: string): Promise<Known> {
  const { root, cycle, target, name } = command;
  const stream = await house.service.ask(root, (decision) => {
    const address = house.service.decider.address(command, decision);
    if (!('reason' in address)) return address.stream;
    return 'stream' in target ? target.stream : undefined;
  });
  return knownAbout(house, root, { cycle, stream, command: name }, [rejection], zone);
}

/** By what refusals are put into words that concern a stream, or a cycle. */
export async function knownAbout(
  { service, store }: House,
  root: string,
  about: Concerning,
  rejections: Refused,
  zone: string,
): Promise<Known> {
  const known = await service.ask(root, (decision) => knownIn(decision, about, zone));
  return withUnits(store, root, known, rejections);
}

/** The same, with the names of the units that these refusals speak of. */
export async function withUnits(store: EventStore, root: string, known: Known, rejections: Refused): Promise<Known> {
  const units = new Map<string, string>();
  for (const unit of unitsNamed(rejections)) {
    const stream = `unit-${root}.${unit}`;
    const name = STREAM_NAME.test(stream) ? await nameOf(store, stream) : undefined;
    if (name !== undefined) units.set(unit, name);
  }
  return units.size === 0 ? known : { ...known, units };
}
