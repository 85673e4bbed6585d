/** What the page `/ouvrir` needs: a file opened in this browser, with no account and no request. */

import { openExport as open } from './files.js';
import { RefusalError, refusalOf } from './refusal.js';
import { watchRelease } from './release.js';

/** @type {Promise<void>|null} */
let watched = null;

/**
 * Opens an export.
 * @param {Uint8Array} bytes @param {string} secret a passphrase, or the twelve words of the fiche
 * @returns {Promise<{login: string, entries: import('../worker/export-opening.js').ExportedEntry[], broken: string[], lacks: import('../worker/exporting.js').Lacks}>}
 * @throws {RefusalError}
 */
export async function openExport(bytes, secret) {
  try {
    watched ??= watchRelease(() => { watched = Promise.reject(new RefusalError('code')); });
    await watched;
    return await open(bytes, secret);
  } catch (error) {
    throw refusalOf(error);
  }
}
