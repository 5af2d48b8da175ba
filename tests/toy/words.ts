/**
 * The words of a vocabulary, read from its zod schema: every member of every object, every way of a union, every value
 * of an enumeration. And which of them a value uses.
 */
import { z } from 'zod';

export class Vocabulary {
  /** Schema → the name under which it was met first. */
  private readonly names = new Map<z.core.$ZodType, string>();
  private readonly all = new Set<string>();
  private readonly used = new Set<string>();

  /** `skipped`: schemas whose values are no words of the vocabulary. */
  constructor(private readonly skipped: readonly z.core.$ZodType[] = []) {}

  learn(schema: z.core.$ZodType, name: string): void {
    const inner = unwrapped(schema);
    if (this.names.has(inner) || this.skipped.includes(inner)) return;
    this.names.set(inner, name);
    if (inner instanceof z.ZodObject) {
      for (const [key, member] of Object.entries(inner.shape)) {
        this.all.add(`${name}.${key}`);
        this.learn(member as z.core.$ZodType, `${name}.${key}`);
      }
    } else if (inner instanceof z.ZodUnion) {
      for (const [index, option] of inner.options.entries()) {
        this.all.add(`${name}${wayName(option, index)}`);
        this.learn(option, `${name}${wayName(option, index)}`);
      }
    } else if (inner instanceof z.ZodEnum) for (const value of inner.options) this.all.add(`${name}=${String(value)}`);
    else if (inner instanceof z.ZodNullable) this.all.add(`${name}=null`);
    for (const part of partsOf(inner)) this.learn(part, `${name}[]`);
  }

  use(schema: z.core.$ZodType, value: unknown): void {
    const inner = unwrapped(schema);
    const name = this.names.get(inner);
    if (value === undefined || name === undefined) return;
    if (inner instanceof z.ZodObject) {
      for (const [key, member] of Object.entries(inner.shape)) {
        const given = (value as Record<string, unknown>)[key];
        if (given === undefined) continue;
        this.used.add(`${name}.${key}`);
        this.use(member as z.core.$ZodType, given);
      }
    } else if (inner instanceof z.ZodUnion) {
      for (const [index, option] of inner.options.entries()) {
        if (!z.safeParse(option, value).success) continue;
        this.used.add(`${name}${wayName(option, index)}`);
        this.use(option, value);
        break;
      }
    } else if (inner instanceof z.ZodEnum) this.used.add(`${name}=${String(value)}`);
    else if (inner instanceof z.ZodNullable) {
      if (value === null) this.used.add(`${name}=null`);
      else this.use(inner.unwrap(), value);
    } else if (typeof value === 'object' && value !== null) this.useMembers(inner, Object.values(value));
  }

  /** Words that no value has used, sorted. */
  get unused(): string[] {
    return [...this.all].filter((word) => !this.used.has(word)).sort();
  }

  get size(): number {
    return this.all.size;
  }

  private useMembers(schema: z.core.$ZodType, values: readonly unknown[]): void {
    const parts = partsOf(schema);
    for (const [index, each] of values.entries()) {
      const part = schema instanceof z.ZodTuple ? parts[index] : parts[0];
      if (part) this.use(part, each);
    }
  }
}

function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional) return unwrapped(schema.unwrap());
  // A getter makes a new schema each time; what zod keeps of it is one and the same.
  return schema instanceof z.ZodLazy ? unwrapped(schema._zod.innerType) : schema;
}

function partsOf(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  if (schema instanceof z.ZodArray) return [schema.element];
  if (schema instanceof z.ZodRecord) return [schema.valueType];
  if (schema instanceof z.ZodTuple) return schema.def.items;
  return schema instanceof z.ZodNullable ? [schema.unwrap()] : [];
}

/** A way is told by its literal (`kind`, `op`), else by its members, else by its type. */
function wayName(option: z.core.$ZodType, index: number): string {
  const inner = unwrapped(option);
  if (!(inner instanceof z.ZodObject)) return `<${index} ${inner._zod.def.type}>`;
  const tag = Object.values(inner.shape).find(
    (member) => member instanceof z.ZodLiteral && typeof member.value === 'string',
  );
  return `<${tag instanceof z.ZodLiteral ? String(tag.value) : Object.keys(inner.shape).join(' ')}>`;
}
