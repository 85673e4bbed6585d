/** The word lists of the third-party finder: files of the release, which the service worker compares with their hashes. */

import { ApiError } from './api.js';

const FOLDER = '/static/data/third-parties/';

/**
 * Reads the lists from the device, or from the server the first time.
 * @param {Readonly<Record<string, string>>} files a name for each file @returns {Promise<Record<string, string>>} their texts, by the same names
 * @throws {ApiError} `offline` when a list was never here and the network is away
 */
export async function fetchWordLists(files) {
  const texts = await Promise.all(Object.entries(files).map(async ([name, file]) => [name, await textOf(FOLDER + file)]));
  return Object.fromEntries(texts);
}

/** @param {string} path @returns {Promise<string>} */
async function textOf(path) {
  const response = await fetch(path, { credentials: 'omit', redirect: 'error' }).catch(() => null);
  if (response === null) throw new ApiError('offline');
  if (!response.ok) throw new ApiError('server', response.status);
  return response.text();
}
