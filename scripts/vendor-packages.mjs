/**
 * @file What is vendored: for each package, the files a browser needs, the module of ours that alone imports them,
 * the names the page's import map gives them, and the mechanical rewrites, each with its reason.
 *
 * `page` packages are found through the import map. `worker` packages are reached by relative paths, because
 * import maps do not apply inside workers.
 */

/**
 * @typedef {{ files: string[], from: string | RegExp, to: string, why: string }} Rewrite
 * @typedef {{
 *   name: string,
 *   scope: 'page' | 'worker' | 'style',
 *   importers: string[],
 *   files: Record<string, string>,
 *   specifiers?: Record<string, string>,
 *   rewrites?: Rewrite[],
 *   notices?: Record<string, string>,
 * }} Package `files` and `notices` map a path in the package to the path it gets under
 *   `static/vendor/<name>/`; notices are the licences of what a file has inside, and what must go with it.
 */

const BARE_IN_WORKER = 'import maps do not apply inside workers';
const COMPRESSION = { '../dictionary-compression/LICENSE': 'LICENSE.dictionary-compression' };
const IIFE = 'the only single-file form of the package is a script that sets a global; a module exports the same names';

/** @param {string[]} paths @returns {Record<string, string>} the same paths on both sides */
const same = (...paths) => Object.fromEntries(paths.map((path) => [path, path]));

/** @param {string} name @returns {Package} */
const prosemirror = (name) => ({
  name,
  scope: 'page',
  importers: ['static/js/editor/prosemirror.js'],
  files: same('dist/index.js', ...(name === 'prosemirror-view' ? ['style/prosemirror.css'] : [])),
  specifiers: { [name]: 'dist/index.js' },
});

/** @param {string} directive @returns {[string, string]} */
const directiveSpecifier = (directive) => [`lit/directives/${directive}.js`, `development/directives/${directive}.js`];
const DIRECTIVES = ['class-map', 'if-defined', 'keyed', 'live', 'ref', 'repeat', 'when'];

/** @param {string} name @param {string[]} files @returns {Package} */
const font = (name, files) => ({
  name: `@fontsource-variable/${name}`,
  scope: 'style',
  importers: ['static/css/fonts.css'],
  files: same(...files.map((file) => `files/${name}-${file}.woff2`)),
});

/** @param {string} name @param {string} global @param {string} exported @param {Record<string, string>} notices @returns {Package} */
const zxcvbn = (name, global, exported, notices) => ({
  name: `@zxcvbn-ts/${name}`,
  scope: 'page',
  importers: ['static/js/session/strength.js'],
  files: same('dist/zxcvbn-ts.js'),
  specifiers: { [`@zxcvbn-ts/${name}`]: 'dist/zxcvbn-ts.js' },
  rewrites: [{
    files: ['dist/zxcvbn-ts.js'],
    from: `this.zxcvbnts = this.zxcvbnts || {};\nthis.zxcvbnts${global} = `,
    to: `export const { ${exported} } = `,
    why: IIFE,
  }],
  notices,
});

/** @type {Package[]} */
export const PACKAGES = [
  {
    name: 'libsodium-wrappers-sumo',
    scope: 'worker',
    importers: ['static/js/crypto/primitives.js'],
    files: {
      'dist/modules-sumo-esm/libsodium-wrappers.mjs': 'libsodium-wrappers.js',
      'dist/modules-sumo-esm/libsodium-wrappers.d.mts': 'libsodium-wrappers.d.ts',
    },
    rewrites: [{
      files: ['libsodium-wrappers.js'],
      from: 'from"libsodium-sumo"',
      to: 'from"../libsodium-sumo/libsodium-sumo.js"',
      why: BARE_IN_WORKER,
    }],
  },
  {
    name: 'libsodium-sumo',
    scope: 'worker',
    importers: ['static/vendor/libsodium-wrappers-sumo/libsodium-wrappers.js'],
    files: { 'dist/modules-sumo-esm/libsodium-sumo.mjs': 'libsodium-sumo.js' },
  },
  {
    name: '@scure/bip39',
    scope: 'worker',
    importers: ['static/js/crypto/wordlist.js'],
    files: same('index.js', 'index.d.ts', 'wordlists/french.js', 'wordlists/french.d.ts'),
    rewrites: [{
      files: ['index.js'],
      from: /(?<=^import .*)'@noble\/hashes\/(?=\w+\.js';$)/gm,
      to: "'../../@noble/hashes/",
      why: BARE_IN_WORKER,
    }],
  },
  {
    name: '@noble/hashes',
    scope: 'worker',
    importers: ['static/vendor/@scure/bip39/index.js'],
    files: same('_md.js', '_u64.js', 'hmac.js', 'pbkdf2.js', 'sha2.js', 'utils.js', 'webcrypto.js'),
  },
  {
    name: 'lit',
    scope: 'page',
    importers: ['static/js/ui/lit.js'],
    files: same('development/index.js'),
    specifiers: { lit: 'development/index.js' },
  },
  {
    name: 'lit-html',
    scope: 'page',
    importers: ['static/js/ui/lit.js'],
    files: same(
      ...['lit-html', 'is-server', 'directive', 'directive-helpers', 'async-directive'].map((n) => `development/${n}.js`),
      ...DIRECTIVES.map((directive) => `development/directives/${directive}.js`),
    ),
    specifiers: {
      'lit-html': 'development/lit-html.js',
      'lit-html/is-server.js': 'development/is-server.js',
      ...Object.fromEntries(DIRECTIVES.map(directiveSpecifier)),
    },
  },
  {
    name: 'lit-element',
    scope: 'page',
    importers: ['static/vendor/lit/development/index.js'],
    files: same('development/lit-element.js'),
    specifiers: { 'lit-element/lit-element.js': 'development/lit-element.js' },
  },
  {
    name: '@lit/reactive-element',
    scope: 'page',
    importers: ['static/vendor/lit-element/development/lit-element.js'],
    files: same('development/reactive-element.js', 'development/css-tag.js'),
    specifiers: { '@lit/reactive-element': 'development/reactive-element.js' },
  },
  ...['state', 'view', 'model', 'transform', 'keymap', 'history', 'commands', 'inputrules']
    .map((part) => prosemirror(`prosemirror-${part}`)),
  {
    name: 'orderedmap',
    scope: 'page',
    importers: ['static/vendor/prosemirror-model/dist/index.js'],
    files: same('dist/index.js'),
    specifiers: { orderedmap: 'dist/index.js' },
  },
  {
    name: 'rope-sequence',
    scope: 'page',
    importers: ['static/vendor/prosemirror-history/dist/index.js'],
    files: same('dist/index.js'),
    specifiers: { 'rope-sequence': 'dist/index.js' },
  },
  {
    name: 'w3c-keyname',
    scope: 'page',
    importers: ['static/vendor/prosemirror-keymap/dist/index.js'],
    files: same('index.js'),
    specifiers: { 'w3c-keyname': 'index.js' },
  },
  {
    name: 'idb',
    scope: 'page',
    importers: ['static/js/store/database.js'],
    files: same('build/index.js'),
    specifiers: { idb: 'build/index.js' },
  },
  {
    name: 'qr',
    scope: 'page',
    importers: ['static/js/ui/qr.js', 'static/js/ui/qr-camera.js'],
    files: same('index.js', 'decode.js', 'dom.js'),
    specifiers: { qr: 'index.js', 'qr/dom.js': 'dom.js' },
    notices: same('LICENSE-MIT'),
  },
  zxcvbn('core', '.core', 'MatcherBaseClass, Options, ZxcvbnFactory, debounce', {
    '../../fastest-levenshtein/LICENSE.md': 'LICENSE.fastest-levenshtein.md',
  }),
  zxcvbn('language-common', '["language-common"]', 'adjacencyGraphs, dictionary', COMPRESSION),
  zxcvbn('language-fr', '["language-fr"]', 'dictionary, translations', {
    ...COMPRESSION, ...same('NOTICE.md', 'THIRD_PARTY_LICENSES.md'),
  }),
  font('literata', ['latin-opsz-normal', 'latin-ext-opsz-normal', 'latin-opsz-italic', 'latin-ext-opsz-italic']),
  font('atkinson-hyperlegible-next', ['latin-wght-normal', 'latin-ext-wght-normal']),
  font('atkinson-hyperlegible-mono', ['latin-wght-normal', 'latin-ext-wght-normal']),
];
