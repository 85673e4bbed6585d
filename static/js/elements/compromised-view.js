/** « Je suis peut-être compromis·e » : everything is made anew, the identity too. */

import { RekeyFlow } from './rekey-flow.js';

export class CompromisedElement extends RekeyFlow {
  constructor() {
    super();
    this.compromised = true;
  }
}

customElements.define('recul-compromised', CompromisedElement);
