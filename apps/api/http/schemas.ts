/** Shapes that several routes take or answer. */
import { z } from 'zod';
import { LIMITS, STREAM_NAME } from '../../../libs/engine/ports/event-store.js';
import { idSchema, nameSchema } from '../../../libs/lifecycle/language/fields.js';
import { components } from './components.js';

export const streamSchema = z
  .string()
  .max(LIMITS.streamNameLength)
  .regex(STREAM_NAME)
  .meta({ description: '<category>-<root>.<id>' });

/** Opaque to whoever holds it. */
export const cursorSchema = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[\x21-\x7e]+$/)
  .meta({ description: 'A place in the log. Opaque.' });

/** With any offset; kept in UTC with milliseconds. */
export const instantSchema = z.iso
  .datetime({ offset: true })
  .max(40)
  .transform((text, context) => {
    const at = new Date(text);
    // Only what four digits of a year can say: everything else sorts wrongly as text.
    if (Number.isFinite(at.getTime()) && /^\d{4}-/.test(at.toISOString())) return at.toISOString();
    context.addIssue({ code: 'custom', message: 'no instant' });
    return z.NEVER;
  });

/** A whole number in a query, where everything is text. */
export const countSchema = (most: number, usual: number) =>
  z
    .string()
    .regex(/^[1-9][0-9]{0,5}$/)
    .transform(Number)
    .pipe(z.int().min(1).max(most))
    .default(usual);

export const pageSchema = z
  .string()
  .min(1)
  .max(500)
  .regex(/^[A-Za-z0-9_-]+$/)
  .meta({ description: 'The next page, as the page before it named it. Opaque.' });

/** Required wherever facts are written: again with the same key changes nothing. */
export const keyHeaders = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x20-\x7e]{1,200}$/)
    .meta({
      description: 'Chosen by the client, for each thing it wants done. Again with the same key changes nothing.',
    }),
});

export const revisionHeaders = keyHeaders.extend({
  'if-match': z
    .string()
    .regex(/^"(0|[1-9][0-9]{0,14})"$/)
    .transform((text) => Number(text.slice(1, -1)))
    .optional()
    .meta({ description: 'The revision, in quotation marks, that the subject must have.' }),
});

export const targetSchema = z.union([
  z.strictObject({ key: z.record(nameSchema, idLike()).meta({ description: 'Parts of the subject’s key by name.' }) }),
  z.strictObject({ stream: streamSchema }),
]);

/** A part of a key may be the id of another stream, with dots. */
function idLike() {
  return z
    .string()
    .max(LIMITS.streamNameLength)
    .regex(/^[a-z0-9][a-z0-9.-]*$/);
}

/** Judged by the form of the command, once it is known which that is. */
const input = z.unknown().meta({ description: 'The form of the command.' });

export const commandBody = z.strictObject({
  target: targetSchema,
  input: input.default({}),
  for: z.strictObject({ stream: streamSchema }).optional().meta({ description: 'On whose behalf a clerk types.' }),
  on: z.iso.date().optional().meta({ description: 'The date on paper.' }),
  newPersons: z
    .array(
      z
        .string()
        .max(100)
        .regex(/^[A-Za-z0-9/]+$/),
    )
    .max(200)
    .optional()
    .meta({ description: 'Parts of the form that somebody else has taken over.' }),
});

export const outcomeSchema = z
  .object({
    stream: streamSchema,
    from: z.int(),
    to: z.int(),
    repeated: z.boolean(),
    cursor: cursorSchema.meta({ description: 'Where the log stood then: a list asked for `after` it knows of this.' }),
    facts: z.array(z.object({ stream: streamSchema, rev: z.int(), type: z.string(), id: z.string() })),
  })
  .register(components, { id: 'Outcome' });

export const commandParams = z.object({ command: nameSchema });
export const cycleParams = z.object({ cycle: idSchema });

const instant = z.string().meta({ description: 'RFC 3339, UTC, milliseconds.' });

/** A fact as far as whoever asked may see it. */
export const factSchema = z
  .object({
    id: z.string(),
    stream: streamSchema,
    rev: z.int(),
    type: z.string(),
    at: instant,
    on: z.string().optional().meta({ description: 'The date on paper.' }),
    rules: z.string(),
    texts: z.string().optional(),
    by: z.record(z.string(), z.unknown()).meta({ description: 'Who entered it.' }),
    for: z.object({ stream: streamSchema }).optional(),
    cause: z.unknown().optional(),
    stage: z.string().optional().meta({ description: 'Where it led, as far as it may be told.' }),
    data: z.record(z.string(), z.unknown()).meta({
      description: 'Personal fields opened. `{"$erased": …}` stands where somebody was erased.',
    }),
  })
  .register(components, { id: 'Fact' });

const sentences = z.object({ zh: z.string(), en: z.string() });
const problemParams = z.record(z.string(), z.union([z.string(), z.number()]));

/** RFC 9457. */
export const problemSchema = z
  .object({
    type: z.string().meta({ description: 'urn:hearth:problem:<reason>' }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    reason: z.string(),
    params: problemParams,
    messages: sentences,
    errors: z.array(
      z.object({
        in: z.enum(['body', 'query', 'header', 'path']),
        pointer: z.string().meta({ description: 'RFC 6901, in what `in` names.' }),
        field: sentences.optional().meta({ description: 'What the field is called, where the programme says it.' }),
        reason: z.string(),
        params: problemParams,
        messages: sentences,
      }),
    ),
  })
  .register(components, { id: 'Problem' });
