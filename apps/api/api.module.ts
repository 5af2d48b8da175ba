import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { CONTROLLERS, HANDLERS } from './controllers.js';
import { Guard } from './guard.js';
import { API, type Api } from './parts.js';
import { ProblemFilter } from './problems.js';
import { Sights } from './sights.js';

/** The one module of the doorway. */
@Module({})
export class ApiModule {
  static of(api: Api): DynamicModule {
    return {
      module: ApiModule,
      imports: [CqrsModule.forRoot()],
      controllers: [...CONTROLLERS],
      providers: [
        { provide: API, useValue: api },
        { provide: APP_GUARD, useClass: Guard },
        { provide: APP_FILTER, useClass: ProblemFilter },
        Sights,
        ...HANDLERS,
      ],
    };
  }
}
