/**
 * `npm run simulate:guards [-- <applications>]`: guard → how the table of refusals changes when it always passes. Fails
 * when a guard that the definition uses could be left out without anybody noticing.
 */
import { changed, guardsUsed, played } from './guards.js';

const applications = Number(process.argv[2] ?? 200);
const play = { seed: '7', applications };
const { counts: whole } = await played(play);
const idle: string[] = [];
for (const open of guardsUsed()) {
  try {
    const { counts } = await played({ ...play, open });
    const lost = changed(whole, counts);
    if (Object.keys(lost).length === 0) idle.push(open);
    const rows = Object.entries(lost).map(([reason, { before, after }]) => `${reason} ${before} → ${after}`);
    process.stdout.write(`${open.padEnd(22)}${rows.join(', ') || 'nothing changes'}\n`);
  } catch (error) {
    // What the guard kept away stops the play elsewhere: that is seen, too.
    process.stdout.write(
      `${open.padEnd(22)}the play stops: ${error instanceof Error ? error.message : String(error)}\n`,
    );
  }
}
if (idle.length > 0) {
  process.stderr.write(`without anything to meet them: ${idle.join(', ')}\n`);
  process.exitCode = 1;
}
