/** Query: how many places of a cycle are used. */
import type { LiveGeneration } from './live-generation.js';
import { runningIn, type RulesOf } from './cycles.js';
import { columnsIn } from './subjects.js';
import type { ViewQueries } from './view-queries.js';
import { countersOf } from '../models/quotas.js';
import type { QuotaRow } from '../models/rows.js';
import { Parameters, visibleCondition } from './row-conditions.js';

interface Found {
  readonly unit: string;
  readonly quota: string;
  readonly places: string | null;
  readonly used: string;
  /** Of the unit; null where it is not registered. */
  readonly closed: boolean | null;
}

export function quotaQueries(live: LiveGeneration, rulesOf: RulesOf): Pick<ViewQueries, 'quotas'> {
  return {
    async quotas({ root, cycle, shown }) {
      const ran = await runningIn(live, rulesOf, root, cycle);
      if (!ran) return [];
      const parameters = new Parameters();
      const row = {
        ...columnsIn(root, 'q', parameters),
        stream: `'unit-' || q.root || '.' || q.unit`,
        category: `'unit'`,
        fields: `'{}'::jsonb`,
      };
      const [ofCycle, places] = [parameters.add(cycle), parameters.add(JSON.stringify(ran.quotas))];
      // A unit that is not registered is below nobody: those who see the cycle's own unit see that it is missing.
      const atCycle = { ...row, unit: 'q.cycle_unit' };
      const mine = visibleCondition(shown, row, parameters);
      const missing = `(t.unit is null and ${visibleCondition(shown, atCycle, parameters)})`;
      // What a cycle counts by itself (without a unit) counts against every unit's places, as the guard has it.
      const found = await live.rows<Found>(
        `with used as (
           select quota, unit, sum(used) as used from {views}.quota_use
             where root = ${row.root} and cycle = ${ofCycle} group by quota, unit
         ), given as (
           select split_part(key, '/', 1) as quota, split_part(key, '/', 2) as unit, value::bigint as places
             from jsonb_each_text(${places}::jsonb)
         ), q as (
           select ${row.root}::text as root, ${ofCycle}::text as cycle,
               ${parameters.add(ran.unit)}::text as cycle_unit, coalesce(g.quota, u.quota) as quota,
               coalesce(g.unit, u.unit) as unit, g.places,
               coalesce(u.used, (select w.used from used w where w.unit is null and w.quota = g.quota), 0) as used
             from given g full join (select * from used where unit is not null) u on u.quota = g.quota and u.unit = g.unit
         )
         select q.unit, q.quota, q.places, q.used, t.closed
           from q left join {views}.units t on t.root = q.root and t.unit = q.unit where ${mine} or ${missing}
           order by q.quota collate "C", q.unit collate "C"`,
        parameters,
      );
      return found.flatMap(({ unit, quota, places, used, closed }): QuotaRow[] => {
        const declared = ran.programme.definition.quotas[quota];
        if (!declared) return [];
        const { strength, to, table } = declared;
        // A unit that the notice's table leaves out has no places; where there is no table, nothing is limited.
        const given = places === null ? (table ? 0 : undefined) : Number(places);
        const counted = countersOf(ran.programme).some((counter) => counter.quota === quota);
        const count = counted ? { used: Number(used) } : {};
        const limit = given === undefined ? {} : { places: given };
        return [{ unit, quota, ...limit, ...count, strength, to, ...missingOf(closed) }];
      });
    },
  };
}

function missingOf(closed: boolean | null): Pick<QuotaRow, 'missing'> {
  if (closed === null) return { missing: 'unregistered' };
  return closed ? { missing: 'closed' } : {};
}
