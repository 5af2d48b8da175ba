/** The rounds as a table for people. */
import type { Round } from './kill.js';

const HEADS = [
  'killed',
  'round',
  'instant',
  'draws',
  'acknowledged',
  'in doubt',
  'told none',
  'lost',
  'doubled',
  'torn',
  'again: repeated',
  'anew',
  'turns',
  'there once',
  'lost',
  'doubled',
  'proven',
  'faults',
  'seconds',
] as const;

export function tableOf(rounds: readonly Round[]): string[] {
  const rows = [HEADS, ...rounds.map((round) => cellsOf(round))];
  const widths = HEADS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  '));
}

function cellsOf(round: Round): string[] {
  const { after, afterKill, afterAgain } = round;
  return [
    round.victim,
    round.cycle,
    `${after.acknowledgement} + ${after.milliseconds} ms`,
    String(round.draws),
    `${round.acknowledged} (${round.before} before)`,
    ...[round.inDoubt, round.unavailable, afterKill.lost.length, afterKill.doubled.length].map(String),
    ...[afterKill.torn.length, round.repeated, round.anew, round.turns, afterAgain.there].map(String),
    ...[afterAgain.lost.length, afterAgain.doubled.length, round.proven, round.faults.length].map(String),
    round.seconds.toFixed(1),
  ];
}

/** What is wrong with a round, in words; nothing when it is as promised. */
export function wrongIn(round: Round, commands: number): string[] {
  const { afterKill, afterAgain } = round;
  const say = (what: string, keys: readonly string[]): string[] =>
    keys.length === 0 ? [] : [`${round.cycle}: ${keys.length} ${what}: ${keys.slice(0, 3).join('; ')}`];
  return [
    ...say('answered wrongly', round.wrong),
    ...[afterKill, afterAgain].flatMap(({ lost, doubled, torn, strangers }) => [
      ...say('lost', lost),
      ...say('doubled', doubled),
      ...say('torn', torn),
      ...(strangers > 0 ? [`${round.cycle}: ${strangers} facts of commands that nobody gave`] : []),
    ]),
    ...say('faults', round.faults),
    ...(round.before === commands ? [`${round.cycle}: the kill came after the last acknowledgement`] : []),
    ...(round.repeated + round.anew === commands ? [] : [`${round.cycle}: not all were acknowledged when given again`]),
    ...(afterAgain.there === commands ? [] : [`${round.cycle}: ${afterAgain.there} are there in the end`]),
  ];
}
