/** What a read model is made of: a table, and pure functions from facts or states of streams to its rows. */
import type { Envelope } from '../../engine/envelope/envelope.js';
import type { StreamState } from '../../engine/fold/fold.js';
import type { Running } from '../../lifecycle/obligations/due-dates.js';
import type { Programme } from '../../lifecycle/definition/compile-programme.js';

type ColumnType = 'text' | 'bigint' | 'boolean' | 'jsonb';

/** A value as it is written; `jsonb` as JSON text. */
export type Value = string | number | boolean | null;

/** Values in the order of the table's columns. The first is the stream that the row belongs to. */
export type Row = readonly [string, ...Value[]];

export interface Table {
  readonly name: string;
  /** Name → type, in order. Texts are compared by their bytes. A type with `?` may be null. */
  readonly columns: Readonly<Record<string, ColumnType | `${ColumnType}?`>>;
  /** Names of the columns that tell rows apart. */
  readonly key: readonly string[];
  /** What else to make: columns outside of rows, indexes. `{table}` stands for the table. */
  readonly also?: readonly string[];
}

/** What a model may look at beside the stream itself. */
export interface Lookup {
  /** The rules that fold a stream or run a cycle. */
  programme(rules: string): Programme;
  /** The cycle that a subject lives in, as it stands; undefined for one that outlives cycles. */
  cycleOf(state: StreamState): StreamState | undefined;
  /** Of work: the cycle that it lives in, or for one that outlives cycles all of its root. */
  cyclesFor(state: StreamState): readonly Running[];
  /** The `watch` stream beside a subject, as it stands. */
  watchOf(stream: string): StreamState;
  /** Of work: the unit that owes a subject by its places; undefined where no quota says so. */
  unitThatOwes(state: StreamState): StreamState | undefined;
}

/** Rows that follow from the state of a stream: all that the table holds of it. */
export interface StateModel {
  readonly table: Table;
  rows(state: StreamState, lookup: Lookup): readonly Row[];
}

/** Rows that only facts tell of. */
export interface FactModel {
  readonly table: Table;
  apply(fact: Envelope, before: StreamState, after: StreamState, lookup: Lookup): readonly RowChange[];
}

export type RowChange =
  | { readonly put: Row }
  /** The values of the table's key. */
  | { readonly drop: readonly string[] }
  /** All rows of this stream. */
  | { readonly clear: string };
