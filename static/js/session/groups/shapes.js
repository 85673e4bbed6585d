/** What the door of groups shows; the contract is `docs/group-client.md`. Nothing runs here. */

/**
 * @typedef {object} Person
 * @property {string} id identity, hexadecimal
 * @property {string|null} name
 * @property {string|null} shown the name, with digits when it looks like another
 * @property {'facilitator'|'member'} role
 * @property {boolean} you
 * @property {string} verifiedBy identity
 * @property {number} verifiedAt place of the chain
 * @property {boolean} accepted this version of the charter
 * @property {number|null} since the day of the first clause accepted
 */
/** @typedef {{id: string, text: string}} Clause */
/** @typedef {{id: string, day: number, starts: string, ends: string, place: string}} Seance */
/** @typedef {{id: string, change: 'promote'|'remove', target: string, endorsers: string[], needed: number}} Proposal */
/**
 * @typedef {object} Written What shares and answers have in common.
 * @property {string} id
 * @property {number} revision 0 before it left
 * @property {string|null} hash of its current body
 * @property {string|null} author identity; null when it did not come
 * @property {string|null} shownAuthor
 * @property {boolean} yours
 * @property {boolean} named
 * @property {number} end day
 * @property {'server'|'device'} saved
 * @property {'group-changed'|'share-changed'|null} question
 * @property {boolean} broken
 * @property {boolean} later made by a later release
 */
/** @typedef {Written & {form: string|null, text: string|null, passage: null|{start: number, end: number}|'changed'}} Answer */
/**
 * @typedef {Written & {title: string|null, body: any, seance: string|null, day: number, readers: string[], whole: boolean, contradicts: boolean,
 *   answers: Answer[]}} Share
 */
/**
 * @typedef {object} Group
 * @property {string} id
 * @property {string|null} title
 * @property {string} form
 * @property {number} colour
 * @property {string} rhythm
 * @property {number} planned
 * @property {string} windows
 * @property {'facilitator'|'member'} role
 * @property {number} end
 * @property {number|null} closing
 * @property {number} seq
 * @property {number} epoch
 * @property {'ready'|'loading'|'due'|'frozen'|'left'|'closed'|'trouble'} state
 * @property {string|null} trouble
 * @property {Person[]} people
 * @property {number} places how many more there may be
 * @property {{id: string, name: string|null, replacedBy: string|null}[]} former
 * @property {Clause[]} clauses
 * @property {number} charter
 * @property {boolean} accepted
 * @property {Seance[]} seances
 * @property {Share[]} shares
 * @property {Proposal[]} proposals
 * @property {{anchored: boolean, late: boolean, position: number, seance: string|null}} words
 * @property {string|null} you my identity
 */
/**
 * @typedef {object} Draft A write that waits on this device, as the worker opens it.
 * @property {string} record_id
 * @property {string} object_id
 * @property {'put'|'tombstone'} act
 * @property {string|null} parent
 * @property {number|null} end
 * @property {string[]|null} readers
 * @property {any} document
 * @property {'group-changed'|'share-changed'|null} question people or end are others than when it was written, or another device revised or withdrew it
 */
/**
 * @typedef {object} Kept What this device knows of a group besides its chain.
 * @property {string|null} frozen
 * @property {'left'|'closed'|null} ended
 * @property {string|null} trouble
 * @property {Draft[]} drafts oldest first
 * @property {Map<string, number>} days the first on which each object was seen here
 * @property {string[]} lacking objects that should be here
 * @property {number} knownForADay the newest link that this device has had for a day
 * @property {number} today
 */

export {};
