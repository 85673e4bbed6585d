/** Documents that somebody hostile would seal: words that look like code, in every place where a document holds words. */

import { readFileSync } from 'node:fs';

import { blankEntry } from '../../static/js/domain/entry.js';

/** Words of people who would like to be code. @type {string[]} */
export const WORDS = JSON.parse(readFileSync(new URL('../hostile-words.json', import.meta.url), 'utf8'));

const blank = () => ({ .../** @type {any} */ (blankEntry('entry', '2026-11-20', 1)), body: [['paragraph', [['a', []]]]] });

/** Where words are words: they are shown as they are. @type {Record<string, (words: string) => any>} */
export const SHOWN = {
  'the title': (words) => ({ ...blank(), title: words }),
  'a tag': (words) => ({ ...blank(), tags: [words] }),
  'a word': (words) => ({ ...blank(), body: [['paragraph', [[words, ['strong']]]], ['todo', [[words, ['alias']]]]] }),
  'a field': (words) => ({ ...blank(), kind: 'case', fields: { moment: words } }),
};

/** Where words would be structure: such a document is refused. @type {Record<string, (words: string) => any>} */
export const REFUSED = {
  'the kind': (words) => ({ ...blank(), kind: words }),
  'a block': (words) => ({ ...blank(), body: [[words, [['a', []]]]] }),
  'a mark': (words) => ({ ...blank(), body: [['paragraph', [['a', [words]]]]] }),
  'an address': (words) => ({ ...blank(), body: [['paragraph', [['a', [`link:${words}`]]]]] }),
  'the day': (words) => ({ ...blank(), lived: words }),
  'a name of field': (words) => ({ ...blank(), kind: 'case', fields: Object.fromEntries([[words, 'a']]) }),
  'one more key': (words) => ({ ...blank(), ...Object.fromEntries([[words, 'a']]) }),
  'words for runs': (words) => ({ ...blank(), body: [['paragraph', words]] }),
  'words for a body': (words) => ({ ...blank(), body: words }),
  'words for a time': (words) => ({ ...blank(), edited: words }),
};
