/** What an administrator is told when KURRENTDB_URL, the server, or the log on it is not as it should be. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeWithPostgres } from '../postgres.js';
import { hearth, LETTER, spawned, type Ended, type Environment } from './hearth.js';
import { Given, PASSWORD } from './kurrent-given.js';

interface Case {
  readonly what: string;
  readonly given: (given: Given) => Promise<Environment>;
  /** Asked for in Chinese, and in English. */
  readonly commands?: readonly [zh: string, en: string];
  readonly code: 1 | 2 | 3;
  /** What is said, where `<…>` stands for what differs. */
  readonly zh: string;
  readonly en: string;
}

const WHO = `hearth:${PASSWORD}`;
const CREDENTIALS = { username: 'hearth', password: PASSWORD };
const at = async (given: Given, url: string): Promise<Environment> => ({
  ...(await given.beside()),
  KURRENTDB_URL: url,
});

const NOT_URL = {
  code: 2,
  zh: '配置不对：KURRENTDB_URL 不是可用的 KurrentDB 连接串，如 kurrentdb://用户:密码@主机:2113?tls=true；只认 docs/kurrentdb.md 里列出的选项',
  en: 'wrong configuration: KURRENTDB_URL is no usable connection string of KurrentDB, like kurrentdb://user:password@host:2113?tls=true; it may hold only the options that docs/kurrentdb.md lists',
} as const;
const AWAY = {
  code: 3,
  zh: '连不上 KurrentDB（<…>）：<…>。请看它是否在运行、地址和端口对不对、防火墙是否放行、tls 是否与服务器一致',
  en: 'KurrentDB (<…>) cannot be reached: <…>. See whether it runs, whether address and port are right and the firewall lets them through, and whether tls is as the server has it',
} as const;
const SILENT = {
  code: 3,
  zh: 'KurrentDB（<…>）不回答：请看它是否在正常运行，地址和端口对不对',
  en: 'KurrentDB (<…>) does not answer: see whether it runs as it should, and whether address and port are right',
} as const;
const LOST = {
  code: 1,
  zh: `流 ${LETTER} 缺了开头，现在从第 1 条起：<…>请用备份恢复，见 docs/kurrentdb.md`,
  en: `the stream ${LETTER} has lost its beginning and starts at 1 now: <…>Restore a back-up; see docs/kurrentdb.md`,
} as const;
const MALFORMED = {
  'a wrong scheme': `https://${WHO}@node1:2113`,
  'no scheme': `${WHO}@node1:2113`,
  'no host': `kurrentdb://${WHO}@?tls=true`,
  'a password without a name': `kurrentdb://${PASSWORD}@node1:2113`,
  'an unknown option': `kurrentdb://${WHO}@node1:2113?colour=red`,
  'an option with a value of its own': `kurrentdb://${WHO}@node1:2113?tls=yes`,
  'throwOnAppendFailure=false': `kurrentdb://${WHO}@node1:2113?throwOnAppendFailure=false`,
  'nodePreference=follower': `kurrentdb://${WHO}@node1:2113?nodePreference=follower`,
};

const CASES: readonly Case[] = [
  ...Object.entries(MALFORMED).map(([what, url]): Case => ({ what, given: (given) => at(given, url), ...NOT_URL })),
  {
    what: 'a port where nobody listens',
    given: async (given) => at(given, `kurrentdb://${WHO}@localhost:${await given.closedPort()}?tls=false`),
    commands: ['serve', 'verify'],
    ...AWAY,
    en: AWAY.en.replace(': <…>.', ': connect ECONNREFUSED <…>.'),
  },
  {
    what: 'a cluster none of whose nodes is there',
    given: async (given) => at(given, `kurrentdb://${WHO}@localhost:${await given.closedPort()},localhost:1?tls=false`),
    ...AWAY,
  },
  { what: 'a name that is none', given: (given) => at(given, `kurrentdb://${WHO}@node1.invalid:2113`), ...AWAY },
  {
    what: 'a port that accepts and says nothing',
    given: async (given) => at(given, `kurrentdb://${WHO}@localhost:${await given.mute()}?tls=false`),
    ...SILENT,
  },
  {
    what: 'the same, with TLS',
    given: async (given) => at(given, `kurrentdb://${WHO}@localhost:${await given.mute()}`),
    commands: ['serve', 'root list'],
    ...SILENT,
  },
  {
    what: 'a server that is frozen',
    given: async (given) => {
      const standIn = await given.standIn();
      standIn.freeze();
      return at(given, standIn.url);
    },
    ...SILENT,
  },
  {
    what: 'a wrong password',
    given: async (given) => {
      const { port } = await given.standIn({
        tls: given.certificates.good.tls,
        credentials: { ...CREDENTIALS, password: 'another' },
      });
      return at(given, `kurrentdb://${WHO}@localhost:${port}?tlsCAFile=${given.certificates.good.authority}`);
    },
    commands: ['serve', 'log digest'],
    code: 2,
    zh: 'KurrentDB（<…>）拒绝了这个用户：用户名或密码不对，或无权读 $all、写各流',
    en: 'KurrentDB (<…>) refuses this user: wrong name or password, or no right to read $all and to write streams',
  },
  {
    what: 'no name and password where they are needed',
    given: async (given) => {
      const { port } = await given.standIn({ tls: given.certificates.good.tls, credentials: CREDENTIALS });
      return at(given, `kurrentdb://localhost:${port}?tlsCAFile=${given.certificates.good.authority}`);
    },
    code: 2,
    zh: 'KurrentDB（<…>）要用户名和密码：请写进 KURRENTDB_URL，如 kurrentdb://用户:密码@<…>',
    en: 'KurrentDB (<…>) wants a name and a password: put them into KURRENTDB_URL, as in kurrentdb://user:password@<…>',
  },
  {
    what: 'a certificate of an authority that is not named',
    given: async (given) => {
      const { port } = await given.standIn({ tls: given.certificates.good.tls, credentials: CREDENTIALS });
      return at(given, `kurrentdb://${WHO}@localhost:${port}`);
    },
    commands: ['serve', 'verify'],
    code: 2,
    zh: '不信任 KurrentDB（<…>）的证书：<…>。请用 tlsCAFile 指出签发它的证书',
    en: 'the certificate of KurrentDB (<…>) is not trusted: self-signed certificate<…>. Name the one that signed it with tlsCAFile',
  },
  {
    what: 'a certificate for another name',
    given: async (given) => {
      const { tls, authority } = given.certificates.elsewhere;
      const { port } = await given.standIn({ tls, credentials: CREDENTIALS });
      return at(given, `kurrentdb://${WHO}@localhost:${port}?tlsCAFile=${authority}`);
    },
    code: 2,
    zh: 'KurrentDB 的证书不是给这个地址（<…>）的：请在 KURRENTDB_URL 里用证书上的名称',
    en: 'the certificate of KurrentDB is not for this address (<…>): use a name in KURRENTDB_URL that stands in it',
  },
  {
    what: 'a certificate that has expired',
    given: async (given) => {
      const { port } = await given.standIn({ tls: given.certificates.expired.tls, credentials: CREDENTIALS });
      return at(given, `kurrentdb://${WHO}@localhost:${port}?tlsCAFile=${given.certificates.expired.authority}`);
    },
    code: 2,
    zh: 'KurrentDB（<…>）的证书已过期或尚未生效：<…>。请换证书，或核对两边的时钟',
    en: 'the certificate of KurrentDB (<…>) has expired or does not hold yet: certificate has expired. Renew it, or see to the clocks of both',
  },
  {
    what: 'a tlsCAFile that is not there',
    given: (given) => at(given, `kurrentdb://${WHO}@localhost:2113?tlsCAFile=/etc/hearth/none.crt`),
    code: 2,
    zh: 'KURRENTDB_URL 里写的证书或密钥文件读不到：/etc/hearth/none.crt',
    en: 'a certificate or key file that KURRENTDB_URL names cannot be read: /etc/hearth/none.crt',
  },
  {
    what: 'TLS where the server has none',
    given: async (given) => at(given, `kurrentdb://${WHO}@localhost:${(await given.standIn()).port}`),
    code: 2,
    zh: 'KurrentDB（<…>）不用 TLS：请核对端口；服务器若确是不加密运行，写 tls=false',
    en: 'KurrentDB (<…>) does not speak TLS: check the port; if the server does run without, write tls=false',
  },
  {
    what: 'no TLS where the server has it',
    given: async (given) => {
      const { port } = await given.standIn({ tls: given.certificates.good.tls, credentials: CREDENTIALS });
      return at(given, `kurrentdb://${WHO}@localhost:${port}?tls=false`);
    },
    commands: ['serve', 'root list'],
    ...AWAY,
  },
  ...['25.1.0', '26.0.2'].map((version): Case => ({
    what: `version ${version}`,
    given: async (given) => at(given, (await given.standIn({ version })).url),
    code: 2,
    zh: `KurrentDB 的版本是 ${version}，须用 26.1 或更新的版本`,
    en: `KurrentDB has version ${version}; 26.1 or later is needed`,
  })),
  {
    what: 'a database whose log is another',
    given: async (given) => ({
      ...(await given.bound(await given.standIn())),
      KURRENTDB_URL: (await given.standIn()).url,
    }),
    commands: ['serve', 'log digest'],
    code: 2,
    zh: '这个数据库属于另一份日志，不是 KURRENTDB_URL 指的那份：请核对地址',
    en: 'this database goes with another log than the one that KURRENTDB_URL names: check the address',
  },
  {
    what: 'a database with a log of its own',
    given: async (given) => ({ ...(await given.ownLog()), KURRENTDB_URL: (await given.standIn()).url }),
    code: 2,
    zh: '这个数据库里自有日志，而 KURRENTDB_URL 指的是另一份。<…>',
    en: 'this database has a log of its own, and KURRENTDB_URL names another. <…>',
  },
  {
    what: 'a KURRENTDB_URL that was forgotten',
    given: async (given) => {
      const { KURRENTDB_URL: _, ...forgotten } = await given.bound(await given.standIn());
      return forgotten;
    },
    code: 2,
    zh: '这个数据库的日志在 KurrentDB 上：请设 KURRENTDB_URL',
    en: 'the log of this database lies on a KurrentDB: set KURRENTDB_URL',
  },
  {
    what: 'a stream that lost its beginning',
    given: async (given) => {
      const standIn = await given.standIn();
      const bound = await given.bound(standIn);
      await standIn.remove({ kind: 'truncate', stream: LETTER, before: 1 });
      return bound;
    },
    commands: ['verify', `history ${LETTER}`],
    ...LOST,
  },
  {
    what: 'the same, scavenged',
    given: async (given) => {
      const standIn = await given.standIn();
      const bound = await given.bound(standIn);
      await standIn.remove({ kind: 'truncate', stream: LETTER, before: 1 });
      await standIn.remove({ kind: 'scavenge' });
      return bound;
    },
    commands: ['verify', 'log digest'],
    ...LOST,
  },
  {
    what: 'a stream that was deleted for good',
    given: async (given) => {
      const standIn = await given.standIn();
      const bound = await given.bound(standIn);
      await standIn.remove({ kind: 'tombstone', stream: LETTER });
      return bound;
    },
    commands: ['verify', `history ${LETTER}`],
    code: 1,
    zh: `KurrentDB 上有流被删了（<…>${LETTER}）。请用备份恢复，见 docs/kurrentdb.md`,
    en: `a stream on KurrentDB was deleted (<…>${LETTER}). Restore a back-up; see docs/kurrentdb.md`,
  },
  {
    what: 'an event that somebody else wrote',
    given: async (given) => {
      const standIn = await given.standIn();
      const bound = await given.bound(standIn);
      await given.writeForeign(standIn, 'letter-post.2024.l9');
      return bound;
    },
    commands: ['verify', 'log digest'],
    code: 1,
    zh: 'KurrentDB 上的日志不是 Hearth 写的：letter-post.2024.l9@0 (ordered) <…>',
    en: 'the log on KurrentDB was not written by Hearth: letter-post.2024.l9@0 (ordered) <…>',
  },
];

/** Those of which the client, or Node, could print something of its own, or that could keep a process from ending. */
const SPAWNED = /option|throwOn|nobody listens|TLS|wrong password|certificate of|database whose/;
/** A guard against a command that never ends; it is not a measure of speed, which the load of the machine decides. */
const WITHIN_MS = 60_000;
const AT_ONCE = 5;

interface Ran extends Ended {
  readonly ms: number;
}

describeWithPostgres('hearth on a KurrentDB', () => {
  let folder: string;
  let given: Given;
  const ran = new Map<string, readonly [zh: Ran, en: Ran]>();
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hearth-kurrent-errors-'));
    given = new Given(folder);
    await given.begin();
    // Most of the time goes by with waiting.
    const left = [...CASES];
    const some = async (): Promise<void> => {
      for (let each = left.shift(); each !== undefined; each = left.shift()) {
        const environment = await each.given(given);
        const [zh, en] = each.commands ?? ['verify', 'root list'];
        const run = SPAWNED.test(each.what) ? spawned : hearth;
        const answers = [timed(run, environment, zh), timed(hearth, environment, `${en} --lang en`)] as const;
        ran.set(each.what, await Promise.all(answers));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, some));
  }, 120_000);
  afterAll(async () => {
    await given.end();
    await rm(folder, { recursive: true });
  });

  test.each(CASES)('$what: one clear line', ({ what, code, zh, en }) => {
    const [inChinese, inEnglish] = ran.get(what) ?? [];
    expect(inChinese?.err).toMatch(lineOf('hearth：', zh));
    expect(inEnglish?.err).toMatch(lineOf('hearth: ', en));
    expect([inChinese?.code, inEnglish?.code]).toEqual([code, code]);
    for (const each of [inChinese, inEnglish]) {
      expect(each?.ms).toBeLessThan(WITHIN_MS);
      expect(`${each?.out}${each?.err}`).not.toContain(PASSWORD);
    }
  });
});

async function timed(run: typeof spawned, environment: Environment, command: string): Promise<Ran> {
  const begun = performance.now();
  const ended = await run(environment, ...command.split(' '));
  return { ...ended, ms: performance.now() - begun };
}

/** Nothing but this line. */
function lineOf(before: string, text: string): RegExp {
  const literal = text.split('<…>').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${before}${literal.join('[^\n]*')}\n$`);
}
