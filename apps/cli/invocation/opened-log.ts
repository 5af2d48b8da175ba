import { Inject, Injectable } from '@nestjs/common';
import { readConfiguration } from '../../../libs/runtime/configuration.js';
import { zoneIn } from '../../../libs/runtime/roots.js';
import { openService, openLog, type Opening, type OpenService, type OpenLog } from '../../../libs/runtime/open-log.js';
import { INVOCATION, type Invocation } from './invocation.js';

/** The log of the configuration, opened when a command first asks for it and closed when the run ends. */
@Injectable()
export class OpenedLog {
  private readonly open: Promise<OpenLog>[] = [];

  constructor(@Inject(INVOCATION) private readonly invocation: Invocation) {}

  log(opening: Pick<Opening, 'moving'> = {}): Promise<OpenLog> {
    return this.keep(openLog(readConfiguration(this.invocation.environment), opening));
  }

  /** In which instants are told that concern this root, or the whole log: as the log says, else as it is configured. */
  async zone({ store }: Pick<OpenLog, 'store'>, root?: string): Promise<string> {
    return (await zoneIn(store, root)) ?? readConfiguration(this.invocation.environment).zone;
  }

  service(): Promise<OpenService> {
    return this.keep(openService(readConfiguration(this.invocation.environment)));
  }

  async close(): Promise<void> {
    for (const opened of await Promise.allSettled(this.open)) {
      if (opened.status === 'fulfilled') await opened.value.close();
    }
  }

  private keep<T extends OpenLog>(opening: Promise<T>): Promise<T> {
    this.open.push(opening);
    return opening;
  }
}
