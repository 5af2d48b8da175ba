/**
 * Who is told. Accounts that hold a role are asked of the views; which of them are meant is said by the programme: by
 * the unit concerned, or by name where the programme names accounts on the subject.
 */
import type { StreamState } from '../../../libs/engine/fold/fold.js';
import { streamParts, Unavailable } from '../../../libs/engine/ports/event-store.js';
import type { CommandDefinition, Where } from '../../../libs/lifecycle/definition/definition.js';
import { at, isMember } from '../../../libs/lifecycle/language/paths.js';
import type { GrantRow } from '../../../libs/views/models/rows.js';
import type { SubjectInContext } from './lookup.js';
import type { WorkerParts } from '../followers/worker-parts.js';

/** More than one federation has in one role; who comes after is not told. */
const MOST_HOLDERS = 20_000;
const VIEWS_WITHIN_MS = 5_000;
/** Told of one thing, at most: what a fact can name. */
const MOST_TOLD = 200;

/** Whom something is about. */
export type About = Pick<SubjectInContext, 'programme' | 'subject' | 'chain'>;

export interface Recipients {
  readonly accounts: readonly string[];
  /** The unit whose people they are; undefined when they were named, or there is nobody. */
  readonly unit?: string;
}

/**
 * Who holds which role, by views that show the whole log as it was when asked. Those who ask at the same time are
 * answered together.
 */
export class RoleHolders {
  readonly #asked = new Map<string, Promise<readonly GrantRow[]>>();
  readonly #running = new Map<string, Promise<unknown>>();

  constructor(private readonly parts: Pick<WorkerParts, 'store' | 'views'>) {}

  /** Accounts that hold a role anywhere, in the order of their names. @throws {Unavailable} */
  find(root: string, role: string): Promise<readonly GrantRow[]> {
    const about = `${root}/${role}`;
    let asked = this.#asked.get(about);
    if (!asked) {
      // Whoever comes while one is under way waits for the next: what it began with may be too old.
      const before = this.#running.get(about) ?? Promise.resolve();
      asked = before.then(() => {
        this.#asked.delete(about);
        const running = this.#ask(root, role);
        this.#running.set(
          about,
          running.catch(() => undefined),
        );
        return running;
      });
      this.#asked.set(about, asked);
    }
    return asked;
  }

  async #ask(root: string, role: string): Promise<readonly GrantRow[]> {
    const { store, views } = this.parts;
    const head = await store.head();
    if (head !== undefined && !(await views.waitFor(head, VIEWS_WITHIN_MS)))
      throw new Unavailable('the views are behind');
    const found: GrantRow[] = [];
    for (let after: string | undefined; found.length < MOST_HOLDERS;) {
      const page = await views.queries.grants({ root, shown: { anywhere: true }, role, limit: 500, after });
      found.push(...page.rows);
      if (page.next === undefined) break;
      after = page.next;
    }
    return found;
  }
}

/**
 * Who holds what is owed: the accounts named on the subject, where the programme lets the role act by name; else those
 * with the role in the unit concerned, or in the nearest unit above that has any. Where nobody is named, those who may
 * type for them, found by unit in the same way.
 */
export async function findResponsible(holders: RoleHolders, concerned: About, role: string): Promise<Recipients> {
  const { root, category } = streamParts(concerned.subject.stream);
  const commands = Object.values(concerned.programme.definition.commands).filter(({ on }) => on === category);
  const paths = new Set(wheres(commands, role).flatMap((where) => (accountIn(where) ? [where.accountIn] : [])));
  if (paths.size === 0) return holdersInNearestUnit(await holders.find(root, role), concerned.chain);
  const held = await holders.find(root, role);
  const named = held.filter(({ account }) => [...paths].some((path) => isNamed(concerned.subject, path, account)));
  if (named.length > 0) return { accounts: accountsOf(named) };
  for (const stand of standIns(commands, role)) {
    const found = holdersInNearestUnit(await holders.find(root, stand), concerned.chain);
    if (found.accounts.length > 0) return found;
  }
  return { accounts: [] };
}

/** Those of a role to whom a notice goes, by where the programme says they are. */
export function selectRecipients(
  where: Where,
  held: readonly GrantRow[],
  { subject, chain }: About,
): readonly string[] {
  const [own, ...above] = chain;
  const reached = held.filter(({ account, unit }) => {
    if (where === 'anywhere') return true;
    if (where === 'own') return unit === own;
    if (where === 'subtree') return chain.includes(unit);
    if (where === 'above') return above.includes(unit);
    return accountIn(where) ? isNamed(subject, where.accountIn, account) : isNamed(subject, where.unitIn, unit);
  });
  return accountsOf(reached);
}

/** Those in the nearest unit that has any. */
export function holdersInNearestUnit(held: readonly GrantRow[], chain: readonly string[]): Recipients {
  for (const unit of chain) {
    const there = held.filter((grant) => grant.unit === unit);
    if (there.length > 0) return { accounts: accountsOf(there), unit };
  }
  return { accounts: [] };
}

function accountsOf(grants: readonly GrantRow[]): readonly string[] {
  return [...new Set(grants.map(({ account }) => account))].toSorted().slice(0, MOST_TOLD);
}

function wheres(commands: readonly CommandDefinition[], role: string): readonly Where[] {
  return commands.flatMap(({ allow }) =>
    allow.flatMap((rule) => ('role' in rule && rule.role === role ? [rule.where] : [])),
  );
}

/** Other roles that may give, for somebody else and by unit, what this one may give. */
function standIns(commands: readonly CommandDefinition[], role: string): readonly string[] {
  const given = commands.filter(
    ({ onBehalf, allow }) => onBehalf && allow.some((rule) => 'role' in rule && rule.role === role),
  );
  const others = given.flatMap(({ allow }) =>
    allow.flatMap((rule) =>
      'role' in rule && rule.role !== role && typeof rule.where === 'string' ? [rule.role] : [],
    ),
  );
  return [...new Set(others)];
}

function accountIn(where: Where): where is { accountIn: string } {
  return typeof where === 'object' && 'accountIn' in where;
}

/** Only what stands in the subject's own control state names anybody. */
function isNamed({ fields }: StreamState, path: string, name: string): boolean {
  return isMember(at({ self: fields }, path), name);
}
