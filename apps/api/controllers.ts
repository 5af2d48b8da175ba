/** Every controller, and every handler that their requests go to. */
import type { Type } from '@nestjs/common';
import { CalendarsController, ReadCalendarHandler } from './queries/calendars.controller.js';
import {
  AdvanceClockHandler,
  ClockController,
  ReadClockHandler,
  ReadLagHandler,
} from './operations/clock.controller.js';
import { CommandsController, GiveCommandHandler } from './commands/commands.controller.js';
import {
  CyclesController,
  ReadCountsHandler,
  ReadCyclesHandler,
  ReadSubjectsHandler,
} from './queries/cycles.controller.js';
import {
  FederationController,
  ReadHomesHandler,
  ReadRegisterHandler,
  ReadUnitsHandler,
} from './queries/federation.controller.js';
import { HealthController, ReadReadyHandler } from './operations/health.controller.js';
import { FollowFeedHandler, LogController, ReadHeadHandler } from './queries/log.controller.js';
import { MeController, ReadMeHandler } from './queries/me.controller.js';
import { MetricsController, ReadMetricsHandler } from './operations/metrics.controller.js';
import {
  OwedController,
  ReadDeadlinesHandler,
  ReadDeliverablesHandler,
  ReadQuotasHandler,
  ReadRankingHandler,
  ReadWorkHandler,
} from './queries/worklist.controller.js';
import { ProgrammesController, ReadProgrammeHandler, ReadProgrammesHandler } from './queries/programmes.controller.js';
import {
  ReadCommandsHandler,
  ReadHistoryHandler,
  ReadStreamHandler,
  StreamsController,
} from './queries/streams.controller.js';

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
