/** What the environment says, judged once, every mistake at a time. docs/operating.md tells operators the same. */
import { accessSync, constants, existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { isIP } from 'node:net';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { zoneSchema } from '../lifecycle/calendar/deadline.js';
import { NOTHING_KNOWN } from '../lifecycle/messages/labels.js';
import { isKurrentUrl } from '../store/kurrent/url.js';
import { BadMasterKey, masterFromEnvironment } from '../sealing/crypto/master-key.js';
import { LOG_LEVELS, type LogLevel } from './logger.js';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Configuration {
  /** Folder of the embedded database, of the master key and of the list of erasures, where nothing else is set. */
  readonly data: string;
  /** One's own PostgreSQL; undefined: the embedded one. */
  readonly databaseUrl: string | undefined;
  /** The KurrentDB on which the log lies; undefined: in PostgreSQL. Everything beside it lies there in any case. */
  readonly kurrentUrl: string | undefined;
  /** The variables of sealing as they were set: key, older keys, list of erasures. */
  readonly sealing: Environment;
  /** In which instants are told where the log has no zone for them. */
  readonly zone: string;
  readonly serving: Serving;
}

/** What a serving process needs to know. */
export interface Serving {
  /** The address it listens on, and the port; 0 takes a free one. */
  readonly host: string;
  readonly port: number;
  /** Where others reach it, without a slash at the end; unset, where it listens. */
  readonly publicUrl: string | undefined;
  /** The queue of reminders; unset, in PostgreSQL beside the log. */
  readonly redisUrl: string | undefined;
  /** Folder of what is to be delivered. */
  readonly outbox: string;
  readonly logLevel: LogLevel;
}

export const MISTAKES = [
  'empty',
  'tooLong',
  'notAbsolute',
  'notPostgres',
  'notKey',
  'olderAlone',
  'insideDatabase',
  'missing',
  'notPort',
  'notHost',
  'notRedis',
  'notKurrent',
  'notLevel',
  'notUrl',
  'notZone',
] as const;
export type MistakeKind = (typeof MISTAKES)[number];

export interface Mistake {
  readonly variable: string;
  readonly kind: MistakeKind;
}

export class BadConfiguration extends Error {
  constructor(readonly mistakes: readonly Mistake[]) {
    super(mistakes.map(({ variable, kind }) => `${variable}: ${kind}`).join('; '));
  }
}

const refusal = (kind: MistakeKind) => ({ error: kind, abort: true });
const text = z.string().min(1, refusal('empty')).max(4096, refusal('tooLong'));
const absolute = text.refine((path) => isAbsolute(path) && !path.includes('\0'), refusal('notAbsolute'));
const A_KEY = '0'.repeat(64);
const HOST_NAME = /^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/;
/** On the telephone's keys, the beginning of "hearth". */
const DEFAULT_PORT = 4327;

const schema = z.object({
  HEARTH_DATA: absolute.optional(),
  DATABASE_URL: text.refine(isPostgres, refusal('notPostgres')).optional(),
  HEARTH_MASTER_KEY: text.refine((key) => areKeys({ HEARTH_MASTER_KEY: key }), refusal('notKey')).optional(),
  HEARTH_MASTER_KEY_OLD: text
    .refine((keys) => areKeys({ HEARTH_MASTER_KEY: A_KEY, HEARTH_MASTER_KEY_OLD: keys }), refusal('notKey'))
    .optional(),
  HEARTH_ERASURE_LIST: absolute.optional(),
  HEARTH_HOST: text.refine((host) => isIP(host) !== 0 || HOST_NAME.test(host), refusal('notHost')).optional(),
  HEARTH_PORT: text.refine(isPort, refusal('notPort')).optional(),
  HEARTH_PUBLIC_URL: text.refine(isOrigin, refusal('notUrl')).optional(),
  REDIS_URL: text.refine(isRedis, refusal('notRedis')).optional(),
  KURRENTDB_URL: text.refine(isKurrentUrl, refusal('notKurrent')).optional(),
  HEARTH_OUTBOX: absolute.optional(),
  HEARTH_LOG_LEVEL: text.refine(isLevel, refusal('notLevel')).optional(),
  HEARTH_ZONE: text.refine((zone) => zoneSchema.safeParse(zone).success, refusal('notZone')).optional(),
});
type Variables = z.infer<typeof schema>;

/** @throws {BadConfiguration} with every mistake; no message shows a key. */
export function readConfiguration(environment: Environment, defaultData = defaultDataFolder): Configuration {
  const parsed = schema.safeParse(environment);
  const mistakes = (parsed.error?.issues ?? []).map((issue): Mistake => ({
    variable: String(issue.path[0]),
    kind: issue.message as MistakeKind,
  }));
  const raw = parsed.data ?? (environment as Variables);
  const data = raw.HEARTH_DATA ?? defaultData(environment);
  if (raw.HEARTH_MASTER_KEY_OLD !== undefined && raw.HEARTH_MASTER_KEY === undefined)
    mistakes.push({ variable: 'HEARTH_MASTER_KEY_OLD', kind: 'olderAlone' });
  const list = raw.HEARTH_ERASURE_LIST;
  // A list that is restored together with the database would forget who was erased since.
  if (list !== undefined && raw.DATABASE_URL === undefined && isInside(join(data, 'postgres'), list))
    mistakes.push({ variable: 'HEARTH_ERASURE_LIST', kind: 'insideDatabase' });
  if (mistakes.length > 0) throw new BadConfiguration(mistakes);
  const { HEARTH_MASTER_KEY, HEARTH_MASTER_KEY_OLD, HEARTH_ERASURE_LIST } = raw;
  return {
    data,
    databaseUrl: raw.DATABASE_URL,
    kurrentUrl: raw.KURRENTDB_URL,
    sealing: { HEARTH_MASTER_KEY, HEARTH_MASTER_KEY_OLD, HEARTH_ERASURE_LIST },
    zone: raw.HEARTH_ZONE ?? NOTHING_KNOWN.zone,
    serving: servingOf(raw, data),
  };
}

function servingOf(raw: Variables, data: string): Serving {
  return {
    host: raw.HEARTH_HOST ?? '127.0.0.1',
    port: raw.HEARTH_PORT === undefined ? DEFAULT_PORT : Number(raw.HEARTH_PORT),
    publicUrl: raw.HEARTH_PUBLIC_URL?.replace(/\/$/, ''),
    redisUrl: raw.REDIS_URL,
    outbox: raw.HEARTH_OUTBOX ?? join(data, 'outbox'),
    logLevel: LOG_LEVELS.find((level) => level === raw.HEARTH_LOG_LEVEL) ?? 'info',
  };
}

/**
 * Refuses, for what needs keys, to look for them in a folder of this machine when the database is somebody's server:
 * a second machine would make other ones.
 * @throws {BadConfiguration}
 */
export function requireKeys({ databaseUrl, sealing }: Pick<Configuration, 'databaseUrl' | 'sealing'>): void {
  if (databaseUrl === undefined) return;
  const missing = ['HEARTH_MASTER_KEY', 'HEARTH_ERASURE_LIST'].filter((variable) => sealing[variable] === undefined);
  if (missing.length > 0) throw new BadConfiguration(missing.map((variable) => ({ variable, kind: 'missing' })));
}

/** Where the list of erasures lies, unless a machine with somebody's server must say so (see {@link requireKeys}). */
export function erasureListPath({ data, sealing }: Pick<Configuration, 'data' | 'sealing'>): string {
  return sealing['HEARTH_ERASURE_LIST'] ?? join(data, 'erasures');
}

/** `.hearth/data` of this installation where one may write there, else a folder of the user's. */
export function defaultDataFolder(environment: Environment): string {
  const installation = installationFolder();
  const own = join(installation, '.hearth');
  if (mayWrite(existsSync(own) ? own : installation)) return join(own, 'data');
  return join(environment['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'hearth', 'data');
}

/** Where package.json lies: above the sources, and above what they are built into. */
function installationFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && folder !== dirname(folder)) folder = dirname(folder);
  return folder;
}

function mayWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function isPostgres(url: string): boolean {
  return URL.canParse(url) && /^postgres(?:ql)?:$/.test(new URL(url).protocol);
}

function isRedis(url: string): boolean {
  return URL.canParse(url) && /^rediss?:$/.test(new URL(url).protocol);
}

/** A whole number from 0 to 65535. */
export function isPort(port: string): boolean {
  return /^\d{1,5}$/.test(port) && Number(port) <= 65_535;
}

/** `https://hearth.example.org`: links are made by adding a path to it. */
function isOrigin(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, pathname, search, hash, username, password } = new URL(url);
  return /^https?:$/.test(protocol) && pathname === '/' && `${search}${hash}${username}${password}` === '';
}

function isLevel(level: string): boolean {
  return LOG_LEVELS.some((each) => each === level);
}

function areKeys(environment: Environment): boolean {
  try {
    masterFromEnvironment(environment);
    return true;
  } catch (error) {
    if (error instanceof BadMasterKey) return false;
    throw error;
  }
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || !(way.startsWith('..') || isAbsolute(way));
}
