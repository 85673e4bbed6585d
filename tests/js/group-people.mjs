/** @file People with the worker's own verbs, and an honest store between them: for tests of groups without a browser or a network. */
import { toHex } from '../../static/js/crypto/bytes.js';
import { NO_HEAD, signLink } from '../../static/js/crypto/chain.js';
import { decodeFrames, encodeFrames } from '../../static/js/crypto/frames.js';
import { bodyHash } from '../../static/js/crypto/objects.js';
import { GroupState } from '../../static/js/crypto/group-state.js';
import { Keyring, generateAccountKey } from '../../static/js/crypto/keys.js';
import { randomBytes, ready } from '../../static/js/crypto/primitives.js';
import { makeAccess } from '../../static/js/worker/access.js';
import { findingVerbs } from '../../static/js/worker/finding.js';
import { groupVerbs } from '../../static/js/worker/groups.js';
import { Keeper } from '../../static/js/worker/keeper.js';
import { readingVerbs } from '../../static/js/worker/reading.js';
import { templateVerbs } from '../../static/js/worker/templates.js';
import { Vault } from '../../static/js/worker/vault.js';
import { writingVerbs } from '../../static/js/worker/writing.js';

await ready;
export const TODAY = 20_000;
const VERBS = { ...readingVerbs, ...writingVerbs, ...findingVerbs, ...groupVerbs, ...templateVerbs };

/** What a server keeps of a group, and judges as one. */
export class Relay {
  constructor(groupId) {
    this.groupId = groupId;
    this.state = new GroupState(groupId);
    this.links = [];
    this.boxes = [];
    this.standing = [];
    this.objects = new Map();
  }

  /** Take an append, or refuse it as a whole. */
  post({ frames }) {
    const came = decodeFrames(frames);
    const [{ signed }] = came.filter(({ type }) => type === 'link');
    const link = this.state.append(signed);
    this.links.push(signed);
    this.boxes.push(...came.filter(({ type }) => type === 'box'));
    if (link.operations.some(({ name }) => name === 'rotate')) this.standing = came.filter(({ type }) => type === 'standing');
    for (const frame of came) if (frame.type === 'shared') this.objects.set(toHex(frame.objectId), frame);
    return link;
  }

  linksAfter(seq) {
    return encodeFrames(this.links.slice(seq + 1).map((signed) => ({ type: 'link', signed })));
  }

  epochsAfter(seq, identity) {
    const epochs = new Set([...this.state.rotations.values()].filter((each) => each.seq > seq).map(({ epoch }) => epoch));
    const mine = this.boxes.filter((box) => epochs.has(box.epoch) && toHex(box.identity) === identity);
    const current = this.standing.filter(({ objectId, revision }) => this.state.objects.get(toHex(objectId))?.revision === revision);
    return encodeFrames([...mine, ...current]);
  }

  fetch(changed) {
    const wanted = new Set(changed.map(({ hash }) => toHex(hash)));
    return encodeFrames([...this.objects.values()].filter(({ body }) => wanted.has(toHex(bodyHash(body)))));
  }
}

/** Somebody with an open vault, in a worker of their own. */
export class Person {
  constructor(name, device = null) {
    this.name = name;
    this.keeper = new Keeper();
    this.keeper.openAccount = device?.keeper.account ?? newAccount(name);
    this.keeper.openVault = Vault.fresh(this.keeper.account);
    this.vaultLinks = [];
    this.vaultObjects = new Map();
    this.kept = { links: [], boxes: [], standing: [], rows: [] };
    if (device) this.copyVault(device);
    else this.storeVaultLink(firstLink(this.keeper.account));
  }

  get identity() {
    return toHex(this.keeper.account.keyring.identity);
  }

  /** One verb, through the same door as a message: what comes back can be cloned. */
  call(verb, args) {
    return structuredClone(VERBS[verb](this.keeper, args));
  }

  storeVaultLink(signed) {
    this.keeper.vault.followAll([signed]);
    this.vaultLinks.push(signed);
  }

  /** Put rows of the outbox into the vault, as a push does. */
  push(...rows) {
    for (const row of rows.filter(Boolean)) {
      const { split, ready: readyRows } = this.call('examine', { rows: [row] });
      const due = readyRows.length > 0 ? row : split[0].copy;
      const append = this.call('prepareAppend', { rows: [due] });
      const frames = decodeFrames(append.frames);
      for (const frame of frames) if (frame.type === 'object') this.vaultObjects.set(toHex(frame.objectId), frame);
      const { entries } = this.call('stepOfAppend');
      this.call('commitAppend');
      this.vaultLinks.push(frames.at(-1).signed);
      this.listed = [...this.listed ?? [], ...entries];
    }
  }

  /** Another device of the same person reads the vault from its first link. */
  copyVault(device) {
    for (const signed of device.vaultLinks) this.storeVaultLink(signed);
    this.vaultObjects = new Map(device.vaultObjects);
    this.call('beginObjects');
    this.read = this.call('readObjects', { chunk: encodeFrames([...this.vaultObjects.values()]) });
    this.call('endObjects');
  }

  /** Open a group, of what this device kept. */
  open(relay) {
    return this.call('openGroup', { group_id: toHex(relay.groupId), ...this.kept });
  }

  /** Follow a group as a sync does: links, epochs, objects, memory. */
  follow(relay) {
    const group_id = toHex(relay.groupId);
    const { seq } = this.viewSeq(group_id);
    this.call('beginGroupLinks', { group_id });
    this.call('readGroupLinks', { group_id, chunk: relay.linksAfter(seq) });
    const step = this.call('endGroupLinks', { group_id, today: TODAY });
    this.kept.links.push(...step.links.map(({ signed }) => signed));
    const epochs = step.rotated ? this.followEpochs(relay) : { findings: [] };
    this.call('beginShared', { group_id });
    const { rows } = this.call('readShared', { group_id, chunk: relay.fetch(step.changed) });
    this.call('endShared', { group_id });
    const fresh = new Set(rows.map(({ object_id }) => object_id));
    this.kept.rows = [...this.kept.rows.filter(({ object_id }) => !fresh.has(object_id) && !step.removed.includes(object_id)), ...rows];
    this.push(this.call('sealMemory', { group_id, today: TODAY }));
    return { ...step, findings: epochs.findings };
  }

  followEpochs(relay) {
    const group_id = toHex(relay.groupId);
    const after = this.call('epochsAfter', { group_id });
    this.call('beginEpochs', { group_id });
    this.call('readEpochs', { group_id, chunk: relay.epochsAfter(after, this.identity) });
    const came = this.call('endEpochs', { group_id });
    this.kept.boxes.push(...came.boxes);
    this.kept.standing = came.standing;
    return came;
  }

  viewSeq(group_id) {
    return { seq: this.keeper.groups.get(group_id).state.nextSeq - 1 };
  }

  view(relay, today = TODAY) {
    return this.call('viewGroup', { group_id: toHex(relay.groupId), today });
  }

  /** Send what a verb prepares, then follow it. */
  send(relay, verb, args) {
    relay.post(this.call(verb, { group_id: toHex(relay.groupId), ...args }));
    return this.follow(relay);
  }
}

function newAccount(login) {
  const secrets = { vaultId: randomBytes(16), epoch: 1, accountKey: generateAccountKey(), keyring: Keyring.generate() };
  const derived = { login, kdfId: 1, salt: randomBytes(16), auth: randomBytes(32), wrap: randomBytes(32) };
  const access = makeAccess(secrets, derived, { wrap: randomBytes(32) });
  return { login, ...secrets, kdfId: 1, salt: derived.salt, deviceId: randomBytes(16), ...access };
}

function firstLink({ keyring, vaultId, slots }) {
  const create = { name: 'create', boxKey: keyring.boxKey };
  return signLink(keyring.signSeed, vaultId, 0, NO_HEAD, [create, slots]);
}

const FRAME = {
  title: 'Le mardi', form: 'app', colour: 2, rhythm: 'toutes les cinq semaines', planned: 8, windows: 'closed',
  clauses: [{ id: '0102030405060708', text: 'Ce qui se dit ici reste ici.' }], charter: 1, seances: [],
};

/** The frame of the groups of these tests. */
export const frame = () => structuredClone(FRAME);

/** A group that somebody made: its store. */
export function founded(person, end = 30_000) {
  const { group_id, frames } = person.call('prepareGroup', { end });
  const relay = new Relay(person.keeper.groups.get(group_id).groupId);
  relay.post({ frames });
  person.follow(relay);
  person.send(relay, 'prepareStanding', { frame: frame(), card: { name: person.name, accepted: [] } });
  return relay;
}

/** Hold a ceremony between a facilitator and a newcomer, up to the link. */
export function joined(facilitator, newcomer, relay, { role = 0, replaces = null } = {}) {
  const group_id = toHex(relay.groupId);
  const [{ secret, invitation_id, letter }] = facilitator.call('newInvitations', { group_id, count: 1, role, last_day: TODAY + 9, replaces });
  facilitator.push(facilitator.call('sealMemory', { group_id, today: TODAY }));
  facilitator.call('beginFacilitating', { group_id, invitation_id, name: facilitator.name });
  const first = newcomer.call('beginJoining', { secret, group_id, letter, name: newcomer.name });
  const second = facilitator.call('hearCeremony', { invitation_id, ...first.send });
  const third = newcomer.call('hearCeremony', { invitation_id, ...second.send });
  const { view } = facilitator.call('hearCeremony', { invitation_id, ...third.send });
  const fifth = newcomer.call('typeDigits', { invitation_id, text: view.digits });
  facilitator.call('typeDigits', { invitation_id, text: third.view.digits });
  facilitator.call('hearCeremony', { invitation_id, ...fifth.send });
  facilitator.send(relay, 'prepareAdd', { invitation_id });
  newcomer.open(relay);
  newcomer.follow(relay);
  newcomer.call('confirmJoin', { invitation_id });
  newcomer.push(newcomer.call('sealMemory', { group_id, today: TODAY }));
  newcomer.send(relay, 'prepareStanding', { frame: null, card: { name: newcomer.name, accepted: [['0102030405060708', 1, TODAY]] } });
  facilitator.follow(relay);
  return invitation_id;
}
