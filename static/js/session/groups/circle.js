/** What the verbs about groups share: which groups there are, their chains as this page follows them, what is shown of them. */

import { utcDay } from '../../domain/dates.js';
import { GroupsApi } from '../../net/groups-api.js';
import { DeviceError } from '../../store/device.js';
import { GroupStore } from '../../store/groups.js';
import { append, settle } from '../../sync/groups-push.js';
import { follow, openKept } from '../../sync/groups-pull.js';
import { beginExclusive } from '../../sync/loop.js';
import { RefusalError } from '../refusal.js';
import { openMemories, rememberGroup } from './memory.js';
import { closedGroup, groupOf, troubleOf } from './view.js';

/** @typedef {import('../room.js').Room} Room */
/** @typedef {import('./shapes.js').Group} Group */
/** @typedef {import('../../sync/groups-pull.js').Followed} Followed */
/** @typedef {import('../../sync/groups-push.js').Append} Append */

/** One tab of this browser at a time exchanges with groups. */
export const LOCK = 'recul-groups';
const DAY_MS = 86_400_000;
/** Codes that say that what the server shows of a group is not its history: nothing more is sent to it. */
const STOPPING = new Set(['fork', 'rollback', 'chain', 'signature', 'encoding', 'frames']);

/** @returns {number} */
export const today = () => utcDay(Date.now());

/** The place of the newest link that this device has known for a day, 0 without any. @param {import('../../store/groups.js').GroupLinkRow[]} links */
const newestOf = (links) => links.filter(({ seen }) => seen <= Date.now() - DAY_MS).at(-1)?.seq ?? 0;

/** The groups of an open notebook. */
export class Circle {
  /** @type {Map<string, Group>} */
  list = new Map();
  /** @type {Map<string, Followed>} */
  followed = new Map();
  /** What is wrong with a group until it is followed again. @type {Map<string, string>} */
  troubles = new Map();
  /** Invitations taken here, that wait for a ceremony, by id. @type {Map<string, import('../../worker/group-places.js').Place>} */
  places = new Map();
  /** Ceremonies that this page holds, by invitation. @type {Map<string, import('./ceremony.js').Ceremony>} */
  ceremonies = new Map();
  /** Records that a question is asked about. @type {Set<string>} */
  asked = new Set();
  /** Why records were refused, until the next reading. @type {Map<string, string>} */
  refused = new Map();
  /** @type {import('../../worker/client.js').CryptoClient|null} */
  #worker = null;

  /** @param {Room} room @param {() => void} tell @param {() => Promise<void>} flush exchanges now */
  constructor(room, tell, flush) {
    this.flush = flush;
    this.room = room;
    this.tell = tell;
    this.store = new GroupStore(room.device);
  }

  get api() { return new GroupsApi(this.room.api); }

  /** The worker of this opening: when the notebook closes under an exchange, what is left of it meets a closed worker, never the next one. */
  get crypto() { return this.#worker ?? this.room.crypto; }

  /** The notebook is open: this circle is of this opening alone. */
  bind() { this.#worker = this.room.crypto; }

  get isBound() { return this.#worker !== null; }

  /** @returns {import('../../sync/groups-pull.js').GroupCarrier} */
  get carrier() {
    const { room, store, crypto } = this;
    return { api: room.api, store, crypto, remember: (id) => rememberGroup(this, id) };
  }

  /** One tab at a time, and one act at a time. @template T @param {() => Promise<T>} work @returns {Promise<T>} */
  exclusive(work) { return beginExclusive(work, LOCK); }

  /** @param {string} id @returns {Promise<number>} */
  async knownForADay(id) { return newestOf(await this.store.links(id)); }

  /** Something waits to be sent; who wrote it does not wait for it. */
  wrote() { void this.flush(); }

  clear() {
    for (const ceremony of this.ceremonies.values()) ceremony.leave();
    for (const each of [this.list, this.followed, this.troubles, this.places, this.ceremonies, this.asked, this.refused]) each.clear();
  }

  /** What the vault remembers. @returns {Promise<{group_id: string, name: string, seq: number, left: number|null}[]>} */
  async memories() {
    await openMemories(this);
    return this.crypto.call('groupMemories');
  }

  /** A group of this page, opened from the device when it is not yet. @param {string} id @returns {Promise<Followed>} */
  async open(id) {
    const known = this.followed.get(id);
    if (known) return known;
    const opened = await openKept(this.carrier, id);
    this.followed.set(id, opened);
    return opened;
  }

  /** A group that an act may be about. @param {string} id @returns {Promise<Followed>} @throws {RefusalError} */
  async expect(id) {
    this.room.expectOpen();
    this.room.expectAccepted();
    const { frozen, ended } = await this.store.group(id);
    if (ended) throw new RefusalError('not-member');
    if (frozen) throw new RefusalError(troubleOf(frozen));
    if (!this.followed.has(id)) throw new RefusalError('not-found');
    return this.open(id);
  }

  /**
   * One link of mine, over what the group is now.
   * @param {string} id @param {() => Promise<Append>} prepare
   */
  async act(id, prepare) {
    await this.exclusive(async () => {
      const group = await this.expect(id);
      await this.append(id, group, prepare);
    });
    await this.refresh(id);
  }

  /** @param {string} id @param {Followed} group @param {() => Promise<Append>} prepare */
  async append(id, group, prepare) {
    await this.guard(id, async () => {
      await follow(this.carrier, group);
      await append(this.carrier, group, prepare);
    });
  }

  /** Follows one group and shows it; what is wrong with it stops it alone. @param {string} id */
  async follow(id) {
    const row = await this.store.group(id);
    if (row.frozen || row.ended) return;
    await this.guard(id, async () => {
      const group = await this.open(id);
      await follow(this.carrier, group);
      await settle(this.carrier, id);
    });
    this.troubles.delete(id);
  }

  /** Stops a group whose history does not hold. @template T @param {string} id @param {() => Promise<T>} work @returns {Promise<T>} */
  async guard(id, work) {
    try {
      return await work();
    } catch (error) {
      const { code } = /** @type {{code?: string}} */ (error);
      // what the device could not store is read again from where the device stands
      if (error instanceof DeviceError) this.followed.delete(id);
      if (code !== undefined && STOPPING.has(code)) await this.freeze(id, code);
      throw error;
    }
  }

  /** Nothing more is sent to a group from this device. @param {string} id @param {string} code */
  async freeze(id, code) {
    await this.store.change(id, { frozen: code });
    await this.refresh(id);
  }

  /** The group is over for this person: its keys and what it held are erased. @param {string} id @param {'left'|'closed'} ended @param {number} day */
  async end(id, ended, day) {
    await this.crypto.call('endMemory', { group_id: id, day });
    await rememberGroup(this, id);
    await this.store.end(id, ended);
    await this.crypto.call('forgetGroup', { group_id: id });
    this.followed.delete(id);
    await this.refresh(id);
  }

  /** A later joining was verified: what this device closed begins again. @param {string} id */
  async reopen(id) {
    if ((await this.store.group(id)).ended) await this.store.change(id, { ended: null });
  }

  /** Shows what is known of a group now. @param {string} id */
  async refresh(id) {
    const { crypto, store } = this;
    const group = this.followed.get(id);
    const [row, links, objects, rows] = await Promise.all([store.group(id), store.links(id), store.objects(id), store.outbox(id)]);
    const view = group && !row.ended ? await crypto.call('viewGroup', { group_id: id, today: today() }) : null;
    const drafts = view ? await crypto.call('openShares', { rows }) : [];
    const kept = {
      frozen: row.frozen, ended: row.ended, trouble: this.troubles.get(id) ?? null, drafts, lacking: group?.lacking ?? [], today: today(),
      days: new Map(objects.map(({ object_id, day }) => [object_id, day])),
      knownForADay: newestOf(links),
    };
    if (this.room.phase !== 'open') return;
    for (const { record_id, question } of drafts) this.asked[question ? 'add' : 'delete'](record_id);
    const { name = '' } = (await crypto.call('groupMemories')).find((/** @type {{group_id: string}} */ each) => each.group_id === id) ?? {};
    this.list.set(id, view ? groupOf(view, kept) : closedGroup(id, name, kept));
    this.tell();
  }
}
