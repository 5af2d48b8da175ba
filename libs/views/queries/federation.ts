/** Queries for units, homes, registers and grants. */
import { type LiveGeneration, omitNulls } from './live-generation.js';
import { columnsIn } from './subjects.js';
import { pageSize, afterPage, toPage } from './paging.js';
import type { ViewQueries } from './view-queries.js';
import type { GrantRow, HomeRow, RegisterRow, UnitRow } from '../models/rows.js';
import { inSubtree, Parameters, visibleCondition } from './row-conditions.js';

type Nullable<Row> = { readonly [Name in keyof Row]: Row[Name] | null };

export function federationQueries(live: LiveGeneration): Pick<ViewQueries, 'homes' | 'registers' | 'units' | 'grants'> {
  return {
    async homes(asked) {
      const parameters = new Parameters();
      const row = columnsIn(asked.root, 's', parameters);
      const all = [`s.root = ${row.root}`, `s.category = 'home'`, visibleCondition(asked.shown, row, parameters)];
      if (asked.unit !== undefined) all.push(inSubtree(row, asked.unit, parameters));
      all.push(afterPage(asked, ['s.stream'], parameters));
      const found = await live.rows<Nullable<HomeRow> & { stream: string }>(
        `select s.stream, ${HOME} as home, s.unit, coalesce(n.name, '') as name, s.closed,
            coalesce(s.fields -> 'standings', '{}') as standings
          from {views}.subjects s left join {views}.names n on n.stream = s.stream
          where ${all.join(' and ')} order by s.stream limit ${pageSize(asked) + 1}`,
        parameters,
      );
      return toPage(found, pageSize(asked), byStream, withoutStream<HomeRow>);
    },
    async registers(asked) {
      const parameters = new Parameters();
      const row = columnsIn(asked.root, 's', parameters);
      const all = [`r.root = ${row.root}`, `r.standing = ${parameters.add(asked.standing)}`];
      all.push(visibleCondition(asked.shown, row, parameters));
      if (asked.unit !== undefined) all.push(inSubtree(row, asked.unit, parameters));
      all.push(afterPage(asked, ['r.stream'], parameters));
      const found = await live.rows<Nullable<RegisterRow> & { stream: string }>(
        `select r.stream, r.standing, ${HOME} as home, s.unit, coalesce(n.name, '') as name, r.since, r.loaded, s.closed
          from {views}.registers r join {views}.subjects s on s.stream = r.stream
            left join {views}.names n on n.stream = r.stream
          where ${all.join(' and ')} order by r.stream limit ${pageSize(asked) + 1}`,
        parameters,
      );
      return toPage(found, pageSize(asked), byStream, withoutStream<RegisterRow>);
    },
    async units(asked) {
      const parameters = new Parameters();
      const row = { ...columnsIn(asked.root, 's', parameters), unit: 'u.unit' };
      const all = [`u.root = ${row.root}`, visibleCondition(asked.shown, row, parameters)];
      if (asked.below !== undefined) all.push(inSubtree(row, asked.below, parameters));
      all.push(afterPage(asked, ['u.stream'], parameters));
      const found = await live.rows<Nullable<UnitRow> & { stream: string }>(
        `select u.stream, u.unit, u.parent, u.sort, coalesce(n.name, '') as name, u.closed, u.path
          from {views}.units u join {views}.subjects s on s.stream = u.stream
            left join {views}.names n on n.stream = u.stream
          where ${all.join(' and ')} order by u.stream limit ${pageSize(asked) + 1}`,
        parameters,
      );
      return toPage(found, pageSize(asked), byStream, withoutStream<UnitRow>);
    },
    async grants(asked) {
      const parameters = new Parameters();
      const row = { ...columnsIn(asked.root, 's', parameters), unit: 'g.unit' };
      const all = [`g.root = ${row.root}`, visibleCondition(asked.shown, row, parameters)];
      if (asked.role !== undefined) all.push(`g.role = ${parameters.add(asked.role)}`);
      if (asked.unit !== undefined) all.push(`g.unit = ${parameters.add(asked.unit)}`);
      if (asked.account !== undefined) all.push(`g.account = ${parameters.add(asked.account)}`);
      if (asked.above !== undefined)
        all.push(`g.unit in (select unnest(t.path) from {views}.units t
          where t.root = ${row.root} and t.unit = ${parameters.add(asked.above)})`);
      all.push(afterPage(asked, ['g.stream', 'g.grant_id'], parameters));
      const found = await live.rows<GrantRow & { stream: string }>(
        `select g.stream, g.account, g.grant_id as "grant", g.role, g.unit
          from {views}.grants g join {views}.subjects s on s.stream = g.stream
          where ${all.join(' and ')} order by g.stream, g.grant_id limit ${pageSize(asked) + 1}`,
        parameters,
      );
      const placed = (each: GrantRow & { stream: string }) => [each.stream, each.grant];
      return toPage(found, pageSize(asked), placed, withoutStream<GrantRow>);
    },
  };
}

/** The id of a stream of the platform's. */
const HOME = `split_part(s.stream, '.', 2)`;

function byStream({ stream }: { readonly stream: string }): readonly string[] {
  return [stream];
}

function withoutStream<Row>({ stream: _stream, ...row }: { readonly stream: string }): Row {
  return omitNulls(row) as Row;
}
