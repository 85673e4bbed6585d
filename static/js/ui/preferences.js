/**
 * What a person prefers on this device: language, theme, spell-checking. Never sent anywhere.
 * A browser that refuses local storage keeps them until the page is closed.
 */

const PREFIX = 'recul-';
/** @type {Map<string, string>} */
const unsaved = new Map();

/** @param {string} name @returns {string|null} */
export function preference(name) {
  try {
    return localStorage.getItem(PREFIX + name) ?? unsaved.get(name) ?? null;
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return unsaved.get(name) ?? null;
  }
}

/** @param {string} name @param {string} value */
export function prefer(name, value) {
  unsaved.set(name, value);
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

/** Shows the page in the preferred theme; `auto` follows the device. @param {string} theme `auto`, `light` or `dark` */
export function wearTheme(theme) {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/** Whether what one types is set as a French printer would: in French, unless the person chose otherwise. @param {string} language of the page */
export function setsType(language) {
  return (preference('typography') ?? String(language === 'fr')) === 'true';
}

/** Whether the person chose to let the browser check spelling, in the attribute's own words. @returns {'true'|'false'} */
export function spellcheck() {
  return preference('spellcheck') === 'true' ? 'true' : 'false';
}
