/** `calendar <date>`: what day it is, and the working day N after or before it. */
import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Temporal } from 'temporal-polyfill';
import { ZodError } from 'zod';
import {
  addWorkingDays,
  calendarHash,
  CalendarYearMissing,
  dayKind,
  holidayName,
  loadCalendar,
  localDateSchema,
  type Calendar,
} from '../../../libs/lifecycle/calendar/calendar.js';
import { CHINA_2023_TO_2026 } from '../../../libs/lifecycle/calendar/china-holidays.js';
import { readJson } from '../options/files.js';
import {
  CliQuery,
  INVOCATION,
  usageError,
  refusal,
  type Answer,
  type CommandDeclaration,
  type Invocation,
} from '../invocation/invocation.js';
import type { MessageKey, Say } from '../i18n/messages.js';

export class ShowCalendar extends CliQuery {
  constructor(
    readonly date: string,
    readonly workingDays: string | undefined,
    readonly file: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(ShowCalendar)
export class ShowCalendarHandler implements IQueryHandler<ShowCalendar> {
  constructor(@Inject(INVOCATION) private readonly invocation: Invocation) {}

  async execute({ date, workingDays, file }: ShowCalendar): Promise<Answer> {
    const calendar = file === undefined ? CHINA_2023_TO_2026 : await readCalendar(file);
    return answerFor(calendar, date, workingDays, this.invocation.say);
  }
}

/** @throws {CliError} what is no date or count, or in a year that the calendar knows nothing of. */
export function answerFor(calendar: Calendar, date: string, workingDays: string | undefined, say: Say): Answer {
  if (!localDateSchema.safeParse(date).success) throw usageError('calendar.badDate', { date });
  const n = workingDays === undefined ? undefined : parseCount(workingDays);
  try {
    const day = dayOf(calendar, date);
    const json = { ...day, calendar: { version: calendar.version, hash: calendarHash(calendar) } };
    const lines = [say('calendar.day', formatDay(day, say))];
    if (n === undefined) return { json, lines };
    const other = dayOf(calendar, addWorkingDays(calendar, date, n));
    lines.push(say(DIRECTIONS[Math.sign(n) + 1] ?? 'calendar.same', { n: Math.abs(n), ...formatDay(other, say) }));
    return { json: { ...json, workingDays: { n, ...other } }, lines };
  } catch (error) {
    if (error instanceof CalendarYearMissing)
      throw refusal('calendar.yearMissing', { year: error.year, version: error.version });
    if (error instanceof RangeError) throw usageError('calendar.badCount', { n: workingDays ?? '' });
    throw error;
  }
}

const DIRECTIONS: readonly MessageKey[] = ['calendar.before', 'calendar.same', 'calendar.after'];

interface Day {
  readonly date: string;
  readonly weekday: number;
  readonly kind: ReturnType<typeof dayKind>;
  readonly holiday?: string;
}

function dayOf(calendar: Calendar, date: string): Day {
  const holiday = holidayName(calendar, date);
  return {
    date,
    weekday: Temporal.PlainDate.from(date).dayOfWeek,
    kind: dayKind(calendar, date),
    ...(holiday === undefined ? {} : { holiday }),
  };
}

function formatDay({ date, weekday, kind }: Day, say: Say): { date: string; weekday: string; kind: string } {
  return { date, weekday: say(`weekday.${weekday}` as MessageKey), kind: say(`day.${kind}`) };
}

function parseCount(text: string): number {
  if (!/^[+-]?\d{1,9}$/.test(text)) throw usageError('calendar.badCount', { n: text });
  return Number(text);
}

async function readCalendar(file: string): Promise<Calendar> {
  try {
    return loadCalendar(await readJson(file));
  } catch (error) {
    if (!(error instanceof ZodError)) throw error;
    const issue = error.issues[0];
    throw refusal('calendar.badFile', { file, detail: `/${issue?.path.join('/') ?? ''} ${issue?.message ?? ''}` });
  }
}

export const calendar: CommandDeclaration = {
  handlers: [ShowCalendarHandler],
  declare(program, { say, dispatch }) {
    program
      .command('calendar')
      .description(say('help.calendar'))
      .argument('<date>', say('help.calendar.date'))
      .option('--working-days <N>', say('help.calendar.workingDays'))
      .option('--calendar <file>', say('help.calendar.file'))
      .action((date: string, options: { workingDays?: string; calendar?: string }) =>
        dispatch(new ShowCalendar(date, options.workingDays, options.calendar)),
      );
  },
};
