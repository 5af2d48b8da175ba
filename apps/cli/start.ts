/** `start`: starts the embedded store, plays the demonstration into it once, and shows what stands there. */
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { streamParts } from '../../libs/engine/store.js';
import { readConfiguration } from '../assembly/configuration.js';
import { openHearth, type OpenHearth } from '../assembly/open.js';
import { registry } from '../assembly/registry.js';
import { seededChance } from '../simulation/chance.js';
import { doorInProcess } from '../simulation/door.js';
import { play } from '../simulation/play.js';
import { lastRanking } from '../simulation/report.js';
import { setUpCycle, type Progress } from '../simulation/setting-up.js';
import { Doing, INVOCATION, misused, type Answer, type CliCommand, type Invocation } from './invocation.js';
import { countLines, historyLines, rankingLines, stageLines, type Telling } from './playing.js';
import type { Played } from './simulate.js';

export class Start extends Doing {}

const SEED = 'demonstration';
const APPLICATIONS = 200;
/** Demonstrations that were cut short, at most, before somebody should look. */
const MOST_ATTEMPTS = 100;

@CommandHandler(Start)
export class StartHandler implements ICommandHandler<Start> {
  constructor(@Inject(INVOCATION) private readonly invocation: Invocation) {}

  async execute(): Promise<Answer> {
    const { say, environment, language } = this.invocation;
    const configuration = readConfiguration(environment);
    const played = await demonstrated();
    // The clock of the demonstration's own time; the log's first fact says what it is.
    let now = Date.parse(played.simulation.publishedAt);
    const opened = await openHearth(configuration, { own: true, clock: () => now });
    try {
      const found = await rootOf(opened, played);
      const lines = [say('play.marked')];
      const telling = { say, language, ...played };
      if (found.complete) lines.push(say('play.already', { data: configuration.data }));
      else lines.push(...(await this.play(opened, found.root, played, (instant) => (now = instant))));
      return {
        json: { root: found.root, played: !found.complete },
        lines: [...lines, ...(await shown(opened, found.root, telling))],
      };
    } finally {
      await opened.close();
    }
  }

  private async play(
    { hearth, store }: OpenHearth,
    root: string,
    played: Played,
    setClock: (instant: number) => void,
  ): Promise<string[]> {
    const { say, progress } = this.invocation;
    const started = performance.now();
    const cast = { ...played, root };
    const show: Progress = (phase, done, of) => progress.show(() => say('play.phase', { phase, done, of }));
    const federation = await setUpCycle(hearth, cast, 'demonstration', show);
    const counts = await play({
      ...cast,
      federation,
      door: doorInProcess(hearth, root, setClock),
      chance: seededChance(SEED),
      applications: APPLICATIONS,
      progress: show,
    });
    let facts = 0;
    for await (const { stream } of store.readLog()) if (streamParts(stream).root === root) facts += 1;
    return countLines(counts, facts, ((performance.now() - started) / 1000).toFixed(1), say);
  }
}

async function demonstrated(): Promise<Played> {
  const { programmes, playable, demonstrated: slug } = await registry();
  const definition = programmes.find((each) => each.slug === slug);
  const values = slug === undefined ? undefined : playable[slug];
  if (!definition || !values)
    throw misused('play.unknown', { slug: slug ?? '', slugs: Object.keys(playable).join(', ') });
  return { definition, ...values };
}

/** The root of the demonstration: a finished one, or the first that nobody began. One that was cut short stays as it is. */
async function rootOf(
  { hearth }: OpenHearth,
  { demonstration, simulation }: Played,
): Promise<{ root: string; complete: boolean }> {
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    const root = attempt === 1 ? demonstration.root : `${demonstration.root}-${attempt}`;
    const founded = await hearth.read(`platform-${root}.root`);
    if (!founded.standing) return { root, complete: false };
    const cycle = await hearth.read(`cycle-${root}.${simulation.cycle}`);
    if (cycle.standing?.stage === 'decided') return { root, complete: true };
  }
  throw new Error(`${MOST_ATTEMPTS} demonstrations were begun and none was finished`);
}

async function shown({ hearth }: OpenHearth, root: string, telling: Telling & Played): Promise<string[]> {
  const { say, simulation } = telling;
  const cycle = `cycle-${root}.${simulation.cycle}`;
  const { lines } = await stageLines(hearth, root, simulation.cycle, telling);
  const first = (await lastRanking(hearth, cycle))[0]?.stream;
  return [
    ...lines,
    ...(await rankingLines(hearth, cycle, telling)),
    ...(first === undefined ? [] : await historyLines(hearth, first, telling)),
    '',
    say('play.further'),
    `  npm run hearth -- history ${first ?? cycle}`,
    `  npm run hearth -- history ${cycle} --at ${simulation.phases[3]?.to ?? simulation.publishedAt}`,
    '  npm run hearth -- verify',
    '  npm run hearth -- log digest',
    `  npm run hearth -- programme diagram ${telling.definition.slug}`,
    `  npm run hearth -- simulate ${telling.definition.slug} --seed 7`,
  ];
}

export const start: CliCommand = {
  handlers: [StartHandler],
  declare(program, { say, dispatch }) {
    program
      .command('start')
      .description(say('help.start'))
      .action(() => dispatch(new Start()));
  },
};
