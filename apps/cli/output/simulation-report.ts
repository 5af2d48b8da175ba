/** What `simulate` tells of a cycle that was played. */
import { streamParts } from '../../../libs/engine/ports/event-store.js';
import type { Definition } from '../../../libs/lifecycle/definition/definition.js';
import type { Demonstration } from '../../../libs/lifecycle/definition/simulation.js';
import type { LogReader } from '../../../libs/simulation/simulation-client.js';
import { lastRanking, mainCategory, stageTable, unitNames, type StageTable } from '../../../libs/simulation/report.js';
import type { Counts } from '../../../libs/simulation/move-counts.js';
import type { Language, Say } from '../i18n/messages.js';
import { alignColumns } from './align-columns.js';

export interface ReportContext {
  readonly say: Say;
  readonly language: Language;
  readonly definition: Pick<Definition, 'texts'>;
  readonly demonstration: Demonstration;
}

/** Counts as lines: the summary, then reasons and kinds, the most frequent first. */
export function countLines(counts: Counts, facts: number, seconds: string, say: Say): string[] {
  const { moves, accepted, refused, refusedShare: share, refusals, kinds, reactions } = counts;
  const list = (title: string, of: Readonly<Record<string, number>>): string[] =>
    Object.keys(of).length === 0
      ? []
      : ['', title, ...Object.entries(of).map(([name, n]) => `${String(n).padStart(6)}  ${name}`)];
  return [
    say('play.summary', { moves, accepted, refused, share, facts, seconds }),
    ...list(say('play.refusals'), refusals),
    ...list(say('play.kinds'), kinds),
    ...list(say('play.reactions'), reactions),
  ];
}

/** The table by unit and stage, of the cycle's main subject. */
export async function stageLines(
  look: LogReader,
  root: string,
  cycle: string,
  telling: ReportContext,
): Promise<{ lines: string[]; table: StageTable | undefined }> {
  const category = await mainCategory(look, root, cycle);
  if (category === undefined) return { lines: [], table: undefined };
  const table = await stageTable(look, root, category);
  const names = unitNames(telling.demonstration);
  const texts = telling.definition.texts[telling.language];
  const title = (stage: string): string => texts[`stage.${category}.${stage}`] ?? stage;
  const rows = telling.demonstration.units
    .filter(({ unit }) => table.rows[unit] !== undefined)
    .map(({ unit }) => [
      names.get(unit) ?? unit,
      ...table.stages.map((stage) => String(table.rows[unit]?.[stage] ?? '·')),
    ]);
  const total = table.stages.map((stage) =>
    String(Object.values(table.rows).reduce((all, row) => all + (row[stage] ?? 0), 0)),
  );
  const head = [telling.say('play.unit'), ...table.stages.map(title)];
  const lines = alignColumns([head, ...rows, [telling.say('play.total'), ...total]]);
  return { lines: ['', telling.say('play.stages', { category }), ...lines], table };
}

const HEAD = 8;

/** The head of the last ranking, if there is one. */
export async function rankingLines(
  look: LogReader,
  cycle: string,
  { say, demonstration }: ReportContext,
): Promise<string[]> {
  const entries = await lastRanking(look, cycle);
  if (entries.length === 0) return [];
  const homes = new Map(demonstration.homes.map((home) => [home.home, home.name]));
  const units = unitNames(demonstration);
  const lines: string[] = ['', say('play.ranking')];
  for (const { stream, place, sum, count, tiedWith } of entries.slice(0, HEAD)) {
    const home = streamParts(stream).id.split('.').at(-1) ?? '';
    const unit = String((await look.recall(stream)).fields['unit'] ?? '');
    const tied = tiedWith.length > 0 ? say('play.tied') : '';
    const score = (sum / count).toFixed(1);
    lines.push(
      `  ${say('play.entry', { place, name: homes.get(home) ?? home, unit: units.get(unit) ?? unit, score, tied })}`,
    );
  }
  return lines;
}
