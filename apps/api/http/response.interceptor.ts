/** Handlers that set a status, a header or a media type return it with the body; here it is put on the reply. */
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { map, type Observable } from 'rxjs';
import type { HttpReply } from './http-types.js';

/** What a handler returns where a body alone does not say it. A text is sent as it is, anything else as JSON. */
export class HttpResponse {
  constructor(
    readonly body: unknown,
    readonly headers: Readonly<Record<string, string>> = {},
    readonly status = 200,
  ) {}
}

@Injectable()
export class ResponseInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<HttpReply>();
    return next.handle().pipe(
      map((result) => {
        if (!(result instanceof HttpResponse)) return result;
        reply.code(result.status).headers(result.headers);
        return result.body;
      }),
    );
  }
}
