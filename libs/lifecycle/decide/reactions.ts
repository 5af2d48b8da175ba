/** How one subject moves others a moment later: the commands that follow from a fact. */
import type { Command } from '../../engine/decide/command.js';
import type { Envelope } from '../../engine/envelope/envelope.js';
import { streamParts } from '../../engine/ports/event-store.js';
import { keyOf } from '../definition/subject-streams.js';
import type { Definition } from '../definition/definition.js';
import type { Expression } from '../language/expression.js';
import { at, holds, type Scope } from '../language/paths.js';
import type { Programme, Subject } from '../definition/compile-programme.js';

type Reaction = Definition['reactions'][number];

/** The name under which reactions give their commands. */
export const REACTIONS = 'reactions';

/**
 * The commands that a fact calls for. Their keys are made from the fact's id and the place in the list, so that giving
 * them again changes nothing. `programme`: the rules that govern the fact's cycle.
 */
export function commandsAfter(fact: Envelope, programme: Programme, subject: Subject): readonly Command[] {
  const { category, root } = streamParts(fact.stream);
  const key = keyOf(subject, fact.stream);
  const cycle = category === 'cycle' ? streamParts(fact.stream).id : key['cycle'];
  return programme.definition.reactions.flatMap((reaction, place) => {
    if (reaction.on.subject !== category || reaction.on.fact !== fact.type) return [];
    const scope: Scope = { data: fact.data, key, fact: { stream: fact.stream, at: fact.at, on: fact.on, id: fact.id } };
    return items(reaction, scope).flatMap((item, index): Command[] => {
      const inner = item === NOTHING ? scope : { ...scope, item };
      if (reaction.when !== undefined && !holds(reaction.when, inner, { isIn: () => false })) return [];
      return [
        {
          root,
          cycle,
          name: reaction.give.command,
          target: target(reaction, inner),
          input: inputs(reaction.give.input, inner),
          by: { system: REACTIONS },
          key: `${fact.id}/${place}/${index}`,
          cause: { fact: fact.id },
        },
      ];
    });
  });
}

const NOTHING = Symbol('no item');

function items(reaction: Reaction, scope: Scope): readonly unknown[] {
  if (reaction.each === undefined) return [NOTHING];
  const found = at(scope, reaction.each);
  if (Array.isArray(found)) return found;
  return typeof found === 'object' && found !== null ? Object.keys(found) : [];
}

function target({ give }: Reaction, scope: Scope): Command['target'] {
  if ('stream' in give.to) return { stream: String(at(scope, give.to.stream)) };
  return { key: inputs(give.to.key, scope) as Record<string, string> };
}

function inputs(expressions: Readonly<Record<string, Expression>>, scope: Scope): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const [name, expression] of Object.entries(expressions)) {
    const value =
      'from' in expression ? at(scope, expression.from) : 'value' in expression ? expression.value : undefined;
    if (value !== undefined) input[name] = value;
  }
  return input;
}
