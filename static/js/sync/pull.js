/**
 * Reading what is new: first what another tab of this browser stored, then what the server shows. The worker judges every byte.
 */

/** @typedef {import('../store/device.js').Device} Device */
/** @typedef {import('../store/device.js').ObjectRow} ObjectRow */
/** @typedef {import('../store/device.js').Mark} Mark */
/**
 * @typedef {object} EntryInfo What the worker says of a text it opened.
 * @property {string} id
 * @property {number} revision
 * @property {number|null} end
 * @property {import('../domain/entry.js').Summary|null} summary null when it did not open
 * @property {boolean} broken
 * @property {string|null} copyOf
 */
/**
 * @typedef {object} News What a pull changed.
 * @property {EntryInfo[]} entries
 * @property {string[]} removed
 * @property {boolean} rekeyed another device made a new account key: this one must be opened again
 * @property {boolean} [elsewhere] the server showed links that this device had not
 * @property {{record_id: string, object_id: string, copy: any}[]} [split] writes over an older revision, now second texts
 */
/**
 * @typedef {object} Carrier What pull and push carry bytes between.
 * @property {import('../net/api.js').Api} api
 * @property {Device} device
 * @property {import('../worker/client.js').CryptoClient} crypto
 * @property {string} chain vault id, hexadecimal
 * @property {(news: News) => void} tell
 * @property {(done: number, total: number) => void} progress
 * @property {() => Promise<void>} settle shows as confirmed what left the outbox
 */

/** How many opened objects are stored in one transaction. */
const BATCH = 250;

/** @param {Partial<News>} news @returns {News} */
const newsOf = (news) => ({ entries: [], removed: [], rekeyed: false, ...news });

/**
 * Follows what another tab appended since this tab's last look.
 * @param {Carrier} carrier @returns {Promise<Mark>} the mark of the device, reached by this tab too
 */
export async function catchUp({ device, crypto, tell }) {
  const mark = await device.mark();
  const { seq } = await crypto.call('mark');
  // a browser that took its storage back has no mark: every text is asked for again
  if (!mark) return { ...await crypto.call('mark'), texts: -1 };
  if (mark.seq <= seq) return mark;
  const links = await device.links(seq);
  const followed = await crypto.call('followLinks', { links: links.map(({ signed }) => signed) });
  const opened = await crypto.call('openObjects', { rows: await device.objectsOf(followed.changed) });
  tell(newsOf({ entries: opened.entries, removed: followed.step.removed, rekeyed: followed.rekeyed }));
  return mark;
}

/**
 * Streams object frames into the worker and the store.
 * @param {Carrier} carrier
 * @param {(read: (chunk: Uint8Array) => Promise<void>) => Promise<void>} source
 * @param {number} total how many are expected, for the progress
 */
export async function readObjects(carrier, source, total) {
  const { device, crypto, tell, progress } = carrier;
  /** @type {ObjectRow[]} */
  let waiting = [];
  let done = 0;
  await crypto.call('beginObjects');
  await source(async (chunk) => {
    const { rows, entries } = await crypto.call('readObjects', { chunk });
    waiting.push(...rows);
    done += entries.length;
    if (entries.length > 0) tell(newsOf({ entries }));
    progress(Math.min(done, total), total);
    if (waiting.length >= BATCH) await device.saveObjects(waiting.splice(0));
  });
  await device.saveObjects(waiting);
  const { entries } = await crypto.call('endObjects');
  if (entries.length > 0) tell(newsOf({ entries }));
}

/**
 * Stores a step; when the device refuses, the worker takes it back too, so that both stand at the same link.
 * @param {Carrier} carrier @param {import('../store/device.js').Applied} step @param {'undoLinks'|'dropAppend'} undo
 */
export async function storeStep({ device, crypto }, step, undo) {
  await device.apply(step).catch(async (error) => { await crypto.call(undo); throw error; });
}

/** The texts of links that this device already follows. @param {Carrier} carrier @param {Mark} mark */
async function pullObjects(carrier, mark) {
  if (mark.texts >= mark.seq) return;
  const { total } = await carrier.crypto.call('expectTexts');
  await readObjects(carrier, (read) => carrier.api.objects(carrier.chain, mark.texts, read), total);
  await carrier.device.saveMark({ ...mark, texts: mark.seq });
}

/**
 * Verifies and stores the links that follow the mark.
 * @param {Carrier} carrier @param {Mark} mark
 * @param {(read: (chunk: Uint8Array) => Promise<void>) => Promise<void>} source
 * @returns {Promise<{mark: Mark, rekeyed: boolean}>}
 */
async function readLinks(carrier, mark, source) {
  const { device, crypto, tell } = carrier;
  await crypto.call('beginLinks');
  /** @type {unknown} */
  let cut = null;
  await source((chunk) => crypto.call('readLinks', { chunk })).catch((error) => { cut = error; });
  const { step, rekeyed } = await crypto.call('endLinks', { cut: cut !== null });
  const reached = { ...step.mark, texts: mark.texts };
  if (!rekeyed) await storeStep(carrier, { ...step, mark: reached }, 'undoLinks');
  tell(newsOf({ removed: step.removed, rekeyed, elsewhere: step.links.length > 0 }));
  // what arrived whole before the cut is verified and kept
  if (cut) throw cut;
  return { mark: reached, rekeyed };
}

/**
 * One pull. Throws `ApiError` when the network fails, `CryptoError` with an alarm code when the server shows something wrong.
 * @param {Carrier} carrier
 */
export async function pull(carrier) {
  const { api, crypto, device, chain } = carrier;
  let mark = await catchUp(carrier);
  const theirs = await api.head(chain, mark.head);
  if (theirs) {
    const known = theirs.seq < mark.seq ? await device.link(theirs.seq) : undefined;
    await crypto.call('judgeHead', { theirs: { seq: theirs.seq, head: theirs.head }, signed: known?.signed ?? null });
    if (theirs.seq > mark.seq) {
      const reached = await readLinks(carrier, mark, (read) => api.links(chain, mark.seq, read));
      if (reached.rekeyed) return;
      mark = reached.mark;
    }
  }
  await pullObjects(carrier, mark);
}

/**
 * The links of a lost compare-and-swap, already in the answer; their texts follow.
 * @param {Carrier} carrier @param {Uint8Array} frames
 */
export async function pullAnswer(carrier, frames) {
  const mark = await catchUp(carrier);
  const reached = await readLinks(carrier, mark, (read) => read(frames));
  if (!reached.rekeyed) await pullObjects(carrier, reached.mark);
}

/**
 * A device without memory, or whose list is damaged: the list first, from the last checkpoint, then the texts.
 * @param {Carrier} carrier @returns {Promise<{mark: Mark, checkpoint: number}>} `checkpoint` is the place of the one it began at, -1 without any
 */
export async function pullStart(carrier) {
  const { api, crypto, device, chain, tell } = carrier;
  // what a sign-in that did not end left here may be about another notebook
  const seen = await device.account() && await device.mark();
  await crypto.call('beginStart');
  await api.start(chain, (chunk) => crypto.call('readStart', { chunk }));
  let start = await crypto.call('endStart', { seen });
  if (!start.whole) {
    // the last checkpoint was signed by an earlier identity: everything is verified from the first link
    await crypto.call('beginStart');
    await api.links(chain, -1, (chunk) => crypto.call('readStart', { chunk }));
    start = await crypto.call('endStart', { seen });
  }
  const { step, entries } = start;
  const mark = { ...step.mark, texts: -1 };
  await device.replaceChain({ ...step, mark });
  tell(newsOf({ entries }));
  return { mark, checkpoint: start.checkpoint };
}

/**
 * The texts put after the checkpoint that `pullStart` began at: its index says nothing of them.
 * @param {Carrier} carrier @param {{mark: Mark, checkpoint: number}} start
 */
export async function pullRecent(carrier, { mark, checkpoint }) {
  const { api, chain, crypto, device, tell } = carrier;
  if (checkpoint < 0) {
    await pullObjects(carrier, mark);
    return;
  }
  await crypto.call('beginObjects');
  await api.objects(chain, checkpoint, async (chunk) => {
    const { rows, entries } = await crypto.call('readObjects', { chunk });
    await device.saveObjects(rows);
    tell(newsOf({ entries }));
  });
}
