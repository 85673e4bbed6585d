/** @file One file that holds a whole notebook, sealed as on the server, and opens without one (`docs/spec/export.md`). */
import { checkAccount } from './account.js';
import { compare, join, readU32, same, toHex, u32 } from './bytes.js';
import { authorOf, openKnown } from './chain.js';
import { EncodingError, FramesError, ReculError, VersionError } from './errors.js';
import { headerFromBytes, headerToBytes, openRecord, recordsOf } from './export-header.js';
import { decodeFrames, encodeFrames } from './frames.js';
import { openKeyring, openSlot } from './keys.js';
import { HASH_EXPORT } from './labels.js';
import { bodyHash, openObject } from './objects.js';
import { PASSPHRASE, RECOVERY } from './operations.js';
import { derivePassword } from './password.js';
import { HASH_SIZE, hash } from './primitives.js';
import { deriveRecovery, wordsToEntropy } from './recovery.js';
import { VaultState } from './vault-state.js';

/**
 * @typedef {import('./objects.js').SealedObject} SealedObject
 * @typedef {import('./operations.js').Operation} Operation
 * @typedef {import('./export-header.js').Header} Header
 * @typedef {import('./export-header.js').Draft} Draft
 * @typedef {{objectId: Uint8Array, revision: number}} Version
 * @typedef {{header: Header, state: VaultState, drafts: Draft[], madeAlone: boolean, lackingLinks: number,
 *   texts: (Version & {text: Uint8Array})[], broken: Version[], missing: Version[]}} Opened
 *   the verified state, the drafts, each text once, what did not open and what did not come; `madeAlone` says that a device made the
 *   file without the server, `lackingLinks` counts the links before the first of the file
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
  const record = openRecord(accountKey, header);
  const { state, named } = record.state === null ? verify(vaultId, links) : verifyBackwards(record.state, links);
  if (record.state === null) checkAccount({ identity, boxKey, epoch, sealedKeyring, slots: recordsOf(header) }, keyring, state.standing);
  const { texts, broken } = openVersions(versions, named, accountKey, header);
  const came = new Set([...texts, ...broken].map(nameOf));
  const missing = missingVersions(state, record.drafts, header.day, came);
  return { header, state, drafts: record.drafts, madeAlone: record.state !== null, lackingLinks: state.nextSeq - links.length, texts, broken, missing };
}

/** The versions that did not come, in order, of texts that no draft erases and that stand on a day.
 * @param {VaultState} state @param {Draft[]} drafts @param {number} day @param {Set<string>} came names @returns {Version[]} */
export function missingVersions(state, drafts, day, came) {
  const erased = new Set(drafts.filter(({ text }) => text === null).map(({ objectId }) => toHex(objectId)));
  const standing = [...state.objects].filter(([id, { end }]) => !erased.has(id) && (end === null || end >= day));
  return standing.map(([, record]) => record).sort((left, right) => compare(left.objectId, right.objectId))
    .flatMap(({ objectId, revision }) => Array.from({ length: revision }, (_, before) => ({ objectId, revision: before + 1 })))
    .filter((version) => !came.has(nameOf(version)));
}

/** @param {Map<string, Uint8Array>} named @param {Operation[]} operations */
function addPuts(named, operations) {
  for (const operation of operations) if (operation.name === 'put') named.set(nameOf(operation), operation.bodyHash);
}

/** @param {Uint8Array} vaultId @param {Uint8Array[]} links
 * @returns {{state: VaultState, named: Map<string, Uint8Array>}} with the body hash of every version the chain names */
function verify(vaultId, links) {
  const state = VaultState.beforeCreate(vaultId, authorOf(links[0]));
  const named = new Map();
  for (const signed of links) addPuts(named, state.append(signed).operations);
  return { state, named };
}

/** @param {VaultState} state @param {Uint8Array[]} links of which the last is the state's
 * @returns {{state: VaultState, named: Map<string, Uint8Array>}} with the body hash of every version that either names */
function verifyBackwards(state, links) {
  const named = new Map([...state.objects.values()].map((record) => [nameOf(record), record.bodyHash]));
  let { head } = state;
  for (let before = 1; before <= links.length; before += 1) {
    const link = openKnown(links[links.length - before], state.chainId, state.nextSeq - before, head);
    addPuts(named, link.operations);
    head = link.prev;
  }
  return { state, named };
}

/** @param {SealedObject[]} versions @param {Map<string, Uint8Array>} named @param {Uint8Array} accountKey @param {Header} header */
function openVersions(versions, named, accountKey, header) {
  const texts = new Map();
  const broken = [];
  for (const version of versions) {
    const { objectId, revision } = version;
    const text = openNamed(version, named.get(nameOf(version)), accountKey, header);
    if (text === null) broken.push({ objectId, revision });
    else texts.set(nameOf(version), { objectId, revision, text });
  }
  return { texts: [...texts.values()], broken };
}

/** @param {SealedObject} version @param {Uint8Array | undefined} named its body hash in the chain
 * @param {Uint8Array} accountKey @param {Header} header @returns {Uint8Array | null} its text, null when it does not open */
function openNamed(version, named, accountKey, { vaultId, epoch }) {
  if (!named || !same(named, bodyHash(version.body)) || version.epoch !== epoch) return null;
  try {
    return openObject(accountKey, vaultId, version);
  } catch (error) {
    if (error instanceof ReculError) return null;
    throw error;
  }
}

/** @param {Version} version @returns {string} a key of maps */
export function nameOf({ objectId, revision }) {
  return `${toHex(objectId)} ${revision}`;
}

/** @param {Uint8Array} bytes @param {Uint8Array} beginning */
function startsWith(bytes, beginning) {
  return same(bytes.subarray(0, beginning.length), beginning);
}
