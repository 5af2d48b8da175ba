/** What serving takes of memory when very much stands in the log: the server, and the PostgreSQL that it owns. */
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { openEmbedded } from '../../libs/store/embedded/embedded-postgres.js';
import { tokensOf } from './http.js';
import { HttpCaller } from './http-caller.js';
import type { Figure } from './measure.js';
import { durableHearth, sealedWith } from './parts.js';
import { childrenOf, memoryOf, residentOf, serving, type Serving } from './servers/serving.js';
import { copied } from './views.js';
import { commandsOf, COMMANDS_EACH, must, ROOT, setUp, together } from './workload.js';

export interface Size {
  /** Applications that are acted, each up to another step, and copies of these that are put into the log. */
  readonly homes: number;
  readonly copies: number;
}

const CALLERS = 16;
const LOOK_MS = 250;

export async function measureSize({ homes, copies }: Size): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'hearth-bench-size-'));
  // Started by root the server runs as another user, who must be able to enter.
  await chmod(folder, 0o711);
  try {
    const data = join(folder, 'data');
    const { token, environment, cluster, facts } = await filled(folder, data, { homes, copies });
    const began = performance.now();
    const server = await serving(environment, 'live');
    try {
      await caughtUp(server);
      const seconds = (performance.now() - began) / 1000;
      const built = await taken(server, cluster);
      const applications = homes * (copies + 1);
      const read = await readMany(server, token, homes, Math.min(applications, 60_000) / homes);
      const worked = await taken(server, cluster);
      const [serverGoal, storeGoal] = [{ at: 'most', value: 300 } as const, { at: 'most', value: 250 } as const];
      return [
        { what: 'applications in the log', unit: '', value: applications },
        { what: 'facts in the log', unit: '', value: facts },
        { what: 'until its views were built', unit: 's', value: seconds },
        { what: 'server, resident, its views built', unit: 'MB', value: built.server },
        { what: 'PostgreSQL, its views built', unit: 'MB', value: built.store, goal: storeGoal },
        {
          what: `server, resident, ${read.toLocaleString('en-GB')} applications read`,
          unit: 'MB',
          value: worked.server,
          goal: serverGoal,
        },
        { what: 'PostgreSQL then', unit: 'MB', value: worked.store, goal: storeGoal },
        { what: 'server, resident, at its largest', unit: 'MB', value: worked.most },
      ];
    } finally {
      await server.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A data folder with the log in it, and a token of somebody who sees every application. */
async function filled(folder: string, data: string, { homes, copies }: Size) {
  const embedded = await openEmbedded(data);
  try {
    const { connectionString, cluster } = embedded;
    const { service, close } = await durableHearth(connectionString, folder);
    await setUp(service, homes);
    await together(homes, async (home) => {
      for (const command of [...commandsOf(home, homes)].slice(0, 1 + (home % COMMANDS_EACH)))
        must(await service.execute(command));
    });
    await close();
    await copied(connectionString, copies);
    const facts = await factsIn(connectionString);
    const tokens = await tokensOf(connectionString, 1);
    const environment = { ...sealedWith(connectionString, folder), HEARTH_DATA: data };
    return { token: tokens.get('office') ?? '', environment, cluster, facts };
  } finally {
    await embedded.close();
  }
}

async function factsIn(connectionString: string): Promise<number> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rows } = await client.query<{ facts: string }>('select position as facts from hearth.log_head');
    return Number(rows[0]?.facts);
  } finally {
    await client.end();
  }
}

/** Waits until the views show the whole log. */
async function caughtUp({ url }: Serving): Promise<void> {
  for (;;) {
    const response = await fetch(`${url}/health/ready`);
    const { viewsBehind } = (await response.json()) as { viewsBehind: number | null };
    if (viewsBehind === 0) return;
    await sleep(LOOK_MS);
  }
}

/** Reads what stands of many applications, each once. Returns how many there were. */
async function readMany({ url }: Serving, token: string, homes: number, copies: number): Promise<number> {
  const callers = Array.from({ length: CALLERS }, () => new HttpCaller(url));
  const headers = { authorization: `Bearer ${token}` };
  const count = Math.floor(homes * copies);
  await together(
    count,
    async (index) => {
      const [home, copy] = [index % homes, Math.floor(index / homes)];
      const caller = callers.pop();
      if (!caller) throw new Error('more callers than connections');
      const stream = `application-${ROOT}.2024.home-${home}${copy === 0 ? '' : `-${copy}`}`;
      const { status, body } = await caller.send('GET', `/v1/streams/${stream}`, headers);
      if (status !== 200) throw new Error(`${stream}: ${status} ${body}`);
      callers.push(caller);
    },
    CALLERS,
  );
  for (const caller of callers) caller.close();
  return count;
}

/** Megabytes. The PostgreSQL's: what each of its processes has to itself, and what they share once. */
async function taken({ pid }: Serving, cluster: string): Promise<{ server: number; most: number; store: number }> {
  const postmaster = Number((await readFile(join(cluster, 'postmaster.pid'), 'utf8')).split('\n')[0]);
  const processes = [postmaster, ...(await childrenOf(postmaster))];
  const each = await Promise.all(processes.map((process) => memoryOf(process).catch(() => 0)));
  const { now, most } = await residentOf(pid);
  return { server: now, most, store: each.reduce((sum, megabytes) => sum + megabytes, 0) };
}
