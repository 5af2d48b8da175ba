/** Where the values in a fact's data come from: the words of it. `expressions.ts` works them out. */
import { z } from 'zod';
import { nameSchema, pathSchema, scalarSchema } from './fields.js';

/** Where a value comes from. Paths start at a root: `input`, `self`, `key`, `actor`, `cycle`, an alias of `reads`; see paths.ts. */
export type Expression =
  | { from: string }
  | { value: z.infer<typeof scalarSchema> | [] }
  | { today: true }
  | { late: true }
  | { stream: string }
  | { score: { rubric: string; marks: string; points?: string | undefined; part?: 'total' | 'blocks' | undefined } }
  | { ranking: string }
  | { sample: string; part?: 'picked' | 'frameHash' | undefined }
  | { edition: 'quotas' | 'deadlines' | 'zone' }
  | { instant: { date: string; time: string; zone: string } }
  | { join: Expression[] }
  | { due: string }
  | { ballot: string }
  | { hash: string }
  | { count: string }
  | { total: string }
  | { sum: Expression[] }
  | { product: Expression[] }
  | { less: [Expression, Expression] }
  | { inForce: { in: string; on: Expression } }
  | {
      about: {
        stream: string;
        part: 'unit' | 'holder' | 'lateFrom';
        deadline?: string | undefined;
        cycle?: string | undefined;
      };
    }
  | { first: Expression[] };

export const expressionSchema: z.ZodType<Expression> = z.lazy(() =>
  z.union([
    z.strictObject({ from: pathSchema }),
    z.strictObject({ value: z.union([scalarSchema, z.tuple([])]) }),
    /** The local date of the command, in the programme's zone. */
    z.strictObject({ today: z.literal(true) }),
    /** Whether what this command delivers is late. */
    z.strictObject({ late: z.literal(true) }),
    /** The name of the stream that an alias stands for. */
    z.strictObject({ stream: nameSchema }),
    /** The points that marks earn by a rubric; `points`: a map item → points that people gave: then only the items marked count. */
    z.strictObject({
      score: z.strictObject({
        rubric: nameSchema,
        marks: pathSchema,
        points: pathSchema.optional(),
        part: z.enum(['total', 'blocks']).optional(),
      }),
    }),
    z.strictObject({ ranking: nameSchema }),
    /** What a draw picked (the default), or the hash of what it was drawn from. */
    z.strictObject({ sample: nameSchema, part: z.enum(['picked', 'frameHash']).optional() }),
    /** What `cycleOpened` copies from the edition that was read as `programme`. */
    z.strictObject({ edition: z.enum(['quotas', 'deadlines', 'zone']) }),
    /** The first instant that is late, of a local date and time in a zone, all at paths. */
    z.strictObject({ instant: z.strictObject({ date: pathSchema, time: pathSchema, zone: pathSchema }) }),
    /** Texts joined by `/`: how members of a map are named that have more than one part. Nowhere when a part is missing. */
    z.strictObject({ join: z.array(expressionSchema).min(2).max(4) }),
    /** The instant a deadline of this cycle falls due, resolved now (first instant that is late). */
    z.strictObject({ due: nameSchema }),
    /** The choices cast in this ballot, whose stream is the primary one, sorted. */
    z.strictObject({ ballot: nameSchema }),
    /** SHA-256 of the canonical JSON of the value. */
    z.strictObject({ hash: pathSchema }),
    /** How many members the set or map has, or rows the table. */
    z.strictObject({ count: pathSchema }),
    /** The sum of the numbers in a map, or of marks. */
    z.strictObject({ total: pathSchema }),
    z.strictObject({ sum: z.array(expressionSchema).min(1).max(20) }),
    z.strictObject({ product: z.array(expressionSchema).min(2).max(5) }),
    /** A flag: whether the first number, or date, is less than the second. For shortfalls that are shown, not refused. */
    z.strictObject({ less: z.tuple([expressionSchema, expressionSchema]) }),
    /** Of a map date → value, the value of the latest date that is not after `on`; nowhere when all are after it. */
    z.strictObject({ inForce: z.strictObject({ in: pathSchema, on: expressionSchema }) }),
    /**
     * Of the stream named at a path (of a `watch` stream: of what it watches): its unit, or who has to act by the deadline
     * named at another path, or from when on that is late. Nowhere when it owes nothing by it. `cycle`: path of the
     * cycle's id, for a subject that outlives cycles.
     */
    z.strictObject({
      about: z.strictObject({
        stream: pathSchema,
        part: z.enum(['unit', 'holder', 'lateFrom']),
        deadline: pathSchema.optional(),
        cycle: pathSchema.optional(),
      }),
    }),
    /** The first that leads somewhere. */
    z.strictObject({ first: z.array(expressionSchema).min(1).max(5) }),
  ]),
);
