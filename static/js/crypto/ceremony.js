/** @file How a person becomes known to a group: invitation, messages, transcript, digits (`docs/spec/ceremony.md` §1 to §3). */
import { join } from './bytes.js';
import { checkClause } from './documents.js';
import { decode, encode } from './encoding.js';
import { Context, LETTER, openVerified, seal } from './envelope.js';
import { CeremonyError, EncodingError } from './errors.js';
import { roleOf } from './group-operations.js';
import { joinMessage } from './group-policy.js';
import {
  DERIVE_DIGITS, DERIVE_INVITATION_LETTER, DERIVE_INVITATION_PROOF, HASH_COMMITMENT, HASH_INVITATION, HASH_TRANSCRIPT, SIGN_JOIN,
} from './labels.js';
import { checkName } from './names.js';
import { pad, unpad } from './padding.js';
import { derive, equal, hash, hash16, randomBytes } from './primitives.js';
import { arrayOf, bytesOf, bytesOrNull, integerOf, mapOf, textOf } from './shapes.js';
import { sign } from './signatures.js';
import { splitWords } from './wordlist.js';

/**
 * @typedef {{groupId: Uint8Array, createHash: Uint8Array, secret: Uint8Array}} Setting what both sides know before the first
 *   message; `createHash` is the head after link 0
 * @typedef {{identity: Uint8Array, boxKey: Uint8Array, name: string}} Claim who a person says they are
 * @typedef {{seq: number, head: Uint8Array, role: number, replaces: Uint8Array | null}} Terms the place of the chain at which a role
 *   is offered, and the former identity that would be replaced
 * @typedef {{nonce: Uint8Array, claim: Uint8Array, terms: Terms}} Offer the second message; `claim` is the facilitator's, encoded
 * @typedef {{createHash: Uint8Array, title: string, facilitators: string[], clauses: import('./documents.js').Clause[],
 *   charter: number}} Letter what a newcomer reads before accepting
 */

export const SECRET_SIZE = 16;
export const NONCE_SIZE = 32;
/** Seconds after a failed attempt before another may begin. */
export const PAUSE = 600;
const DIGITS = 7;
const QR_PREFIX = 'recul:ceremony:';
const utf8 = new TextEncoder();

/** @returns {Uint8Array} the secret of a new invitation */
export function generateSecret() {
  return randomBytes(SECRET_SIZE);
}

/** @param {Uint8Array} secret @returns {Uint8Array} what the server stores of an invitation */
export function invitationId(secret) {
  return hash16(HASH_INVITATION, secret);
}

/** @param {Uint8Array} secret @param {Uint8Array} groupId @returns {Uint8Array} what a server that did not see the invitation cannot know */
export function invitationProof(secret, groupId) {
  return derive(secret, DERIVE_INVITATION_PROOF, groupId);
}

/** @param {Uint8Array} secret @param {Uint8Array} groupId @param {Letter} letter @returns {Uint8Array} the letter of an invitation, sealed */
export function sealLetter(secret, groupId, { createHash, title, facilitators, clauses, charter }) {
  const encoded = encode({ create_hash: createHash, title, facilitators, clauses, charter });
  return seal(letterKey(secret, groupId), letterContext(secret, groupId), pad(encoded));
}

/** @param {Uint8Array} secret @param {Uint8Array} groupId @param {Uint8Array} sealed
 * @returns {Letter} `SealedError`, or `EncodingError` for another shape */
export function openLetter(secret, groupId, sealed) {
  const encoded = unpad(openVerified(letterKey(secret, groupId), letterContext(secret, groupId), sealed));
  const fields = mapOf(decode(encoded), 'create_hash', 'title', 'facilitators', 'clauses', 'charter');
  const clauses = arrayOf(fields.clauses);
  for (const clause of clauses) checkClause(clause);
  return {
    createHash: bytesOf(fields.create_hash, 32),
    title: textOf(fields.title),
    facilitators: arrayOf(fields.facilitators).map(textOf),
    clauses: /** @type {any} */ (clauses),
    charter: integerOf(fields.charter, 1),
  };
}

/** @param {Claim} claim @returns {Uint8Array} `EncodingError` for a name that cannot be */
export function claimToBytes({ identity, boxKey, name }) {
  return encode([identity, boxKey, checkName(name)]);
}

/** @param {Uint8Array} encoded @returns {Claim} `EncodingError` for another shape */
export function claimFromBytes(encoded) {
  const [identity, boxKey, name] = arrayOf(decode(encoded), 3);
  return { identity: bytesOf(identity, 32), boxKey: bytesOf(boxKey, 32), name: checkName(name) };
}

/** @param {Uint8Array} nonce the newcomer's @param {Uint8Array} claim theirs, encoded @returns {Uint8Array} the first message */
export function commitmentOf(nonce, claim) {
  return hash(HASH_COMMITMENT, join(nonce, claim));
}

/** @param {Offer} offer @returns {Uint8Array} the second message */
export function offerToBytes({ nonce, claim, terms: { seq, head, role, replaces } }) {
  return encode([nonce, claim, seq, head, role, replaces]);
}

/** @param {Uint8Array} message @returns {Offer} `EncodingError` for another shape */
export function offerFromBytes(message) {
  const [nonce, claim, seq, head, role, replaces] = arrayOf(decode(message), 6);
  const terms = { seq: integerOf(seq), head: bytesOf(head, 32), role: roleOf(role), replaces: bytesOrNull(replaces, 32) };
  return { nonce: bytesOf(nonce, NONCE_SIZE), claim: bytesOf(claim), terms };
}

/** @param {Uint8Array} nonce @param {Uint8Array} claim @returns {Uint8Array} the third message */
export function revealToBytes(nonce, claim) {
  return encode([nonce, claim]);
}

/** @param {Uint8Array} message @returns {{nonce: Uint8Array, claim: Uint8Array}} `EncodingError` for another shape */
export function revealFromBytes(message) {
  const [nonce, claim] = arrayOf(decode(message), 2);
  return { nonce: bytesOf(nonce, NONCE_SIZE), claim: bytesOf(claim) };
}

/** @param {Setting} setting @param {Offer} offer @param {Uint8Array} nonce the newcomer's @param {Uint8Array} claim theirs, encoded
 * @returns {Uint8Array} what both sides must have seen alike (§3) */
export function transcriptOf({ groupId, createHash, secret }, { nonce: theirNonce, claim: theirClaim, terms }, nonce, claim) {
  return hash(HASH_TRANSCRIPT, encode([
    groupId, createHash, terms.seq, terms.head, invitationId(secret), invitationProof(secret, groupId),
    terms.role, terms.replaces, theirNonce, theirClaim, nonce, claim,
  ]));
}

/** @param {Uint8Array} transcript @param {'facilitator' | 'newcomer'} who @returns {string} the seven digits that their screen shows */
export function digitsOf(transcript, who) {
  const drawn = new DataView(derive(transcript, DERIVE_DIGITS, utf8.encode(who)).buffer).getBigUint64(0);
  return String(drawn % 10n ** BigInt(DIGITS)).padStart(DIGITS, '0');
}

/** @param {string} typed @param {string} digits @returns {boolean} whether they are those; spaces are ignored */
export function sameDigits(typed, digits) {
  return equal(utf8.encode(splitWords(typed).join('')), utf8.encode(digits));
}

/** @param {Uint8Array} transcript @returns {string} what a screen may show instead of its digits, in the room */
export function qrTextOf(transcript) {
  return QR_PREFIX + btoa(String.fromCharCode(...transcript)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** @param {Uint8Array} seed of the newcomer @param {Uint8Array} groupId @param {Uint8Array} transcript @param {Uint8Array} boxKey
 * @param {number} role @returns {Uint8Array} the fifth message */
export function signJoin(seed, groupId, transcript, boxKey, role) {
  return sign(seed, SIGN_JOIN, joinMessage(groupId, transcript, boxKey, role));
}

/** @param {number | null} failedAt the time of the last failure @param {number} now @returns {boolean} whether a new attempt may begin */
export function mayBegin(failedAt, now) {
  return failedAt === null || now >= failedAt + PAUSE;
}

/** What is read; another shape is a failure of the ceremony. @template Any @param {() => Any} read @returns {Any} */
export function inCeremony(read) {
  try {
    return read();
  } catch (error) {
    throw error instanceof EncodingError ? new CeremonyError('another shape') : error;
  }
}

/** @param {Uint8Array} secret @param {Uint8Array} groupId */
function letterKey(secret, groupId) {
  return derive(secret, DERIVE_INVITATION_LETTER, groupId);
}

/** @param {Uint8Array} secret @param {Uint8Array} groupId */
function letterContext(secret, groupId) {
  return new Context(LETTER, groupId, invitationId(secret), 0, 0);
}
