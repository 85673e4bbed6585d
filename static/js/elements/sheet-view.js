/** « Refaire ma fiche » : a new fiche; the old one is worth nothing any more. */

import { RekeyFlow } from './rekey-flow.js';

export class SheetViewElement extends RekeyFlow {}

customElements.define('recul-sheet-view', SheetViewElement);
