/** Which parts of a fact's data are personal, and whose. */
import type { NewPerson } from '../../engine/decide/verdict.js';
import type { Place } from '../../engine/ports/sealing.js';
import { ownerOf, type Field, type FieldList } from '../language/fields.js';
import { formOf, type Forms } from './form-schema.js';

export interface Personal {
  readonly places: readonly Place[];
  readonly persons: readonly NewPerson[];
}

/**
 * The places to seal in `data`. `known`: persons who have an id from before, by the part they have in the form
 * (`head`). A person in a table's row is a new one each time: nothing says that two rows are the same person.
 */
export function personalPlaces(
  list: FieldList,
  data: unknown,
  stream: string,
  known: Readonly<Record<string, unknown>>,
  forms: Forms,
): Personal {
  const walk = new Walk(stream, known, forms);
  walk.fields(list, data, '', '');
  return { places: walk.places, persons: [...walk.persons].map(([part, pointers]) => ({ part, pointers })) };
}

class Walk {
  readonly places: Place[] = [];
  readonly persons = new Map<string, string[]>();

  constructor(
    private readonly stream: string,
    private readonly known: Readonly<Record<string, unknown>>,
    private readonly forms: Forms,
  ) {}

  fields(list: FieldList, data: unknown, pointer: string, row: string): void {
    if (typeof data !== 'object' || data === null) return;
    const values = data as Record<string, unknown>;
    for (const [name, field] of Object.entries(list)) {
      if (values[name] !== undefined) this.field(field, values[name], `${pointer}/${name}`, row, values);
    }
  }

  private field(field: Field, value: unknown, pointer: string, row: string, siblings: Record<string, unknown>): void {
    const owner = ownerOf(field);
    // What a blob is found and proved by stays open: digest, size, type.
    if (owner !== false) return this.seal(owner, field.kind === 'attachment' ? `${pointer}/name` : pointer, row);
    if (field.kind === 'form') return this.fields(formOf(this.forms, field.form).fields, value, pointer, row);
    if (field.kind === 'branch') return this.fields(field.cases[String(siblings[field.on])] ?? {}, value, pointer, row);
    if (field.kind === 'marks') return this.reasons(value, pointer);
    if (field.kind !== 'table' || !Array.isArray(value)) return;
    for (const [index, each] of value.entries())
      this.fields(field.columns, each, `${pointer}/${index}`, `${pointer}/${index}`);
  }

  private seal(owner: 'subject' | { readonly person: string }, pointer: string, row: string): void {
    if (owner === 'subject') {
      this.places.push({ pointer, key: `subject:${this.stream}`, purpose: 'subject' });
      return;
    }
    const known = row === '' ? this.known[owner.person] : undefined;
    if (typeof known === 'string') {
      this.places.push({ pointer, key: `person:${known}`, purpose: 'person' });
      return;
    }
    const part = row === '' ? owner.person : `${owner.person}${row}`;
    const pointers = this.persons.get(part);
    if (pointers) pointers.push(pointer);
    else this.persons.set(part, [pointer]);
  }

  /** Reasons in marks are free text. */
  private reasons(marks: unknown, pointer: string): void {
    for (const [item, mark] of Object.entries(
      marks as Record<string, { reason?: string; deductions?: { reason?: string }[] }>,
    )) {
      if (mark.reason !== undefined) this.seal('subject', `${pointer}/${item}/reason`, '');
      for (const [index, deduction] of (mark.deductions ?? []).entries()) {
        if (deduction.reason !== undefined) this.seal('subject', `${pointer}/${item}/deductions/${index}/reason`, '');
      }
    }
  }
}
