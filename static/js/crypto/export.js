/** @file One file that holds a whole notebook, sealed as on the server, and opens without one (`docs/spec/export.md`). */
import { checkAccount } from './account.js';
import { compare, join, readU32, same, toHex, u32 } from './bytes.js';
import { authorOf } from './chain.js';
import { decode, encode } from './encoding.js';
import { EncodingError, FramesError, ReculError, VersionError } from './errors.js';
import { decodeFrames, encodeFrames } from './frames.js';
import { openKeyring, openSlot, slotRecord } from './keys.js';
import { HASH_EXPORT } from './labels.js';
import { bodyHash, openObject } from './objects.js';
import { PASSPHRASE, RECOVERY } from './operations.js';
import { derivePassword } from './password.js';
import { HASH_SIZE, hash } from './primitives.js';
import { deriveRecovery, wordsToEntropy } from './recovery.js';
import { arrayOf, bytesOf, integerOf, mapOf, textOf } from './shapes.js';
import { VaultState } from './vault-state.js';

/**
 * @typedef {import('./objects.js').SealedObject} SealedObject
 * @typedef {{login: string, vaultId: Uint8Array, identity: Uint8Array, boxKey: Uint8Array, epoch: number, kdfId: number,
 *   salt: Uint8Array, slots: Map<number, Uint8Array>, keyring: Uint8Array, day: number}} Header
 *   what opens an export: the account as the server gave it on `day`
 * @typedef {{objectId: Uint8Array, revision: number}} Version
 * @typedef {{header: Header, state: VaultState, texts: (Version & {text: Uint8Array})[], broken: Version[]}} Opened
 *   the verified state, each text once, and what could not be opened or did not come
 * @typedef {{header: Header, links: Uint8Array[], versions: SealedObject[]}} Content
 */

const utf8 = new TextEncoder();
const MAGIC = utf8.encode('recul-export/v1\n');
const FAMILY = utf8.encode('recul-export/v');
const LENGTH_SIZE = 4;
const NOTHING = new Uint8Array(0);

/** @param {Header} header @param {Uint8Array[]} links every signed link from `create`
 * @param {SealedObject[]} versions every object version still stored @returns {Uint8Array} the file */
export function buildExport(header, links, versions) {
  const head = headerToBytes(header);
  const frames = encodeFrames([
    ...links.map((signed) => /** @type {const} */ ({ type: 'link', signed })),
    ...versions.map((version) => /** @type {const} */ ({ ...version, type: 'object' })),
  ]);
  const before = join(MAGIC, u32(head.length), head, frames);
  return join(before, hash(HASH_EXPORT, before));
}

/** Open a file with the passphrase of its day; the error is that of the first step of the page that fails.
 * @param {Uint8Array} file @param {string} passphrase @returns {Opened} */
export function openWithPassphrase(file, passphrase) {
  const content = read(file);
  const { login, kdfId, salt } = content.header;
  return open(content, PASSPHRASE, derivePassword(login, passphrase, kdfId, salt).wrap);
}

/** Open a file with the twelve words of its day. @param {Uint8Array} file @param {string} words @returns {Opened} */
export function openWithWords(file, words) {
  const content = read(file);
  return open(content, RECOVERY, deriveRecovery(wordsToEntropy(words), content.header.login).wrap);
}

/** @param {Header} header */
function headerToBytes({ login, vaultId, identity, boxKey, epoch, kdfId, salt, slots, keyring, day }) {
  const listed = [...slots].sort(([left], [right]) => left - right);
  return encode({
    box_key: boxKey, day, epoch, identity, kdf_id: kdfId, keyring, login, salt, slots: listed, vault_id: vaultId,
  });
}

/** @param {Uint8Array} encoded @returns {Header} */
function headerFromBytes(encoded) {
  const fields = mapOf(
    decode(encoded), 'box_key', 'day', 'epoch', 'identity', 'kdf_id', 'keyring', 'login', 'salt', 'slots', 'vault_id',
  );
  return {
    login: textOf(fields.login),
    vaultId: bytesOf(fields.vault_id, 16),
    identity: bytesOf(fields.identity, 32),
    boxKey: bytesOf(fields.box_key, 32),
    epoch: integerOf(fields.epoch, 1),
    kdfId: integerOf(fields.kdf_id),
    salt: bytesOf(fields.salt, 16),
    slots: new Map(arrayOf(fields.slots).map(slotOf)),
    keyring: bytesOf(fields.keyring),
    day: integerOf(fields.day),
  };
}

/** @param {import('./encoding.js').Value} value @returns {[number, Uint8Array]} */
function slotOf(value) {
  const [kind, slot] = arrayOf(value, 2);
  if (kind !== PASSPHRASE && kind !== RECOVERY) throw new EncodingError('a slot of an unknown kind');
  return [kind, bytesOf(slot)];
}

/** @param {Uint8Array} file @returns {Content} */
function read(file) {
  if (!startsWith(file, MAGIC)) {
    throw startsWith(file, FAMILY) ? new VersionError('another version') : new EncodingError('not an export');
  }
  const before = file.subarray(0, Math.max(0, file.length - HASH_SIZE));
  const start = MAGIC.length + LENGTH_SIZE;
  if (before.length < start || !same(hash(HASH_EXPORT, before), file.subarray(-HASH_SIZE))) {
    throw new FramesError('a file that was cut or altered');
  }
  const end = start + readU32(before, MAGIC.length);
  if (end > before.length) throw new FramesError('a header longer than the file');
  return { header: headerFromBytes(before.subarray(start, end)), ...contentOf(before.subarray(end)) };
}

/** @param {Uint8Array} sequence @returns {{links: Uint8Array[], versions: SealedObject[]}} */
function contentOf(sequence) {
  const frames = decodeFrames(sequence);
  const links = frames.flatMap((frame) => (frame.type === 'link' ? [frame.signed] : []));
  const versions = frames.slice(links.length).flatMap((frame) => (frame.type === 'object' ? [frame] : []));
  if (!links.length || links.length + versions.length !== frames.length) {
    throw new FramesError('an export holds links, then objects');
  }
  return { links, versions };
}

/** @param {Content} content @param {number} kind @param {Uint8Array} wrap @returns {Opened} */
function open({ header, links, versions }, kind, wrap) {
  const { vaultId, epoch, identity, boxKey, keyring: sealedKeyring } = header;
  const accountKey = openSlot(kind, wrap, vaultId, epoch, header.slots.get(kind) ?? NOTHING);
  const keyring = openKeyring(accountKey, vaultId, epoch, identity, boxKey, sealedKeyring);
  const { state, hashes } = verify(vaultId, links);
  checkAccount({ identity, boxKey, epoch, sealedKeyring, slots: records(header) }, keyring, state.standing);
  const texts = new Map();
  const broken = [];
  for (const version of versions) {
    const { objectId, revision } = version;
    const text = openNamed(version, hashes.get(nameOf(version)), accountKey, state);
    if (text === null) broken.push({ objectId, revision });
    else texts.set(nameOf(version), { objectId, revision, text });
  }
  const came = new Set([...texts.keys(), ...broken.map(nameOf)]);
  const missing = [...state.objects.values()].filter((record) => !came.has(nameOf(record)));
  missing.sort((left, right) => compare(left.objectId, right.objectId));
  for (const { objectId, revision } of missing) broken.push({ objectId, revision });
  return { header, state, texts: [...texts.values()], broken };
}

/** @param {Header} header */
function records({ slots, kdfId, salt }) {
  return [...slots].map(([kind, slot]) => (
    kind === PASSPHRASE ? slotRecord(kind, kdfId, salt, slot) : slotRecord(kind, 0, NOTHING, slot)
  ));
}

/** @param {Uint8Array} vaultId @param {Uint8Array[]} links
 * @returns {{state: VaultState, hashes: Map<string, Uint8Array>}} with the body hash of every version the chain names */
function verify(vaultId, links) {
  const state = VaultState.beforeCreate(vaultId, authorOf(links[0]));
  const hashes = new Map();
  for (const signed of links) {
    for (const operation of state.append(signed).operations) {
      if (operation.name === 'put') hashes.set(nameOf(operation), operation.bodyHash);
    }
  }
  return { state, hashes };
}

/** @param {SealedObject} version @param {Uint8Array | undefined} named its body hash in the chain
 * @param {Uint8Array} accountKey @param {VaultState} state @returns {Uint8Array | null} its text, null when it does not open */
function openNamed(version, named, accountKey, state) {
  if (!named || !same(named, bodyHash(version.body)) || version.epoch !== state.standing.epoch) return null;
  try {
    return openObject(accountKey, state.chainId, version);
  } catch (error) {
    if (error instanceof ReculError) return null;
    throw error;
  }
}

/** @param {Version} version @returns {string} a key of maps */
function nameOf({ objectId, revision }) {
  return `${toHex(objectId)} ${revision}`;
}

/** @param {Uint8Array} bytes @param {Uint8Array} beginning */
function startsWith(bytes, beginning) {
  return same(bytes.subarray(0, beginning.length), beginning);
}
