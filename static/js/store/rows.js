/** The shapes of what stays on the device: opaque records. No token, no key and no word of a person is ever in them. */

/**
 * @typedef {object} AccountRow The one account of this browser. Everything here is public or sealed.
 * @property {string} login
 * @property {Uint8Array} vault_id
 * @property {Uint8Array} identity
 * @property {Uint8Array} box_key
 * @property {number} epoch
 * @property {number} kdf_id
 * @property {Uint8Array} salt
 * @property {Uint8Array} passphrase_slot empty in a recovery
 * @property {Uint8Array} recovery_slot empty when it is not known
 * @property {Uint8Array} keyring
 * @property {Uint8Array} device_id
 * @property {Uint8Array} sas_key public half
 */
/** @typedef {{seq: number, signed: Uint8Array}} LinkRow */
/**
 * @typedef {object} ObjectRow The current version of an object, as the server holds it.
 * @property {string} object_id hexadecimal
 * @property {number} revision
 * @property {Uint8Array} frame payload of an object frame
 * @property {{record_id: string, stamp: string}|null} sent the outbox record it came from, when this device made it
 */
/**
 * @typedef {object} OutboxRow A write that the server has not confirmed.
 * @property {string} record_id hexadecimal
 * @property {string} object_id hexadecimal
 * @property {number} base the revision it was written over, 0 for a new object
 * @property {string} stamp changes with every write of the record
 * @property {number} epoch
 * @property {Uint8Array} sealed
 * @property {number} made milliseconds; the order of sending
 * @property {{stamp: string, revision: number, body_hash: string}|null} sent what was last tried
 */
/** @typedef {{record_id: string, epoch: number, box: Uint8Array, made: number}} SasRow */
/** @typedef {{seq: number, head: string, texts: number}} Mark the last link verified; every text of the links up to `texts` is here */
/** @typedef {{seq: number, epoch: number, lacking: number, sealed: Uint8Array}} Snapshot `lacking` counts the texts that had not come */
/** @typedef {{mark: Mark|null, snapshot: Snapshot|null, links: LinkRow[]}} Standing the links since the snapshot, in order */
/**
 * @typedef {object} Applied One step of the chain, stored whole or not at all.
 * @property {LinkRow[]} links
 * @property {ObjectRow[]} objects
 * @property {string[]} removed object ids
 * @property {{record_id: string, stamp: string, revision: number}[]} landed outbox records that the chain now holds
 * @property {Mark} mark
 */

export {};
