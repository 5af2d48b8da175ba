/** What queries take and the rows they return. None of them holds anything personal. */
import type { RowFilter } from '../../lifecycle/visibility/row-filter.js';
import type { Fields } from '../../engine/fold/rules.js';

/**
 * Which rows may be shown. As a list: rows of this category (default: of any) in this cycle (default: in any or none)
 * in this reach; a row that none of them names is not shown.
 */
export type VisibleRows =
  RowFilter | readonly { readonly category?: string; readonly cycle?: string; readonly filter: RowFilter }[];

export interface RowsQuery {
  readonly root: string;
  readonly shown: VisibleRows;
}

/** A page: `after` is the `next` of the page before; `limit` at most 500, default 100. */
export interface PageRequest {
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** Where the next page begins; absent when this is the last. */
  readonly next?: string;
}

/** A subject as it stands: its control state, of which sight says what may be shown. */
export interface SubjectRow {
  readonly stream: string;
  readonly category: string;
  readonly cycle?: string;
  readonly unit?: string;
  readonly stage: string;
  readonly rev: number;
  readonly at: string;
  /** Every stage it stands in looks finished. */
  readonly closed: boolean;
  /** The roles that have to act, of the stages that are open. */
  readonly holders: readonly string[];
  readonly rules: string;
  /** The chart's state value and remembered history: what `Chart.restore` takes. */
  readonly value: object | string;
  readonly history: Readonly<Record<string, readonly string[]>>;
  readonly fields: Fields;
}

/** A stage that somebody has to act in, with its deadline if it has one. */
export interface WorkRow {
  readonly stream: string;
  readonly category: string;
  readonly cycle?: string;
  readonly unit?: string;
  /** Path of the stage; `absent` for what is not begun. */
  readonly stage: string;
  readonly holder: string;
  /** False: the subject does not exist yet, and its unit owes it. */
  readonly begun: boolean;
  readonly deadline?: string;
  /** First instant that is late; absent when no date is set. */
  readonly lateFrom?: string;
  /** The reminder that comes next, or was due and is not on record: which, and when. */
  readonly nextStep?: string;
  readonly nextAt?: string;
  /** The log says that this very instant was missed. */
  readonly missed: boolean;
}

/** A work row that has a date. */
export interface ObligationRow extends WorkRow {
  readonly root: string;
  readonly deadline: string;
  readonly lateFrom: string;
}

export interface StageCount {
  readonly category: string;
  readonly stage: string;
  readonly count: number;
}

export interface QuotaRow {
  readonly unit: string;
  readonly quota: string;
  /** Places on the record; absent when nobody has given a number: nothing is limited. */
  readonly places?: number;
  /** Absent where no command of the programme counts: the quota is only shown. */
  readonly used?: number;
  readonly strength: 'hard' | 'soft';
  readonly to: 'apply' | 'recommend' | 'award';
  /** Why nobody can act for the unit; absent where somebody can. Nothing is awaited of it meanwhile. */
  readonly missing?: 'unregistered' | 'closed';
}

export interface LegCell {
  readonly leg: string;
  readonly kind: 'paper' | 'electronic' | 'system';
  /** The instant of the fact; absent: it has not come, or does not stand any more. */
  readonly at?: string;
  /** The date that the receiving office noted. */
  readonly receivedOn?: string;
  readonly late?: boolean;
}

/** One deliverable of one subject. */
export interface DeliverableRow {
  readonly stream: string;
  readonly cycle: string;
  readonly category: string;
  readonly unit?: string;
  readonly deliverable: string;
  readonly begun: boolean;
  readonly stage: string;
  readonly legs: readonly LegCell[];
  /** Its deadline still stands over the subject. */
  readonly owed: boolean;
  readonly lateFrom?: string;
  /** Any leg came late. */
  readonly late: boolean;
}

/** A home that holds a standing. */
export interface RegisterRow {
  readonly standing: string;
  readonly home: string;
  readonly unit?: string;
  readonly name: string;
  readonly since: string;
  /** Of earlier years, loaded by people. */
  readonly loaded: boolean;
  readonly closed: boolean;
}

export interface RankingRow {
  readonly stream: string;
  readonly unit?: string;
  readonly group?: string;
  readonly place: number;
  readonly sum: number;
  readonly count: number;
  readonly tiedWith: readonly string[];
  readonly atCut: boolean;
}

export interface HomeRow {
  readonly home: string;
  readonly unit?: string;
  readonly name: string;
  readonly closed: boolean;
  /** Standing → since. */
  readonly standings: Readonly<Record<string, string>>;
}

export interface UnitRow {
  readonly unit: string;
  readonly parent?: string;
  readonly sort: string;
  readonly name: string;
  readonly closed: boolean;
  /** From the root of the tree down to the unit itself. */
  readonly path: readonly string[];
}

/** A role that an account holds now. */
export interface GrantRow {
  readonly account: string;
  readonly grant: string;
  readonly role: string;
  readonly unit: string;
}

export interface CycleRow {
  readonly cycle: string;
  readonly unit: string;
  readonly stage: string;
  readonly closed: boolean;
  readonly rev: number;
  readonly rules: string;
  readonly slug: string;
  readonly edition: string;
  readonly zone: string;
  readonly settings: Readonly<Record<string, string | number | boolean>>;
  readonly deadlines: Readonly<Record<string, string>>;
  /** `deadline/unit` → first instant that is late. */
  readonly extensions: Readonly<Record<string, string>>;
}

export interface ProgrammeRow {
  /** As `openCycle` names it. */
  readonly id: string;
  readonly slug: string;
  readonly edition: string;
  readonly rules: string;
  readonly texts: string;
}
