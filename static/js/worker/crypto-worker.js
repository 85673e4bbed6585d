/**
 * The worker that holds the keys. It has no network: it receives opaque bytes and gives back opaque bytes to send, or texts to show.
 * The same file serves the throw-away worker that stretches a passphrase (`derive`).
 */
import { ReculError } from '../crypto/errors.js';
import { ready } from '../crypto/primitives.js';
import { EntryError } from '../domain/entry.js';
import { accountVerbs, derive } from './account.js';
import { exportOpeningVerbs } from './export-opening.js';
import { exportingVerbs } from './exporting.js';
import { findingVerbs } from './finding.js';
import { givingVerbs } from './giving.js';
import { groupVerbs } from './groups.js';
import { historyVerbs } from './history.js';
import { Keeper } from './keeper.js';
import { joinVerbs } from './joining.js';
import { localVerbs } from './local.js';
import { pastVerbs } from './pasts.js';
import { readingVerbs } from './reading.js';
import { rekeyVerbs } from './rekeying.js';
import { resealingVerbs } from './resealing.js';
import { templateVerbs } from './templates.js';
import { writingVerbs } from './writing.js';

/** @type {Record<string, (keeper: Keeper, args: any) => any>} */
const VERBS = Object.freeze({
  ...accountVerbs, ...rekeyVerbs, ...pastVerbs, ...readingVerbs, ...writingVerbs, ...localVerbs, ...historyVerbs, ...exportingVerbs, ...exportOpeningVerbs,
  ...givingVerbs, ...joinVerbs, ...resealingVerbs, ...findingVerbs, ...groupVerbs, ...templateVerbs,
});

const keeper = new Keeper();

/** @param {unknown} error @returns {{code: string, position: number|null}} a mistake of ours is reported, not described */
function codeOf(error) {
  if (!(error instanceof ReculError || error instanceof EntryError)) {
    self.reportError(error);
    return { code: 'internal', position: null };
  }
  return { code: error.code, position: /** @type {{position?: number|null}} */ (error).position ?? null };
}

/** @param {{id: number, verb: string, args: any}} message */
async function answer({ id, verb, args }) {
  try {
    await ready;
    const result = await VERBS[verb](keeper, args);
    postMessage({ id, result });
  } catch (error) {
    postMessage({ id, error: codeOf(error) });
  }
}

/** @param {{port: MessagePort} & Parameters<typeof derive>[0]} args */
async function deriveFor({ port, ...secret }) {
  try {
    await ready;
    port.postMessage({ derived: derive(secret) });
  } catch (error) {
    port.postMessage({ error: codeOf(error) });
  }
}

// messages are answered one after the other: a verb never sees the state in the middle of another
let turn = Promise.resolve();
self.addEventListener('message', ({ data }) => {
  if (data.verb === 'derive') deriveFor(data.args);
  else turn = turn.then(() => answer(data));
});
