/** A chart as text that Mermaid draws: for documents, and for `programme diagram`. */
import { targetOf } from '../check/chart.js';
import type { Definition } from '../definition/definition.js';
import type { Language } from '../messages/message.js';
import { DIAGRAM_WORDS } from './messages.js';
import type { StateDefinition, SubjectDefinition } from '../definition/subject-definition.js';

/** From a mark to its wide form, in Unicode. */
const TO_WIDE = 0xfee0;

interface Box {
  /** Dotted path; empty for the chart itself. */
  readonly path: string;
  readonly state: StateDefinition;
}

/**
 * A `stateDiagram-v2`. Stages with stages inside are boxes, regions side by side are parted by a line; who holds a stage
 * and when it is due stands in a note. An arrow that leaves or enters a box is drawn at the box: Mermaid draws none from
 * inside one box into another.
 */
export function chartAsMermaid(
  subject: SubjectDefinition,
  definition: Pick<Definition, 'roles' | 'deadlines' | 'texts'>,
  language: Language,
): string {
  return new Drawing(subject, definition, language).lines().join('\n');
}

class Drawing {
  /** Box in which arrows stand → from and to → facts. */
  private readonly arrows = new Map<string, Map<string, string[]>>();

  constructor(
    private readonly subject: SubjectDefinition,
    private readonly definition: Pick<Definition, 'roles' | 'deadlines' | 'texts'>,
    private readonly language: Language,
  ) {
    this.collect({ path: '', state: subject.chart });
  }

  lines(): string[] {
    return ['stateDiagram-v2', ...this.inside({ path: '', state: this.subject.chart }, 1)];
  }

  private inside({ path, state }: Box, depth: number): string[] {
    const indent = '  '.repeat(depth);
    const start =
      path !== '' && state.initial !== undefined ? [`${indent}[*] --> ${id(join(path, state.initial))}`] : [];
    return [
      ...Object.entries(state.states ?? {}).flatMap(([name, inner]) =>
        this.box({ path: join(path, name), state: inner }, depth),
      ),
      ...start,
      ...[...(this.arrows.get(path) ?? [])].map(
        ([ends, facts]) => `${indent}${ends} : ${facts.map((fact) => this.fact(fact)).join('<br/>')}`,
      ),
    ];
  }

  private box({ path, state }: Box, depth: number): string[] {
    if (path === 'absent') return [];
    const indent = '  '.repeat(depth);
    const head = `${indent}state "${this.label(path, state)}" as ${id(path)}`;
    const states = Object.entries(state.states ?? {});
    if (states.length === 0) return [head, ...this.note(path, state, indent)];
    if (state.type !== 'parallel') return [`${head} {`, ...this.inside({ path, state }, depth + 1), `${indent}}`];
    const regions = states.map(([name, region]) => this.region({ path: join(path, name), state: region }, depth + 1));
    return [
      `${head} {`,
      ...regions.flatMap((region, index) => (index === 0 ? region : [`${indent}  --`, ...region])),
      `${indent}}`,
    ];
  }

  /** A region is no box of its own: its stages stand in the box, on one side of the line. */
  private region(region: Box, depth: number): string[] {
    return Object.keys(region.state.states ?? {}).length > 0 ? this.inside(region, depth) : this.box(region, depth);
  }

  private note(path: string, { meta }: StateDefinition, indent: string): string[] {
    if (!meta) return [];
    const words = DIAGRAM_WORDS[this.language];
    const due = meta.deadline === undefined ? words.none : words.due + this.deadline(meta.deadline);
    const lines = [
      words.holder + this.text(this.definition.roles[meta.holder], meta.holder),
      due,
      ...(meta.closed ? [words.closed] : []),
    ];
    return [`${indent}note right of ${id(path)}`, ...lines.map((line) => `${indent}  ${line}`), `${indent}end note`];
  }

  private deadline(name: string): string {
    const deadline = this.definition.deadlines[name];
    const label = this.text(`deadline.${name}`, name);
    return deadline && 'date' in deadline ? `${label} ${deadline.date} ${deadline.time}` : label;
  }

  private label(path: string, state: StateDefinition): string {
    if (state.type === 'history') return 'H';
    return this.text(`stage.${this.subject.category}.${path}`, path.split('.').at(-1) ?? path);
  }

  private fact(type: string): string {
    return this.text(`fact.${type}`, type);
  }

  /** Marks that mean something to Mermaid are put in their wide form. */
  private text(key: string | undefined, otherwise: string): string {
    const text = (key === undefined ? undefined : this.definition.texts[this.language][key]) ?? otherwise;
    return text
      .replaceAll('\n', ' ')
      .replaceAll(/[":;#{}<>]/g, (mark) => String.fromCodePoint((mark.codePointAt(0) ?? 0) + TO_WIDE));
  }

  private collect({ path, state }: Box): void {
    const states = state.states ?? {};
    for (const [name, inner] of Object.entries(states)) {
      const from = join(path, name);
      for (const [fact, target] of Object.entries(inner.on ?? {})) {
        const to = target.startsWith('#') ? target.slice(target.indexOf('.') + 1) : join(path, target);
        if (targetOf(this.subject, states, target)) this.arrow(from, to, fact);
      }
      this.collect({ path: from, state: inner });
    }
  }

  private arrow(from: string, to: string, fact: string): void {
    const within = this.common(from, to);
    const start = from === 'absent' ? '[*]' : id(this.lifted(from, within));
    const ends = `${start} --> ${id(this.lifted(to, within))}`;
    const arrows = this.arrows.get(within) ?? new Map<string, string[]>();
    arrows.set(ends, [...new Set([...(arrows.get(ends) ?? []), fact])]);
    this.arrows.set(within, arrows);
  }

  /** The innermost box that both stand in. A region side by side is such a box, what holds regions is none. */
  private common(from: string, to: string): string {
    const [a, b] = [from.split('.').slice(0, -1), to.split('.').slice(0, -1)];
    let shared = a.findIndex((name, index) => name !== b[index]);
    if (shared < 0) shared = a.length;
    const box = a.slice(0, shared);
    while (box.length > 0 && this.stateAt(box)?.type === 'parallel') box.pop();
    return box.join('.');
  }

  /** What an arrow inside a box ends at: the stage, or the box in the box that the stage stands in. */
  private lifted(path: string, within: string): string {
    const outer = within === '' ? [] : within.split('.');
    return path
      .split('.')
      .slice(0, outer.length + 1)
      .join('.');
  }

  private stateAt(names: readonly string[]): StateDefinition | undefined {
    return names.reduce<StateDefinition | undefined>((state, name) => state?.states?.[name], this.subject.chart);
  }
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function id(path: string): string {
  return path.replaceAll('.', '_');
}
