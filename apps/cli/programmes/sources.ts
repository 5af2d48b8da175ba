/** Where a programme comes from: the registry of `workflows/`, or a JSON file that `programme export` wrote. */
import { z } from 'zod';
import {
  demonstrationSchema,
  simulationSchema,
  type Demonstration,
  type Simulation,
} from '../../../libs/lifecycle/definition/simulation.js';
import { loadRegistry } from './registry.js';

export interface Playable {
  readonly demonstration: Demonstration;
  readonly simulation: Simulation;
}

/** A programme that has not been checked yet: a file may hold anything. */
export interface ProgrammeSource {
  readonly definition: unknown;
  readonly playable?: Playable | undefined;
}

/** The registered programme of this name, the newest edition where there are several. */
export async function registeredProgramme(slug: string): Promise<ProgrammeSource | undefined> {
  const { programmes, playable } = await loadRegistry();
  const definition = programmes
    .filter((each) => each.slug === slug)
    .toSorted((a, b) => (a.edition < b.edition ? -1 : 1))
    .at(-1);
  return definition && { definition, playable: playable[slug] };
}

const playedSchema = z.strictObject({
  definition: z.unknown(),
  demonstration: demonstrationSchema,
  simulation: simulationSchema,
});

/** A programme as {@link exportProgramme} wrote it. Throws `z.ZodError` for values of simulation that are none. */
export function parseProgramme(json: unknown): ProgrammeSource {
  if (typeof json !== 'object' || json === null || !('definition' in json)) return { definition: json };
  const { definition, ...playable } = playedSchema.parse(json);
  return { definition, playable };
}

/** What stands in an exported file: the definition, or, with what it is played with, all three. */
export function exportProgramme({ definition, playable }: ProgrammeSource): string {
  return `${JSON.stringify(playable === undefined ? definition : { definition, ...playable }, null, 2)}\n`;
}
