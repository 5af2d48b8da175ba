/**
 * What the engine knows of a programme: for each subject its chart, its control fields, and how each type of fact folds into
 * them. `libs/lifecycle` makes these from a definition.
 */
import type { Chart, ChartNode } from '../chart/chart-adapter.js';

export interface ControlField {
  readonly kind: 'count' | 'int' | 'date' | 'instant' | 'flag' | 'id' | 'digest' | 'set' | 'map';
  /** Members of a set or map, at most; value of a count or int, at most. */
  readonly max: number;
}

export type Scalar = string | number | boolean;

/** `data.…`, `item` or `item.…` under `each`, `fact.at|on|account|unit|for|stream|id`; `place` of the item, from 1. */
export type Source =
  { readonly from: string } | { readonly value: Scalar } | { readonly digest: string } | { readonly place: true };

export type FoldOperation =
  | { readonly op: 'set'; readonly field: string; readonly to: Source }
  | { readonly op: 'add'; readonly field: string; readonly by: number | { readonly from: string } }
  | {
      readonly op: 'put';
      readonly field: string;
      readonly each?: string | undefined;
      readonly key: Source;
      readonly to?: Source | undefined;
    }
  | {
      readonly op: 'drop';
      readonly field: string;
      readonly each?: string | undefined;
      readonly key?: Source | undefined;
    };

/** Control fields of a subject. A set is a sorted list without duplicates; unset scalars are absent. */
export type Fields = { readonly [field: string]: Scalar | readonly string[] | { readonly [key: string]: Scalar } };

export interface SubjectSource {
  readonly category: string;
  readonly chart: { readonly initial: string; readonly states: Readonly<Record<string, ChartNode>> };
  readonly fields: Readonly<Record<string, ControlField>>;
  readonly facts: Readonly<Record<string, { readonly folds?: readonly FoldOperation[] | undefined }>>;
  readonly adopts?:
    | readonly {
        readonly from: string;
        readonly stages: Readonly<Record<string, string>>;
        readonly fields: Readonly<Record<string, string>>;
      }[]
    | undefined;
}

export interface SubjectRules {
  readonly category: string;
  readonly chart: Chart;
  readonly fields: Readonly<Record<string, ControlField>>;
  /** The fold of each fact type; other types are no facts of this subject. */
  readonly folds: ReadonlyMap<string, Fold>;
  readonly initialFields: Fields;
  readonly adopts: SubjectSource['adopts'];
}

/** The part of a fact that a fold may read. */
export interface FactView {
  readonly id: string;
  readonly stream: string;
  readonly at: string;
  readonly on?: string | undefined;
  readonly by:
    { readonly account: string; readonly unit: string } | { readonly system: string } | { readonly anonymous: true };
  readonly for?: { readonly stream: string } | undefined;
  readonly data: { readonly [name: string]: unknown };
}

/** Returns new control fields and leaves the old ones unchanged. Throws `FoldRefused`. */
export type Fold = (fields: Fields, fact: FactView) => Fields;

export interface Rules {
  readonly hash: string;
  readonly slug: string;
  readonly edition: string;
  subject(category: string): SubjectRules | undefined;
}

/** Finds rules by their hash; undefined if they are not loaded. */
export type RulesLookup = (hash: string) => Rules | undefined;
