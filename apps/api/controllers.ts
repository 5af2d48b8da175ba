/** Every controller, and every handler that their requests go to. */
import type { Type } from '@nestjs/common';
import { CommandsController, GiveCommandHandler } from './commands.js';
import { HealthController } from './health.js';
import { FollowFeedHandler, LogController, ReadHeadHandler } from './log.js';
import { MeController, ReadMeHandler } from './me.js';
import { ReadCommandsHandler, ReadHistoryHandler, ReadStreamHandler, StreamsController } from './streams.js';

export const CONTROLLERS: readonly Type[] = [
  HealthController,
  MeController,
  CommandsController,
  StreamsController,
  LogController,
];

export const HANDLERS: readonly Type[] = [
  ReadMeHandler,
  GiveCommandHandler,
  ReadStreamHandler,
  ReadHistoryHandler,
  ReadCommandsHandler,
  ReadHeadHandler,
  FollowFeedHandler,
];
