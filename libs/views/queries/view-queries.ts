/** The queries of the views. Every list has a fixed order and comes in pages. */
import type {
  RowsQuery,
  CycleRow,
  DeliverableRow,
  GrantRow,
  HomeRow,
  ObligationRow,
  Page,
  PageRequest,
  ProgrammeRow,
  QuotaRow,
  RankingRow,
  RegisterRow,
  StageCount,
  SubjectRow,
  UnitRow,
  WorkRow,
} from '../models/rows.js';

export interface SubjectsQuery extends RowsQuery, PageRequest {
  readonly cycle?: string | undefined;
  readonly category?: string | undefined;
  /** A stage or one that it is inside of, in any region. */
  readonly stage?: string | undefined;
  /** Of this unit and those below it. */
  readonly unit?: string | undefined;
  readonly holder?: string | undefined;
}

export interface ObligationsQuery extends RowsQuery, PageRequest {
  readonly cycle?: string | undefined;
  readonly deadline?: string | undefined;
  readonly unit?: string | undefined;
  readonly holder?: string | undefined;
  /** Late at this instant. */
  readonly lateAt?: string | undefined;
}

export interface ViewQueries {
  /** In order of their streams. */
  subjects(asked: SubjectsQuery): Promise<Page<SubjectRow>>;
  /** One subject; undefined when it does not exist. */
  subject(stream: string): Promise<SubjectRow | undefined>;
  /** What a role has to do: stages that it holds, those with a date first, the earliest first. */
  work(
    asked: RowsQuery & PageRequest & { readonly role: string; readonly unit?: string | undefined },
  ): Promise<Page<WorkRow>>;
  /** What is owed, the earliest first; also what nobody has begun. */
  obligations(asked: ObligationsQuery): Promise<Page<ObligationRow>>;
  /**
   * Whatever falls due by itself after `from` (exclusive; default: the beginning) and up to `to`: reminders that are
   * not on record, and dates not yet recorded as missed. In order of their instants. For the timer: all of any root.
   */
  dueBetween(asked: {
    readonly from?: string | undefined;
    readonly to: string;
    readonly root?: string | undefined;
    readonly after?: string | undefined;
    readonly limit?: number | undefined;
  }): Promise<Page<ObligationRow>>;
  /** Obligations with a reminder to come or overdue, in order of streams: what the queue should hold. */
  pending(asked: { readonly root?: string | undefined } & PageRequest): Promise<Page<ObligationRow>>;
  stageCounts(
    asked: RowsQuery & { readonly cycle?: string; readonly category?: string },
  ): Promise<readonly StageCount[]>;
  quotas(asked: RowsQuery & { readonly cycle: string }): Promise<readonly QuotaRow[]>;
  deliverables(
    asked: RowsQuery & PageRequest & { readonly cycle: string; readonly unit?: string | undefined },
  ): Promise<Page<DeliverableRow>>;
  registers(
    asked: RowsQuery & PageRequest & { readonly standing: string; readonly unit?: string | undefined },
  ): Promise<Page<RegisterRow>>;
  ranking(asked: RowsQuery & { readonly cycle: string }): Promise<readonly RankingRow[]>;
  homes(asked: RowsQuery & PageRequest & { readonly unit?: string | undefined }): Promise<Page<HomeRow>>;
  units(asked: RowsQuery & PageRequest & { readonly below?: string | undefined }): Promise<Page<UnitRow>>;
  /** `unit`: of this very unit; `above`: of this unit or one above it. */
  grants(
    asked: RowsQuery &
      PageRequest & {
        readonly role?: string;
        readonly unit?: string;
        readonly above?: string;
        readonly account?: string;
      },
  ): Promise<Page<GrantRow>>;
  cycles(asked: RowsQuery & PageRequest): Promise<Page<CycleRow>>;
  programmes(asked: { readonly root: string } & PageRequest): Promise<Page<ProgrammeRow>>;
  /** Roots that the views know. */
  roots(): Promise<readonly string[]>;
}
