/**
 * The invitation one came with. Its secret stands in the fragment of an address, which browsers never send, and stays in this page's memory
 * until the notebook is open: it is never written anywhere.
 */

const SECRET = /^#([A-Za-z0-9_-]{22})$/;

/** @type {string|null} */
let secret = null;

/** Takes the secret of the address, if there is one. @param {{hash: string}} address @returns {string|null} the invitation one came with */
export function rememberInvitation({ hash }) {
  secret = SECRET.exec(hash)?.[1] ?? secret;
  return secret;
}

/** @returns {string|null} */
export function invitation() {
  return secret;
}

export function forgetInvitation() {
  secret = null;
}
