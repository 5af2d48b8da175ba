/** Subjects: things with a life of their own in a programme. Their chart, control fields, facts, and how these fold. */
import { z } from 'zod';
import { fieldListSchema, nameSchema, pathSchema, scalarSchema } from '../language/fields.js';

/** Keys of texts. */
export const keySchema = z
  .string()
  .regex(/^[a-z][A-Za-z0-9.-]*$/)
  .max(120);
const key = keySchema;

const stageMetaSchema = z
  .strictObject({
    /** The role that has to act. */
    holder: nameSchema,
    /** A deadline of the programme by which this stage should be left. */
    deadline: nameSchema.optional(),
    /** Why no deadline stands here, as a text key. */
    noDeadline: key.optional(),
    /** Looks finished; may still have a future. */
    closed: z.literal(true).optional(),
  })
  .refine((meta) => (meta.deadline === undefined) !== (meta.noDeadline === undefined), 'either deadline or noDeadline');

/** A strict subset of XState's machine JSON. A target is a sibling's name or `#<category>.<path>`. */
export interface StateDefinition {
  initial?: string | undefined;
  type?: 'parallel' | 'history' | undefined;
  history?: 'shallow' | 'deep' | undefined;
  target?: string | undefined;
  states?: Record<string, StateDefinition> | undefined;
  on?: Record<string, string> | undefined;
  meta?: z.infer<typeof stageMetaSchema> | undefined;
}

/** Lower camel case keeps `*`, dots and `xstate.…` out. `always`, `after`, `invoke`, `entry`, `onDone` are no keys of it. */
const chartStateSchema: z.ZodType<StateDefinition> = z.lazy(() =>
  z.strictObject({
    initial: nameSchema.optional(),
    type: z.enum(['parallel', 'history']).optional(),
    history: z.enum(['shallow', 'deep']).optional(),
    target: z.string().max(200).optional(),
    states: z.record(nameSchema, chartStateSchema).optional(),
    on: z
      .record(
        nameSchema,
        z
          .string()
          .regex(/^(#[a-z][a-z0-9]*(\.[a-z][A-Za-z0-9]*)+|[a-z][A-Za-z0-9]*)$/)
          .max(200),
      )
      .optional(),
    meta: stageMetaSchema.optional(),
  }),
);

export const chartSchema = z.strictObject({
  initial: z.literal('absent'),
  states: z.record(nameSchema, chartStateSchema),
});

export const controlFieldSchema = z.strictObject({
  kind: z.enum(['count', 'int', 'date', 'instant', 'flag', 'id', 'digest', 'set', 'map']),
  /** Members of a set or map, at most; value of a count or int, at most. */
  max: z.int().min(1),
});
export type ControlField = z.infer<typeof controlFieldSchema>;

/** Paths in folds: `data.…` (open fields only), `item` or `item.…` under `each`, `fact.at|on|account|unit|for|stream`. */
const sourceSchema = z.union([
  z.strictObject({ from: pathSchema }),
  z.strictObject({ value: scalarSchema }),
  /** SHA-256 of the canonical JSON of the value as it stands, sealed, in the fact. */
  z.strictObject({ digest: pathSchema }),
  /** Under `each`: which in the list the item is, from 1. So an order is written as a list, without doubles or gaps. */
  z.strictObject({ place: z.literal(true) }),
]);

export const foldSchema = z.union([
  z.strictObject({ op: z.literal('set'), field: nameSchema, to: sourceSchema }),
  /** Adds a number; a flag adds 1 when it is true. */
  z.strictObject({
    op: z.literal('add'),
    field: nameSchema,
    by: z.union([z.int(), z.strictObject({ from: pathSchema })]),
  }),
  /** Into a set (`key`), or into a map (`key` and `to`). */
  z.strictObject({
    op: z.literal('put'),
    field: nameSchema,
    each: pathSchema.optional(),
    key: sourceSchema,
    to: sourceSchema.optional(),
  }),
  /** Out of a set or map; without `key`: empties it, or unsets a scalar. */
  z.strictObject({
    op: z.literal('drop'),
    field: nameSchema,
    each: pathSchema.optional(),
    key: sourceSchema.optional(),
  }),
]);
export type FoldOperation = z.infer<typeof foldSchema>;

export const factSchema = z.strictObject({
  fields: fieldListSchema,
  folds: z.array(foldSchema).max(40).optional(),
});
export type FactDefinition = z.infer<typeof factSchema>;

/** How a subject carried on from an earlier edition is read under this one. */
const adoptionSchema = z.strictObject({
  from: z.string().max(60),
  stages: z.record(z.string().max(120), z.string().max(120)),
  /** New field ← old field; what is not named is dropped. */
  fields: z.record(nameSchema, nameSchema),
});

export const subjectSchema = z.strictObject({
  category: z
    .string()
    .regex(/^[a-z][a-z0-9]*$/)
    .max(30),
  lives: z.enum(['cycle', 'root']),
  /** Parts of the id in order, joined by dots, after the cycle where it lives in one. */
  key: z.array(nameSchema).min(1).max(5),
  /** The last part of the key may hold dots: the id of another stream. */
  dotted: z.literal(true).optional(),
  /** The control field (or part of the key) that tells whose unit it is. */
  unit: nameSchema.optional(),
  /**
   * Of what outlives cycles: the control field that names the cycle it comes from. That cycle's dates are not for it:
   * what is recognised in one year is looked at again in a later one.
   */
  origin: nameSchema.optional(),
  chart: chartSchema,
  fields: z.record(nameSchema, controlFieldSchema),
  facts: z.record(nameSchema, factSchema),
  adopts: z.array(adoptionSchema).max(10).optional(),
});
export type SubjectDefinition = z.infer<typeof subjectSchema>;
