/**
 * KurrentDB's connection string, checked before the client sees it: the client prints options that it does not know to the
 * console with the whole string, and so with the password.
 */

const SHAPE =
  /^(?:kurrentdb|kurrent|kdb)(?:\+discover)?:\/\/(?:[^:@/?#\s]+:[^@/?#\s]+@)?([^/?#@\s]+)\/?(?:\?([^#\s]*))?$/;
const HOST = /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:\d{1,5})?$/;
const YES_OR_NO = /^(true|false)$/;
const FILE = /^.+$/;
/** At most five digits, and no number that the client would warn about as too small. */
const MILLISECONDS = /^([1-9]\d{0,4})$/;

/** The options allowed. `throwOnAppendFailure` is not: with `false`, a refused append answers as if it were written. */
const OPTIONS: Readonly<Record<string, RegExp>> = {
  tls: YES_OR_NO,
  tlsverifycert: YES_OR_NO,
  tlscafile: FILE,
  usercertfile: FILE,
  userkeyfile: FILE,
  connectionname: /^[\w.-]{1,100}$/,
  maxdiscoverattempts: /^[1-9]\d?$/,
  discoveryinterval: MILLISECONDS,
  gossiptimeout: /^[1-9]\d?$/,
  nodepreference: /^leader$/i,
  keepaliveinterval: /^[1-9]\d{4}$/,
  keepalivetimeout: /^[1-9]\d{3,4}$/,
  defaultdeadline: /^[1-9]\d{3,4}$/,
};

export function isKurrentUrl(url: string): boolean {
  const parts = SHAPE.exec(url);
  if (parts === null) return false;
  const hosts = (parts[1] ?? '').split(',');
  const options = (parts[2] ?? '').split('&').filter((option) => option !== '');
  return (
    hosts.every((host) => HOST.test(host)) &&
    options.every((option) => {
      const [name = '', value = ''] = option.split('=');
      return OPTIONS[name.toLowerCase().replaceAll(/[_-]/g, '')]?.test(decoded(value)) === true;
    })
  );
}

/** Hosts and ports, without anything secret. */
export function hostsIn(url: string): string {
  return SHAPE.exec(url)?.[1] ?? '';
}

/** Whether the URL has user and password. */
export function hasUser(url: string): boolean {
  return /^[^/]*:\/\/[^/?#]*@/.test(url);
}

/** The files named in the URL. */
export function filesIn(url: string): readonly string[] {
  const options = (SHAPE.exec(url)?.[2] ?? '').split('&').map((option) => option.split('='));
  return options.flatMap(([name = '', value = '']) => (/file$/i.test(name) ? [decoded(value)] : []));
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return '';
  }
}
