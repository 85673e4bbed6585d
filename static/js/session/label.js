/** The name under which a device appears in the list of sessions, out of a short fixed list: it tells the server nothing more. */

const NAMES = {
  fr: { tablet: 'Navigateur sur tablette', phone: 'Navigateur sur téléphone', computer: 'Navigateur sur ordinateur' },
  en: { tablet: 'Browser on a tablet', phone: 'Browser on a phone', computer: 'Browser on a computer' },
};

/** @returns {string} in the language of the page */
export function deviceLabel() {
  const { userAgent } = navigator;
  const names = NAMES[document.documentElement.lang === 'en' ? 'en' : 'fr'];
  if (/iPad|Tablet/.test(userAgent)) return names.tablet;
  return /Mobile|Android|iPhone/.test(userAgent) ? names.phone : names.computer;
}
