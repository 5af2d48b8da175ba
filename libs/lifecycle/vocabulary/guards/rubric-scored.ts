import { z } from 'zod';
import { refuse } from '../../definition/refuse.js';
import { nameSchema, pathSchema } from '../../language/fields.js';
import { at } from '../../language/paths.js';
import { type GivenPoints, withGivenPoints } from '../../scoring/given-points.js';
import { checkMarks, type Marks, scoreRubric } from '../../scoring/score-rubric.js';
import { guard } from './guard.js';
import { inputPointer } from './shared/input-pointer.js';

/** Marks by a rubric of the programme: complete, or with `part` those of one scorer; `points`: what people gave its items. */
export const rubricScored = guard({
  parameters: z.strictObject({
    rubric: nameSchema,
    marks: pathSchema,
    part: z.literal(true).optional(),
    points: pathSchema.optional(),
  }),
  check: ({ rubric }, use) => use.rubric(rubric, 'rubric'),
  judge: ({ rubric: name, marks, part, points }, context) => {
    const written = context.programme.definition.rubrics[name];
    if (!written) throw new Error(`no rubric ${name}`);
    const rubric =
      points === undefined ? written : withGivenPoints(written, (at(context.scope, points) ?? {}) as GivenPoints);
    const given = (at(context.scope, marks) ?? {}) as Marks;
    const settings = (context.cycle?.fields['settings'] ?? {}) as Readonly<Record<string, unknown>>;
    const scored = part
      ? { ok: false, problems: checkMarks(rubric, given, settings) }
      : scoreRubric(rubric, given, settings);
    const problems = 'problems' in scored ? scored.problems : [];
    if (problems.length === 0) return;
    const prefix = inputPointer(marks);
    refuse(
      'marksRefused',
      { rubric: name },
      problems.map((problem) => ({ pointer: `${prefix}${problem.pointer}`, reason: problem.reason })),
    );
  },
});
