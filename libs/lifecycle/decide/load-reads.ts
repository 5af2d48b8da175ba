/** What a command reads, each after those whose paths its key comes from. */
import { STREAM_NAME, streamParts } from '../../engine/ports/event-store.js';
import { type Alias, type CommandContext, scopeOf } from '../vocabulary/command-context.js';
import { keyOf, streamOf, subjectOf } from '../definition/subject-streams.js';
import { refuse } from '../definition/refuse.js';
import { evaluate } from '../vocabulary/evaluate.js';
import { at } from '../language/paths.js';
import type { Subject } from '../definition/compile-programme.js';

/** Reads what the command names, each after those before it, since a key may come from what was read. */
export function withReads(parts: Omit<CommandContext, 'scope'>): CommandContext {
  const context: CommandContext = {
    ...parts,
    get scope() {
      return scope;
    },
  };
  let scope = scopeOf(parts);
  for (const [name, read] of parts.ready.reads) {
    const found = subjectOf(parts.programme, parts.platform, read.subject);
    if (!found) throw new Error(`no subject ${read.subject}`);
    const members = read.each === undefined ? [undefined] : membersAt(at(scope, read.each));
    const streams = members.map((item) => {
      if (item !== undefined && item.includes('-') && item.startsWith(`${read.subject}-`) && item.includes('.'))
        return memberStream(item, found.subject, parts);
      const inner: CommandContext = { ...context, scope: item === undefined ? scope : { ...scope, item } };
      const key = Object.fromEntries(
        Object.entries(read.key).map(([part, expression]) => [part, evaluate(expression, inner)]),
      );
      const cycle = read.cycle ? evaluate(read.cycle, inner) : parts.command.cycle;
      return streamOf(found.subject, parts.command.root, typeof cycle === 'string' ? cycle : undefined, key);
    });
    const folded = parts.decision.readAll(streams);
    const missing = folded.find((each) => !each.chartState);
    if (missing && !read.optional) refuse('notFound', { what: read.subject });
    const alias: Alias = { many: read.each !== undefined, folded, check: read.check ?? true };
    parts.aliases.set(name, alias);
    scope = scopeOf(parts);
  }
  return context;
}

/** A stream that stands in a set, or was named in the input. No command reaches into another federation or cycle. */
function memberStream(stream: string, subject: Subject, { command, cycle }: Omit<CommandContext, 'scope'>): string {
  const { category } = subject;
  if (!STREAM_NAME.test(stream) || streamParts(stream).root !== command.root)
    return refuse('notFound', { what: category });
  const key = keyOf(subject, stream);
  const elsewhere = subject.definition.lives === 'cycle' && cycle !== undefined && key['cycle'] !== command.cycle;
  return elsewhere ? refuse('notFound', { what: category }) : stream;
}

function membersAt(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => (typeof each === 'string' ? [each] : membersAt(each)));
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}
