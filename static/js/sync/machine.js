/**
 * When to pull, when to push, when to stop: a table of states and pure transitions. No clock and no network here.
 *
 * | Mode | Meaning |
 * |---|---|
 * | `resting` | nothing under way |
 * | `pulling` | reading what is new |
 * | `pushing` | sending what the outbox holds |
 * | `offline` | the server did not answer; everything is kept here |
 * | `waiting` | the server asked to slow down, is full, or made a mistake |
 * | `cut` | the session ended; the passphrase is needed |
 * | `halted` | a refusal for safety: nothing more is sent until the person decides |
 */

/** @typedef {'resting'|'pulling'|'pushing'|'offline'|'waiting'|'cut'|'halted'} Mode */
/**
 * @typedef {object} SyncState
 * @property {Mode} mode
 * @property {number} unsent records in the outbox
 * @property {boolean} again something happened while busy
 * @property {boolean} saved something was confirmed since opening
 * @property {number} failures in a row
 */
/**
 * @typedef {{type: 'wake'|'flush'|'pulled'|'stale'|'retry'|'renewed'|'settled'|'alarm'}
 *   | {type: "counted", unsent: number} | {type: "pushed", unsent: number}
 *   | {type: "failed", code: string, retryAfter?: number|null}} SyncEvent
 */
/** @typedef {'pull'|'push'|'halt'|{wait: number}} Effect `wait` in seconds, then a `retry` */
/** @typedef {{state: SyncState, effects: Effect[]}} Step */

export const LONGEST_WAIT = 300;

/** @type {Readonly<SyncState>} */
export const INITIAL = Object.freeze({ mode: 'resting', unsent: 0, again: false, saved: false, failures: 0 });

/** @param {SyncState} state @returns {Step} */
const pull = (state) => ({ state: { ...state, mode: 'pulling', again: false }, effects: ['pull'] });
/** What happened during the pull is still to be read afterwards. @param {SyncState} state @returns {Step} */
const push = (state) => ({ state: { ...state, mode: 'pushing', failures: 0 }, effects: ['push'] });
/** @param {SyncState} state @returns {Step} */
const rest = (state) => ({ state: { ...state, mode: 'resting', failures: 0 }, effects: [] });
/** @param {SyncState} state @returns {Step} */
const stay = (state) => ({ state, effects: [] });
/** @param {SyncState} state @returns {Step} */
const remember = (state) => ({ state: { ...state, again: true }, effects: [] });
/** @param {SyncState} state @returns {Step} */
const halt = (state) => ({ state: { ...state, mode: 'halted' }, effects: ['halt'] });
/** @param {SyncState} state @param {any} event @returns {Step} */
const count = (state, event) => stay({ ...state, unsent: event.unsent });

/** @param {SyncState} state @returns {Step} */
function afterPull(state) {
  if (state.unsent > 0) return push(state);
  return state.again ? pull(state) : rest(state);
}

/** @param {SyncState} state @param {any} event @returns {Step} */
function afterPush(state, event) {
  const next = { ...state, unsent: event.unsent, saved: true };
  return next.unsent > 0 || state.again ? pull(next) : rest(next);
}

/** @param {SyncState} state @param {any} event @returns {Step} */
function fail(state, event) {
  const failures = state.failures + 1;
  const next = { ...state, failures, again: false };
  if (event.code === 'session') return stay({ ...next, mode: 'cut' });
  const seconds = event.retryAfter ?? Math.min(LONGEST_WAIT, 2 ** failures);
  return { state: { ...next, mode: event.code === 'offline' ? 'offline' : 'waiting' }, effects: [{ wait: seconds }] };
}

/** @type {Record<Mode, Partial<Record<SyncEvent['type'], (state: SyncState, event: SyncEvent) => Step>>>} */
export const TRANSITIONS = Object.freeze({
  resting: { wake: pull, flush: pull, retry: pull, counted: count, alarm: halt, failed: fail },
  pulling: { wake: remember, flush: remember, pulled: afterPull, counted: count, alarm: halt, failed: fail },
  pushing: { wake: remember, flush: remember, pushed: afterPush, stale: pull, counted: count, alarm: halt, failed: fail },
  offline: { wake: pull, flush: pull, retry: pull, counted: count, alarm: halt },
  waiting: { retry: pull, counted: count, alarm: halt },
  cut: { renewed: pull, counted: count, alarm: halt },
  halted: { settled: pull, counted: count },
});

/**
 * One transition. An event that a mode does not list changes nothing.
 * @param {SyncState} state @param {SyncEvent} event @returns {Step}
 */
export function step(state, event) {
  const transition = TRANSITIONS[state.mode][event.type];
  return transition ? transition(state, event) : stay(state);
}

/**
 * What the state line says.
 * @param {SyncState} state @param {{twoVersions: boolean, noSpace: boolean}} device
 * @returns {'idle'|'on-device'|'saving'|'saved'|'offline'|'two-versions'|'no-space'|'trouble'}
 */
export function stateLine(state, device) {
  if (device.noSpace) return 'no-space';
  if (['halted', 'waiting', 'cut'].includes(state.mode)) return 'trouble';
  if (state.mode === 'offline') return 'offline';
  if (state.unsent > 0) return state.mode === 'pushing' ? 'saving' : 'on-device';
  if (device.twoVersions) return 'two-versions';
  return state.saved ? 'saved' : 'idle';
}
