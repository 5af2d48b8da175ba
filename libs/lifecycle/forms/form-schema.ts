/**
 * Field lists become zod schemas: what a form asks for is what the API accepts and what a fact may hold.
 *
 * Reasons are codes with parameters; messages.ts has the sentences that people read.
 */
import { z } from 'zod';
import type { Problem } from '../../engine/decide/rejection.js';
import { INSTANT, STREAM_NAME } from '../../engine/ports/event-store.js';
import { idSchema, type Field, type FieldList } from '../language/fields.js';
import { holds, type Stages } from '../language/paths.js';
import { marksSchema } from '../scoring/score-rubric.js';
import { countCharacters } from '../language/count-characters.js';

export type Forms = Readonly<Record<string, { readonly fields: FieldList }>>;

const NO_STAGES: Stages = { isIn: () => false };
const PATTERNS = {
  email: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  phone: /^\+?[0-9][0-9 ()-]{4,30}$/,
  postcode: /^[0-9]{6}$/,
} as const;
const DIGEST = /^[0-9a-f]{64}$/;

function refused(
  reason: string,
  params: Record<string, string | number> = {},
): { code: 'custom'; params: { reason: string } } {
  return { code: 'custom', params: { reason, ...params } };
}

/** The schema of a field list. Strict: a field that is not asked for is refused. */
export function schemaOf(list: FieldList, forms: Forms): z.ZodType<Record<string, unknown>> {
  const shape: Record<string, z.ZodType> = {};
  for (const [name, field] of Object.entries(list)) {
    shape[name] =
      field.kind === 'branch'
        ? z.unknown().optional()
        : isAlways(field)
          ? fieldSchemaOf(field, forms)
          : fieldSchemaOf(field, forms).optional();
  }
  const conditional = Object.entries(list).filter(([, field]) => typeof field.required === 'object');
  const branches = Object.entries(list).filter(([, field]) => field.kind === 'branch') as [
    string,
    Field & { kind: 'branch' },
  ][];
  const cases = new Map(
    branches.map(([name, field]) => [
      name,
      new Map(Object.entries(field.cases).map(([value, fields]) => [value, schemaOf(fields, forms)])),
    ]),
  );
  const base = z.strictObject(shape);
  if (conditional.length === 0 && branches.length === 0) return base;
  return base.superRefine((form: Record<string, unknown>, context) => {
    for (const [name, field] of conditional) {
      const needed = typeof field.required === 'object' && holds(field.required.when, { form }, NO_STAGES);
      if (needed && form[name] === undefined) context.addIssue({ ...refused('required'), path: [name] });
    }
    for (const [name, field] of branches) {
      const chosen = form[field.on] === undefined ? undefined : cases.get(name)?.get(String(form[field.on]));
      if (!chosen) {
        if (form[name] !== undefined) context.addIssue({ ...refused('unknownField'), path: [name] });
        continue;
      }
      const parsed = chosen.safeParse(form[name] ?? {});
      for (const issue of parsed.error?.issues ?? [])
        context.addIssue({ ...(issue as { code: 'custom' }), path: [name, ...issue.path] });
    }
  });
}

function isAlways(field: Field): boolean {
  return field.required === undefined || field.required === true;
}

function fieldSchemaOf(field: Field, forms: Forms): z.ZodType {
  switch (field.kind) {
    case 'text':
      return textSchema(field);
    case 'int':
      return z.int().superRefine((value, context) => {
        if (field.min !== undefined && value < field.min) context.addIssue(refused('tooSmall', { limit: field.min }));
        if (field.max !== undefined && value > field.max) context.addIssue(refused('tooLarge', { limit: field.max }));
      });
    case 'date':
      return z.iso.date();
    case 'instant':
      return z.string().regex(INSTANT);
    case 'flag':
      return z.boolean();
    case 'choice':
      return z.enum(field.of as [string, ...string[]]);
    case 'id':
      return idSchema;
    case 'stream':
      return z.string().max(200).regex(STREAM_NAME);
    case 'digest':
      return z.string().regex(DIGEST);
    case 'scalar':
      return z.union([z.string().max(500), z.int(), z.boolean()]);
    case 'list':
      return listSchema(field);
    case 'marks':
      return marksSchema.refine(
        (marks) => Object.keys(marks).length <= field.items,
        refused('tooMany', { limit: field.items }),
      );
    case 'table':
      return tableSchema(field, forms);
    case 'form':
      return schemaOf(formOf(forms, field.form).fields, forms);
    case 'attachment':
      return attachmentSchema(field);
    case 'signature':
    case 'seal':
      return z.strictObject({ on: z.iso.date() });
    case 'value':
      return z
        .json()
        .refine(
          (value) => JSON.stringify(value).length <= field.maxBytes,
          refused('tooLarge', { limit: field.maxBytes }),
        );
    case 'branch':
      return z.unknown();
  }
}

export function formOf(forms: Forms, name: string): { readonly fields: FieldList } {
  const form = forms[name];
  if (!form) throw new Error(`no form ${name}`);
  return form;
}

function textSchema(field: Field & { kind: 'text' }): z.ZodType {
  // Characters are counted without line breaks, so bytes need a limit of their own.
  const most = field.max * 4 + 2_000;
  return z
    .string()
    .max(most)
    .superRefine((text, context) => {
      const length = countCharacters(text);
      if (!text.isWellFormed() || text.includes('\r') || text.normalize('NFC') !== text)
        context.addIssue(refused('textNotNormal'));
      if (length > field.max) context.addIssue(refused('textTooLong', { limit: field.max, length }));
      if (length < (field.min ?? 1)) context.addIssue(refused('textTooShort', { limit: field.min ?? 1, length }));
      if (!field.lines && text.includes('\n')) context.addIssue(refused('oneLine'));
      if (field.pattern && !PATTERNS[field.pattern].test(text))
        context.addIssue(refused('pattern', { pattern: field.pattern }));
    });
}

function listSchema(field: Field & { kind: 'list' }): z.ZodType {
  const member: Record<typeof field.of, () => z.ZodType> = {
    id: () => idSchema,
    stream: () => z.string().max(200).regex(STREAM_NAME),
    text: () => textSchema({ kind: 'text', max: field.textMax ?? 200 }),
    int: () => z.int(),
    choice: () => z.enum((field.choices ?? ['none']) as [string, ...string[]]),
  };
  return z
    .array(member[field.of]())
    .max(field.max)
    .refine((members) => new Set(members).size === members.length, refused('twice'));
}

function tableSchema(field: Field & { kind: 'table' }, forms: Forms): z.ZodType {
  const { rows, fixed } = field;
  return z.array(schemaOf(field.columns, forms)).superRefine((table, context) => {
    if (table.length < (rows.min ?? 0)) context.addIssue(refused('tooFewRows', { limit: rows.min ?? 0 }));
    if (table.length > rows.max) context.addIssue(refused('tooManyRows', { limit: rows.max }));
    if (fixed && (table.length !== fixed.length || table.some((row, index) => row['row'] !== fixed[index]))) {
      context.addIssue(refused('rowsFixed', { rows: fixed.join(', ') }));
    }
  });
}

function attachmentSchema(field: Field & { kind: 'attachment' }): z.ZodType {
  return z.strictObject({
    /** SHA-256 of the ciphertext. */
    digest: z.string().regex(DIGEST),
    bytes: z.int().min(1).max(field.maxBytes),
    type: z.enum(field.types as [string, ...string[]]),
    name: z.string().min(1).max(200),
  });
}

/** zod's issues as problems with pointers and codes of ours. */
export function problemsOf(error: z.ZodError): readonly Problem[] {
  return error.issues.slice(0, 50).map((issue) => {
    const pointer = pointerOf(issue.path);
    if (issue.code === 'custom') {
      const { reason, ...params } = (issue.params ?? {}) as { reason?: string } & Record<string, string | number>;
      return { pointer, reason: reason ?? 'malformed', params };
    }
    if (issue.code === 'unrecognized_keys')
      return { pointer: pointerOf([...issue.path, issue.keys[0] ?? '']), reason: 'unknownField' };
    if (issue.code === 'invalid_type')
      return {
        pointer,
        reason: issue.input === undefined ? 'required' : 'wrongType',
        params: { expected: issue.expected },
      };
    if (issue.code === 'invalid_value')
      return { pointer, reason: 'notAChoice', params: { choices: issue.values.join(', ') } };
    if (issue.code === 'too_big') return { pointer, reason: 'tooLarge', params: { limit: Number(issue.maximum) } };
    if (issue.code === 'too_small') return { pointer, reason: 'tooSmall', params: { limit: Number(issue.minimum) } };
    return { pointer, reason: 'malformed' };
  });
}

/** RFC 6901. */
function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
