import { Inject, Module, type DynamicModule, type OnModuleDestroy } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { COMMANDS } from './commands.js';
import { INVOCATION, type Invocation } from './invocation/invocation.js';
import { OpenedLog } from './invocation/opened-log.js';

/** The one module of the command line. What a run has opened is closed with it. */
@Module({})
export class CliModule implements OnModuleDestroy {
  constructor(@Inject(OpenedLog) private readonly opened: OpenedLog) {}

  static of(invocation: Invocation): DynamicModule {
    return {
      module: CliModule,
      imports: [CqrsModule.forRoot()],
      providers: [
        { provide: INVOCATION, useValue: invocation },
        OpenedLog,
        ...COMMANDS.flatMap(({ handlers }) => handlers),
      ],
    };
  }

  async onModuleDestroy(): Promise<void> {
    await this.opened.close();
  }
}
