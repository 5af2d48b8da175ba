/** What is known of something that people are told about, as the log has it now: texts of its programme, its zone. */
import { STREAM_NAME, streamParts } from '../../engine/ports/event-store.js';
import type { StreamState } from '../../engine/fold/fold.js';
import type { DecisionContext } from '../../engine/decide/decision-context.js';
import { HASH_DIGITS } from '../definition/published-key.js';
import type { Programme } from '../definition/compile-programme.js';
import { zoneOf } from '../obligations/due-dates.js';
import { watchedBy } from '../obligations/schedule.js';
import type { Known, Texts } from './labels.js';

/** `cycle`: unsaid, the one in which the stream lives. `command`: of that cycle's programme. `rules`: where no cycle tells them. */
export interface Concerning {
  readonly stream?: string | undefined;
  readonly cycle?: string | undefined;
  readonly command?: string | undefined;
  readonly rules?: string | undefined;
}

/**
 * By the cycle's programme; of the stream its name alone counts, so that the words are the same whether it is there or
 * not. That a cycle was opened, and what is published, is nobody's secret. `zone`: where the log has none for it.
 */
export function knownIn(
  decision: DecisionContext<Programme>,
  { stream, cycle: id, command, rules }: Concerning,
  zone: string,
): Known {
  const named = stream === undefined ? undefined : subjectNamed(stream);
  const cycle = cycleAt(decision, id ?? (named && streamParts(named).id.split('.')[0]));
  const programme = programmeOf(decision, cycle?.fields['rules'] ?? rules);
  const category = named && streamParts(named).category;
  if (!programme) return { category, zone };
  const { definition, hash, commands } = programme;
  return {
    texts: textsOf(decision, hash),
    titles: definition,
    category,
    input: command === undefined ? undefined : commands.get(command)?.definition.input,
    zone: zoneOf(programme, cycle),
  };
}

/** The newest texts published with these rules. */
export function textsOf(decision: DecisionContext<Programme>, rules: string): Texts {
  const hash = decision.read(`programme-${decision.root}.${rules.slice(0, HASH_DIGITS)}`).fields['texts'];
  return typeof hash === 'string' ? (decision.published(hash) as Texts) : NONE;
}

const NONE: Texts = { zh: {}, en: {} };

/** What is beside a subject is told in the words of the subject. */
function subjectNamed(stream: string): string | undefined {
  if (!STREAM_NAME.test(stream)) return undefined;
  const named = streamParts(stream).category === 'watch' ? watchedBy(stream) : stream;
  return STREAM_NAME.test(named) ? named : undefined;
}

function cycleAt(decision: DecisionContext<Programme>, id: string | undefined): StreamState | undefined {
  const stream = `cycle-${decision.root}.${id}`;
  const cycle = id !== undefined && STREAM_NAME.test(stream) ? decision.read(stream) : undefined;
  return cycle?.chartState ? cycle : undefined;
}

/** Undefined for the platform's own rules: they are no programme's, and their zone is nobody's. */
function programmeOf(decision: DecisionContext<Programme>, rules: unknown): Programme | undefined {
  if (typeof rules !== 'string') return undefined;
  const found = decision.rules(rules);
  return found.subject('platform') ? undefined : found;
}
