/** Every handler of the command bus and of the query bus. */
import type { Type } from '@nestjs/common';
import { GiveCommandHandler } from './commands/give-command.handler.js';
import { FollowFeedHandler } from './feeds/follow-feed.handler.js';
import { AdvanceClockHandler } from './operations/advance-clock.handler.js';
import { ReadClockHandler } from './operations/read-clock.handler.js';
import { ReadLagHandler } from './operations/read-lag.handler.js';
import { ReadMetricsHandler } from './operations/read-metrics.handler.js';
import { ReadReadinessHandler } from './operations/read-readiness.handler.js';
import { ReadCalendarHandler } from './queries/calendars/read-calendar.handler.js';
import { ReadCountsHandler } from './queries/cycles/read-counts.handler.js';
import { ReadCyclesHandler } from './queries/cycles/read-cycles.handler.js';
import { ReadSubjectsHandler } from './queries/cycles/read-subjects.handler.js';
import { ReadHomesHandler } from './queries/federation/read-homes.handler.js';
import { ReadRegisterHandler } from './queries/federation/read-register.handler.js';
import { ReadUnitsHandler } from './queries/federation/read-units.handler.js';
import { ReadLogHeadHandler } from './queries/log/read-log-head.handler.js';
import { ReadMeHandler } from './queries/me/read-me.handler.js';
import { ReadProgrammeHandler } from './queries/programmes/read-programme.handler.js';
import { ReadProgrammesHandler } from './queries/programmes/read-programmes.handler.js';
import { ReadCommandsHandler } from './queries/streams/read-commands.handler.js';
import { ReadHistoryHandler } from './queries/streams/read-history.handler.js';
import { ReadStreamHandler } from './queries/streams/read-stream.handler.js';
import { ReadDeadlinesHandler } from './queries/worklist/read-deadlines.handler.js';
import { ReadDeliverablesHandler } from './queries/worklist/read-deliverables.handler.js';
import { ReadQuotasHandler } from './queries/worklist/read-quotas.handler.js';
import { ReadRankingHandler } from './queries/worklist/read-ranking.handler.js';
import { ReadWorkHandler } from './queries/worklist/read-work.handler.js';

export const HANDLERS: readonly Type[] = [
  GiveCommandHandler,
  FollowFeedHandler,
  AdvanceClockHandler,
  ReadClockHandler,
  ReadLagHandler,
  ReadMetricsHandler,
  ReadReadinessHandler,
  ReadCalendarHandler,
  ReadCountsHandler,
  ReadCyclesHandler,
  ReadSubjectsHandler,
  ReadHomesHandler,
  ReadRegisterHandler,
  ReadUnitsHandler,
  ReadLogHeadHandler,
  ReadMeHandler,
  ReadProgrammeHandler,
  ReadProgrammesHandler,
  ReadCommandsHandler,
  ReadHistoryHandler,
  ReadStreamHandler,
  ReadDeadlinesHandler,
  ReadDeliverablesHandler,
  ReadQuotasHandler,
  ReadRankingHandler,
  ReadWorkHandler,
];
