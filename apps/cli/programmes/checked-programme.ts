/** A programme by its name or from a file, and what is wrong with it. */
import { ZodError } from 'zod';
import { NotCanonical } from '../../../libs/engine/canonical/canonical-json.js';
import { canonicalHash } from '../../../libs/engine/canonical/digest.js';
import type { Problem } from '../../../libs/engine/decide/rejection.js';
import { checkDefinition, warningsOf } from '../../../libs/lifecycle/check/check-definition.js';
import type { Definition } from '../../../libs/lifecycle/definition/definition.js';
import { ALL_GUARDS } from '../../../libs/lifecycle/vocabulary/guards/registry.js';
import { sentence } from '../../../libs/lifecycle/messages/sentences.js';
import { platformDefinition } from '../../../libs/lifecycle/platform/platform-definition.js';
import { registeredProgramme, parseProgramme, type ProgrammeSource } from './sources.js';
import { loadRegistry } from './registry.js';
import { readJson } from '../options/files.js';
import { refusal, type Invocation } from '../invocation/invocation.js';

/** The programme that a name or a `.json` file stands for. @throws {CliError} */
export async function findProgramme(slug: string): Promise<ProgrammeSource> {
  if (slug.endsWith('.json')) {
    try {
      return parseProgramme(await readJson(slug));
    } catch (error) {
      if (!(error instanceof ZodError)) throw error;
      const issue = error.issues[0];
      throw refusal('programme.badFile', { file: slug, detail: `/${issue?.path.join('/')} ${issue?.message}` });
    }
  }
  const found = await registeredProgramme(slug);
  if (found !== undefined) return found;
  const known = (await loadRegistry()).programmes.map((each) => each.slug);
  throw refusal('programme.unknown', { slug, known: [...new Set(known)].join(', ') });
}

export interface Checked {
  readonly slug: string;
  readonly edition: string;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  /** Absent for what is no JSON object with texts. */
  readonly hashes?: { readonly rules: string; readonly texts: string };
}

/** What is wrong with a definition, whatever it is, and its two hashes. */
export function checkProgramme(definition: unknown): Checked {
  const problems = checkDefinition(definition, platformDefinition, ALL_GUARDS);
  const named = (definition ?? {}) as { slug?: unknown; edition?: unknown };
  const hashes = hashesIn(definition);
  return {
    slug: typeof named.slug === 'string' ? named.slug : '?',
    edition: typeof named.edition === 'string' ? named.edition : '?',
    problems,
    warnings: problems.length === 0 ? warningsOf(definition as Definition) : [],
    ...(hashes ? { hashes } : {}),
  };
}

export function formatNote(
  kind: 'problem' | 'warning',
  { pointer, reason, params }: Problem,
  { say, language }: Pick<Invocation, 'say' | 'language'>,
): string {
  const where = pointer === '' ? '/' : pointer;
  return `  ${say(`programme.${kind}`, { pointer: where, sentence: sentence(language, reason, params) })}`;
}

/** The two hashes of what looks like a definition. */
export function hashesIn(definition: unknown): Checked['hashes'] {
  if (typeof definition !== 'object' || definition === null || !('texts' in definition)) return undefined;
  const { texts, ...rules } = definition;
  try {
    return { rules: canonicalHash(rules), texts: canonicalHash(texts) };
  } catch (error) {
    // A number that is none of ours: it is among the problems.
    if (error instanceof NotCanonical) return undefined;
    throw error;
  }
}
