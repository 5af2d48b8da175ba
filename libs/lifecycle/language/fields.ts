/**
 * Field lists: what a form asks for, and what a fact's data holds. One vocabulary for both, so that a form's answers
 * can be copied into a fact by name.
 */
import { z } from 'zod';

/** Names of fields, facts, commands, settings: lower camel case. */
export const nameSchema = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]*$/)
  .max(60);

/** Ids of things: they become parts of stream names, so lower-case ASCII, no dot. */
export const idSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*$/)
  .max(80);

/** `root.member.member…`; what roots there are depends on where the path stands (see `paths.ts`). */
export const pathSchema = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]*(\.[A-Za-z0-9-]+)*$/)
  .max(120);

/** A path of which only the length counts: what stands there may be sealed when it is written. */
export const lengthPathSchema = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]*(\.[A-Za-z0-9-]+)*$/)
  .max(120);

/** Scalars that programmes may write down as constants. */
export const scalarSchema = z.union([z.string().max(500), z.int(), z.boolean()]);
export type Scalar = z.infer<typeof scalarSchema>;

/** A yes-or-no question about values that paths lead to. A path that leads nowhere answers no, to `absent` yes. */
export type Condition =
  | { path: string; is: Scalar }
  | { path: string; in: Scalar[] }
  | { path: string; atLeast: number }
  | { path: string; atMost: number }
  | { present: string }
  | { absent: string }
  | { empty: string }
  | { same: [string, string] }
  | { less: [string, string] }
  | { member: string; of: string }
  | { stage: string; in: string[] }
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition };

export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ path: pathSchema, is: scalarSchema }),
    z.strictObject({ path: pathSchema, in: z.array(scalarSchema).min(1).max(50) }),
    z.strictObject({ path: pathSchema, atLeast: z.int() }),
    z.strictObject({ path: pathSchema, atMost: z.int() }),
    z.strictObject({ present: pathSchema }),
    z.strictObject({ absent: pathSchema }),
    /** A set, map, list or table without members, or nothing there at all. */
    z.strictObject({ empty: pathSchema }),
    z.strictObject({ same: z.tuple([pathSchema, pathSchema]) }),
    /** The number at the first path is less than that at the second. */
    z.strictObject({ less: z.tuple([pathSchema, pathSchema]) }),
    /** The value at `member` is in the set, or is a key of the map, at `of`. */
    z.strictObject({ member: pathSchema, of: pathSchema }),
    /** The subject read as alias `stage` (`self` for the command's own) stands in one of these stages. */
    z.strictObject({ stage: nameSchema, in: z.array(z.string().max(120)).min(1).max(30) }),
    z.strictObject({ all: z.array(conditionSchema).min(1).max(20) }),
    z.strictObject({ any: z.array(conditionSchema).min(1).max(20) }),
    z.strictObject({ not: conditionSchema }),
  ]),
);

/** `true`, `false`, or required when a condition on the other fields of the same list holds (paths from `form`). */
const requiredSchema = z.union([z.boolean(), z.strictObject({ when: conditionSchema })]);

/**
 * Whose the field is. `subject`: the application's (free text, file names); `{ person }`: a person of the form, by part
 * (`head`, `contact`); `false`: nobody's, stored openly. Sealed unless `false`. Only open fields can be read by guards,
 * folds and conditions.
 */
const personalSchema = z.union([z.literal(false), z.literal('subject'), z.strictObject({ person: nameSchema })]);

const common = {
  /** Default true. */
  required: requiredSchema.optional(),
  /** Default: `subject` for text, lists of text and attachments, `false` for all else. */
  personal: personalSchema.optional(),
};

export type Field =
  | (Common & {
      kind: 'text';
      max: number;
      advise?: number;
      min?: number;
      lines?: boolean;
      pattern?: 'email' | 'phone' | 'postcode';
    })
  | (Common & { kind: 'int'; min?: number; max?: number; unit?: string })
  | (Common & { kind: 'date' })
  | (Common & { kind: 'instant' })
  | (Common & { kind: 'flag' })
  | (Common & { kind: 'choice'; of: string[] })
  | (Common & { kind: 'id' })
  | (Common & { kind: 'stream' })
  | (Common & { kind: 'digest' })
  | (Common & { kind: 'scalar' })
  | (Common & {
      kind: 'list';
      of: 'id' | 'stream' | 'text' | 'int' | 'choice';
      choices?: string[];
      max: number;
      textMax?: number;
    })
  | (Common & { kind: 'marks'; items: number })
  | (Common & { kind: 'table'; columns: FieldList; rows: { min?: number; max: number }; fixed?: string[] })
  | (Common & { kind: 'branch'; on: string; cases: Record<string, FieldList> })
  | (Common & { kind: 'form'; form: string })
  | (Common & { kind: 'attachment'; types: string[]; maxBytes: number })
  | (Common & { kind: 'signature' })
  | (Common & { kind: 'seal' })
  | (Common & { kind: 'value'; maxBytes: number });
interface Common {
  required?: boolean | { when: Condition } | undefined;
  personal?: false | 'subject' | { person: string } | undefined;
}
export type FieldList = Record<string, Field>;

export const fieldSchema: z.ZodType<Field> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    /** `max`: hard limit in 字 (code points, line breaks not counted); `advise`: shown, never enforced. */
    z.strictObject({
      ...common,
      kind: z.literal('text'),
      max: z.int().min(1).max(20_000),
      advise: z.int().min(1).optional(),
      min: z.int().min(0).optional(),
      lines: z.boolean().optional(),
      pattern: z.enum(['email', 'phone', 'postcode']).optional(),
    }) as unknown as z.ZodObject<{ kind: z.ZodLiteral<'text'> }>,
    z.strictObject({
      ...common,
      kind: z.literal('int'),
      min: z.int().optional(),
      max: z.int().optional(),
      unit: z.string().max(20).optional(),
    }),
    z.strictObject({ ...common, kind: z.literal('date') }),
    z.strictObject({ ...common, kind: z.literal('instant') }),
    z.strictObject({ ...common, kind: z.literal('flag') }),
    z.strictObject({ ...common, kind: z.literal('choice'), of: z.array(nameSchema).min(1).max(100) }),
    z.strictObject({ ...common, kind: z.literal('id') }),
    z.strictObject({ ...common, kind: z.literal('stream') }),
    z.strictObject({ ...common, kind: z.literal('digest') }),
    /** A constant of a type that is told elsewhere (the value of a setting). */
    z.strictObject({ ...common, kind: z.literal('scalar') }),
    z.strictObject({
      ...common,
      kind: z.literal('list'),
      of: z.enum(['id', 'stream', 'text', 'int', 'choice']),
      choices: z.array(nameSchema).min(1).max(100).optional(),
      max: z.int().min(1).max(2000),
      textMax: z.int().min(1).max(2000).optional(),
    }),
    /** Answers to a rubric: item → points, flag, count or deductions. Judged by `rubricScored@1`. */
    z.strictObject({ ...common, kind: z.literal('marks'), items: z.int().min(1).max(300) }),
    /** `fixed`: the rows are these, in this order, told by the column `row`. */
    z.strictObject({
      ...common,
      kind: z.literal('table'),
      columns: z.lazy(() => fieldListSchema),
      rows: z.strictObject({ min: z.int().min(0).optional(), max: z.int().min(1).max(2000) }),
      fixed: z.array(nameSchema).min(1).max(100).optional(),
    }),
    /** Asks one list of fields or another, by the choice or flag (`true`/`false`) made at `on` in the same list. */
    z.strictObject({
      ...common,
      kind: z.literal('branch'),
      on: nameSchema,
      cases: z.record(
        z.string().max(60),
        z.lazy(() => fieldListSchema),
      ),
    }),
    z.strictObject({ ...common, kind: z.literal('form'), form: nameSchema }),
    z.strictObject({
      ...common,
      kind: z.literal('attachment'),
      types: z.array(z.string().max(100)).min(1).max(20),
      maxBytes: z.int().min(1).max(1_073_741_824),
    }),
    /** A signature on paper: that it is there, and the date beside it. Whose it is, is personal. */
    z.strictObject({ ...common, kind: z.literal('signature') }),
    /** A seal on paper: that it is there, and the date beside it. */
    z.strictObject({ ...common, kind: z.literal('seal') }),
    /** Any JSON up to a size: a definition or a calendar on its way into the log. */
    z.strictObject({ ...common, kind: z.literal('value'), maxBytes: z.int().min(1).max(250_000) }),
  ]),
) as z.ZodType<Field>;

export const fieldListSchema: z.ZodType<FieldList> = z.lazy(() =>
  z.record(nameSchema, fieldSchema).refine((list) => Object.keys(list).length <= 80, 'at most 80 fields'),
);

/** Whether a field is sealed when it is written, and under whose key. Of an attachment, the file's name alone is. */
export function ownerOf(field: Field): false | 'subject' | { person: string } {
  const isText = field.kind === 'text' || field.kind === 'attachment' || (field.kind === 'list' && field.of === 'text');
  return field.personal ?? (isText ? 'subject' : false);
}
