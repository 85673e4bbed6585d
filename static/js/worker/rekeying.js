/** The two acts that change what opens an account: another passphrase, another account key (`docs/spec/keys.md` §4). */
import { signLink } from '../crypto/chain.js';
import { same, toHex } from '../crypto/bytes.js';
import { NO_ID } from '../crypto/envelope.js';
import { ChainError, FramesError, RollbackError, assert } from '../crypto/errors.js';
import { FrameDecoder, encodeFrames } from '../crypto/frames.js';
import { Keyring, generateAccountKey, sealSlot, slotRecord } from '../crypto/keys.js';
import { openWrap, sealWrap, wrapsHash } from '../crypto/objects.js';
import { PASSPHRASE } from '../crypto/operations.js';
import { deriveRecovery, entropyToWords, generateEntropy } from '../crypto/recovery.js';
import { cosignRekey } from '../crypto/vault-policy.js';
import { utcDay } from '../domain/dates.js';
import { accessJson, checkAccess, makeAccess, rowOf, rowOfKeys } from './access.js';
import { toBase64 } from './base64.js';
import { sealedAgain } from './resealing.js';

/** @typedef {import('./keeper.js').Keeper} Keeper */

/** Signs one link at the current head without following it. @param {Keeper} keeper @param {import('../crypto/operations.js').Operation[]} operations */
function signNext({ account, vault }, operations) {
  const { state } = vault;
  return signLink(account.keyring.signSeed, account.vaultId, state.nextSeq, state.head, operations);
}

/**
 * A new passphrase slot for the same account key.
 * @param {Keeper} keeper @param {{proof: string}} args the current `auth`, as `prove` gave it @returns {object} the body of the request
 */
function prepareSlots(keeper, { proof }) {
  const { account, vault } = keeper;
  checkAccess(account, vault.state);
  const next = keeper.takeDerived('next');
  const slot = sealSlot(PASSPHRASE, next.wrap, account.vaultId, account.epoch, account.accountKey);
  const { keyringHash, slots } = vault.state.standing;
  const records = [slotRecord(PASSPHRASE, next.kdfId, next.salt, slot), ...slots.filter(({ kind }) => kind !== PASSPHRASE)];
  const link = signNext(keeper, [{ name: 'slots', epoch: account.epoch, keyringHash, slots: records }]);
  keeper.prepared = { account: { ...account, kdfId: next.kdfId, salt: next.salt, passphraseSlot: slot }, links: [link] };
  return {
    auth: proof, kdf_id: next.kdfId, salt: toBase64(next.salt), new_auth: toBase64(next.auth),
    passphrase_slot: toBase64(slot), link: toBase64(link),
  };
}

/** @param {Keeper} keeper */
function beginWraps(keeper) {
  keeper.vault.wraps = { decoder: new FrameDecoder(), frames: [], lost: null };
}

/** @param {Keeper} keeper @param {{chunk: Uint8Array}} args */
function readWraps(keeper, { chunk }) {
  for (const frame of keeper.vault.wraps.decoder.feed(chunk)) {
    if (frame.type !== 'wrap') throw new FramesError('a wrap was expected');
    keeper.vault.wraps.frames.push(frame);
  }
}

/**
 * Compares the wraps that came with what the chain names (`docs/spec/chain.md` §5): no current text may be left out, and whoever would
 * lose earlier versions is told so first.
 * @param {Keeper} keeper @returns {string[]} ids of the texts of which an earlier version did not come @throws {RollbackError|ChainError}
 */
function examineWraps({ vault: { wraps, state, memories } }) {
  const { decoder, frames } = wraps;
  decoder.finish();
  const today = utcDay(Date.now());
  const came = new Set(frames.map((/** @type {any} */ { objectId, revision }) => `${toHex(objectId)} ${revision}`));
  const { checkpoint, epoch } = state.standing;
  if (frames.some((/** @type {any} */ each) => each.epoch !== epoch)) throw new ChainError('a wrap of another epoch');
  const needed = [...state.objects].filter(([, { end }]) => (end ?? today) >= today);
  const missing = needed.some(([id, { revision }]) => !came.has(`${id} ${revision}`));
  if (missing || (checkpoint > 0 && !came.has(`${toHex(NO_ID)} ${checkpoint}`))) throw new RollbackError('a text without a wrap');
  wraps.lost = needed.filter(([id, { revision }]) => !memories.has(id) && earlierThan(revision).some((each) => !came.has(`${id} ${each}`))).map(([id]) => id);
  return wraps.lost;
}

/** @param {number} revision @returns {number[]} */
const earlierThan = (revision) => Array.from({ length: revision - 1 }, (_, at) => at + 1);

/** Every version stored, its content key wrapped again. @param {Keeper} keeper @param {number} epoch @param {Uint8Array} accountKey */
function wrapAgain({ account, vault }, epoch, accountKey) {
  const { wraps, state } = vault;
  vault.wraps = null;
  const newest = (/** @type {string} */ id) => (id === toHex(NO_ID) ? state.standing.checkpoint : state.revisionOf(id));
  // a version that links not seen yet will name is no alarm: the server refuses the act as late
  const frames = wraps.frames.filter((/** @type {any} */ { objectId, revision }) => revision <= newest(toHex(objectId)));
  return frames.map((/** @type {import('../crypto/frames.js').WrapFrame} */ { objectId, revision, epoch: old, wrap }) => {
    const key = openWrap(account.accountKey, account.vaultId, objectId, revision, old, wrap);
    return { type: /** @type {const} */ ('wrap'), objectId, revision, epoch, wrap: sealWrap(accountKey, account.vaultId, objectId, revision, epoch, key) };
  });
}

/**
 * A new account key, a new fiche, and a new identity when the old one may be known.
 * @param {Keeper} keeper @param {{proof: string|null, compromised: boolean, lose_versions: boolean}} args `proof` as `prove` gave it, null in a
 *   recovery; `lose_versions` is a person's yes to what `examineWraps` said
 * @returns {{words: string[], frames: Uint8Array, keys: string}} `keys` is the header of the request @throws {SealedError} a wrap that does not open
 */
function prepareRekey(keeper, { proof, compromised, lose_versions }) {
  const { account, vault: { wraps: { lost } } } = keeper;
  assert(lost !== null && (lose_versions || lost.length === 0), 'the wraps were examined, and what is lost was accepted');
  checkAccess(account, keeper.vault.state);
  const next = keeper.takeDerived('next');
  const entropy = generateEntropy();
  const fiche = deriveRecovery(entropy, account.login);
  const past = [...account.keyring.past, account.accountKey];
  const keyring = compromised ? Keyring.generate(past) : new Keyring(account.keyring.signSeed, account.keyring.boxSecret, past);
  const secrets = { vaultId: account.vaultId, epoch: account.epoch + 1, accountKey: generateAccountKey(), keyring };
  const access = makeAccess(secrets, next, fiche);
  const wraps = wrapAgain(keeper, secrets.epoch, secrets.accountKey);
  const rekey = signNext(keeper, [rekeyOperation(keeper, secrets, wraps, access.slots, compromised), access.slots]);
  const renewed = { ...account, ...secrets, ...access, kdfId: next.kdfId, salt: next.salt };
  const { index, link } = checkpointAfter(keeper, renewed, rekey);
  keeper.prepared = { account: renewed, links: [rekey, link] };
  const json = { proof, new_auth: toBase64(next.auth), new_recovery_auth: toBase64(fiche.auth), ...accessJson(rowOf(renewed)) };
  const links = [rekey, link].map((signed) => ({ type: /** @type {const} */ ('link'), signed }));
  return { words: entropyToWords(entropy), frames: encodeFrames([...links, index, ...wraps]), keys: btoa(JSON.stringify(json)) };
}

/**
 * A checkpoint signed with the new keys: without it, a device without memory would find no root.
 * @param {Keeper} keeper @param {import('./keeper.js').Account} renewed @param {Uint8Array} rekey the signed link before it
 */
function checkpointAfter({ vault }, renewed, rekey) {
  const after = vault.copy();
  after.follow(rekey);
  after.account = renewed;
  const { operation, frame } = after.checkpoint();
  const { signSeed } = renewed.keyring;
  return { index: frame, link: signLink(signSeed, renewed.vaultId, after.state.nextSeq, after.state.head, [operation]) };
}

/** @param {Keeper} keeper @param {any} secrets @param {any[]} wraps @param {any} slots @param {boolean} compromised */
function rekeyOperation({ vault }, { vaultId, epoch, keyring }, wraps, slots, compromised) {
  const plain = { name: /** @type {const} */ ('rekey'), epoch, wrapsHash: wrapsHash(wraps), identity: null, boxKey: null, cosignature: null };
  if (!compromised) return plain;
  const { nextSeq, head } = vault.state;
  return cosignRekey(keyring.signSeed, vaultId, nextSeq, head, { ...plain, identity: keyring.identity, boxKey: keyring.boxKey }, slots);
}

/** What a server answers to a write of the account, compared with what was sent (`docs/spec/keys.md` §2). @param {any} account @param {any} keys */
function checkAnswer(account, keys) {
  const [sent, told] = [rowOf(account), rowOfKeys(keys, account.deviceId)];
  const names = /** @type {const} */ (['vault_id', 'identity', 'box_key', 'salt', 'passphrase_slot', 'keyring']);
  const equal = names.every((name) => same(sent[name], told[name])) && sent.epoch === told.epoch && sent.kdf_id === told.kdf_id;
  if (!equal || sent.login !== told.login) throw new RollbackError('an account other than the one that was sent');
}

/**
 * The server accepted the act: what the device is to store, before `commitAccess`.
 * @param {Keeper} keeper @param {{keys: any} & import('./resealing.js').Kept} args the server's answer, and what the device holds
 */
function confirmAccess({ prepared, vault }, { keys, ...kept }) {
  const { account, links } = prepared;
  checkAnswer(account, keys);
  const ahead = vault.copy();
  const { changed: _, ...step } = ahead.followAll(links);
  ahead.account = account;
  ahead.rekeyed = false;
  prepared.ahead = ahead;
  return { account: rowOf(account), step, ...sealedAgain(account, ahead, kept) };
}

/** The device stored the step. @param {Keeper} keeper */
function commitAccess(keeper) {
  const { account, ahead } = keeper.takePrepared();
  keeper.openVault = ahead;
  keeper.openAccount = account;
  keeper.recovery = null;
}

export const rekeyVerbs = { prepareSlots, beginWraps, readWraps, examineWraps, prepareRekey, confirmAccess, commitAccess };
