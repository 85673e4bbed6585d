/** Errors in words: what happened, what is safe, what to do. Never a code. */

import { html, nothing } from './lit.js';
import { hasSentence, t } from './translate.js';

/** The sentence of a refusal. @param {string} code @returns {string} */
export function refusalSentence(code) {
  const name = `refusal.${code}`;
  return hasSentence(name) ? t(name) : t('refusal.server');
}

/**
 * The same at a door: what the server gave of the keys, and no text, was altered.
 * @param {{code: string, retryAfter?: number|null}|null} refusal
 */
export const keysTrouble = (refusal) => trouble(refusal?.code === 'sealed' ? { ...refusal, code: 'sealed-keys' } : refusal);

/**
 * A refusal under what was asked, or nothing.
 * @param {{code: string, retryAfter?: number|null}|null} refusal
 */
export function trouble(refusal) {
  if (!refusal) return nothing;
  return html`<div class="trouble" role="alert">
    <p class="what">${refusalSentence(refusal.code)}</p>
    ${refusal.retryAfter ? html`<p class="note">${t('refusal.wait')}</p>` : nothing}
  </div>`;
}
