/** What the API is handed and what is known by an interface only is injected under these. Classes are injected by type. */

/** {@link EventStore} */
export const STORE = Symbol('store');
/** {@link Views} */
export const VIEWS = Symbol('views');
/** {@link Tokens} */
export const TOKENS = Symbol('tokens');
/** Opens what is sealed: `get` of {@link Keys}. */
export const KEYS = Symbol('keys');
/** {@link Clock} */
export const CLOCK = Symbol('clock');
/** {@link Logger} */
export const LOGGER = Symbol('logger');
/** {@link Metrics} */
export const METRICS = Symbol('metrics');
/** {@link Worker}; undefined in a process without one. */
export const WORKER = Symbol('worker');
/** {@link ReadinessCheck} */
export const READINESS_CHECK = Symbol('readiness check');
/** {@link ApiLimits} */
export const LIMITS = Symbol('limits');
/** The time zone of instants that concern no zone of the log. */
export const ZONE = Symbol('zone');
