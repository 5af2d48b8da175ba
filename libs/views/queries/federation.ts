/** Questions about units, homes, registers and grants. */
import { type Asking, present } from './live-generation.js';
import { judgedIn } from './subjects.js';
import { limitOf, onward, pageOf } from './paging.js';
import type { ViewQueries } from './view-queries.js';
import type { GrantRow, HomeRow, RegisterRow, UnitRow } from '../models/rows.js';
import { below, Parameters, shownWhere } from './row-conditions.js';

type Nullable<Row> = { readonly [Name in keyof Row]: Row[Name] | null };

export function askFederation(asking: Asking): Pick<ViewQueries, 'homes' | 'registers' | 'units' | 'grants'> {
  return {
    async homes(asked) {
      const parameters = new Parameters();
      const row = judgedIn(asked.root, 's', parameters);
      const all = [`s.root = ${row.root}`, `s.category = 'home'`, shownWhere(asked.shown, row, parameters)];
      if (asked.unit !== undefined) all.push(below(row, asked.unit, parameters));
      all.push(onward(asked, ['s.stream'], parameters));
      const found = await asking.rows<Nullable<HomeRow> & { stream: string }>(
        `select s.stream, ${HOME} as home, s.unit, coalesce(n.name, '') as name, s.closed,
            coalesce(s.fields -> 'standings', '{}') as standings
          from {views}.subjects s left join {views}.names n on n.stream = s.stream
          where ${all.join(' and ')} order by s.stream limit ${limitOf(asked) + 1}`,
        parameters,
      );
      return pageOf(found, limitOf(asked), byStream, withoutStream<HomeRow>);
    },
    async registers(asked) {
      const parameters = new Parameters();
      const row = judgedIn(asked.root, 's', parameters);
      const all = [`r.root = ${row.root}`, `r.standing = ${parameters.add(asked.standing)}`];
      all.push(shownWhere(asked.shown, row, parameters));
      if (asked.unit !== undefined) all.push(below(row, asked.unit, parameters));
      all.push(onward(asked, ['r.stream'], parameters));
      const found = await asking.rows<Nullable<RegisterRow> & { stream: string }>(
        `select r.stream, r.standing, ${HOME} as home, s.unit, coalesce(n.name, '') as name, r.since, r.loaded, s.closed
          from {views}.registers r join {views}.subjects s on s.stream = r.stream
            left join {views}.names n on n.stream = r.stream
          where ${all.join(' and ')} order by r.stream limit ${limitOf(asked) + 1}`,
        parameters,
      );
      return pageOf(found, limitOf(asked), byStream, withoutStream<RegisterRow>);
    },
    async units(asked) {
      const parameters = new Parameters();
      const row = { ...judgedIn(asked.root, 's', parameters), unit: 'u.unit' };
      const all = [`u.root = ${row.root}`, shownWhere(asked.shown, row, parameters)];
      if (asked.below !== undefined) all.push(below(row, asked.below, parameters));
      all.push(onward(asked, ['u.stream'], parameters));
      const found = await asking.rows<Nullable<UnitRow> & { stream: string }>(
        `select u.stream, u.unit, u.parent, u.sort, coalesce(n.name, '') as name, u.closed, u.path
          from {views}.units u join {views}.subjects s on s.stream = u.stream
            left join {views}.names n on n.stream = u.stream
          where ${all.join(' and ')} order by u.stream limit ${limitOf(asked) + 1}`,
        parameters,
      );
      return pageOf(found, limitOf(asked), byStream, withoutStream<UnitRow>);
    },
    async grants(asked) {
      const parameters = new Parameters();
      const row = { ...judgedIn(asked.root, 's', parameters), unit: 'g.unit' };
      const all = [`g.root = ${row.root}`, shownWhere(asked.shown, row, parameters)];
      if (asked.role !== undefined) all.push(`g.role = ${parameters.add(asked.role)}`);
      if (asked.unit !== undefined) all.push(`g.unit = ${parameters.add(asked.unit)}`);
      if (asked.account !== undefined) all.push(`g.account = ${parameters.add(asked.account)}`);
      if (asked.above !== undefined)
        all.push(`g.unit in (select unnest(t.path) from {views}.units t
          where t.root = ${row.root} and t.unit = ${parameters.add(asked.above)})`);
      all.push(onward(asked, ['g.stream', 'g.grant_id'], parameters));
      const found = await asking.rows<GrantRow & { stream: string }>(
        `select g.stream, g.account, g.grant_id as "grant", g.role, g.unit
          from {views}.grants g join {views}.subjects s on s.stream = g.stream
          where ${all.join(' and ')} order by g.stream, g.grant_id limit ${limitOf(asked) + 1}`,
        parameters,
      );
      const placed = (each: GrantRow & { stream: string }) => [each.stream, each.grant];
      return pageOf(found, limitOf(asked), placed, withoutStream<GrantRow>);
    },
  };
}

/** The id of a stream of the platform's. */
const HOME = `split_part(s.stream, '.', 2)`;

function byStream({ stream }: { readonly stream: string }): readonly string[] {
  return [stream];
}

function withoutStream<Row>({ stream: _stream, ...row }: { readonly stream: string }): Row {
  return present(row) as Row;
}
