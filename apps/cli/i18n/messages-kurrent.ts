/** What is said of a log on KurrentDB. */

export const kurrentZh = {
  'kurrent.notUrl': 'KURRENTDB_URL 不是可用的 KurrentDB 连接串',
  'kurrent.badFile': 'KURRENTDB_URL 里写的证书或密钥文件读不到：{files}',
  'kurrent.tooOld': 'KurrentDB 的版本是 {version}，须用 {needed} 或更新的版本',
  'kurrent.credentials': 'KurrentDB（{server}）拒绝了这个用户：用户名或密码不对，或无权读 $all、写各流',
  'kurrent.anonymous': 'KurrentDB（{server}）要用户名和密码：请写进 KURRENTDB_URL，如 kurrentdb://用户:密码@{server}',
  'kurrent.certificate': '不信任 KurrentDB（{server}）的证书：{detail}。请用 tlsCAFile 指出签发它的证书',
  'kurrent.expired': 'KurrentDB（{server}）的证书已过期或尚未生效：{detail}。请换证书，或核对两边的时钟',
  'kurrent.otherName': 'KurrentDB 的证书不是给这个地址（{server}）的：请在 KURRENTDB_URL 里用证书上的名称',
  'kurrent.noTls': 'KurrentDB（{server}）不用 TLS：请核对端口；服务器若确是不加密运行，写 tls=false',
  'kurrent.away':
    '连不上 KurrentDB（{server}）：{detail}。请看它是否在运行、地址和端口对不对、防火墙是否放行、tls 是否与服务器一致',
  'kurrent.silent': 'KurrentDB（{server}）不回答：请看它是否在正常运行，地址和端口对不对',
  'kurrent.lost':
    '流 {stream} 缺了开头，现在从第 {revision} 条起：有人设了 $maxCount、$maxAge、$tb，或删过流、清理过。请用备份恢复，见 docs/kurrentdb.md',
  'kurrent.deleted': 'KurrentDB 上有流被删了（{what}）。请用备份恢复，见 docs/kurrentdb.md',
  'kurrent.foreign': 'KurrentDB 上的日志不是 Hearth 写的：{detail}',
  'elsewhere.onKurrent': '这个数据库的日志在 KurrentDB 上：请设 KURRENTDB_URL',
  'elsewhere.older':
    'KurrentDB 上的日志比这个数据库旧：它在数据库已看到的地方之前就结束了。请把日志和数据库一起恢复到同一时刻的备份，见 docs/kurrentdb.md',
  'elsewhere.otherLog': '这个数据库属于另一份日志，不是 KURRENTDB_URL 指的那份：请核对地址',
  'elsewhere.ownLog':
    '这个数据库里自有日志，而 KURRENTDB_URL 指的是另一份。要搬过去：先不设 KURRENTDB_URL 用 log export 导出，再设上它用 log import 导入',
};

export const kurrentEn: Readonly<Record<keyof typeof kurrentZh, string>> = {
  'kurrent.notUrl': 'KURRENTDB_URL is no usable connection string of KurrentDB',
  'kurrent.badFile': 'a certificate or key file that KURRENTDB_URL names cannot be read: {files}',
  'kurrent.tooOld': 'KurrentDB has version {version}; {needed} or later is needed',
  'kurrent.credentials':
    'KurrentDB ({server}) refuses this user: wrong name or password, or no right to read $all and to write streams',
  'kurrent.anonymous':
    'KurrentDB ({server}) wants a name and a password: put them into KURRENTDB_URL, as in kurrentdb://user:password@{server}',
  'kurrent.certificate':
    'the certificate of KurrentDB ({server}) is not trusted: {detail}. Name the one that signed it with tlsCAFile',
  'kurrent.expired':
    'the certificate of KurrentDB ({server}) has expired or does not hold yet: {detail}. Renew it, or see to the clocks of both',
  'kurrent.otherName':
    'the certificate of KurrentDB is not for this address ({server}): use a name in KURRENTDB_URL that stands in it',
  'kurrent.noTls':
    'KurrentDB ({server}) does not speak TLS: check the port; if the server does run without, write tls=false',
  'kurrent.away':
    'KurrentDB ({server}) cannot be reached: {detail}. See whether it runs, whether address and port are right and the firewall lets them through, and whether tls is as the server has it',
  'kurrent.silent':
    'KurrentDB ({server}) does not answer: see whether it runs as it should, and whether address and port are right',
  'kurrent.lost':
    'the stream {stream} has lost its beginning and starts at {revision} now: somebody has set $maxCount, $maxAge or $tb, deleted streams or scavenged. Restore a back-up; see docs/kurrentdb.md',
  'kurrent.deleted': 'a stream on KurrentDB was deleted ({what}). Restore a back-up; see docs/kurrentdb.md',
  'kurrent.foreign': 'the log on KurrentDB was not written by Hearth: {detail}',
  'elsewhere.onKurrent': 'the log of this database lies on a KurrentDB: set KURRENTDB_URL',
  'elsewhere.older':
    'the log on KurrentDB is older than this database: it ends before what the database has seen. Restore both to one moment; see docs/kurrentdb.md',
  'elsewhere.otherLog': 'this database goes with another log than the one that KURRENTDB_URL names: check the address',
  'elsewhere.ownLog':
    'this database has a log of its own, and KURRENTDB_URL names another. To move it there: `log export` without KURRENTDB_URL, then `log import` with it',
};
