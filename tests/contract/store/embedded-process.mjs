/** A process of its own that opens a data folder: prints what it got as a line of JSON, closes when its input ends. */
import '../../typescript.mjs';

const { openEmbedded } = await import('../../../libs/store/embedded/embedded-postgres.ts');
const [folder, attach] = process.argv.slice(2);
try {
  const { connectionString, owned, cluster, programs, close } = await openEmbedded(folder, {
    attach: attach === 'attach',
  });
  console.log(JSON.stringify({ connectionString, owned, cluster, programs }));
  process.stdin.resume();
  process.stdin.on('end', () => void close().then(() => process.exit(0)));
} catch (error) {
  console.log(JSON.stringify({ error: error.message, pid: error.pid }));
  process.exit(1);
}
