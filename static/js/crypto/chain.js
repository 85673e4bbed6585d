/** @file An append-only sequence of signed links: the mechanism, without any policy (`docs/spec/chain.md` §1, §2, §6, §7). */
import { join, same } from './bytes.js';
import { decode, encode } from './encoding.js';
import { ChainError, EncodingError, ForkError, RollbackError, VersionError } from './errors.js';
import { HASH_LINK, SIGN_LINK } from './labels.js';
import { VAULT } from './operations.js';
import { hash } from './primitives.js';
import { arrayOf, bytesOf, integerOf } from './shapes.js';
import { identityOf, sign, verify } from './signatures.js';

/**
 * @template [Any=import('./operations.js').Operation]
 * @typedef {{author: Uint8Array, chainId: Uint8Array, seq: number, prev: Uint8Array, operations: Any[], head: Uint8Array}}
 *   Link a link whose signature and place were verified; `head` is the head of the chain after it
 */
/**
 * @template Any
 * @typedef {import('./operations.js').Kind<Any>} Kind
 */
/** @typedef {{seq: number, head: Uint8Array}} Mark the last link a device verified */

const VERSION = 1;
const MIN_SIZE = 97;
export const MAX_SIZE = 256 * 1024;
export const MAX_OPERATIONS = 1000;
export const NO_HEAD = new Uint8Array(32);
const ANY_VAULT = /** @type {Kind<any>} */ (VAULT);
const AUTHOR_END = 32;
const SIGNATURE_END = 96;

/** @template [Any=import('./operations.js').Operation]
 * @param {Uint8Array} seed @param {Uint8Array} chainId @param {number} seq @param {Uint8Array} prev
 * @param {Any[]} operations @param {Kind<Any>} [kind] of the chain @returns {Uint8Array} the signed link; `EncodingError` over the limits */
export function signLink(seed, chainId, seq, prev, operations, kind = ANY_VAULT) {
  if (operations.length < 1 || operations.length > MAX_OPERATIONS) {
    throw new EncodingError('a link has 1 to 1,000 operations');
  }
  const link = encode([VERSION, chainId, seq, prev, operations.map(kind.toValue)]);
  const author = identityOf(seed);
  const signed = join(author, sign(seed, SIGN_LINK, join(author, link)), link);
  checkSize(signed);
  return signed;
}

/** @param {Uint8Array} signed @returns {Uint8Array} the head after a signed link */
export function headOf(signed) {
  checkSize(signed);
  return hash(HASH_LINK, join(signed.subarray(0, AUTHOR_END), signed.subarray(SIGNATURE_END)));
}

/** @param {Uint8Array} signed @returns {Uint8Array} the author it claims, before anything is verified */
export function authorOf(signed) {
  checkSize(signed);
  return signed.slice(0, AUTHOR_END);
}

/** The link at the place a caller expects, or the first error of the list in §2.
 * @template [Any=import('./operations.js').Operation]
 * @param {Uint8Array} signed @param {Uint8Array} chainId @param {number} seq @param {Uint8Array} prev
 * @param {Uint8Array} author @param {Kind<Any>} [kind] of the chain @returns {Link<Any>} */
export function openVerified(signed, chainId, seq, prev, author, kind = ANY_VAULT) {
  checkSignature(signed, author);
  return open(signed, chainId, { seq, prev }, kind);
}

/** A link at whatever place it claims: a checkpoint, for a device without memory (§6), or one that may belong to another history.
 * @template [Any=import('./operations.js').Operation]
 * @param {Uint8Array} signed @param {Uint8Array} chainId @param {Uint8Array} author @param {Kind<Any>} [kind] of the chain @returns {Link<Any>} */
export function openAnywhere(signed, chainId, author, kind = ANY_VAULT) {
  checkSignature(signed, author);
  return open(signed, chainId, {}, kind);
}

/** A link whose head a verified link already names as its `prev` (§6: verification backwards).
 * @param {Uint8Array} signed @param {Uint8Array} chainId @param {number} seq @param {Uint8Array} head @returns {Link} */
export function openKnown(signed, chainId, seq, head) {
  if (!same(headOf(signed), head)) throw new ChainError('another link than the one named');
  const link = open(signed, chainId, { seq }, VAULT);
  if (seq === 0 && !same(link.prev, NO_HEAD)) throw new ChainError('a first link that follows another');
  return link;
}

/** Throw `RollbackError` or `ForkError` when the other side's last link contradicts one's own mark (§7).
 * @param {Mark} mark @param {Mark | null} theirs
 * @param {(seq: number) => Uint8Array | null} headVerifiedAt the head that this device verified at a place before its mark */
export function checkMark(mark, theirs, headVerifiedAt) {
  if (theirs === null) throw new RollbackError('the other side shows nothing');
  if (theirs.seq > mark.seq) return;
  const known = theirs.seq === mark.seq ? mark.head : headVerifiedAt(theirs.seq);
  if (known === null || !same(known, theirs.head)) throw new ForkError('the other side shows another history');
  if (theirs.seq < mark.seq) throw new RollbackError('the other side shows less');
}

/** @param {Uint8Array} signed */
function checkSize(signed) {
  if (signed.length < MIN_SIZE || signed.length > MAX_SIZE) {
    throw new EncodingError('a signed link has 97 bytes to 256 KiB');
  }
}

/** @param {Uint8Array} signed @param {Uint8Array} author */
function checkSignature(signed, author) {
  checkSize(signed);
  if (!same(signed.subarray(0, AUTHOR_END), author)) throw new ChainError('another author');
  const message = join(author, signed.subarray(SIGNATURE_END));
  verify(author, SIGN_LINK, message, signed.subarray(AUTHOR_END, SIGNATURE_END));
}

/** @template Any
 * @param {Uint8Array} signed @param {Uint8Array} chainId
 * @param {{seq?: number, prev?: Uint8Array}} place what is expected of it; any is right where nothing is given
 * @param {Kind<Any>} kind @returns {Link<Any>} */
function open(signed, chainId, place, kind) {
  const [version, itsChainId, seq, prev, values] = shape(signed);
  if (version !== VERSION) throw new VersionError('a link of another version');
  if (!same(itsChainId, chainId) || seq !== (place.seq ?? seq) || !same(prev, place.prev ?? prev)) {
    throw new ChainError('a link of another place');
  }
  const operations = values.map(kind.fromValue);
  return { author: signed.slice(0, AUTHOR_END), chainId, seq, prev, operations, head: headOf(signed) };
}

/** @param {Uint8Array} signed @returns {[number, Uint8Array, number, Uint8Array, import('./encoding.js').Value[]]} */
function shape(signed) {
  const [version, chainId, seq, prev, operations] = arrayOf(decode(signed.subarray(SIGNATURE_END)), 5);
  const values = arrayOf(operations);
  if (values.length < 1 || values.length > MAX_OPERATIONS) throw new EncodingError('a link has 1 to 1,000 operations');
  return [integerOf(version), bytesOf(chainId, 16), integerOf(seq), bytesOf(prev, 32), values];
}
