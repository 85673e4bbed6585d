/** What the page `/ouvrir` needs: a file opened in this browser, with no account and no request. */

import { Device, DeviceError } from '../store/device.js';
import { openExport as open } from './files.js';
import { RefusalError, refusalOf } from './refusal.js';
import { expectNoEarlierRelease, watchRelease } from './release.js';

/** @type {Promise<void>|null} */
let watched = null;
/** a file that is not the one listed was asked for since */
let altered = false;

/** The code of this page is that of the newest release this browser was served, and each of its files is the one listed. */
async function watch() {
  await watchRelease(() => { altered = true; });
  try {
    const device = new Device();
    await device.open();
    await expectNoEarlierRelease(device);
  } catch (error) {
    // a browser that keeps nothing has no number to compare
    if (!(error instanceof DeviceError)) throw error;
  }
}

/** Looks at the code once, before any secret is typed. @throws {RefusalError} `code`; any other can be tried again */
export async function watchCode() {
  watched ??= watch();
  await watched.catch((error) => {
    if (error.code !== 'code') watched = null;
    throw error;
  });
  if (altered) throw new RefusalError('code');
}

/**
 * Opens an export.
 * @param {Uint8Array} bytes @param {string} secret a passphrase, or the twelve words of the fiche
 * @returns {Promise<{login: string, entries: import('../worker/export-opening.js').ExportedEntry[], templates: import('../worker/templates.js').OwnTemplate[], broken: string[], lacks: import('../worker/exporting.js').Lacks}>}
 * @throws {RefusalError}
 */
export async function openExport(bytes, secret) {
  try {
    await watchCode();
    return await open(bytes, secret);
  } catch (error) {
    throw refusalOf(error);
  }
}
