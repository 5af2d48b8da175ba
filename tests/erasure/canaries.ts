/** Texts that are found again wherever they go: one for each personal field, different from every other. */
import { randomInt } from 'node:crypto';
import { ownerOf, type Field, type FieldList } from '../../libs/lifecycle/language/fields.js';

export interface Canary {
  readonly text: string;
  /** `subject`, or the part of the person in the form. */
  readonly owner: string;
  readonly home: string;
  /** The field's name. */
  readonly field: string;
}

type Value = Readonly<Record<string, unknown>>;

export class Canaries {
  /** Stands twice in each canary, so that a page's end cuts one of them at most. Digits only: it passes for a telephone. */
  readonly marker = Array.from({ length: 12 }, () => randomInt(1, 10)).join('');
  readonly placed: Canary[] = [];

  /** `base` with a canary in each personal text that stands in it. */
  fill(list: FieldList, base: Value, home: string): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(base).map(([name, value]) => {
        const field = list[name];
        if (field === undefined) throw new Error(`${name} is no field of the form`);
        return [name, this.value(name, field, value, { base, home })];
      }),
    );
  }

  private value(name: string, field: Field, value: unknown, { base, home }: { base: Value; home: string }): unknown {
    if (field.kind === 'branch') return this.fill(field.cases[String(base[field.on])] ?? {}, value as Value, home);
    if (field.kind === 'table') return (value as Value[]).map((row) => this.fill(field.columns, row, home));
    const owner = ownerOf(field);
    return field.kind === 'text' && owner !== false ? this.made(name, field, owner, home) : value;
  }

  private made(
    name: string,
    field: Field & { kind: 'text' },
    owner: 'subject' | { person: string },
    home: string,
  ): string {
    const core = `${this.marker}${String(this.placed.length).padStart(3, '0')}${this.marker}`;
    const text = field.pattern === 'email' ? `${core}@example.org` : field.pattern === 'phone' ? core : `甲${core}`;
    this.placed.push({ text, owner: owner === 'subject' ? owner : owner.person, home, field: name });
    // Long ones as people write them: what is the same over and over is what a database compresses.
    return field.max >= 2000 ? `${text}${'长文'.repeat(800)}` : text;
  }
}

/** Names of all fields of a form that are a person's, in every branch and table. */
export function fieldsOfPersons(list: FieldList): string[] {
  return Object.entries(list).flatMap(([name, field]) => {
    if (field.kind === 'branch') return Object.values(field.cases).flatMap((each) => fieldsOfPersons(each));
    if (field.kind === 'table') return fieldsOfPersons(field.columns);
    return typeof ownerOf(field) === 'object' ? [name] : [];
  });
}
