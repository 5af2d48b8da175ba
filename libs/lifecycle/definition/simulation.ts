/**
 * Values for playing a programme: who is there (demonstration) and what they tend to do (simulation). They stand beside
 * a definition and in neither of its hashes.
 */
import { z } from 'zod';
import { conditionSchema, idSchema, nameSchema, pathSchema, scalarSchema } from '../language/fields.js';

const instant = z.iso.datetime({ offset: true });

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const overdueRow = z.strictObject({ days: z.int().min(1).max(365), time: timeOfDay });

/** What a cycle reminds by: the input of the platform's `giveReminders`. */
const remindersSchema = z.strictObject({
  before: z
    .array(z.strictObject({ days: z.int().min(0).max(365), time: timeOfDay }))
    .max(20)
    .optional(),
  overdue: z.array(overdueRow).max(20).optional(),
  escalation: z
    .array(overdueRow.extend({ role: nameSchema }))
    .max(10)
    .optional(),
});

export const demonstrationSchema = z.strictObject({
  root: idSchema,
  /** The instant of simulated time at which a demonstration that is under way stands. */
  standsAt: instant.optional(),
  /** Given to the cycle when it has been opened; unset, nobody is reminded. */
  reminders: remindersSchema.optional(),
  units: z
    .array(
      z.strictObject({
        unit: idSchema,
        sort: nameSchema,
        name: z.string().min(1).max(100),
        parent: idSchema.optional(),
      }),
    )
    .min(1)
    .max(5000),
  homes: z
    .array(
      z.strictObject({
        home: idSchema,
        unit: idSchema,
        name: z.string().min(1).max(100),
        sort: nameSchema.optional(),
        /** Standing → since: what it has been since earlier years. */
        standings: z.record(nameSchema, z.iso.date()).optional(),
      }),
    )
    .max(20_000),
  /** So many accounts with a role in a unit, or in each unit of a sort. */
  accounts: z
    .array(
      z.strictObject({
        role: nameSchema,
        unit: idSchema.optional(),
        sort: nameSchema.optional(),
        count: z.int().min(1).max(200).optional(),
      }),
    )
    .max(200),
});
export type Demonstration = z.infer<typeof demonstrationSchema>;

/**
 * One of a list of phrases. `by`: of the list under the value there. `part`: that member of it alone. Which one: the
 * number at `place`, counted round the list; or by chance, the same each time for the same value at `per`.
 */
const phraseSchema = z.strictObject({
  phrase: nameSchema,
  by: pathSchema.optional(),
  part: nameSchema.optional(),
  place: pathSchema.optional(),
  per: pathSchema.optional(),
});
export type Phrase = z.infer<typeof phraseSchema>;

/** Phrases, or what else may be chosen: of a form some fields, of a table its rows. */
const choicesSchema = z.array(z.json()).min(1).max(500);
/** An id, or a choice of a form. */
const valueSchema = z.union([idSchema, nameSchema]);

/** What a field is answered with; `unanswered`: left out where it may be. */
const answerSchema = z.union([
  phraseSchema,
  z.strictObject({ from: pathSchema }),
  z.strictObject({ unanswered: z.literal(true) }),
]);
export type Answer = z.infer<typeof answerSchema>;

/** What an input field is given, where neither a made-up answer nor one of the simulation's would do. */
const fillSchema = z.union([
  phraseSchema,
  z.strictObject({ value: z.union([scalarSchema, z.array(scalarSchema).max(50), z.tuple([])]) }),
  /**
   * From the subject (`self.…`), its key, the cycle, the home (`home.…`, with its name and sort, and its place among the
   * homes), or where it stands (`district.unit` has places, `district.below` is the unit under it, if any).
   */
  z.strictObject({ from: pathSchema }),
  /** So many days from the local date. */
  z.strictObject({ today: z.int().min(-3650).max(3650) }),
  /** Rows of a table, each cell filled in the same way; other columns are made up. */
  z.strictObject({
    rows: z
      .array(
        z.record(
          nameSchema,
          z.union([z.strictObject({ value: scalarSchema }), z.strictObject({ today: z.int() }), phraseSchema]),
        ),
      )
      .max(20),
  }),
  /**
   * An account with this role, by chance: of the unit at `of`, among those in the set or map at `among`, not one of those
   * at `not`.
   */
  z.strictObject({
    account: nameSchema,
    of: pathSchema.optional(),
    not: pathSchema.optional(),
    among: pathSchema.optional(),
  }),
  /** Streams of the cycle's last ranking, from place `from` on, at most `most`. */
  z.strictObject({ ranked: z.strictObject({ from: z.int().min(0), most: z.int().min(0) }) }),
  /** Leaves an answer out, makes a text one character too long, or puts something of the wrong kind. */
  z.strictObject({ spoilt: z.enum(['missing', 'tooLong', 'wrongKind']) }),
  /** A mark that no rubric's item takes, on the first item. */
  z.strictObject({ mark: z.int() }),
]);
export type Fill = z.infer<typeof fillSchema>;

const moveSchema = z.strictObject({
  command: nameSchema,
  /** The role that gives it. */
  by: nameSchema,
  /** Which accounts with the role: one whose unit reaches the subject (default), one whose unit does not, or the ones at a path. */
  as: z.union([z.literal('stranger'), z.strictObject({ each: pathSchema })]).optional(),
  /**
   * Goes through these: subjects of a category that are there, homes (`home`) under each unit, units of a sort, or the
   * cycle once.
   */
  over: z.union([
    z.strictObject({ subject: z.string().max(30) }),
    z.strictObject({ homes: z.literal(true), standing: nameSchema.optional(), without: nameSchema.optional() }),
    z.strictObject({ units: nameSchema }),
    z.strictObject({ once: z.literal(true) }),
  ]),
  /** Parts of the key of the subject it goes to, where these are not what it goes through. */
  key: z
    .record(nameSchema, z.union([z.strictObject({ value: idSchema }), z.strictObject({ from: pathSchema })]))
    .optional(),
  when: conditionSchema.optional(),
  /** Goes also where the command's stages do not hold. */
  anyStage: z.literal(true).optional(),
  /** Of a hundred. */
  share: z.int().min(0).max(100).optional(),
  /** At most so many in all. */
  most: z.int().min(1).max(10_000).optional(),
  /**
   * As long as the unit has places of this quota by what is counted so far; with `over`, once it has none left, so many
   * times too often; with `full`, only where it has none left.
   */
  places: z
    .strictObject({
      quota: nameSchema,
      counted: z.strictObject({ subject: z.string().max(30), field: nameSchema }),
      over: z.int().min(1).max(20).optional(),
      full: z.literal(true).optional(),
    })
    .optional(),
  times: z.int().min(1).max(20).optional(),
  /** Typed for the subject's home. */
  onBehalf: z.literal(true).optional(),
  input: z.record(pathSchema, fillSchema).optional(),
  /** What is out of the ordinary about it, for the table: late, malformed, outOfRole, onBehalf, … */
  kind: nameSchema.optional(),
});
export type Move = z.infer<typeof moveSchema>;

const simulationShape = z.strictObject({
  cycle: idSchema,
  /** The unit that opens the cycle. */
  unit: idSchema,
  publishedAt: instant,
  /** What may be chosen among, by name; where a choice depends on something, a list for each of its values. */
  phrases: z.record(nameSchema, z.union([choicesSchema, z.record(valueSchema, choicesSchema)])).optional(),
  /**
   * By the end of the names that lead to a field, from the command's on (`submitPlan.plan.address`, or `address` for
   * all that end so); the longest that fits. What none fits is made up.
   */
  answers: z.record(pathSchema, answerSchema).optional(),
  phases: z
    .array(
      z.strictObject({
        name: nameSchema,
        from: instant,
        to: instant,
        settings: z.record(nameSchema, scalarSchema).optional(),
        extensions: z
          .array(
            z.strictObject({
              deadline: nameSchema,
              unit: idSchema,
              date: z.iso.date(),
              time: z.string().max(5),
              reason: z.string().min(1).max(500),
            }),
          )
          .max(20)
          .optional(),
        moves: z.array(moveSchema).max(60),
      }),
    )
    .min(1)
    .max(40),
});
export type Simulation = z.infer<typeof simulationShape>;

export const simulationSchema: z.ZodType<Simulation> = simulationShape.superRefine((simulation, context) => {
  for (const [path, told] of phrasesNamed(simulation)) {
    if (!isThere(told, simulation.phrases?.[told.phrase]))
      context.addIssue({ code: 'custom', path, message: `no such phrases: ${JSON.stringify(told)}` });
  }
});

/** Whether there are such phrases, and each of them has the part. */
function isThere({ by, part }: Phrase, list: NonNullable<Simulation['phrases']>[string] | undefined): boolean {
  if (list === undefined || Array.isArray(list) !== (by === undefined)) return false;
  const choices = Array.isArray(list) ? list : Object.values(list).flat();
  return part === undefined || choices.every((choice) => z.looseObject({ [part]: z.json() }).safeParse(choice).success);
}

function* phrasesNamed({ answers = {}, phases }: Simulation): Generator<[path: (string | number)[], told: Phrase]> {
  for (const [name, answer] of Object.entries(answers)) if ('phrase' in answer) yield [['answers', name], answer];
  for (const [phase, { moves }] of phases.entries()) {
    for (const [move, { input = {} }] of moves.entries()) {
      for (const [name, fill] of Object.entries(input)) {
        const path = ['phases', phase, 'moves', move, 'input', name];
        if ('phrase' in fill) yield [path, fill];
        const cells = 'rows' in fill ? fill.rows.flatMap((row) => Object.values(row)) : [];
        for (const cell of cells) if ('phrase' in cell) yield [path, cell];
      }
    }
  }
}
