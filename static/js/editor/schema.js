/**
 * What a text is made of: a flat sequence of blocks of marked words (docs/browser-client.md, "Entry document").
 * A link is drawn without an address the browser could follow or look up by itself.
 */

import { Schema } from './prosemirror.js';

/** An address one may put in a text: http or https, nothing else. @param {string} address @returns {boolean} */
export function isAddress(address) {
  return /^https?:\/\/[^\s]+$/i.test(address) && URL.canParse(address);
}

/** A pasted element that holds paragraphs of its own is read through. @param {HTMLElement} element @returns {null|false} */
const unlessParagraphs = (element) => (element.querySelector('p, div, li') ? false : null);

/** @param {string} name */
const block = (name) => ({ group: 'block', content: 'text*', marks: '_', defining: name !== 'paragraph' });

export const schema = new Schema({
  nodes: {
    doc: { content: 'block+' },
    paragraph: { ...block('paragraph'), parseDOM: [{ tag: 'p' }], toDOM: () => ['p', 0] },
    heading: { ...block('heading'), parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}` })), toDOM: () => ['h2', 0] },
    quote: {
      ...block('quote'),
      parseDOM: [{ tag: 'blockquote p', priority: 60 }, { tag: 'blockquote', getAttrs: unlessParagraphs }],
      toDOM: () => ['blockquote', 0],
    },
    item: {
      ...block('item'),
      parseDOM: [{ tag: 'p.item', priority: 60 }, { tag: 'li p', priority: 60 }, { tag: 'li', getAttrs: unlessParagraphs }],
      toDOM: () => ['p', { class: 'item' }, 0],
    },
    text: {},
  },
  marks: {
    strong: { parseDOM: [{ tag: 'strong' }, { tag: 'b' }], toDOM: () => ['strong', 0] },
    em: { parseDOM: [{ tag: 'em' }, { tag: 'i' }], toDOM: () => ['em', 0] },
    link: {
      attrs: { address: { validate: 'string' } },
      inclusive: false,
      parseDOM: [
        { tag: 'span.link', getAttrs: (/** @type {HTMLElement} */ element) => readAddress(element.dataset.address) },
        { tag: 'a[href]', getAttrs: (/** @type {HTMLElement} */ element) => readAddress(element.getAttribute('href')) },
      ],
      toDOM: (mark) => ['span', { class: 'link', 'data-address': mark.attrs.address, role: 'link' }, 0],
    },
  },
});

/** @param {string|null|undefined} address @returns {{address: string}|false} */
function readAddress(address) {
  return address && isAddress(address) ? { address } : false;
}
