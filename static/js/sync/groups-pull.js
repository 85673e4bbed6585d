/** Following a group: links, epochs, shared objects. The worker judges every byte; nothing here is secret. */

import { utcDay } from '../domain/dates.js';

/**
 * @typedef {object} GroupCarrier What the exchange with a group carries bytes between.
 * @property {import('../net/api.js').Api} api
 * @property {import('../store/groups.js').GroupStore} store
 * @property {import('../worker/client.js').CryptoClient} crypto
 * @property {(id: string) => Promise<void>} remember puts in the vault what the worker has to remember of a group
 */
/**
 * @typedef {object} Followed A group that this page follows.
 * @property {string} id hexadecimal
 * @property {{seq: number, head: string}|null} mark the last link verified
 * @property {boolean} reading links came, and are not judged to their end
 * @property {boolean} compared this page saw the server's links at least once
 * @property {string[]} lacking ids of objects that should be here and did not come
 * @property {number} disputed the last epoch that this page disputed
 */

/** How many bodies are asked for at once. */
const HASHES_AT_ONCE = 200;

const today = () => utcDay(Date.now());

/** @param {string} base64 @returns {string} hexadecimal */
export const hexOf = (base64) => Array.from(atob(base64), (character) => character.charCodeAt(0).toString(16).padStart(2, '0')).join('');

/** Opens what this device kept of a group, nothing for one it sees for the first time. @param {GroupCarrier} carrier @param {string} id @returns {Promise<Followed>} */
export async function openKept({ store, crypto }, id) {
  const [{ boxes, standing }, links, rows] = await Promise.all([store.group(id), store.links(id), store.objects(id)]);
  const kept = { links: links.map(({ signed }) => signed), boxes, standing, rows };
  const mark = await crypto.call('openGroup', { group_id: id, ...kept });
  return { id, mark, reading: false, compared: false, lacking: [], disputed: 0 };
}

/**
 * Reads the links that follow, all of them or none.
 * @param {GroupCarrier} carrier @param {Followed} group @returns {Promise<{landed: boolean, rotated: boolean}>}
 */
async function readLinks({ api, store, crypto }, group) {
  const group_id = group.id;
  await crypto.call('beginGroupLinks', { group_id });
  try {
    await api.links(group_id, group.mark?.seq ?? -1, (chunk) => {
      group.reading = true;
      return crypto.call('readGroupLinks', { group_id, chunk });
    });
    const { links, seq, head, removed, landed, rotated } = await crypto.call('endGroupLinks', { group_id, today: today() });
    await store.apply(group_id, links, removed);
    group.mark = seq === undefined ? group.mark : { seq, head };
    group.compared = true;
    return { landed, rotated };
  } catch (error) {
    await crypto.call('dropGroupLinks', { group_id });
    throw error;
  } finally {
    group.reading = false;
  }
}

/** @param {GroupCarrier} carrier @param {string} group_id */
async function readEpochs({ api, store, crypto }, group_id) {
  const after = await crypto.call('epochsAfter', { group_id });
  await crypto.call('beginEpochs', { group_id });
  await api.epochs(group_id, after, (chunk) => crypto.call('readEpochs', { group_id, chunk }));
  const { boxes, standing } = await crypto.call('endEpochs', { group_id });
  await store.addEpochs(group_id, boxes, standing);
}

/** @param {Uint8Array[]} parts @returns {Uint8Array} */
function join(parts) {
  const joined = new Uint8Array(parts.reduce((size, { length }) => size + length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** The bodies that are not here; one that the server does not give is named in `lacking`. @param {GroupCarrier} carrier @param {Followed} group */
async function readShared({ api, store, crypto }, group) {
  const group_id = group.id;
  /** @type {{object_id: string, hash: Uint8Array}[]} */
  const wanted = await crypto.call('hashesOf', { group_id, today: today() });
  for (let at = 0; at < wanted.length; at += HASHES_AT_ONCE) {
    const hashes = join(wanted.slice(at, at + HASHES_AT_ONCE).map(({ hash }) => hash));
    await crypto.call('beginShared', { group_id });
    await api.fetchObjects(group_id, hashes, async (chunk) => {
      const { rows } = await crypto.call('readShared', { group_id, chunk });
      await store.saveObjects(group_id, rows, today());
    });
    await crypto.call('endShared', { group_id });
  }
  const left = wanted.length > 0 ? await crypto.call('hashesOf', { group_id, today: today() }) : [];
  group.lacking = left.map((/** @type {{object_id: string}} */ { object_id }) => object_id);
}

/** Whether links are to be read: the server has more, this page never compared, or the vault remembers more. @param {GroupCarrier} carrier @param {Followed} group */
async function hasNews({ api, crypto }, group) {
  const theirs = await api.head(group.id, group.mark?.head ?? null);
  if (theirs && group.mark) await crypto.call('judgeGroupHead', { group_id: group.id, theirs: { seq: theirs.seq, head: hexOf(theirs.head) } });
  const memories = await crypto.call('groupMemories');
  const remembered = memories.find((/** @type {{group_id: string}} */ { group_id }) => group_id === group.id)?.seq ?? -1;
  const mine = group.mark?.seq ?? -1;
  return !group.compared || (theirs?.seq ?? mine) > mine || remembered > mine;
}

/**
 * Follows a group to where the server shows it.
 * @param {GroupCarrier} carrier @param {Followed} group
 * @returns {Promise<{landed: boolean}>} whether the link that was prepared is in the chain
 */
export async function follow(carrier, group) {
  const { crypto, store } = carrier;
  const group_id = group.id;
  const read = await hasNews(carrier, group) ? await readLinks(carrier, group) : { landed: false, rotated: false };
  const before = await crypto.call('viewGroup', { group_id, today: today() });
  if (read.rotated || before?.findings.includes('key')) await readEpochs(carrier, group_id);
  await readShared(carrier, group);
  const { expired } = await crypto.call('viewGroup', { group_id, today: today() });
  await store.forgetObjects(group_id, expired);
  await carrier.remember(group_id);
  return { landed: read.landed };
}
