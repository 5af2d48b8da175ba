/**
 * What is wrong with a definition: `programme check`, and the door through which one is published. A definition in which
 * this finds nothing can be compiled, and no command of it comes upon a name, stage or field that isn't there.
 */
import { checkChart, type Reached } from './chart.js';
import { checkCommand } from './commands.js';
import { checkDates, checkDeadlines } from './deadlines.js';
import { checkForms } from './fields.js';
import { checkSubject } from './folds.js';
import { checkParts } from './parts.js';
import { type Fault, type GuardChecks, type RulesWithoutTexts, Review, under } from './review.js';
import { parseDefinition, parseTexts } from './schema.js';
import { missingTexts, unusedTexts } from './texts.js';
import type { Definition } from '../definition/definition.js';
import type { SubjectDefinition } from '../definition/subject-definition.js';

/**
 * Faults of a definition, as codes with JSON pointers; `messages.ts` has the sentences. Empty when it is sound.
 * `platform`: the platform's definition that will stand beside it; undefined when the value is the platform's own.
 */
export function checkDefinition(value: unknown, platform: RulesWithoutTexts | undefined, guards: GuardChecks): Fault[] {
  const parsed = parseDefinition(value);
  if ('problems' in parsed) return [...parsed.problems];
  const review = new Review(parsed.definition, platform, guards);
  checkForms(review);
  // A form in itself has no end to walk to.
  if (review.problems.some(({ reason }) => reason === 'formInItself' || reason === 'formUnknown'))
    return review.problems;
  checkDeadlines(review);
  const charts = new Map<SubjectDefinition, Reached>();
  review.definition.subjects.forEach((subject, index) => {
    const pointer = under('', 'subjects', index);
    checkSubject(review, subject, pointer);
    const reached = checkChart(review, subject, pointer);
    if (reached) charts.set(subject, reached);
    if (reached) checkDates(review, subject, pointer);
  });
  for (const [subject, reached] of sharedCharts(platform, guards)) charts.set(subject, reached);
  for (const [name, command] of Object.entries(review.definition.commands)) checkCommand(review, charts, name, command);
  checkParts(review);
  return [...review.problems, ...missingTexts(parsed.definition, parsed.definition.texts)];
}

/** What is wrong with texts that are to take the place of those that an edition was published with. */
export function checkTexts(rules: RulesWithoutTexts, texts: unknown): Fault[] {
  const parsed = parseTexts(texts);
  if ('problems' in parsed) return [...parsed.problems];
  // Told where the text is missing, once: the rules that ask for it are none of what was given.
  const missing = missingTexts(rules, parsed.texts).map((fault) => {
    const { language = '', key = '' } = fault.params ?? {};
    return { ...fault, pointer: under('', language, key) };
  });
  return [...new Map(missing.map((fault) => [fault.pointer, fault])).values()];
}

/** What is not wrong but looks like a slip: texts that nothing asks for. */
export function warningsOf(definition: Definition): Fault[] {
  return unusedTexts(definition);
}

/** The platform's charts, which were judged when it was. */
function sharedCharts(platform: RulesWithoutTexts | undefined, guards: GuardChecks): Map<SubjectDefinition, Reached> {
  const charts = new Map<SubjectDefinition, Reached>();
  if (!platform) return charts;
  const review = new Review(platform, undefined, guards);
  for (const subject of platform.subjects) {
    const reached = checkChart(review, subject, '');
    if (reached) charts.set(subject, reached);
  }
  return charts;
}
