/**
 * The envelope: what a fact is, for ever. Exactly these members; one that does not apply is absent, never null.
 * docs/envelope.md has the table, with test vectors.
 */
import { z } from 'zod';
import { canonical, NotCanonical, type Json } from '../canonical/canonical-json.js';
import { FACT_TYPE, INSTANT, LIMITS, STREAM_NAME } from '../ports/event-store.js';

const uuid8 = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
const digest = z.string().regex(/^[0-9a-f]{64}$/);
const stream = z.string().regex(STREAM_NAME).max(LIMITS.streamNameLength);
const instant = z.string().regex(INSTANT);
const name = z.string().min(1).max(100);
const revision = z.int().min(0);
/** Checked by {@link canonical}, which is stricter than a schema: safe integers, NFC, depth. */
const json: z.ZodType<Json> = z.custom<Json>();

/** Who entered it. `anonymous`: the closing of a secret ballot. */
const bySchema = z.union([
  z.strictObject({ account: name, role: name, unit: name, grant: name }),
  z.strictObject({ system: name }),
  z.strictObject({ anonymous: z.literal(true) }),
]);
export type By = z.infer<typeof bySchema>;

/** The cause: another fact, or a deadline of a stream at a revision. */
const causeSchema = z.union([
  z.strictObject({ fact: uuid8 }),
  z.strictObject({ stream, deadline: name, rev: revision }),
]);
export type Cause = z.infer<typeof causeSchema>;

const envelopeSchema = z.strictObject({
  v: z.literal(1),
  id: uuid8,
  stream,
  rev: revision,
  type: z.string().regex(FACT_TYPE),
  tv: z.int().min(1),
  /** Log time: the later of the clock and the last `at` of each stream written. */
  at: instant,
  /** The date on paper, without zone, where it differs. */
  on: z.iso.date().optional(),
  rules: digest,
  texts: digest.optional(),
  calendar: digest.optional(),
  by: bySchema,
  for: z.strictObject({ stream }).optional(),
  command: uuid8,
  request: digest,
  cause: causeSchema.optional(),
  data: z.record(z.string(), json),
  stage: z.string().max(200),
  state: digest,
  alg: z.literal('sha256'),
});
export type Envelope = z.infer<typeof envelopeSchema>;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export class BadEnvelope extends Error {}

/** The one byte string of an envelope. */
export function encodeEnvelope(envelope: Envelope): Uint8Array {
  return encoder.encode(canonical(envelope));
}

/** Convert older envelopes to the current version, one version at a time. So far there is only one version. */
const upcasters = new Map<number, (older: Record<string, unknown>) => Record<string, unknown>>();

/** An envelope from bytes of this log's own store: not validated again, only converted to the current version. */
export function decodeEnvelope(bytes: Uint8Array): Envelope {
  const value = JSON.parse(decoder.decode(bytes)) as Envelope;
  return value.v === 1 ? value : upcastAll(value as unknown as Record<string, unknown>);
}

function upcastAll(older: Record<string, unknown>): Envelope {
  let value = older;
  while (value['v'] !== 1) {
    const upcast = upcasters.get(value['v'] as number);
    if (!upcast) throw new BadEnvelope(`envelope version ${String(value['v'])} is not known here`);
    value = upcast(value);
  }
  return envelopeSchema.parse(value);
}

/**
 * An envelope from outside (an import, an auditor's bundle). Every member is validated, and the bytes must be its canonical
 * form. Throws {@link BadEnvelope}.
 */
export function parseEnvelope(bytes: Uint8Array): Envelope {
  if (bytes.byteLength > LIMITS.factBytes) throw new BadEnvelope(`${bytes.byteLength} bytes`);
  let value: unknown;
  let text: string;
  try {
    text = decoder.decode(bytes);
    value = JSON.parse(text);
  } catch (error) {
    throw new BadEnvelope('not JSON in UTF-8', { cause: error });
  }
  const parsed = envelopeSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new BadEnvelope(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not an envelope'}`);
  }
  if (canonicalForm(parsed.data) !== text) throw new BadEnvelope('not in canonical form');
  return parsed.data;
}

function canonicalForm(envelope: Envelope): string {
  try {
    return canonical(envelope);
  } catch (error) {
    if (error instanceof NotCanonical) throw new BadEnvelope(error.message, { cause: error });
    throw error;
  }
}
