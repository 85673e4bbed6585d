/**
 * @file The browser's runner of the operations of `tests/vectors/README.md`: fields in, fields out, or an error of the
 * protocol. It imports only what a browser has, so that the same file runs under Node and inside a worker.
 */
import { checkAccount } from '../../static/js/crypto/account.js';
import * as box from '../../static/js/crypto/box.js';
import { compare, toHex } from '../../static/js/crypto/bytes.js';
import * as chain from '../../static/js/crypto/chain.js';
import { decode, encode } from '../../static/js/crypto/encoding.js';
import * as envelope from '../../static/js/crypto/envelope.js';
import { PhraseError, ReculError } from '../../static/js/crypto/errors.js';
import * as exports from '../../static/js/crypto/export.js';
import { decodeFrames, encodeFrames } from '../../static/js/crypto/frames.js';
import * as keys from '../../static/js/crypto/keys.js';
import * as objects from '../../static/js/crypto/objects.js';
import { toValue } from '../../static/js/crypto/operations.js';
import { pad, paddedLength, unpad } from '../../static/js/crypto/padding.js';
import * as password from '../../static/js/crypto/password.js';
import { ready } from '../../static/js/crypto/primitives.js';
import * as recovery from '../../static/js/crypto/recovery.js';
import { identityOf, sign, verify } from '../../static/js/crypto/signatures.js';
import { VaultState } from '../../static/js/crypto/vault-state.js';
import { GROUP_OPERATIONS } from './run-group-vector.mjs';
import { readContext, readFields, readMark, readValue, writeFields, writeValue } from './notation.mjs';

/**
 * @param {{operation: string, input: Record<string, any>}} vector
 * @returns {Promise<{expect: string, output: Record<string, any>}>} `ok` and the output, or the code of an error
 */
export async function runVector({ operation, input }) {
  await ready;
  try {
    return { expect: 'ok', output: writeFields(OPERATIONS[operation](readFields(input)) ?? {}) };
  } catch (error) {
    if (!(error instanceof ReculError)) throw error;
    const isPlaced = error instanceof PhraseError && error.position !== null;
    return { expect: error.code, output: isPlaced ? { position: error.position } : {} };
  }
}

const utf8 = new TextEncoder();

function sealWithSalt({ key, salt, context, plaintext }) {
  return envelope.sealWith(envelope.CHACHA20_POLY1305, key, salt, readContext(context).bytes, plaintext);
}

function deriveKeys({ accountKey, deviceId }) {
  return {
    content: keys.contentKey(accountKey),
    keyring: keys.keyringKey(accountKey),
    local: keys.localKey(accountKey),
    sas: keys.sasSecret(accountKey, deviceId),
  };
}

function openKeyring({ accountKey, vaultId, epoch, identity, boxKey, keyring }) {
  return keys.openKeyring(accountKey, vaultId, epoch, identity, boxKey, keyring);
}

function keyringFields(input) {
  const { signSeed, boxSecret, past } = openKeyring(input);
  return { signSeed, boxSecret, past_hex: past.map(toHex) };
}

function checkAccountOf(input) {
  const { identity, boxKey, epoch, keyring: sealedKeyring, vaultId, state } = input;
  const slots = input.slots.map(readFields)
    .map(({ kind, kdfId, salt, slot }) => keys.slotRecord(kind, kdfId, salt, slot));
  const keyring = openKeyring(input);
  checkAccount({ identity, boxKey, epoch, sealedKeyring, slots }, keyring, VaultState.fromBytes(vaultId, state).standing);
}

function openLink({ signed, chainId, seq, prev, author }) {
  const { head, operations } = chain.openVerified(signed, chainId, seq, prev, author);
  return { head, operations: writeValue(operations.map(toValue)) };
}

function verifyChain({ chainId, identity, links }) {
  const state = VaultState.beforeCreate(chainId, identity);
  for (const signed of links) state.append(signed);
  return { seq: state.nextSeq - 1, head: state.head, state: state.toBytes(), stateHash: state.stateHash() };
}

function readIndex({ index }) {
  const { summaries, state } = objects.indexFromBytes(index);
  return { entries: [...summaries].map(([id, summary]) => [id, writeValue(summary)]), state };
}

function checkMark({ mark, theirs, verified }) {
  const heads = new Map(verified.map(readMark).map(({ seq, head }) => [seq, head]));
  chain.checkMark(readMark(mark), readMark(theirs), (seq) => heads.get(seq) ?? null);
}

const readFrame = ({ type, ...fields }) => ({ type, ...readFields(fields) });
const writeFrame = ({ type, ...fields }) => ({ type, ...writeFields(fields) });

function byVersion(left, right) {
  return compare(left.objectId, right.objectId) || left.revision - right.revision;
}

function openExport({ file, passphrase, words }) {
  const { header, texts, broken, missing, drafts, madeAlone, lackingLinks } = words === undefined
    ? exports.openWithPassphrase(file, passphrase) : exports.openWithWords(file, words);
  return {
    login: header.login,
    texts: texts.sort(byVersion).map(({ objectId, revision, text }) => writeFields({ objectId, revision, plaintext: text })),
    broken: broken.sort(byVersion).map(writeFields),
    missing: missing.map(writeFields),
    drafts: drafts.map(({ objectId, base, text, end }) => ({ ...writeFields({ objectId }), base, text: text && toHex(text), end })),
    madeAlone, lackingLinks,
  };
}

const OPERATIONS = {
  'encoding.decode': ({ encoded }) => ({ value: writeValue(decode(encoded)) }),
  'encoding.encode': ({ value }) => ({ encoded: encode(readValue(value)) }),
  'padding.pad': ({ value }) => ({ padded: pad(value) }),
  'padding.unpad': ({ padded }) => ({ value: unpad(padded) }),
  'padding.padded_length': ({ size }) => ({ length: paddedLength(size) }),
  'envelope.context': ({ context }) => ({ context: readContext(context).bytes }),
  'envelope.seal': (input) => ({ envelope: sealWithSalt(input) }),
  'envelope.open': ({ key, context, envelope: sealed }) => (
    { plaintext: envelope.openVerified(key, readContext(context), sealed) }),
  'signatures.sign': ({ seed, label, message }) => (
    { identity: identityOf(seed), signature: sign(seed, utf8.encode(label), message) }),
  'signatures.verify': ({ identity, label, message, signature }) => verify(identity, utf8.encode(label), message, signature),
  'box.seal': ({ theirBoxKey, context, plaintext }) => { box.seal(theirBoxKey, readContext(context), plaintext); },
  'box.open': ({ boxSecret, context, box: sealed }) => (
    { plaintext: box.openUnattributed(boxSecret, readContext(context), sealed) }),
  'password.normalise_login': ({ login }) => ({ login: password.normaliseLogin(login) }),
  'password.normalise_passphrase': ({ passphrase }) => ({ normal: password.normalisePassphrase(passphrase) }),
  'password.check_kdf': ({ kdfId, salt, leastKdfId }) => ({ ...password.checkKdf(kdfId, salt, leastKdfId) }),
  'password.argon2_salt': ({ kdfId, login, salt }) => ({ argon2Salt: password.argon2Salt(kdfId, login, salt) }),
  'password.derive': ({ login, passphrase, kdfId, salt }) => password.derivePassword(login, passphrase, kdfId, salt),
  'recovery.words': ({ entropy }) => ({ words: recovery.entropyToWords(entropy) }),
  'recovery.entropy': ({ text }) => ({ entropy: recovery.wordsToEntropy(text) }),
  'recovery.derive': ({ entropy, login }) => recovery.deriveRecovery(entropy, login),
  'keys.derive': deriveKeys,
  'keys.open_slot': ({ kind, wrap, vaultId, epoch, slot }) => ({ accountKey: keys.openSlot(kind, wrap, vaultId, epoch, slot) }),
  'keys.slot_record': ({ kind, kdfId, salt, slot }) => {
    const { saltHash, slotHash } = keys.slotRecord(kind, kdfId, salt, slot);
    return { saltHash, slotHash };
  },
  'keys.open_keyring': keyringFields,
  'keys.check_account': checkAccountOf,
  'keys.open_wrap': ({ accountKey, vaultId, objectId, revision, epoch, wrap }) => (
    { contentKey: objects.openWrap(accountKey, vaultId, objectId, revision, epoch, wrap) }),
  'keys.open_object': ({ accountKey, vaultId, ...sealed }) => ({ plaintext: objects.openObject(accountKey, vaultId, sealed) }),
  'keys.open_local': ({ accountKey, vaultId, recordId, epoch, sealed }) => (
    { record: keys.openLocal(accountKey, vaultId, recordId, epoch, sealed) }),
  'keys.open_sas': ({ accountKey, deviceId, vaultId, recordId, epoch, sealed }) => (
    { text: keys.openSas(accountKey, deviceId, vaultId, recordId, epoch, sealed) }),
  'chain.open': openLink,
  'chain.verify': verifyChain,
  'chain.read_state': ({ chainId, state }) => ({ stateHash: VaultState.fromBytes(chainId, state).stateHash() }),
  'chain.read_index': readIndex,
  'chain.wraps_hash': ({ wraps }) => ({ wrapsHash: objects.wrapsHash(wraps.map(readFields)) }),
  'chain.check_mark': checkMark,
  'frames.encode': ({ frames }) => ({ encoded: encodeFrames(frames.map(readFrame)) }),
  'frames.decode': ({ encoded }) => ({ frames: decodeFrames(encoded).map(writeFrame) }),
  'export.open': openExport,
  ...GROUP_OPERATIONS,
};
