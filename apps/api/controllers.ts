/** Every controller, in the order in which the OpenAPI document lists their routes. */
import type { Type } from '@nestjs/common';
import { CommandsController } from './commands/commands.controller.js';
import { FeedController } from './feeds/feed.controller.js';
import { ClockController } from './operations/clock.controller.js';
import { HealthController } from './operations/health.controller.js';
import { MetricsController } from './operations/metrics.controller.js';
import { CalendarsController } from './queries/calendars/calendars.controller.js';
import { CyclesController } from './queries/cycles/cycles.controller.js';
import { FederationController } from './queries/federation/federation.controller.js';
import { LogController } from './queries/log/log.controller.js';
import { MeController } from './queries/me/me.controller.js';
import { ProgrammesController } from './queries/programmes/programmes.controller.js';
import { StreamsController } from './queries/streams/streams.controller.js';
import { WorklistController } from './queries/worklist/worklist.controller.js';

export const CONTROLLERS: readonly Type[] = [
  MeController,
  CommandsController,
  StreamsController,
  CyclesController,
  WorklistController,
  FederationController,
  ProgrammesController,
  LogController,
  FeedController,
  CalendarsController,
  ClockController,
  HealthController,
  MetricsController,
];
