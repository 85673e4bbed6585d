/** The one door to Lit: what our elements are made of. */

import './lit-warnings.js';

/** @typedef {import('lit').PropertyDeclarations} PropertyDeclarations */

export { LitElement, html, nothing, svg } from 'lit';
export { keyed } from 'lit/directives/keyed.js';
export { live } from 'lit/directives/live.js';
export { ref, createRef } from 'lit/directives/ref.js';
export { repeat } from 'lit/directives/repeat.js';
