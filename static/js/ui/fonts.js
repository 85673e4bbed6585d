/** Loads every face with the shell, so that no letter of a text can cause a request later. */

/** @returns {Promise<unknown>} */
export function loadFonts() {
  return Promise.all([...document.fonts].map((face) => face.load()));
}
