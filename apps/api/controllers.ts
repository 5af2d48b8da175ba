import type { Type } from '@nestjs/common';
import { CommandsController, GiveCommandHandler } from './commands.js';
import { HealthController } from './health.js';
import { MeController, ReadMeHandler } from './me.js';

export const CONTROLLERS: readonly Type[] = [HealthController, MeController, CommandsController];

export const HANDLERS: readonly Type[] = [ReadMeHandler, GiveCommandHandler];
