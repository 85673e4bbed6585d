/** What the effects of the sync machine do for a person's own vault. */

import { pull } from './pull.js';
import { push } from './push.js';

/** @param {import('./pull.js').Carrier} carrier @returns {import('./loop.js').Work} */
export function vaultWork(carrier) {
  const { api, crypto, device } = carrier;
  return {
    pull: async () => {
      await pull(carrier);
      // a branch left behind is acknowledged even when nothing else is to be said
      return Number(await crypto.call('owesReconcile'));
    },
    push: () => push(carrier),
    unsent: async () => (await device.outbox()).length,
    settle: carrier.settle,
    halt: () => api.halt(),
  };
}
