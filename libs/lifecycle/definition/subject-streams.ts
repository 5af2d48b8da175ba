/** Subjects and their streams: which rules know a category, and how a key becomes the name of a stream and back. */
import { isIn } from '../../engine/chart/chart-adapter.js';
import type { StreamState } from '../../engine/fold/fold.js';
import { LIMITS, STREAM_NAME, streamParts } from '../../engine/ports/event-store.js';
import type { Programme, Subject } from './compile-programme.js';
import { refuse } from './refuse.js';

export function stands(folded: StreamState, stage: string): boolean {
  return folded.chartState ? isIn(folded.chartState, stage) : stage === 'absent';
}

/** The rules that know a category: the programme's own, or the platform's. */
export function subjectOf(
  programme: Programme,
  platform: Programme,
  category: string,
): { subject: Subject; rules: string } | undefined {
  const own = programme.subject(category);
  if (own) return { subject: own, rules: programme.hash };
  const shared = platform.subject(category);
  return shared && { subject: shared, rules: platform.hash };
}

/** As `idSchema` has it, tested where a command is addressed. */
const ID = /^[a-z0-9][a-z0-9-]{0,79}$/;
const DOTTED = /^[a-z0-9][a-z0-9.-]*$/;

/** The stream of a subject by the parts of its key. Parts come from outside, so they are judged. */
export function streamOf(
  subject: Subject,
  root: string,
  cycle: string | undefined,
  parts: Readonly<Record<string, unknown>>,
): string {
  const { key, lives, category, dotted } = subject.definition;
  const ids = lives === 'cycle' ? [cycle] : [];
  for (const part of key) ids.push(parts[part] as string);
  const wrong = ids.findIndex(
    (id, index) => typeof id !== 'string' || !(dotted && index === ids.length - 1 ? DOTTED : ID).test(id),
  );
  if (wrong >= 0) {
    refuse('malformed', {}, [
      { pointer: `/target/key/${key[wrong - (lives === 'cycle' ? 1 : 0)] ?? 'cycle'}`, reason: 'required' },
    ]);
  }
  const stream = `${category}-${root}.${ids.join('.')}`;
  if (stream.length > LIMITS.streamNameLength || !STREAM_NAME.test(stream))
    refuse('malformed', {}, [{ pointer: '/target', reason: 'malformed' }]);
  return stream;
}

/** The parts of a stream's key by name; `cycle` too where it lives in one. */
export function keyOf(subject: Subject, stream: string): Record<string, string> {
  const { key, lives } = subject.definition;
  const ids = streamParts(stream).id.split('.');
  const names = lives === 'cycle' ? ['cycle', ...key] : key;
  // The last part takes the rest, where it may hold dots.
  const last = names.length - 1;
  return Object.fromEntries(
    names.map((name, index) => [name, index === last ? ids.slice(last).join('.') : (ids[index] ?? '')]),
  );
}
