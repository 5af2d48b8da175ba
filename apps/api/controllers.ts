/** Every controller, and every handler that their requests go to. */
import type { Type } from '@nestjs/common';
import { CalendarsController, ReadCalendarHandler } from './calendars.js';
import { AdvanceClockHandler, ClockController, ReadClockHandler, ReadLagHandler } from './clock.js';
import { CommandsController, GiveCommandHandler } from './commands.js';
import { CyclesController, ReadCountsHandler, ReadCyclesHandler, ReadSubjectsHandler } from './cycles.js';
import { FederationController, ReadHomesHandler, ReadRegisterHandler, ReadUnitsHandler } from './federation.js';
import { HealthController, ReadReadyHandler } from './health.js';
import { FollowFeedHandler, LogController, ReadHeadHandler } from './log.js';
import { MeController, ReadMeHandler } from './me.js';
import { MetricsController, ReadMetricsHandler } from './metrics.js';
import {
  OwedController,
  ReadDeadlinesHandler,
  ReadDeliverablesHandler,
  ReadQuotasHandler,
  ReadRankingHandler,
  ReadWorkHandler,
} from './owed.js';
import { ProgrammesController, ReadProgrammeHandler, ReadProgrammesHandler } from './programmes.js';
import { ReadCommandsHandler, ReadHistoryHandler, ReadStreamHandler, StreamsController } from './streams.js';

export const CONTROLLERS: readonly Type[] = [
  MeController,
  CommandsController,
  StreamsController,
  CyclesController,
  OwedController,
  FederationController,
  ProgrammesController,
  LogController,
  CalendarsController,
  ClockController,
  HealthController,
  MetricsController,
];

export const HANDLERS: readonly Type[] = [
  ReadMeHandler,
  GiveCommandHandler,
  ReadStreamHandler,
  ReadHistoryHandler,
  ReadCommandsHandler,
  ReadCyclesHandler,
  ReadSubjectsHandler,
  ReadCountsHandler,
  ReadWorkHandler,
  ReadDeadlinesHandler,
  ReadDeliverablesHandler,
  ReadQuotasHandler,
  ReadRankingHandler,
  ReadUnitsHandler,
  ReadHomesHandler,
  ReadRegisterHandler,
  ReadProgrammesHandler,
  ReadProgrammeHandler,
  ReadHeadHandler,
  FollowFeedHandler,
  ReadCalendarHandler,
  ReadClockHandler,
  AdvanceClockHandler,
  ReadLagHandler,
  ReadReadyHandler,
  ReadMetricsHandler,
];
