/** @file `node tests/interop/seal.mjs 1000`: cases that the browser's modules sealed at random, for the Python reference (`README.md`). */
import { boxKeyOf, seal as sealBox } from '../../static/js/crypto/box.js';
import { toHex } from '../../static/js/crypto/bytes.js';
import { signLink } from '../../static/js/crypto/chain.js';
import { encode } from '../../static/js/crypto/encoding.js';
import { Context, seal } from '../../static/js/crypto/envelope.js';
import { buildExport } from '../../static/js/crypto/export.js';
import { sealRecord } from '../../static/js/crypto/export-header.js';
import { encodeFrames } from '../../static/js/crypto/frames.js';
import * as keys from '../../static/js/crypto/keys.js';
import { bodyHash, indexToBytes, sealObject, wrapsHash } from '../../static/js/crypto/objects.js';
import { PASSPHRASE, RECOVERY } from '../../static/js/crypto/operations.js';
import { pad } from '../../static/js/crypto/padding.js';
import { randomBytes, ready } from '../../static/js/crypto/primitives.js';
import { deriveRecovery, entropyToWords, generateEntropy } from '../../static/js/crypto/recovery.js';
import { identityOf, sign } from '../../static/js/crypto/signatures.js';
import { cosignRekey } from '../../static/js/crypto/vault-policy.js';
import { VaultState } from '../../static/js/crypto/vault-state.js';
import { writeFields } from '../js/notation.mjs';
import { runVector } from '../js/run-vector.mjs';
import { GROUP_MAKERS } from './seal-groups.mjs';

await ready;
const LETTERS = [...'aàâçéèêëîïôœùû ’«»\u00a0\u202f\ufeff\n0Z😀e\u0301'];
const NOTHING = new Uint8Array(0);

const below = (limit) => new DataView(randomBytes(4).buffer).getUint32(0) % limit;
const bytes = (most) => randomBytes(below(most + 1));
const text = (most) => Array.from({ length: below(most + 1) }, () => LETTERS[below(LETTERS.length)]).join('');
const integer = () => [below(24), below(2 ** 16), below(2 ** 32), below(2 ** 21) * 2 ** 32 + below(2 ** 32)][below(4)];

/** @returns {unknown} a value of the encoding, at most `depth` levels deep */
function value(depth) {
  const leaves = [() => null, () => below(2) === 1, integer, () => text(40), () => bytes(40)];
  const branches = [
    () => Array.from({ length: below(5) }, () => value(depth - 1)),
    () => Object.fromEntries(Array.from({ length: below(5) }, () => [text(5), value(depth - 1)])),
  ];
  const choices = depth > 0 ? [...leaves, ...branches] : leaves;
  return choices[below(choices.length)]();
}

const place = () => ({ vaultId: randomBytes(16), epoch: 1 + below(9) });

/** A vault of a few texts, with a change of key and of identity: links, versions, and what opens it. */
function vault() {
  const vaultId = randomBytes(16);
  let accountKey = keys.generateAccountKey();
  let keyring = keys.Keyring.generate();
  const entropy = generateEntropy();
  const { wrap } = deriveRecovery(entropy, 'carnet');
  const state = VaultState.beforeCreate(vaultId, keyring.identity);
  const links = [];
  const append = (seed, operations) => {
    links.push(signLink(seed, vaultId, state.nextSeq, state.head, operations));
    state.append(links.at(-1));
  };
  const account = (epoch) => {
    const sealedKeyring = keys.sealKeyring(accountKey, vaultId, epoch, keyring);
    const slots = new Map([
      [PASSPHRASE, keys.sealSlot(PASSPHRASE, randomBytes(32), vaultId, epoch, accountKey)],
      [RECOVERY, keys.sealSlot(RECOVERY, wrap, vaultId, epoch, accountKey)],
    ]);
    const salt = randomBytes(16);
    const records = [
      keys.slotRecord(PASSPHRASE, 1, salt, slots.get(PASSPHRASE)), keys.slotRecord(RECOVERY, 0, NOTHING, slots.get(RECOVERY)),
    ];
    const operation = { name: 'slots', epoch, keyringHash: keys.keyringHash(sealedKeyring), slots: records };
    return { sealedKeyring, slots, salt, operation };
  };
  append(keyring.signSeed, [{ name: 'create', boxKey: keyring.boxKey }, account(1).operation]);

  const old = keyring;
  const past = [accountKey];
  accountKey = keys.generateAccountKey();
  keyring = below(2) ? keys.Keyring.generate(past) : new keys.Keyring(old.signSeed, old.boxSecret, past);
  const after = account(2);
  let rekey = { name: 'rekey', epoch: 2, wrapsHash: wrapsHash([]), identity: null, boxKey: null, cosignature: null };
  if (toHex(keyring.identity) !== toHex(old.identity)) {
    rekey = { ...rekey, identity: keyring.identity, boxKey: keyring.boxKey };
    rekey = cosignRekey(keyring.signSeed, vaultId, state.nextSeq, state.head, rekey, after.operation);
  }
  append(old.signSeed, [rekey, after.operation]);

  const versions = Array.from({ length: 1 + below(4) }, () => (
    sealObject(accountKey, vaultId, randomBytes(16), 1, 2, bytes(3000))));
  append(keyring.signSeed, versions.map(({ objectId, revision, body }) => (
    { name: 'put', objectId, revision, bodyHash: bodyHash(body), size: body.length, end: below(2) ? below(40000) : null })));
  append(keyring.signSeed, [{
    name: 'checkpoint', number: 1, bodyHash: randomBytes(32), size: 2048, stateHash: state.stateHash(),
  }]);
  if (below(2)) append(keyring.signSeed, [{ name: 'tombstone', objectId: versions[0].objectId }]);
  const drafts = Array.from({ length: below(3) }, () => (
    { objectId: randomBytes(16), base: below(3), text: below(3) ? bytes(300) : null, end: below(2) ? below(40000) : null }));
  const device = sealRecord(accountKey, vaultId, 2, { drafts, state: below(2) ? state : null });
  const header = {
    login: 'carnet', vaultId, identity: keyring.identity, boxKey: keyring.boxKey, epoch: 2, kdfId: 1, salt: after.salt,
    slots: after.slots, keyring: after.sealedKeyring, day: below(40000), device,
  };
  return { vaultId, identity: old.identity, links, versions, header, words: entropyToWords(entropy).join(' '), state };
}

const MAKERS = [
  function decoded() {
    return ['encoding.decode', { encoded: encode(value(4)) }];
  },
  function padded() {
    return ['padding.unpad', { padded: pad(bytes(5000)) }];
  },
  function enveloped() {
    const [key, owner, objectId] = [randomBytes(32), randomBytes(16), randomBytes(16)];
    const [type, revision, epoch] = [1 + below(8), integer(), integer()];
    const sealed = seal(key, new Context(type, owner, objectId, revision, epoch), bytes(40000));
    return ['envelope.open', { key, context: writeFields({ type, owner, objectId, revision, epoch }), envelope: sealed }];
  },
  function signed() {
    const [seed, message] = [randomBytes(32), bytes(300)];
    const label = text(20);
    const signature = sign(seed, new TextEncoder().encode(label), message);
    return ['signatures.verify', { identity: identityOf(seed), label, message, signature }];
  },
  function boxed() {
    const [boxSecret, owner, objectId] = [randomBytes(32), randomBytes(16), randomBytes(16)];
    const [revision, epoch] = [integer(), integer()];
    const box = sealBox(boxKeyOf(boxSecret), new Context(8, owner, objectId, revision, epoch), bytes(2000));
    return ['box.open', { boxSecret, context: writeFields({ type: 8, owner, objectId, revision, epoch }), box }];
  },
  function slotted() {
    const [accountKey, wrap, { vaultId, epoch }, kind] = [randomBytes(32), randomBytes(32), place(), 1 + below(2)];
    return ['keys.open_slot', { kind, wrap, vaultId, epoch, slot: keys.sealSlot(kind, wrap, vaultId, epoch, accountKey) }];
  },
  function object() {
    const [accountKey, { vaultId, epoch }] = [randomBytes(32), place()];
    const objectId = below(4) ? randomBytes(16) : new Uint8Array(16);
    const sealed = sealObject(accountKey, vaultId, objectId, integer(), epoch, bytes(20000));
    return ['keys.open_object', { accountKey, vaultId, ...sealed }];
  },
  function local() {
    const [accountKey, recordId, { vaultId, epoch }] = [randomBytes(32), randomBytes(16), place()];
    const sealed = keys.sealLocal(accountKey, vaultId, recordId, epoch, bytes(2000));
    return ['keys.open_local', { accountKey, vaultId, recordId, epoch, sealed }];
  },
  function sas() {
    const [accountKey, deviceId, recordId, { vaultId, epoch }] = [randomBytes(32), randomBytes(16), randomBytes(16), place()];
    const sealed = keys.sealSas(boxKeyOf(keys.sasSecret(accountKey, deviceId)), vaultId, recordId, epoch, bytes(2000));
    return ['keys.open_sas', { accountKey, deviceId, vaultId, recordId, epoch, sealed }];
  },
  function words() {
    return ['recovery.entropy', { text: entropyToWords(generateEntropy()).join('\u00a0') }];
  },
  function framed() {
    const frames = Array.from({ length: below(4) }, () => [
      { type: 'link', signed: bytes(300) },
      { type: 'object', objectId: randomBytes(16), revision: integer(), epoch: integer(), wrap: randomBytes(104), body: bytes(500) },
      { type: 'wrap', objectId: randomBytes(16), revision: integer(), epoch: integer(), wrap: randomBytes(104) },
      { type: 'missing', objectId: randomBytes(16), revision: integer() },
    ][below(4)]);
    return ['frames.decode', { encoded: encodeFrames(frames) }];
  },
  function chained() {
    const { vaultId, identity, links } = vault();
    return ['chain.verify', { chainId: vaultId, identity, links_hex: links.map(toHex) }];
  },
  function indexed() {
    const { state } = vault();
    const summaries = new Map([...state.objects.keys()].map((id) => [id, { title: text(30), tags: [text(8)], lived: null }]));
    return ['chain.read_index', { index: indexToBytes({ summaries, state: state.toBytes() }) }];
  },
  function exported() {
    const { header, links, versions, words: itsWords } = vault();
    return ['export.open', { file: buildExport(header, links, versions), words: itsWords }];
  },
  ...GROUP_MAKERS,
];

const count = Number(process.argv[2] ?? 100);
for (let made = 0; made < count; made += 1) {
  const [operation, fields] = MAKERS[made % MAKERS.length]();
  const input = writeFields(fields);
  process.stdout.write(`${JSON.stringify({ operation, input, ...await runVector({ operation, input }) })}\n`);
}
