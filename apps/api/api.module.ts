/** The API as one Nest module. */
import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { AccessGuard } from './auth/access.guard.js';
import { Authenticator } from './auth/authenticator.js';
import { RequestLimiter } from './auth/request-limiter.js';
import { CONTROLLERS } from './controllers.js';
import { FeedService } from './feeds/feed.service.js';
import { HANDLERS } from './handlers.js';
import { provideParts, type ApiParts } from './http/api-parts.js';
import { KnownCursors } from './http/known-cursors.js';
import { ProblemFilter } from './http/problem.filter.js';
import { ResponseInterceptor } from './http/response.interceptor.js';
import { ListReader } from './queries/list-reader.js';
import { QuotaVisibility } from './queries/worklist/quota-visibility.js';
import { FactPresenter } from './visibility/fact-presenter.js';
import { VisibilityService } from './visibility/visibility.service.js';

@Module({})
export class ApiModule {
  static forRoot(parts: ApiParts, problems: ProblemFilter): DynamicModule {
    return {
      module: ApiModule,
      imports: [CqrsModule.forRoot()],
      controllers: [...CONTROLLERS],
      providers: [
        ...provideParts(parts),
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_INTERCEPTOR, useClass: ResponseInterceptor },
        { provide: APP_FILTER, useValue: problems },
        Authenticator,
        RequestLimiter,
        VisibilityService,
        FactPresenter,
        KnownCursors,
        FeedService,
        ListReader,
        QuotaVisibility,
        ...HANDLERS,
      ],
    };
  }
}
