/** The verbs about the account: making it, opening it, changing what opens it. */
import { same } from '../crypto/bytes.js';
import { signLink, NO_HEAD } from '../crypto/chain.js';
import { KdfRefusedError, PhraseError, ReculError } from '../crypto/errors.js';
import { Keyring, generateAccountKey, openSlot } from '../crypto/keys.js';
import { PASSPHRASE, RECOVERY } from '../crypto/operations.js';
import { CURRENT_KDF_ID, derivePassword, generatePassphrase, generateSalt, normaliseLogin } from '../crypto/password.js';
import { randomBytes } from '../crypto/primitives.js';
import { deriveRecovery, entropyToWords, generateEntropy, wordsToEntropy } from '../crypto/recovery.js';
import { completeWord, splitWords } from '../crypto/wordlist.js';
import { accessJson, makeAccess, openAccess, rowOf, rowOfKeys } from './access.js';
import { toBase64 } from './base64.js';
import { openKept } from './damage.js';
import { Vault } from './vault.js';

/** @typedef {import('./keeper.js').Keeper} Keeper */
/** @typedef {import('../store/device.js').AccountRow} AccountRow */

/**
 * The role of the throw-away worker: stretches a passphrase, for the lasting worker at the other end of the port.
 * @param {{passphrase: string, login: string, salt: Uint8Array, kdf_id: number, least_kdf_id: number}} secret
 * @returns {import('./keeper.js').Derived}
 */
export function derive({ passphrase, login, salt, kdf_id, least_kdf_id }) {
  const { auth, wrap } = derivePassword(login, passphrase, kdf_id, salt, least_kdf_id);
  return { login: normaliseLogin(login), kdfId: kdf_id, salt, auth, wrap };
}

/** Waits for the throw-away worker. @param {MessagePort} port @returns {Promise<import('./keeper.js').Derived>} */
function received(port) {
  return new Promise((resolve, reject) => {
    port.onmessage = ({ data }) => {
      port.close();
      if (data.derived) resolve(data.derived);
      else reject(Object.assign(new ReculError(), data.error));
    };
  });
}

/** A fresh fiche. @param {string} login */
function makeFiche(login) {
  const entropy = generateEntropy();
  return { words: entropyToWords(entropy), ...deriveRecovery(entropy, login) };
}

/** @param {Keeper} keeper @param {{name: string, port: MessagePort}} args @returns {Promise<string>} `auth`, base64 */
async function takeDerived(keeper, { name, port }) {
  const derived = await received(port);
  keeper.putDerived(name, derived);
  return toBase64(derived.auth);
}

/** @param {Keeper} keeper @returns {{words: string[], registration: object}} */
function prepareSpace(keeper) {
  const derived = keeper.takeDerived('next');
  const { login } = derived;
  const fiche = makeFiche(login);
  const secrets = { vaultId: randomBytes(16), epoch: 1, accountKey: generateAccountKey(), keyring: Keyring.generate() };
  const access = makeAccess(secrets, derived, fiche);
  const account = { login, ...secrets, kdfId: derived.kdfId, salt: derived.salt, deviceId: randomBytes(16), ...access };
  const create = { name: /** @type {const} */ ('create'), boxKey: secrets.keyring.boxKey };
  const link = signLink(secrets.keyring.signSeed, secrets.vaultId, 0, NO_HEAD, [create, access.slots]);
  keeper.prepared = { account, link };
  const registration = {
    login, vault_id: toBase64(secrets.vaultId), auth: toBase64(derived.auth), recovery_auth: toBase64(fiche.auth),
    link: toBase64(link), ...accessJson(rowOf(account)),
  };
  return { words: fiche.words, registration };
}

/** Whether the links just read begin with those of the prepared act. @param {Keeper} keeper */
function landed({ prepared, reading }) {
  reading.decoder.finish();
  const sent = prepared.links ?? [prepared.link];
  return sent.every((/** @type {Uint8Array} */ link, /** @type {number} */ at) => {
    const frame = reading.frames[at];
    return frame?.type === 'link' && same(frame.signed, link);
  });
}

/** The server accepted the account. @param {Keeper} keeper */
function confirmSpace(keeper) {
  const { account, link } = keeper.takePrepared();
  keeper.openAccount = account;
  keeper.openVault = Vault.fresh(account);
  return { account: rowOf(account), step: keeper.vault.followAll([link]) };
}

/** Opens the account of this device. @param {Keeper} keeper @param {{account: AccountRow}} args */
function openLocal(keeper, { account }) {
  const { wrap } = keeper.takeDerived('current');
  // the slot tells a wrong passphrase; what it opens is of this device
  openSlot(PASSPHRASE, wrap, account.vault_id, account.epoch, account.passphrase_slot);
  keeper.openAccount = openKept(() => openAccess(account, PASSPHRASE, wrap));
  keeper.openVault = null;
}

/**
 * Opens an account with the server's `Keys`. What this device pinned is not replaced by another salt under the same slot.
 * @param {Keeper} keeper @param {{keys: any, pinned: AccountRow|null}} args @returns {AccountRow}
 */
function openKeys(keeper, { keys, pinned }) {
  const derived = keeper.takeDerived('current');
  const row = rowOfKeys(keys, pinned?.device_id ?? randomBytes(16));
  const sameSlot = pinned !== null && same(pinned.passphrase_slot, row.passphrase_slot);
  if (sameSlot && !(same(pinned.salt, row.salt) && pinned.kdf_id === row.kdf_id)) throw new KdfRefusedError();
  if (row.login !== derived.login || !same(row.salt, derived.salt) || row.kdf_id !== derived.kdfId) throw new KdfRefusedError();
  keeper.openAccount = openAccess(row, PASSPHRASE, derived.wrap);
  keeper.openVault = null;
  return rowOf(keeper.account);
}

/** @param {Keeper} keeper @param {{login: string, words: string}} args @returns {string} `recovery_auth`, base64 */
function recoveryProof(keeper, { login, words }) {
  const normal = normaliseLogin(login);
  keeper.recovery = { login: normal, ...deriveRecovery(wordsToEntropy(words), normal) };
  return toBase64(keeper.recovery.auth);
}

/** @param {Keeper} keeper @param {{keys: any, pinned: AccountRow|null}} args @returns {AccountRow} */
function openRecovered(keeper, { keys, pinned }) {
  const row = rowOfKeys(keys, pinned?.device_id ?? randomBytes(16));
  if (!keeper.recovery) throw new PhraseError('no words were read');
  keeper.openAccount = openAccess(row, RECOVERY, keeper.recovery.wrap);
  keeper.openVault = null;
  return rowOf(keeper.account);
}

/** Proves that the person knows the current passphrase. @param {Keeper} keeper @returns {string} `auth`, base64 */
function prove(keeper) {
  const { wrap, auth } = keeper.takeDerived('current');
  const { vaultId, epoch, passphraseSlot } = keeper.account;
  openSlot(PASSPHRASE, wrap, vaultId, epoch, passphraseSlot);
  return toBase64(auth);
}

/** Reads the words of a fiche as they are typed. @param {Keeper} _ @param {{text: string}} args */
function readWords(_, { text }) {
  return entropyToWords(wordsToEntropy(text));
}

/** Completes typed words one by one. @param {Keeper} _ @param {{text: string}} args @returns {{completed: string[], position: number|null}} the first unknown one, from 0 */
function completeWords(_, { text }) {
  const typed = splitWords(text);
  const found = typed.map(completeWord);
  const position = found.indexOf(null);
  return { completed: found.map((word, at) => word ?? typed[at]), position: position < 0 ? null : position };
}

export const accountVerbs = {
  suggestPassphrase: generatePassphrase,
  normaliseLogin: (/** @type {Keeper} */ _, /** @type {{login: string}} */ { login }) => normaliseLogin(login),
  newDerivation: () => ({ kdf_id: CURRENT_KDF_ID, salt: generateSalt() }),
  takeDerived, prepareSpace, landed, confirmSpace, openLocal, openKeys, recoveryProof, openRecovered, prove, readWords, completeWords,
};
