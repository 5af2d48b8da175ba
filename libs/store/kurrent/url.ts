/**
 * KurrentDB's connection string, looked at before the client does: what the client does not know it prints to the
 * console with the whole string, and so with the password.
 */

const SHAPE =
  /^(?:kurrentdb|kurrent|kdb)(?:\+discover)?:\/\/(?:[^:@/?#\s]+:[^@/?#\s]+@)?([^/?#@\s]+)\/?(?:\?([^#\s]*))?$/;
const PLACE = /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:\d{1,5})?$/;
const YES_OR_NO = /^(true|false)$/;
const FILE = /^.+$/;
/** At most 60 s, and no number of which the client says that it is too small. */
const MILLISECONDS = /^([1-9]\d{0,4})$/;

/** What may be set in it. `throwOnAppendFailure` may not: with `false`, a refused append answers as if it were written. */
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
  const places = (parts[1] ?? '').split(',');
  const options = (parts[2] ?? '').split('&').filter((option) => option !== '');
  return (
    places.every((place) => PLACE.test(place)) &&
    options.every((option) => {
      const [name = '', value = ''] = option.split('=');
      return OPTIONS[name.toLowerCase().replaceAll(/[_-]/g, '')]?.test(decoded(value)) === true;
    })
  );
}

/** Hosts and ports, without what is secret. */
export function hostsIn(url: string): string {
  return SHAPE.exec(url)?.[1] ?? '';
}

/** Whether it names a user. */
export function hasUser(url: string): boolean {
  return /^[^/]*:\/\/[^/?#]*@/.test(url);
}

/** The files that it names. */
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
