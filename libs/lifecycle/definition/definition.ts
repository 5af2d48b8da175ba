/**
 * What a programme says: one JSON value that this schema checks. See docs/programme-authors.md.
 *
 * A programme holds values and names of guards, never functions. `checkDefinition` (check.ts) judges what a schema
 * cannot: that names are there, stages can be reached, dates rise.
 */
import { z } from 'zod';
import { expressionSchema } from '../language/expression.js';
import {
  conditionSchema,
  fieldListSchema,
  idSchema,
  nameSchema,
  pathSchema,
  scalarSchema,
} from '../language/fields.js';
import { rubricSchema } from '../scoring/rubric.js';
import { keySchema as key, subjectSchema } from './subject-definition.js';

// ── commands ──────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * Where, from the role's unit, the subject may stand. `own`: the same unit; `subtree`: the same or below; `above`:
 * strictly below, so that the role's unit is above it; `anywhere`; by the value at a path: a unit (`unitIn`) or set of
 * them, an account (`accountIn`) or a set or map of them.
 */
const whereSchema = z.union([
  z.enum(['own', 'subtree', 'above', 'anywhere']),
  z.strictObject({ unitIn: pathSchema }),
  z.strictObject({ accountIn: pathSchema }),
]);
export type Where = z.infer<typeof whereSchema>;

const allowSchema = z.union([
  z.strictObject({ role: nameSchema, where: whereSchema }),
  z.strictObject({ system: z.literal(true) }),
]);

const readSchema = z.strictObject({
  /** Category, of the programme or the platform's. */
  subject: z.string().max(30),
  /** The parts of its key. */
  key: z.record(nameSchema, expressionSchema),
  /** The cycle it lives in, where it is not the command's own: the path of an earlier cycle's id. */
  cycle: expressionSchema.optional(),
  /** Reads one for each key in the set (or map) at this path; paths into it are then lists. `item` is the member. */
  each: pathSchema.optional(),
  /** It must still stand so when the facts are written. Default true; streams that are written are exact anyway. */
  check: z.boolean().optional(),
  /** May be absent; otherwise the command is refused with `notFound`. */
  optional: z.boolean().optional(),
});

const yieldSchema = z.strictObject({
  fact: nameSchema,
  /** `self`, `cycle`, or an alias. */
  on: nameSchema,
  when: conditionSchema.optional(),
  /** Over and above what has the same name in the input. */
  data: z.record(nameSchema, expressionSchema).optional(),
  /** Written by nobody in particular: the closing of a secret ballot. */
  anonymous: z.literal(true).optional(),
});

const guardSchema = z.strictObject({
  guard: z.string().regex(/^[a-z][A-Za-z0-9]*@[1-9][0-9]*$/),
  with: z.record(nameSchema, z.unknown()).optional(),
  /** Judges only where this holds: what is asked at one level, or under one setting. */
  when: conditionSchema.optional(),
});

export const commandSchema = z.strictObject({
  /** Category of the primary subject. */
  on: z.string().max(30),
  input: fieldListSchema,
  /** Stages (dotted paths; an outer one takes in what is inside it) in which it may be given. `absent` gives birth. */
  stages: z.array(z.string().max(120)).min(1).max(30),
  /** Stages of the cycle in which it may be given. Default: `open`. */
  cycleStages: z.array(z.string().max(120)).min(1).optional(),
  allow: z.array(allowSchema).min(1).max(20),
  /** The unit concerned, where the subject does not tell (births). */
  unit: expressionSchema.optional(),
  /** May be typed by a clerk for somebody else. */
  onBehalf: z.boolean().optional(),
  reads: z.record(nameSchema, readSchema).optional(),
  guards: z.array(guardSchema).max(30).optional(),
  yields: z.array(yieldSchema).min(1).max(20),
  /** This is one leg of a deliverable; `receivedOn`: date on which it came, else the moment of the command counts. */
  delivers: z
    .strictObject({
      deliverable: nameSchema,
      leg: nameSchema,
      receivedOn: pathSchema.optional(),
      lateReason: pathSchema.optional(),
    })
    .optional(),
  /** The input field whose value is kept out of the log until the ballot is closed. */
  secret: nameSchema.optional(),
  /** Someone signs or submits: the fact names the texts that were shown. */
  signs: z.boolean().optional(),
});
export type CommandDefinition = z.infer<typeof commandSchema>;

const reactionSchema = z.strictObject({
  on: z.strictObject({ subject: z.string().max(30), fact: nameSchema }),
  when: conditionSchema.optional(),
  /** One command for each row or member at this path (`data.…`), told apart by its place. */
  each: pathSchema.optional(),
  give: z.strictObject({
    command: nameSchema,
    /** Parts of the key of the subject it goes to, or `{ stream }` with a path to its name. */
    to: z.union([
      z.strictObject({ stream: pathSchema }),
      z.strictObject({ key: z.record(nameSchema, expressionSchema) }),
    ]),
    input: z.record(nameSchema, expressionSchema),
  }),
});

// ── what is owed, counted, scored ─────────────────────────────────────────────────────────────────────────────────

const legSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('paper'), copies: z.int().min(1).optional(), sealed: z.boolean() }),
  z.strictObject({ kind: z.literal('electronic'), addresses: z.array(z.string().max(200)).min(1).max(10) }),
  z.strictObject({ kind: z.literal('system') }),
]);

const deliverableSchema = z.strictObject({
  form: nameSchema,
  subject: z.string().max(30),
  legs: z.record(nameSchema, legSchema),
  /** Bodies whose opinions the form asks for. `inOrder`: none before, or dated before, the one before it. */
  opinions: z
    .strictObject({ order: z.enum(['inOrder', 'together', 'anyOne']), of: z.array(nameSchema).min(1).max(10) })
    .optional(),
  due: nameSchema,
  /** Name of the setting that holds `refuse`, `reason` or `warn`. Unset means warn. */
  lateness: nameSchema,
  /** Every unit that has places in this quota owes one: the subject is keyed by the unit alone. Unset: whoever begins one. */
  owedBy: z.strictObject({ quota: nameSchema }).optional(),
  /** Text key of the place in the notice. */
  source: key.optional(),
});

const localDueSchema = z.strictObject({
  date: z.iso.date(),
  time: z.string().regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$/),
});
const deadlineDefinitionSchema = z.union([
  /** The notice names the day. `named`: the notice's word (前, 底前), as a text key, with our reading. */
  localDueSchema.extend({ named: key.optional() }),
  /** Left to a separate notice: given by `giveDeadline`. */
  z.strictObject({ open: z.literal(true), named: key.optional() }),
  /** So long after a date in the subject's control state. */
  z.strictObject({
    after: nameSchema,
    /** A number, or the int setting that holds it: a term of office whose length the notice leaves open. */
    months: z.union([z.int().min(1).max(600), z.strictObject({ setting: nameSchema })]).optional(),
    days: z.int().min(1).max(36500).optional(),
    workingDays: z.int().min(1).max(2000).optional(),
    time: localDueSchema.shape.time,
    named: key.optional(),
  }),
]);

const quotaSchema = z.strictObject({
  to: z.enum(['apply', 'recommend', 'award']),
  strength: z.enum(['hard', 'soft']),
  /** Unit → places. Absent: nobody has a number unless someone sets one on the record. */
  table: z.record(idSchema, z.int().min(0)).optional(),
});

const settingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('int'), min: z.int(), max: z.int(), why: key }),
  z.strictObject({ kind: z.literal('flag'), why: key }),
  z.strictObject({ kind: z.literal('choice'), of: z.array(nameSchema).min(2).max(30), why: key }),
  z.strictObject({ kind: z.literal('date'), why: key }),
  z.strictObject({ kind: z.literal('text'), max: z.int().min(1).max(200), why: key }),
]);

const rankingSchema = z.strictObject({
  /** The alias (read with `each`) whose subjects are ranked. */
  of: nameSchema,
  /** Only those for which this holds; paths from `item`. */
  where: conditionSchema.optional(),
  /** Keys in order; `score` combines a map of evaluators' totals by the method that the setting names. */
  by: z
    .array(
      z.union([
        z.strictObject({ field: nameSchema, order: z.enum(['ascending', 'descending']) }),
        z.strictObject({
          scores: nameSchema,
          combine: z.union([z.enum(['mean', 'median', 'trimmedMean', 'sum']), z.strictObject({ setting: nameSchema })]),
          order: z.enum(['ascending', 'descending']),
        }),
      ]),
    )
    .min(1)
    .max(5),
  /** Control field by which the ranked are compared only among themselves: places start anew for each of its values. */
  within: nameSchema.optional(),
  /** Setting that holds how many places there are (in each group), if any. */
  places: nameSchema.optional(),
});

const sampleSchema = z.strictObject({
  /** Path of the set that is drawn from. */
  frame: pathSchema,
  size: pathSchema,
  seed: pathSchema,
});

const ballotSchema = z.strictObject({
  subject: z.string().max(30),
  /** The fact by which somebody votes, and the one that publishes the choices. */
  cast: nameSchema,
  closed: nameSchema,
});

const registerSchema = z.strictObject({ standing: nameSchema, title: key });

/** What somebody may see. What no rule shows is not there at all for whoever looks; see docs/programme-authors.md. */
const sightSchema = z.strictObject({
  /** One role or several; `*`: whoever has a role at all. */
  role: z.union([nameSchema, z.literal('*'), z.array(nameSchema).min(2).max(20)]),
  where: whereSchema,
  /** A subject of the definition, or the platform's `cycle`. */
  subject: z.string().max(30),
  /** Fields of facts, as `fact.field`, `fact.*` or `*`; `fact` alone: that it happened, and nothing of what it says. */
  sees: z.array(z.string().max(120)).min(1).max(60),
  /** Subjects beside it that `where` and `when` look at. One that is not there has nothing in it. */
  reads: z
    .record(
      nameSchema,
      z.strictObject({
        subject: z.string().max(30),
        key: z.record(
          nameSchema,
          z.union([z.strictObject({ from: pathSchema }), z.strictObject({ value: scalarSchema })]),
        ),
      }),
    )
    .optional(),
  /** May also ask who entered the fact: `fact.account`, `fact.unit`. */
  when: conditionSchema.optional(),
});

const noticeSchema = z.strictObject({
  on: z.strictObject({ subject: z.string().max(30), fact: nameSchema }),
  to: z
    .array(z.strictObject({ role: nameSchema, where: whereSchema }))
    .min(1)
    .max(10),
  text: key,
});

const dutySchema = z.strictObject({
  subject: z.string().max(30),
  recurs: z.union([
    z.enum(['month', 'quarter', 'halfYear', 'year', 'term', 'once']),
    z.strictObject({ setting: nameSchema }),
  ]),
  strength: z.enum(['hard', 'soft']),
  /** How many in a period. */
  times: z.int().min(1).max(1000),
  due: nameSchema.optional(),
  source: key,
});

const textsSchema = z.strictObject({
  zh: z.record(key, z.string().max(20_000)),
  en: z.record(key, z.string().max(20_000)),
});

export const definitionSchema = z.strictObject({
  format: z.literal(1),
  slug: z
    .string()
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
    .max(60),
  edition: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/)
    .max(30),
  title: key,
  source: z.strictObject({ notice: key, published: z.iso.date().optional(), publishedIsOurs: z.boolean().optional() }),
  zone: z.string().max(60),
  subjects: z.array(subjectSchema).min(1).max(40),
  forms: z.record(nameSchema, z.strictObject({ fields: fieldListSchema, title: key })),
  commands: z.record(nameSchema, commandSchema),
  reactions: z.array(reactionSchema).max(60),
  deliverables: z.record(nameSchema, deliverableSchema),
  deadlines: z.record(nameSchema, deadlineDefinitionSchema),
  quotas: z.record(nameSchema, quotaSchema),
  settings: z.record(nameSchema, settingSchema),
  rubrics: z.record(nameSchema, rubricSchema),
  rankings: z.record(nameSchema, rankingSchema),
  samples: z.record(nameSchema, sampleSchema),
  ballots: z.record(nameSchema, ballotSchema),
  registers: z.array(registerSchema).max(40),
  roles: z.record(nameSchema, key),
  sight: z.array(sightSchema).max(200),
  notices: z.array(noticeSchema).max(100),
  duties: z.record(nameSchema, dutySchema),
  /** Open lists the notice gives, shown and counted, never enforced: kinds of home, functions of activities. */
  lists: z.record(nameSchema, z.array(nameSchema).min(1).max(200)),
  texts: textsSchema,
});
export type Definition = z.infer<typeof definitionSchema>;
