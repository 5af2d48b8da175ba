/** What all parts of `checkDefinition` share: the definition, the platform's beside it, and the faults found so far. */
import type { z } from 'zod';
import type { Problem } from '../../engine/decide/rejection.js';
import type { Definition } from '../definition/definition.js';
import type { FieldList } from '../language/fields.js';
import type { MESSAGES } from '../messages/sentences.js';
import type { SubjectDefinition } from '../definition/subject-definition.js';

/** Of each guard what checking a command takes: what its parameters look like, and which names in them must be there. */
export type GuardChecks = Readonly<
  Record<string, { readonly parameters: z.ZodType; check?(parameters: never, use: GuardUse): void }>
>;

/** What a guard's `check` asks of the definition. Each reports a name that is not there, under the parameter it stands in. */
export interface GuardUse {
  quota(name: string, parameter: string): void;
  rubric(name: string, parameter: string): void;
  setting(name: string, parameter: string): void;
  standing(name: string, parameter: string): void;
  /** An alias of a subject of this category. */
  alias(name: string, category: string, parameter: string): void;
  /** A deliverable, and a leg of this kind in it. */
  leg(deliverable: string, leg: string, kind: 'paper' | 'electronic'): void;
  /** A deliverable that asks for opinions. */
  opinions(deliverable: string, parameter: string): void;
}

/** Every reason has its sentence in the catalogue. */
export interface Fault extends Problem {
  readonly reason: keyof typeof MESSAGES;
}

/** A definition without its texts: what is hashed as rules. */
export type RulesWithoutTexts = Omit<Definition, 'texts'>;

export type FormFields = Readonly<Record<string, { readonly fields: FieldList }>>;

/** A JSON pointer, longer by these parts. */
export function under(pointer: string, ...parts: readonly (string | number)[]): string {
  return pointer + parts.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

export class Review {
  private readonly found = new Map<string, Fault>();

  constructor(
    readonly definition: RulesWithoutTexts,
    /** Undefined when the definition under review is the platform's own. */
    readonly platform: RulesWithoutTexts | undefined,
    readonly guards: GuardChecks,
  ) {}

  get problems(): Fault[] {
    return [...this.found.values()];
  }

  /** The same fault found by two ways is one fault. */
  report(pointer: string, reason: Fault['reason'], params: Problem['params'] = {}): void {
    const problem: Fault = Object.keys(params).length === 0 ? { pointer, reason } : { pointer, reason, params };
    this.found.set(JSON.stringify(problem), problem);
  }

  subject(category: string): SubjectDefinition | undefined {
    return own(this.definition, category) ?? (this.platform && own(this.platform, category));
  }

  /** The forms that a subject's facts may name: those of the definition it stands in. */
  formsOf(subject: SubjectDefinition): FormFields {
    return this.definition.subjects.includes(subject)
      ? this.definition.forms
      : (this.platform ?? this.definition).forms;
  }

  role(name: string, pointer: string): void {
    const known = Object.hasOwn(this.definition.roles, name) || Object.hasOwn(this.platform?.roles ?? {}, name);
    if (!known) this.report(pointer, 'roleUnknown', { role: name });
  }

  deadline(name: string, pointer: string): void {
    if (!Object.hasOwn(this.definition.deadlines, name)) this.report(pointer, 'deadlineUnknown', { deadline: name });
  }

  /** The setting of this name, if it is there and of one of these kinds. */
  setting(name: string, pointer: string, ...kinds: readonly Definition['settings'][string]['kind'][]): void {
    const setting = this.definition.settings[name];
    if (!setting) this.report(pointer, 'settingUnknown', { setting: name });
    else if (kinds.length > 0 && !kinds.includes(setting.kind))
      this.report(pointer, 'settingKindWrong', { setting: name, wanted: kinds.join(', ') });
  }
}

function own(definition: RulesWithoutTexts, category: string): SubjectDefinition | undefined {
  return definition.subjects.find((subject) => subject.category === category);
}
