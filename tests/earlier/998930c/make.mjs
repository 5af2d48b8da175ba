// Writes what lies beside this file: see README.md. Arguments: a built checkout of the program, and an empty folder.
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { chmod, cp, mkdir, open, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { constants, zstdCompressSync } from 'node:zlib';
import * as demonstration from './demonstration.mjs';
import * as guild from './guild.mjs';
import { Program } from './program.mjs';

const [checkout, folder] = process.argv.slice(2).map((path) => resolve(path));
const commit = execFileSync('git', ['rev-parse', '--short=7', 'HEAD'], { cwd: checkout, encoding: 'utf8' }).trim();

for (const [name, log] of Object.entries({ demonstration, guild })) {
  console.log(`${name} …`);
  await make(join(folder, name), log);
}

async function make(into, { serving, write, asked, next, onwards }) {
  // The server may run as another user.
  await mkdir(into, { recursive: true });
  await chmod(into, 0o755);
  const program = new Program(checkout, into);
  const again = await write(program, await program.serve(...serving));
  await program.settled();
  const record = { commit, onwards, ...(await recorded(program, asked)), again };
  await backUp(program, into);
  await program.stop();
  await trim(join(program.data, 'postgres'));
  record.masterKey = (await readFile(join(program.data, 'master.key'), 'utf8').catch(() => '')).trim() || undefined;
  for (const part of ['data', 'backup']) record.sums = { ...record.sums, [part]: await pack(into, part) };
  const afterwards = await goneOn(program, record, await next(program));
  const file = join(into, 'record.json');
  await writeFile(file, JSON.stringify({ ...record, ...afterwards }));
  execFileSync(join(checkout, 'node_modules/.bin/prettier'), [
    '--config',
    join(checkout, '.prettierrc.json'),
    '--write',
    file,
  ]);
  for (const part of ['data', 'backup']) await rm(join(into, part), { recursive: true, force: true });
  console.log(`  ${record.verify.facts} facts, afterwards ${afterwards.after.facts}`);
}

/** What the program tells of it; nothing is changed by that. */
async function recorded(program, { told, answers }) {
  const record = { tokens: program.tokens, verify: await program.run('verify'), heads: await headsOf(program) };
  record.told = [];
  for (const args of told) record.told.push({ args, json: await program.run(...args) });
  record.answers = [];
  record.head = (await program.ask('operator', '/v1/log/head')).body;
  for (const [as, path] of answers) record.answers.push({ as, path, ...(await program.ask(as, path)) });
  const feed = await program.ask(undefined, `/calendars/${program.tokens.calendar}.ics`);
  record.feed = feed.body.split('\r\n').filter((line) => /^(?:UID|DTSTART)/.test(line));
  return record;
}

/** How far each stream goes. */
async function headsOf(program) {
  const heads = {};
  for (const { stream, rev } of await program.facts()) heads[stream] = rev;
  return Object.fromEntries(Object.entries(heads).sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function backUp(program, into) {
  const backup = join(into, 'backup');
  const { files } = await program.run('backup', backup);
  await cp(files.log, join(backup, 'the.log'));
  await cp(files.keys, join(backup, 'the.keys'));
  for (const file of [files.log, files.keys]) await rm(file);
  await cp(join(program.data, 'erasures'), join(backup, 'erasures'));
}

/** How it goes on, by the same program. */
async function goneOn(program, { onwards, heads }, commands) {
  const told = await program.serve();
  const letters = await lettersIn(program);
  const next = [];
  for (const command of commands) {
    const { status, body: answer } = await program.give(command);
    next.push({ ...command, status, answer });
  }
  const { reminders, missed } = await program.advance(onwards);
  const [as, path] = ['seemer1', '/v1/streams/urnip-wood.year-one.second/history'];
  const counted = { as, path, ...(await program.ask(as, path)) };
  const { facts, faults } = await program.run('verify');
  const written = (await program.facts())
    .filter(({ stream, rev }) => rev > (heads[stream] ?? -1))
    .map(({ stream, type, id }) => `${stream} ${type} ${id}`)
    .sort();
  const more = (await lettersIn(program)) - letters;
  await program.stop();
  const after = { reminders, missed, facts, faults, letters: more, counted, written };
  return { served: { clock: told.clock, now: told.now, roots: told.roots, tokens: told.tokens }, next, after };
}

/** How many files lie in the outbox. */
async function lettersIn({ data }) {
  const entries = await readdir(join(data, 'outbox'), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).length;
}

/** Takes off what a stopped server does not need: segments of its log apart from the one that the last checkpoint is in. */
async function trim(postgres) {
  const control = await open(join(postgres, 'data/global/pg_control'));
  const { buffer } = await control.read(Buffer.alloc(64), 0, 64, 0);
  await control.close();
  const [shutDown, segment] = [1, 16n * 1024n * 1024n];
  if (buffer.readUInt32LE(16) !== shutDown) throw new Error('the server was not stopped');
  const number = buffer.readBigUInt64LE(32) / segment;
  const hex = (part) => part.toString(16).toUpperCase().padStart(8, '0');
  const kept = `00000001${hex(number / 256n)}${hex(number % 256n)}`;
  const segments = (await readdir(join(postgres, 'data/pg_wal'))).filter((name) => /^[0-9A-F]{24}$/.test(name));
  if (!segments.includes(kept)) throw new Error(`there is no ${kept}`);
  for (const name of segments) if (name !== kept) await rm(join(postgres, 'data/pg_wal', name));
  // Both name folders of the machine.
  for (const name of ['data/postmaster.opts', 'postgres.log']) await rm(join(postgres, name), { force: true });
}

/** A tar archive in the plainest of its formats, compressed. Returns its SHA-256. */
async function pack(into, part) {
  const flags = ['--format=ustar', '--sort=name', '--owner=0', '--group=0', '--numeric-owner', '--mtime=@0'];
  const tar = execFileSync('tar', ['-c', ...flags, '-C', into, part], { maxBuffer: 2 ** 30 });
  const params = {
    [constants.ZSTD_c_compressionLevel]: 19,
    [constants.ZSTD_c_windowLog]: 27,
    [constants.ZSTD_c_enableLongDistanceMatching]: 1,
    [constants.ZSTD_c_checksumFlag]: 1,
  };
  const bytes = zstdCompressSync(tar, { params });
  await writeFile(join(into, `${part}.tar.zst`), bytes);
  console.log(`  ${part}: ${tar.length} bytes, compressed ${bytes.length}`);
  return createHash('sha256').update(bytes).digest('hex');
}
