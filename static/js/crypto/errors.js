/** @file The errors of the protocol, one class for each code of `docs/spec/conventions.md` § Errors. */

/** Any refusal of the protocol; `code` is the word that every implementation gives it. */
export class ReculError extends Error {
  code = 'recul';

  /** @param {string} [detail] for developers; it never holds a secret and is never shown to a person */
  constructor(detail = '') {
    super(detail);
    this.name = new.target.name;
  }
}

/** Bytes that are not the one canonical encoding of a value. */
export class EncodingError extends ReculError { code = 'encoding'; }

/** An envelope did not open; one error, without detail, for every cause. */
export class SealedError extends ReculError { code = 'sealed'; }

/** A signature does not verify. */
export class SignatureError extends ReculError { code = 'signature'; }

/** A link that breaks a rule at its position. */
export class ChainError extends ReculError { code = 'chain'; }

/** The other side shows less than what was already seen. */
export class RollbackError extends ReculError { code = 'rollback'; }

/** The other side shows another history than the one already seen. */
export class ForkError extends ReculError { code = 'fork'; }

/** A derivation that this client does not accept. */
export class KdfRefusedError extends ReculError { code = 'kdf-refused'; }

/** A passphrase or a login that cannot be used. */
export class PasswordError extends ReculError { code = 'password'; }

/** Recovery words that cannot be read; `position` counts the first unknown word from 0, or is null. */
export class PhraseError extends ReculError {
  code = 'phrase';

  /** @param {string} [detail] @param {number | null} [position] */
  constructor(detail = '', position = null) {
    super(detail);
    this.position = position;
  }
}

/** A format that this release does not know. */
export class VersionError extends ReculError { code = 'version'; }

/** A sequence of frames that is cut or malformed. */
export class FramesError extends ReculError { code = 'frames'; }

/** A ceremony that did not go as it must: a wrong code, a broken commitment, a message out of order. */
export class CeremonyError extends ReculError { code = 'ceremony'; }

/** Every class above, in the order of the specification. */
export const ALL_ERRORS = Object.freeze([
  EncodingError, SealedError, SignatureError, ChainError, RollbackError, ForkError,
  KdfRefusedError, PasswordError, PhraseError, VersionError, FramesError, CeremonyError,
]);

/** A mistake of ours, never of the input. */
export class AssertionError extends Error {}

/**
 * State what our own code guarantees; the input is never judged by it.
 * @param {unknown} condition
 * @param {string} message
 * @returns {asserts condition}
 */
export function assert(condition, message) {
  if (!condition) throw new AssertionError(message);
}
