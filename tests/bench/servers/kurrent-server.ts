/** The KurrentDB that is measured: the one that `KURRENTDB_URL` names, or a stand-in of the run's own. */
import { Connection } from '../../../libs/store/kurrent/client.js';
import { openTestKurrent } from '../../kurrent/stand-in.js';

export interface KurrentServer {
  readonly url: string;
  /** What it is: to be said beside every figure. */
  readonly name: string;
  readonly isStandIn: boolean;
  close(): Promise<void>;
}

/** @throws {KurrentRefused} the server is out of reach, or too old. */
export async function openKurrent(): Promise<KurrentServer> {
  const { url, stop } = await openTestKurrent();
  const isStandIn = process.env['KURRENTDB_URL'] === undefined;
  if (isStandIn) return { url, isStandIn, name: 'stand-in, not KurrentDB', close: stop };
  const connection = new Connection(url);
  try {
    return { url, isStandIn, name: `KurrentDB ${await connection.version()}`, close: stop };
  } finally {
    await connection.close();
  }
}
