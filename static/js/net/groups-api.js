/** What is asked of the server about groups besides their chains: invitations, the ceremony, the public page (docs/spec/group-http.md). */

/** @typedef {import('./api.js').Api} Api */
/** @typedef {{invitation_id: string, role: number, last_day: number, state: string, mine: boolean}} InvitationState `invitation_id` in base64 */
/** @typedef {{attempt: number, messages: {step: number, message: string}[], failed_at: number|null}} CeremonyState messages in base64 */

/** Ids are base64 in JSON and hexadecimal in paths. */
export class GroupsApi {
  /** @param {Api} api */
  constructor(api) {
    this.api = api;
  }

  /** @param {string} group @param {object[]} invitations */
  invite(group, invitations) { return this.api.json('POST', `/groups/${group}/invitations`, { invitations }); }

  /** @param {string} group @returns {Promise<InvitationState[]>} */
  async invitations(group) { return (await this.api.json('GET', `/groups/${group}/invitations`)).invitations; }

  /** @param {string} group @param {string} invitation hexadecimal */
  revoke(group, invitation) { return this.api.json('DELETE', `/groups/${group}/invitations/${invitation}`); }

  /** @param {string} invitation_id @returns {Promise<{chain_id: string, letter: string, last_day: number}>} */
  letter(invitation_id) { return this.api.json('POST', '/invitations/letter', { invitation_id }); }

  /** @param {string} invitation_id */
  take(invitation_id) { return this.api.json('POST', '/invitations/take', { invitation_id }); }

  /** @param {string} invitation_id @param {number} attempt @param {number} step @param {string} message */
  say(invitation_id, attempt, step, message) { return this.api.json('POST', '/invitations/ceremony', { invitation_id, attempt, step, message }); }

  /** @param {string} invitation_id @returns {Promise<CeremonyState>} */
  hear(invitation_id) { return this.api.json('POST', '/invitations/ceremony/read', { invitation_id }); }

  /** @param {string} group @returns {Promise<{html: string, open: boolean, address: string|null}>} */
  presentation(group) { return this.api.json('GET', `/groups/${group}/presentation`); }

  /** @param {string} group @param {{html: string, open: boolean}} page @returns {Promise<{html: string, open: boolean, address: string|null}>} */
  present(group, page) { return this.api.json('PUT', `/groups/${group}/presentation`, page); }

  /** @param {string} group @param {{seance_id: string, day: number}[]} seances days only */
  plan(group, seances) { return this.api.json('PUT', `/groups/${group}/seances`, { seances }); }
}
