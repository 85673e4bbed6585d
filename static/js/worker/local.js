/** The verbs about what stays on the device: the snapshot of a verified vault, and the sas. */
import { fromHex, same, toHex } from '../crypto/bytes.js';
import { decode, encode } from '../crypto/encoding.js';
import { ReculError, RollbackError, SealedError } from '../crypto/errors.js';
import { openLocal, openSas, sealLocal, sealSas, slotRecord } from '../crypto/keys.js';
import { PASSPHRASE } from '../crypto/operations.js';
import { ID_SIZE, randomBytes } from '../crypto/primitives.js';
import { arrayOf, bytesOf, integerOf, mapOf } from '../crypto/shapes.js';
import { VaultState } from '../crypto/vault-state.js';
import { EntryError, checkSummary, entryFromText } from '../domain/entry.js';
import { checkAccess } from './access.js';
import { openKept } from './damage.js';
import { accountKeyOf } from './keeper.js';
import { Vault } from './vault.js';
import { sealDraft } from './writing.js';

/** @typedef {import('./keeper.js').Keeper} Keeper */
/** @typedef {import('../store/device.js').Snapshot} Snapshot */
/** @typedef {import('../sync/pull.js').EntryInfo} EntryInfo */
/** @typedef {import('../store/device.js').SasRow} SasRow */

const utf8 = new TextEncoder();
/** The record id of the snapshot: sixteen characters. */
const SNAPSHOT_ID = utf8.encode('recul snapshot 1');

/**
 * The verified state and the list, sealed, so that the next opening need not verify from the beginning.
 * @param {import('./keeper.js').Account} account @param {Vault} vault @returns {Snapshot}
 */
export function snapshotOf(account, vault) {
  const { state } = vault;
  const record = encode({
    checkpoint_seq: vault.checkpointSeq + 1, entries: vault.summariesNow().map(([id, summary]) => [fromHex(id), summary]),
    head: state.head, lacking: [...vault.lacking].map(fromHex), left_behind: vault.leftBehind, seq: state.nextSeq - 1, state: state.toBytes(),
  });
  const sealed = sealLocal(account.accountKey, account.vaultId, SNAPSHOT_ID, account.epoch, record);
  return { seq: state.nextSeq - 1, epoch: account.epoch, lacking: vault.lacking.size, sealed };
}

/** @param {import('./keeper.js').Account} account @param {Snapshot} snapshot @returns {Vault} */
function vaultOfSnapshot(account, snapshot) {
  const key = accountKeyOf(account, snapshot.epoch);
  if (!key) throw new SealedError();
  const record = decode(openLocal(key, account.vaultId, SNAPSHOT_ID, snapshot.epoch, snapshot.sealed));
  const fields = mapOf(record, 'checkpoint_seq', 'entries', 'head', 'lacking', 'left_behind', 'seq', 'state');
  const state = VaultState.fromBytes(account.vaultId, bytesOf(fields.state));
  state.mark = { seq: integerOf(fields.seq), head: bytesOf(fields.head, 32) };
  const vault = new Vault(account, state);
  vault.checkpointSeq = integerOf(fields.checkpoint_seq) - 1;
  vault.leftBehind = fields.left_behind === null ? null : bytesOf(fields.left_behind, 32);
  vault.lacking = new Set(arrayOf(fields.lacking).map((id) => toHex(bytesOf(id, 16))));
  for (const entry of arrayOf(fields.entries)) {
    const [id, summary] = arrayOf(entry, 2);
    vault.summaries.set(toHex(bytesOf(id, 16)), checkSummary(summary));
  }
  return vault;
}

/**
 * Whether a newer link lists another passphrase slot than the one this device kept: no alarm, the new passphrase is asked for.
 * @param {import('./keeper.js').Account} account @param {VaultState} state
 */
function isReplaced(account, { standing }) {
  const kept = slotRecord(PASSPHRASE, account.kdfId, account.salt, account.passphraseSlot);
  const listed = standing.slots.find(({ kind }) => kind === PASSPHRASE);
  return account.epoch === standing.epoch && listed !== undefined && !same(kept.slotHash, listed.slotHash);
}

/**
 * The vault before `links`: that of the snapshot, or none yet when every link is there.
 * @param {import('./keeper.js').Account} account @param {Snapshot|null} snapshot @param {Uint8Array[]} links
 * @returns {Vault|null} null when the snapshot does not open: it is made again from what was verified, never believed
 */
function vaultBefore(account, snapshot, links) {
  if (snapshot === null) return Vault.fromFirst(account, links[0]);
  try {
    return vaultOfSnapshot(account, snapshot);
  } catch (error) {
    if (error instanceof ReculError || error instanceof EntryError) return null;
    throw error;
  }
}

/**
 * Opens the vault kept on this device: the snapshot, then the links stored since. `first` are ids that the sealed list says nothing of, or no
 * longer says true: nothing of them is shown before they are opened. `later` are listed, and were never opened here.
 * @param {Keeper} keeper @param {{snapshot: Snapshot|null, links: Uint8Array[], mark: {seq: number, head: string}, listed: boolean}} args `listed` is
 *   false when the account was opened with newer keys than the links on this device know; without a snapshot, the links begin at the first
 * @returns {{entries: EntryInfo[], first: string[], later: string[], replaced: boolean}|null} null when the snapshot does not open
 */
function openDevice(keeper, { snapshot, links, mark, listed }) {
  const vault = vaultBefore(keeper.account, snapshot, links);
  if (vault === null) return null;
  vault.followAll(links);
  if (vault.mark.seq !== mark.seq || vault.mark.head !== mark.head) throw new RollbackError('another mark on this device');
  keeper.openVault = vault;
  const replaced = listed && !vault.rekeyed && isReplaced(keeper.account, vault.state);
  if (listed && !vault.rekeyed && !replaced) checkAccess(keeper.account, vault.state);
  const [first, later] = [false, true].map((isListed) => [...vault.lacking].filter((id) => vault.isListed(id) === isListed));
  // a text that did not come is never left out: it is listed as unreadable until it opens
  return { entries: [...vault.list(), ...vault.listLacking().filter(({ id }) => !vault.isListed(id))], first, later, replaced };
}

/** Writes in the sas: nothing of the account is needed but its public half. @param {Keeper} _ @param {{sas_key: Uint8Array, vault_id: Uint8Array, epoch: number, text: string}} args */
function writeSas(_, { sas_key, vault_id, epoch, text }) {
  const record = randomBytes(ID_SIZE);
  return { record_id: toHex(record), epoch, box: sealSas(sas_key, vault_id, record, epoch, utf8.encode(text)) };
}

/**
 * Makes an ordinary outbox record of each note of the sas.
 * @param {Keeper} keeper @param {{rows: SasRow[], lived: string[]}} args `lived` is the local day of each row
 */
function emptySas(keeper, { rows, lived }) {
  const { account } = keeper;
  return rows.map((row, at) => {
    const key = accountKeyOf(account, row.epoch);
    if (!key) throw new SealedError();
    const text = openKept(() => openSas(key, account.deviceId, account.vaultId, fromHex(row.record_id), row.epoch, row.box));
    const doc = entryFromText(new TextDecoder().decode(text), lived[at], Math.floor(row.made / 1000));
    return { sas_id: row.record_id, ...sealDraft(keeper, { record_id: null, object_id: null, act: 'put', doc, end: null }) };
  });
}

/** @param {Keeper} keeper */
const takeSnapshot = ({ account, vault }) => snapshotOf(account, vault);

export const localVerbs = { takeSnapshot, openDevice, writeSas, emptySas };
