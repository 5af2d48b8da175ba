/** A federation to be attacked: who is there, what stands, and what a well-meant request would look like. */
import { canonicalHash } from '../../libs/engine/canonical/digest.js';
import { CHINA_2023_TO_2026 } from '../../libs/lifecycle/calendar/china-holidays.js';
import { HASH_DIGITS } from '../../libs/lifecycle/definition/published-key.js';
import { platformDefinition } from '../../libs/lifecycle/platform/platform-definition.js';
import { shanghaiAdvancedHome } from '../../workflows/shanghai-advanced-home/programme.js';
import type { ApiLimits } from '../../apps/api/http/api-parts.js';
import { openLogger, openMetrics } from '../../libs/runtime/logger.js';
import { doorway, type Doorway } from '../api/given.js';
import { House, type Actor } from '../given.js';
import { application, candidate, CYCLE } from '../shanghai/federation.js';

/** Whoever may stand at the door. The last four come in nowhere, or into another federation. */
export type Who =
  | 'office'
  | 'clerk'
  | 'otherClerk'
  | 'guide'
  | 'evaluator'
  | 'operator'
  | 'grantRevoked'
  | 'tokenRevoked'
  | 'calendar'
  | 'otherRoot';

/** What the requests are made from. Nothing in it changes while they are sent. */
export interface Scene {
  readonly tokens: Readonly<Record<Who, string>>;
  readonly head: string;
  readonly programme: string;
  readonly calendar: string;
  /** A request that was given before, and its key. */
  readonly used: { readonly key: string; readonly body: object };
  /** Names of what happens; none is the name of something that can be done. */
  readonly facts: readonly string[];
  readonly commands: Readonly<Record<'platform' | 'programme', readonly string[]>>;
}

export interface Stage {
  readonly door: Doorway;
  readonly scene: Scene;
  /** Lines as they stand in the log of the process. */
  readonly lines: string[];
  close(): Promise<void>;
}

/** Stands in personal fields of what is sent; must stand nowhere else. */
export const CANARY = '金丝雀四海为家';

export async function staged(limits: Partial<ApiLimits> = {}): Promise<Stage> {
  const lines: string[] = [];
  const log = openLogger('debug', { write: (line: string) => void lines.push(line) });
  const metrics = openMetrics({ process: false });
  const door = await doorway(limits, {}, 4, { observing: { log, metrics } });
  const { house, federation, parts } = door;
  const operator = await house.actor('operator', 'shanghai');
  const left = await house.actor('clerk', 'pudong', 'clerk-who-left');
  await house.accepts(undefined, 'revokeRole', { account: left.account }, operator, { grant: left.grant });
  const elsewhere = await guideOfAnother(door);
  const used = { key: 'used before', body: { target: { key: { home: 'h1' } }, input: candidate } };
  const given = await door.ask('POST', `/v1/cycles/${CYCLE}/commands/putForward`, {
    by: await door.tokenOf(federation.clerk),
    body: used.body,
    headers: { 'idempotency-key': used.key },
  });
  if (given.status !== 200) throw new Error(`${application('h1')} is not put forward: ${given.text}`);
  await parts.views.catchUp();
  const tokens = {
    office: await door.tokenOf(federation.office),
    clerk: await door.tokenOf(federation.clerk),
    otherClerk: await door.tokenOf(federation.otherClerk),
    guide: await door.tokenOf(federation.guide),
    evaluator: await door.tokenOf(federation.evaluators[0]),
    operator: await door.tokenOf(operator),
    grantRevoked: await door.tokenOf(left),
    tokenRevoked: await revoked(door, federation.office),
    calendar: await door.tokenOf(federation.office, 'calendar'),
    otherRoot: elsewhere,
  };
  const { fields } = await house.read(`cycle-test.${CYCLE}`);
  const scene: Scene = {
    tokens,
    used,
    head: (await parts.store.head()) as string,
    programme: String(fields['rules']).slice(0, HASH_DIGITS),
    calendar: canonicalHash(CHINA_2023_TO_2026).slice(0, HASH_DIGITS),
    commands: {
      platform: Object.keys(platformDefinition.commands),
      programme: Object.keys(shanghaiAdvancedHome.commands),
    },
    facts: [shanghaiAdvancedHome, platformDefinition].flatMap((definition) =>
      definition.subjects.flatMap((subject) => Object.keys(subject.facts)),
    ),
  };
  return { door, scene, lines, close: () => door.close() };
}

async function guideOfAnother({ parts, house, tokens }: Doorway): Promise<string> {
  const other = await new House('other', '2024-04-02T09:00:00+08:00', {
    store: parts.store,
    keys: house.keys,
  }).founded();
  await other.units([['shanghai', 'city']]);
  const { account, role, unit, grant } = await other.actor('guide', 'shanghai');
  return (await tokens.create({ root: 'other', account, role, unit, grant, kind: 'bearer', label: '' })).text;
}

async function revoked({ tokens }: Doorway, { account, role, unit, grant }: Actor): Promise<string> {
  const { token, text } = await tokens.create({ root: 'test', account, role, unit, grant, kind: 'bearer', label: '' });
  await tokens.revoke('test', token.id);
  return text;
}
