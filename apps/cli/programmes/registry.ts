/** The programmes that came with the software, if any: a log runs from what was published in it, without this folder. */
import type { Definition } from '../../../libs/lifecycle/definition/definition.js';
import type { Demonstration, Simulation } from '../../../libs/lifecycle/definition/simulation.js';

export interface Registry {
  readonly programmes: readonly Definition[];
  readonly playable: Readonly<
    Record<string, { readonly demonstration: Demonstration; readonly simulation: Simulation }>
  >;
  readonly demonstrated: string | undefined;
}

const NONE: Registry = { programmes: [], playable: {}, demonstrated: undefined };

export async function loadRegistry(): Promise<Registry> {
  try {
    return (await import('../../../workflows/index.js')) as Registry;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return NONE;
    throw error;
  }
}
