/** @file Properties of the browser's protocol that no single vector can hold. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromHex, join, readU64, same, toHex, u64 } from '../../static/js/crypto/bytes.js';
import { NO_HEAD, checkMark, openKnown, signLink } from '../../static/js/crypto/chain.js';
import { decode, encode } from '../../static/js/crypto/encoding.js';
import { AssertionError, ChainError, EncodingError, FramesError } from '../../static/js/crypto/errors.js';
import { FrameDecoder, decodeFrames, encodeFrames } from '../../static/js/crypto/frames.js';
import { Keyring, generateAccountKey, slotRecord } from '../../static/js/crypto/keys.js';
import { openObject, sealObject } from '../../static/js/crypto/objects.js';
import { GENERATED_WORDS, generatePassphrase } from '../../static/js/crypto/password.js';
import { randomBytes, ready } from '../../static/js/crypto/primitives.js';
import { VaultState } from '../../static/js/crypto/vault-state.js';
import { WORDS, completeWord } from '../../static/js/crypto/wordlist.js';

await ready;

const FRAMES = [
  { type: 'link', signed: randomBytes(300) },
  { type: 'object', objectId: randomBytes(16), revision: 3, epoch: 1, wrap: randomBytes(104), body: randomBytes(70_000) },
  { type: 'wrap', objectId: randomBytes(16), revision: 2 ** 53 - 1, epoch: 1, wrap: randomBytes(104) },
  { type: 'missing', objectId: randomBytes(16), revision: 1 },
];

/** A vault at its first link: its chain, its keyring and its state. */
function vault() {
  const [chainId, keyring] = [randomBytes(16), Keyring.generate()];
  const slots = [slotRecord(1, 1, randomBytes(16), randomBytes(104)), slotRecord(2, 0, new Uint8Array(0), randomBytes(104))];
  const operations = [{ name: 'create', boxKey: keyring.boxKey }, { name: 'slots', epoch: 1, keyringHash: randomBytes(32), slots }];
  const links = [signLink(keyring.signSeed, chainId, 0, NO_HEAD, operations)];
  const state = VaultState.beforeCreate(chainId, keyring.identity);
  state.append(links[0]);
  const append = (...next) => {
    links.push(signLink(keyring.signSeed, chainId, state.nextSeq, state.head, next));
    return state.append(links.at(-1));
  };
  return { chainId, keyring, state, links, append };
}

const put = (objectId, revision) => ({ name: 'put', objectId, revision, bodyHash: randomBytes(32), size: 1200, end: null });

test('frames come out the same whatever the places where the bytes were cut', () => {
  const encoded = encodeFrames(FRAMES);
  for (const size of [1, 2, 5, 104, 1000, 65_536, encoded.length]) {
    const decoder = new FrameDecoder();
    const frames = [];
    for (let at = 0; at < encoded.length; at += size) frames.push(...decoder.feed(encoded.subarray(at, at + size)));
    decoder.finish();
    assert.deepEqual(frames, decodeFrames(encoded), `chunks of ${size}`);
  }
});

test('a frame is given as soon as it is whole, before the sequence ends', () => {
  const encoded = encodeFrames(FRAMES);
  const decoder = new FrameDecoder();
  assert.equal(decoder.feed(encoded.subarray(0, 305)).length, 1);
  assert.throws(() => decoder.finish(), FramesError);
});

test('an announced size over the limit is refused before the payload comes', () => {
  assert.throws(() => new FrameDecoder().feed(Uint8Array.of(2, 0xff, 0xff, 0xff, 0xff)), FramesError);
});

test('bytes that were given to a decoder may be reused without changing what came out', () => {
  const encoded = encodeFrames(FRAMES);
  const [link] = new FrameDecoder().feed(encoded);
  encoded.fill(0);
  assert.deepEqual(link.signed, FRAMES[0].signed);
  const value = encode([new Uint8Array([1, 2, 3])]);
  const [bytes] = decode(value);
  value.fill(0);
  assert.deepEqual(bytes, Uint8Array.of(1, 2, 3));
});

test('the largest integers are written exactly', () => {
  for (const number of [0, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1]) {
    assert.equal(readU64(u64(number), 0), number);
    assert.equal(decode(encode(number)), number);
  }
  assert.throws(() => u64(2 ** 53), AssertionError);
});

test('nothing outside the encoding is written: undefined, dates, classes, functions, large integers', () => {
  for (const value of [undefined, new Date(), new Map(), () => 1, 1n, NaN, Infinity, -1, 0.5, [undefined], new Array(1), { a: undefined }]) {
    assert.throws(() => encode(value), EncodingError);
  }
});

test('no key of a decoded map means anything to the language', () => {
  const value = decode(encode(Object.assign(Object.create(null), { ['__proto__']: 'x', constructor: 'y', 1: 'z' })));
  assert.deepEqual(Object.keys(value).sort(), ['1', '__proto__', 'constructor']);
  assert.equal(Object.getPrototypeOf(value), null);
  assert.equal(value.toString, undefined);
});

test('random bytes are all drawn, beyond what one call of the browser gives', () => {
  const bytes = randomBytes(200_000);
  for (let at = 0; at < bytes.length; at += 20_000) assert.ok(bytes.subarray(at, at + 20_000).some((byte) => byte !== 0));
});

test('hexadecimal is lower case, of whole bytes, both ways', () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, at) => at);
  assert.deepEqual(fromHex(toHex(bytes)), bytes);
  for (const text of ['0', 'AB', '0g', ' 00']) assert.throws(() => fromHex(text), AssertionError);
});

test('an object version opens under its own place alone', () => {
  const [accountKey, vaultId, objectId, text] = [generateAccountKey(), randomBytes(16), randomBytes(16), randomBytes(3000)];
  const sealed = sealObject(accountKey, vaultId, objectId, 2, 1, text);
  assert.ok(same(openObject(accountKey, vaultId, sealed), text));
  for (const other of [{ revision: 1 }, { epoch: 2 }, { objectId: randomBytes(16) }, { body: sealed.body.subarray(1) }]) {
    assert.throws(() => openObject(accountKey, vaultId, { ...sealed, ...other }), { code: 'sealed' });
  }
  assert.throws(() => openObject(accountKey, randomBytes(16), sealed), { code: 'sealed' });
});

test('a refused link leaves the state as it was, even when its first operations were right', () => {
  const { keyring, chainId, state, append } = vault();
  append(put(randomBytes(16), 1));
  const [before, head] = [state.toBytes(), state.head];
  const refused = signLink(keyring.signSeed, chainId, state.nextSeq, head, [put(randomBytes(16), 1), put(randomBytes(16), 2)]);
  assert.throws(() => state.append(refused), ChainError);
  assert.deepEqual([state.toBytes(), state.head], [before, head]);
});

test('a state read from its bytes goes on like the one that wrote them', () => {
  const { chainId, keyring, state, append } = vault();
  const [kept, ended] = [randomBytes(16), randomBytes(16)];
  append(put(kept, 1), put(ended, 1), { name: 'tombstone', objectId: ended });
  const read = VaultState.fromBytes(chainId, state.toBytes());
  assert.deepEqual(read.toBytes(), state.toBytes());
  read.mark = state.mark;
  const next = signLink(keyring.signSeed, chainId, state.nextSeq, state.head, [put(kept, 2)]);
  read.append(next);
  state.append(next);
  assert.deepEqual(read.stateHash(), state.stateHash());
  assert.ok(read.isTombstoned(toHex(ended)));
});

test('a device without memory goes on from a checkpoint of its own identity, and from no other', () => {
  const { chainId, keyring, state, links, append } = vault();
  append(put(randomBytes(16), 1));
  const bytes = state.toBytes();
  append({ name: 'checkpoint', number: 1, bodyHash: randomBytes(32), size: 2048, stateHash: state.stateHash() });
  const root = VaultState.fromCheckpoint(chainId, links.at(-1), keyring.identity, bytes);
  assert.deepEqual([root.toBytes(), root.mark], [state.toBytes(), state.mark]);

  const refuse = (...given) => assert.throws(() => VaultState.fromCheckpoint(...given), { code: 'chain' });
  refuse(chainId, links.at(-1), Keyring.generate().identity, bytes);
  refuse(chainId, links.at(-2), keyring.identity, bytes);
  refuse(randomBytes(16), links.at(-1), keyring.identity, bytes);
  refuse(chainId, links.at(-1), keyring.identity, state.toBytes());
});

test('earlier links are checked backwards, from the head that a verified link names', () => {
  const { chainId, links, append } = vault();
  const later = append(put(randomBytes(16), 1));
  assert.equal(openKnown(links[0], chainId, 0, later.prev).operations[0].name, 'create');
  const altered = links[0].slice();
  altered[altered.length - 1] ^= 1;
  assert.throws(() => openKnown(altered, chainId, 0, later.prev), ChainError);
  assert.throws(() => openKnown(links[0], chainId, 1, later.prev), ChainError);
});

test('a head already seen is a rollback, an unknown one a fork, and one further on is neither', () => {
  const [mark, known] = [{ seq: 5, head: randomBytes(32) }, randomBytes(32)];
  const verified = (seq) => (seq === 3 ? known : null);
  checkMark(mark, { seq: 6, head: randomBytes(32) }, verified);
  checkMark(mark, mark, verified);
  assert.throws(() => checkMark(mark, null, verified), { code: 'rollback' });
  assert.throws(() => checkMark(mark, { seq: 3, head: known }, verified), { code: 'rollback' });
  assert.throws(() => checkMark(mark, { seq: 3, head: randomBytes(32) }, verified), { code: 'fork' });
  assert.throws(() => checkMark(mark, { seq: 4, head: known }, verified), { code: 'fork' });
  assert.throws(() => checkMark(mark, { seq: 5, head: randomBytes(32) }, verified), { code: 'fork' });
});

test('a generated passphrase has seven words of the list, never the same twice', () => {
  const drawn = Array.from({ length: 50 }, generatePassphrase);
  assert.equal(new Set(drawn).size, drawn.length);
  for (const words of drawn.map((passphrase) => passphrase.split(' '))) {
    assert.equal(words.length, GENERATED_WORDS);
    assert.ok(words.every((word) => WORDS.includes(word)));
  }
});

test('every word of the list is completed from its first four letters, whatever its accents and case', () => {
  assert.equal(new Set(WORDS).size, 2048);
  for (const word of WORDS) {
    assert.equal(completeWord(word), word);
    assert.equal(completeWord(word.normalize('NFD').toUpperCase()), word);
    const four = [...word.normalize('NFC')].slice(0, 4).join('');
    const meant = completeWord(four);
    assert.ok(meant === word || meant === four, four);
  }
});

test('the two halves of a joined sequence are found again', () => {
  const [left, right] = [randomBytes(3), randomBytes(5)];
  const joined = join(left, right);
  assert.deepEqual([joined.slice(0, 3), joined.slice(3)], [left, right]);
});
