/** Routes that a role alone opens; the feed; calendars; and what commands tell of what is not seen. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { routesOf } from '../../apps/api/route-table.js';
import { shanghaiAdvancedHome } from '../../workflows/shanghai-advanced-home/programme.js';
import type { Doorway } from '../api/given.js';
import { planted } from '../toy/check/plant.js';
import { inputOf, pathOf } from './commands-http.js';
import { lookings, saidOf, subjects, type Differences, type Told } from './over-http.js';
import { ROUTES } from './routes.js';
import { COMMANDS, EVERYBODY, type Who } from './table.js';
import { standing, wantedCommands } from './wanted.js';
import type { Year } from './year.js';

const PARAMS: Readonly<Record<string, string>> = {
  cycle: '2024',
  stream: 'cycle-test.2024',
  standing: 'growth',
  setting: 'panelSize',
  command: 'giveSetting',
};

/** Every route that names no command: who comes in. */
export async function doorsAgainstTable(door: Doorway, { viewers }: Year, differences: Differences): Promise<void> {
  const office = await door.tokenOf(viewers.office);
  const { body } = await door.ask('GET', '/v1/programmes', { by: office });
  const [programme] = body['rows'] as { readonly id: string }[];
  for (const { method, path } of routesOf()) {
    const row = ROUTES[`${method} ${path}`];
    if (!row || row.by === 'commands' || path === '/v1/feed' || path.startsWith('/calendars/')) continue;
    const asked = path.replaceAll(/:(\w+)/g, (_, name: string) => PARAMS[name] ?? programme?.id ?? '');
    const sent = method === 'GET' ? {} : { body: { to: '2030-01-01T00:00:00Z' } };
    const alone = await door.ask(method, asked, sent);
    if ((alone.status === 401) !== Array.isArray(row.who)) differences.add(`nobody at ${path}: ${alone.status}`);
    for (const who of EVERYBODY) {
      const { status } = await door.ask(method, asked, { ...sent, by: await door.tokenOf(viewers[who]) });
      const comesIn = row.who === 'without a token' || row.who.includes(who);
      const found = status !== 401 && status !== 403;
      if (found !== comesIn) differences.add(`${who} at ${path}: ${status}`);
    }
  }
  await publishing(door, viewers, differences);
}

/** Cycles are opened by offices, each below itself; programmes are published by operators. */
async function publishing(door: Doorway, viewers: Year['viewers'], differences: Differences): Promise<void> {
  const definition = planted(shanghaiAdvancedHome, { '/edition': 'another' });
  const { fields } = await door.house.read('cycle-test.2024');
  const cycle = {
    cycle: '2025',
    unit: 'shanghai',
    programme: String(fields['rules']).slice(0, 32),
    calendar: String(fields['calendar']).slice(0, 32),
  };
  const cases: readonly (readonly [string, string, object, Who])[] = [
    ['POST', '/v1/programmes', { definition }, 'operator'],
    ['POST', '/v1/cycles', cycle, 'office'],
    ['PUT', '/v1/cycles/2024/settings/panelSize', { value: 5 }, 'office'],
  ];
  for (const [method, path, body, allowed] of cases) {
    // Whoever may comes last: until then nothing of it is there.
    for (const who of [...EVERYBODY.filter((each) => each !== allowed), allowed]) {
      const by = await door.tokenOf(viewers[who]);
      const before = await door.parts.store.head();
      const answer = await door.ask(method, path, { by, body, headers: { 'idempotency-key': `${who} ${path}` } });
      const taken = answer.status === 200;
      if (taken !== (who === allowed) || (!taken && (await door.parts.store.head()) !== before))
        differences.add(`${who} at ${method} ${path}: ${answer.status} ${answer.text.slice(0, 200)}`);
      if (!taken && answer.status !== 403) differences.add(`${who} at ${method} ${path}: ${answer.status}, not 403`);
    }
  }
}

/** From the beginning to the end of the log: what each is told of it is what the histories tell her. */
export async function feedAgainstTable(door: Doorway, year: Year, differences: Differences): Promise<void> {
  const server = door.app.getHttpServer() as Server;
  if (!server.listening) await door.app.listen(0, '127.0.0.1');
  const { port } = server.address() as AddressInfo;
  const head = String(await door.parts.store.head());
  for (const looking of await lookings(door, year, differences)) {
    const by = await door.tokenOf(year.viewers[looking.who]);
    const facts = await followed(`http://127.0.0.1:${port}/v1/feed?from=beginning`, by, head);
    for (const [about, stream] of subjects) {
      const told = saidOf(facts.filter((fact) => fact['stream'] === stream));
      differences.between(`${looking.who} of ${about} in the feed`, told, looking.wanted(about));
    }
  }
}

/** Reads until the feed says that it has looked through the log up to this place. */
async function followed(url: string, by: string, head: string): Promise<Told[]> {
  const stop = new AbortController();
  const late = setTimeout(() => stop.abort(), 20_000);
  const answer = await fetch(url, { headers: { authorization: `Bearer ${by}` }, signal: stop.signal });
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of answer.body ?? []) {
    text += decoder.decode(bytes as Uint8Array, { stream: true });
    if (text.includes(`id: ${head}\n`)) break;
  }
  clearTimeout(late);
  stop.abort();
  return [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data as string) as Told);
}

/** An applicant's, a clerk's, anybody's calendar names no home that its holder does not see. */
export async function calendarsAgainstTable(door: Doorway, year: Year, differences: Differences): Promise<void> {
  for (const looking of await lookings(door, year, differences)) {
    const text = await door.tokenOf(year.viewers[looking.who], 'calendar');
    const { status, text: calendar } = await door.ask('GET', `/calendars/${text}.ics`);
    if (status !== 200) differences.add(`${looking.who}: the calendar answers ${status}`);
    for (const [about, stream] of subjects)
      if (!looking.sees(about) && calendar.includes(stream))
        differences.add(`${looking.who}: the calendar names ${about}`);
  }
}

/**
 * Whoever neither sees h1's application nor may do anything on it is answered as she is for a home that nobody has put
 * forward, whichever command she gives and whatever revision she says it has.
 */
export async function hiddenFromCommands(door: Doorway, year: Year, differences: Differences): Promise<void> {
  const now = await standing(year);
  const cycle = await door.house.read('cycle-test.2024');
  const [there, absent] = ['application-test.2024.h1', 'application-test.2024.h2'];
  const [subject, none] = [await door.house.read(there), await door.house.read(absent)];
  const names = [...new Set(COMMANDS.filter(({ on }) => on === 'application').map(({ command }) => command))];
  for (const looking of await lookings(door, year, differences)) {
    const { who } = looking;
    const may = [
      ...wantedCommands(who, 'application', subject, cycle, now),
      ...wantedCommands(who, 'absentApplication', none, cycle, now),
    ];
    if (looking.sees('application') || may.length > 0) continue;
    const by = await door.tokenOf(year.viewers[who]);
    for (const behind of ['', '/history', '/commands?cycle=2024']) {
      const read = async (stream: string): Promise<string> => {
        const { status, text } = await door.ask('GET', `/v1/streams/${stream}${behind}`, { by });
        return `${status} ${text.replaceAll(stream, 'it')}`;
      };
      if ((await read(there)) !== (await read(absent))) differences.add(`${who}, ${behind}: ${await read(there)}`);
    }
    for (const command of names) {
      for (const revision of [undefined, '"999"']) {
        const told = async (stream: string): Promise<string> => {
          const { status, body, headers } = await door.ask('POST', pathOf(command), {
            by,
            body: { target: { stream }, input: inputOf(command) },
            headers: { 'idempotency-key': `${who} ${command}`, ...(revision && { 'if-match': revision }) },
          });
          const { reason, params } = body;
          return JSON.stringify({ status, reason, params, etag: headers['etag'] }).replaceAll(stream, 'it');
        };
        const [one, other] = [await told(there), await told(absent)];
        differences.asked += 2;
        if (one !== other)
          differences.add(
            `${who}, ${command}${revision ? ' of a revision' : ''}: ${one} where it is, ${other} where it is not`,
          );
      }
    }
  }
}
