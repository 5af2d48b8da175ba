/** Judges one guard without a house: what it looks at is said by the test. */
import { initialState, type StreamState } from '../../libs/engine/fold/fold.js';
import type { Rejection } from '../../libs/engine/decide/rejection.js';
import { Refused } from '../../libs/lifecycle/definition/refuse.js';
import type { CommandContext } from '../../libs/lifecycle/vocabulary/command-context.js';
import { ALL_GUARDS } from '../../libs/lifecycle/vocabulary/guards/registry.js';

type Fields = Readonly<Record<string, unknown>>;

export interface Given {
  /** What paths start from: `input`, `self`, `cycle`, aliases. */
  readonly scope?: Readonly<Record<string, unknown>>;
  /** Parts of the programme's definition. */
  readonly definition?: object;
  /** Control fields of the cycle. */
  readonly cycle?: Fields;
  /** Control fields of the subject that the command is given on. */
  readonly primary?: Fields;
  /** Control fields of the subjects that were read. */
  readonly aliases?: Readonly<Record<string, Fields>>;
  /** Log time of the facts. */
  readonly at?: string;
  /** Streams in the log, by their control fields. */
  readonly streams?: Readonly<Record<string, Fields>>;
  /** Streams in the log that stand in a stage, or under other rules. */
  readonly states?: Readonly<Record<string, Partial<StreamState>>>;
  /** The stream that the command is given on. */
  readonly stream?: string;
  /** Published definitions by hash, or programmes made of them. */
  readonly published?: Readonly<Record<string, object>>;
}

const state = (stream: string, fields: Fields): StreamState =>
  ({ ...initialState(stream), rev: 0, fields, chartState: { stage: 'there' } }) as unknown as StreamState;

function contextOf({
  scope,
  definition,
  cycle,
  primary,
  aliases,
  at,
  streams,
  published,
  ...given
}: Given): CommandContext {
  const read = (stream: string): StreamState => ({
    ...(streams?.[stream] ? state(stream, streams[stream]) : initialState(stream)),
    ...given.states?.[stream],
  });
  const context = {
    scope: scope ?? {},
    programme: { definition: { zone: 'Asia/Shanghai', ...definition } },
    platform: { hash: 'platform', definition: { roles: { operator: 'role.operator' } } },
    cycle: cycle && state('cycle-r.2024', cycle),
    primary: state(given.stream ?? 'thing-r.one', primary ?? {}),
    ready: { name: 'command' },
    aliases: new Map(
      Object.entries(aliases ?? {}).map(([name, fields]) => [
        name,
        { many: false, folded: [state(`${name}-r.one`, fields)] },
      ]),
    ),
    at: at ?? '2024-04-08T01:00:00.000Z',
    relied: new Set<string>(),
    command: {},
    decision: {
      root: 'r',
      read,
      readAll: (names: readonly string[]) => names.map(read),
      rules: (hash: string) => ({ definition: published?.[hash], ...published?.[hash] }),
    },
  };
  return context as unknown as CommandContext;
}

/** The rejection with which a guard refuses; undefined when it lets pass. Parameters are parsed by its schema. */
export function rejectionBy(name: string, parameters: unknown, given: Given): Rejection | undefined {
  const guard = ALL_GUARDS[name];
  if (!guard) throw new Error(`no guard ${name}`);
  try {
    guard.judge(guard.parameters.parse(parameters) as never, contextOf(given));
    return undefined;
  } catch (error) {
    if (error instanceof Refused) return error.rejection;
    throw error;
  }
}

export function reasonBy(name: string, parameters: unknown, given: Given): string | undefined {
  return rejectionBy(name, parameters, given)?.reason;
}
