/**
 * @file Copies the third-party files a browser runs from `node_modules` into `static/vendor/`, and writes
 * `static/vendor/vendor.json`: name, version, licence, hash of every file, who imports it, the import map's names,
 * each rewrite and its reason. Nothing in `static/vendor/` is ever edited by hand.
 *
 * `node scripts/vendor.mjs` after `npm ci`. The same packages always give the same bytes.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PACKAGES } from './vendor-packages.mjs';

/** @typedef {import('./vendor-packages.mjs').Package} Package */

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const VENDOR = join(ROOT, 'static/vendor');
const EXACT_VERSION = /^\d+\.\d+\.\d+$/;

/** @param {Package} wanted @returns {string} the file of its licence */
const licenceFile = (wanted) => {
  const found = readdirSync(source(wanted)).filter((name) => /^LICENSE(\.\w+)?$/.test(name));
  assert.equal(found.length, 1, `${wanted.name} has one licence file`);
  return found[0];
};

/** @param {Package} wanted */
const source = (wanted) => join(ROOT, 'node_modules', wanted.name);

/** @param {Package} wanted @param {string} path @param {Buffer} bytes @returns {Buffer} */
function rewritten(wanted, path, bytes) {
  const rewrites = (wanted.rewrites ?? []).filter((rewrite) => rewrite.files.includes(path));
  if (!rewrites.length) return bytes;
  let text = bytes.toString('utf8');
  for (const { from, to } of rewrites) {
    const after = text.replace(from, to);
    assert.notEqual(after, text, `${wanted.name}/${path}: the rewrite of ${from} finds its place`);
    text = after;
  }
  return Buffer.from(text);
}

/** @param {Package} wanted @param {string} from @param {string} to @returns {{path: string, source: string, sha256: string}} */
function copy(wanted, from, to) {
  const bytes = rewritten(wanted, to, readFileSync(join(source(wanted), from)));
  const target = join(VENDOR, wanted.name, to);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, bytes);
  return { path: `${wanted.name}/${to}`, source: from, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** @param {Package} wanted @param {Record<string, string>} exactVersions @returns {object} its record in vendor.json */
function vendored(wanted, exactVersions) {
  const { version, license } = JSON.parse(readFileSync(join(source(wanted), 'package.json'), 'utf8'));
  assert.match(exactVersions[wanted.name] ?? '', EXACT_VERSION, `${wanted.name} is pinned in package.json`);
  assert.equal(version, exactVersions[wanted.name], `${wanted.name} is installed at its pinned version`);
  const licence = licenceFile(wanted);
  const files = Object.entries({ ...wanted.files, [licence]: licence, ...wanted.notices });
  return {
    name: wanted.name,
    version,
    licence: license,
    licence_file: `${wanted.name}/${licence}`,
    scope: wanted.scope,
    importers: wanted.importers,
    rewrites: (wanted.rewrites ?? []).map(({ files: paths, from, to, why }) => ({ files: paths, from: String(from), to, why })),
    files: files.map(([from, to]) => copy(wanted, from, to)),
  };
}

/** @returns {Record<string, string>} every import-map name and its address */
function specifiers() {
  const entries = PACKAGES.flatMap(({ name, specifiers: names = {} }) => Object.entries(names)
    .map(([specifier, path]) => /** @type {const} */ ([specifier, `/static/vendor/${name}/${path}`])));
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
rmSync(VENDOR, { recursive: true, force: true });
const packages = PACKAGES.map((wanted) => vendored(wanted, devDependencies));
writeFileSync(join(VENDOR, 'vendor.json'), `${JSON.stringify({ specifiers: specifiers(), packages }, null, 1)}\n`);
