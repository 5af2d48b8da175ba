import { Inject, Module, type DynamicModule, type OnModuleDestroy } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { CONTROLLERS, HANDLERS } from './controllers.js';
import { Counted } from './queries/quota-visibility.js';
import { Lists } from './queries/lists.js';
import { Feeds } from './feeds/feeds.js';
import { Guard } from './auth/token.guard.js';
import { API, type Api } from './http/api-parts.js';
import { Opening } from './visibility/fact-presenter.js';
import { Places } from './queries/cursors.js';
import { ProblemFilter } from './problem.filter.js';
import { Sights } from './visibility/visibility.service.js';

/** The one module of the doorway. */
export function apiModule(api: Api): DynamicModule {
  return {
    module: ApiModule,
    imports: [CqrsModule.forRoot()],
    controllers: [...CONTROLLERS],
    providers: [
      { provide: API, useValue: api },
      { provide: APP_GUARD, useClass: Guard },
      { provide: APP_FILTER, useClass: ProblemFilter },
      Sights,
      Opening,
      Places,
      Feeds,
      Lists,
      Counted,
      ...HANDLERS,
    ],
  };
}

@Module({})
class ApiModule implements OnModuleDestroy {
  constructor(@Inject(Feeds) private readonly feeds: Feeds) {}

  /** Says good-bye to whoever follows the log, so that they come again when there is a service to come to. */
  onModuleDestroy(): void {
    this.feeds.close();
  }
}
