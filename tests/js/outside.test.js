/** @file The browser's primitives and the envelope's construction, against vectors that nobody here wrote. */
import assert from 'node:assert/strict';
import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { inflateSync } from 'node:zlib';
import { fromHex, join, same } from '../../static/js/crypto/bytes.js';
import { SALT_SIZE, openWith, sealWith } from '../../static/js/crypto/envelope.js';
import { AssertionError, ReculError, SealedError } from '../../static/js/crypto/errors.js';
import * as primitives from '../../static/js/crypto/primitives.js';

await primitives.ready;

const TAG_SIZE = 16;
const BESIDE = new URL('../../../shared/vectors/outside/', import.meta.url);
const FOLDER = process.env.RECUL_OUTSIDE_VECTORS ? pathToFileURL(`${process.env.RECUL_OUTSIDE_VECTORS}/`) : BESIDE;
const PRESENT = existsSync(FOLDER);
const EXPECTED = 'RECUL_OUTSIDE_VECTORS' in process.env || existsSync(new URL('../../../shared/', import.meta.url));
const VERDICTS = JSON.parse(readFileSync(new URL('../vectors/outside-verdicts.json', import.meta.url), 'utf8'));

/** @returns {Record<string, any>[]} the cases of a file with the fields of their group, none when the folder is not there */
function cases(name) {
  if (!PRESENT) return [];
  const content = JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8'));
  if (Array.isArray(content)) return content;
  return content.testGroups.flatMap(({ tests, ...group }) => tests.map((each) => ({ ...group, ...each })));
}

/** Judge each case of a file, and compare how many ended in each way with the verdicts written down. */
function judgeAll(name, judge) {
  const found = {};
  for (const each of cases(name)) {
    const outcome = judge(each);
    found[outcome] = (found[outcome] ?? 0) + 1;
  }
  const counts = Object.entries(VERDICTS[name]).filter(([, count]) => typeof count === 'number');
  if (PRESENT) assert.deepEqual(found, Object.fromEntries(counts));
}

/** @returns {string} `ok`, or the code of the error that `act` throws */
function outcomeOf(act) {
  try {
    act();
    return 'ok';
  } catch (error) {
    if (!(error instanceof ReculError)) throw error;
    return error.code;
  }
}

/** The AES-GCM instance of the construction, which only these vectors use. */
function aesGcm(name, size) {
  const algorithm = `aes-${size}-gcm`;
  return {
    name: new TextEncoder().encode(name),
    keySize: size / 8,
    seal(key, nonce, plaintext) {
      const cipher = createCipheriv(algorithm, key, nonce);
      return join(cipher.update(plaintext), cipher.final(), cipher.getAuthTag());
    },
    open(key, nonce, sealed) {
      const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: TAG_SIZE });
      decipher.setAuthTag(sealed.subarray(-TAG_SIZE));
      try {
        return join(decipher.update(sealed.subarray(0, -TAG_SIZE)), decipher.final());
      } catch {
        throw new SealedError();
      }
    },
  };
}

test('the folder of outside vectors is found where it is announced; elsewhere it is said that they are not run', (context) => {
  if (EXPECTED) assert.ok(PRESENT, `no outside vectors at ${FOLDER.pathname}`);
  else context.diagnostic(`No outside vectors at ${FOLDER.pathname}: the cases of other projects are not run.`);
});

for (const size of [128, 256]) {
  test(`chunked encryption opens, refuses and seals what C2SP's reference does, with AES-${size}-GCM`, () => {
    judgeAll(`c2sp_chunked_aes${size}`, ({ aead: name, key, ctx, ct, msgSha512, result, comment }) => {
      // the file holds its ciphertexts deflated
      const [aead, context, sealed] = [aesGcm(name, size), fromHex(ctx), new Uint8Array(inflateSync(fromHex(ct)))];
      const outcome = outcomeOf(() => {
        const text = openWith(aead, fromHex(key), context, sealed);
        assert.equal(createHash('sha512').update(text).digest('hex'), msgSha512, comment);
        assert.ok(same(sealWith(aead, fromHex(key), sealed.subarray(0, SALT_SIZE), context, text), sealed), comment);
      });
      assert.equal(outcome, result === 'valid' ? 'ok' : 'sealed', comment);
      return result;
    });
  });
}

test('ChaCha20-Poly1305 opens and seals every valid case, and refuses every other', () => {
  judgeAll('chacha20_poly1305', ({ flags, key, iv, aad, msg, ct, tag, result, comment }) => {
    if (flags.includes('InvalidNonceSize')) return 'unreachable';
    const [itsKey, nonce, associated, text, sealed] = [key, iv, aad, msg, ct + tag].map(fromHex);
    const outcome = outcomeOf(() => {
      assert.ok(same(primitives.chacha20Poly1305Open(itsKey, nonce, sealed, associated), text), comment);
      assert.ok(same(primitives.chacha20Poly1305Seal(itsKey, nonce, text, associated), sealed), comment);
    });
    assert.equal(outcome, result === 'valid' ? 'ok' : 'sealed', comment);
    return result;
  });
});

test('HKDF-SHA-512 gives every output, up to the longest one there is', () => {
  judgeAll('hkdf_sha512', ({ flags, ikm, salt, info, size, okm, result, comment }) => {
    const key = primitives.hkdfExtract(fromHex(salt), fromHex(ikm));
    const expand = () => primitives.hkdfExpand(key, fromHex(info), size);
    if (flags.includes('SizeTooLarge')) {
      assert.throws(expand, AssertionError);
      return 'unreachable';
    }
    assert.ok(same(expand(), fromHex(okm)), comment);
    return result;
  });
});

test('HMAC-SHA-512 gives every tag, cut where the case cuts it, and no altered one', () => {
  judgeAll('hmac_sha512', ({ key, msg, tag, tagSize, result, comment }) => {
    const found = primitives.hmacSha512(fromHex(key), fromHex(msg)).subarray(0, tagSize / 8);
    const outcome = primitives.equal(found, fromHex(tag)) ? 'valid' : 'invalid';
    assert.equal(outcome, result, comment);
    return outcome;
  });
});

test('X25519 gives every shared secret, except those of zeros, which it refuses', () => {
  judgeAll('x25519', ({ flags, private: secret, public: publicKey, shared, comment }) => {
    const outcome = outcomeOf(() => {
      assert.ok(same(primitives.x25519(fromHex(secret), fromHex(publicKey)), fromHex(shared)), comment);
    });
    const isRefused = flags.some((flag) => VERDICTS.x25519.sealed_by.includes(flag));
    assert.equal(outcome, isRefused ? 'sealed' : 'ok', comment);
    return outcome;
  });
});

test('Ed25519 accepts every valid signature and refuses every altered, cut or malleable one', () => {
  judgeAll('ed25519', ({ publicKey, msg, sig, result, comment }) => {
    const outcome = outcomeOf(() => primitives.ed25519Verify(fromHex(publicKey.pk), fromHex(msg), fromHex(sig)));
    assert.equal(outcome, result === 'valid' ? 'ok' : 'signature', comment);
    return result;
  });
});

test('keys and signatures of low order or not reduced are judged as the table of verdicts says, flag by flag', () => {
  const { signature_by: refused, ok_with: passing } = VERDICTS.cctv_ed25519;
  judgeAll('cctv_ed25519', ({ flags, key, msg, sig, number }) => {
    const its = flags ?? [];
    assert.ok(its.every((flag) => refused.includes(flag) || passing.includes(flag)), 'a flag without a verdict');
    const message = new TextEncoder().encode(msg);
    const outcome = outcomeOf(() => primitives.ed25519Verify(fromHex(key), message, fromHex(sig)));
    assert.equal(outcome, its.some((flag) => refused.includes(flag)) ? 'signature' : 'ok', `case ${number}`);
    return outcome;
  });
});
