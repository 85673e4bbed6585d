/** What is kept on this device and does not open, although its key is right: no wrong passphrase, and no act of the server. */
import { ReculError, SealedError } from '../crypto/errors.js';

/** A record of this device that was altered or is worn out. */
export class DamageError extends ReculError {
  code = 'damaged';
}

/** Opens something that is kept here. @template T @param {() => T} open @returns {T} @throws {DamageError} */
export function openKept(open) {
  try {
    return open();
  } catch (error) {
    throw error instanceof SealedError ? new DamageError() : error;
  }
}
