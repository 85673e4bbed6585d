/**
 * What a text is made of: a flat sequence of blocks of marked words (docs/browser-client.md, "Entry document"), and what is taken of a
 * page, a letter or a mail that is pasted. A link is drawn without an address the browser could follow or look up by itself.
 */

import { Schema } from './prosemirror.js';

/** @typedef {import('prosemirror-model').TagParseRule} TagParseRule */

/** An address one may put in a text: http or https, nothing else. @param {string} address @returns {boolean} */
export function isAddress(address) {
  return /^https?:\/\/[^\s]+$/i.test(address) && URL.canParse(address);
}

/** A pasted element that holds paragraphs of its own is read through. @param {HTMLElement} element @returns {null|false} */
const unlessParagraphs = (element) => (element.querySelector('p, div, li') ? false : null);

/** @param {boolean} ticked @returns {(element: HTMLElement) => null|false} whether an item of a pasted list begins with a box */
const boxed = (ticked) => (element) => {
  const box = element.querySelector('input[type="checkbox"]');
  return box && box.hasAttribute('checked') === ticked && unlessParagraphs(element) === null ? null : false;
};

/** @param {number[]} levels @returns {TagParseRule[]} */
const headings = (levels) => levels.map((level) => ({ tag: `h${level}` }));

/** @param {TagParseRule[]} parseDOM @param {boolean} [defining] whether words pasted over it take its place in its kind @returns {import('prosemirror-model').NodeSpec} */
const block = (parseDOM, defining = true) => ({ group: 'block', content: 'text*', marks: '_', defining, parseDOM });

/** Whether the style of a pasted element says something (`pasted.js` renames it). @param {RegExp} what @returns {(element: HTMLElement) => null|false} */
const styled = (what) => (element) => (what.test(element.dataset.style ?? '') ? null : false);

/** @param {RegExp} what @returns {(element: HTMLElement) => null|false} */
const unlessStyled = (what) => (element) => (styled(what)(element) === null ? false : null);

/** Word processors write weights and slants as styles, and one of them puts a page in a `b` that is not bold. */
const STRONG = [
  { tag: 'strong' }, { tag: 'b', getAttrs: unlessStyled(/(^|;)\s*font-weight:\s*(normal|400)/i) },
  { tag: 'span[data-style]', consuming: false, getAttrs: styled(/(^|;)\s*font-weight:\s*(bold|[6-9]00)/i) },
];
const EM = [
  { tag: 'em' }, { tag: 'i', getAttrs: unlessStyled(/(^|;)\s*font-style:\s*normal/i) },
  { tag: 'span[data-style]', consuming: false, getAttrs: styled(/(^|;)\s*font-style:\s*italic/i) },
];

export const schema = new Schema({
  nodes: {
    doc: { content: 'block+' },
    paragraph: { ...block([{ tag: 'p' }, { tag: 'td, th, dt, dd, pre, figcaption', getAttrs: unlessParagraphs }], false), toDOM: () => ['p', 0] },
    heading: { ...block(headings([1, 2])), toDOM: () => ['h2', 0] },
    subheading: { ...block(headings([3, 4, 5, 6])), toDOM: () => ['h3', 0] },
    quote: {
      ...block([{ tag: 'blockquote p', priority: 60 }, { tag: 'blockquote', getAttrs: unlessParagraphs }]),
      toDOM: () => ['blockquote', 0],
    },
    item: {
      ...block([
        { tag: 'p.item, p[class^="MsoListParagraph"]', priority: 60 }, { tag: 'li p', priority: 60 }, { tag: 'li', getAttrs: unlessParagraphs },
      ]),
      toDOM: () => ['p', { class: 'item' }, 0],
    },
    todo: { ...block([{ tag: 'p.task.todo', priority: 70 }, { tag: 'li', getAttrs: boxed(false), priority: 70 }]), toDOM: () => ['p', { class: 'task todo' }, 0] },
    done: { ...block([{ tag: 'p.task.done', priority: 70 }, { tag: 'li', getAttrs: boxed(true), priority: 70 }]), toDOM: () => ['p', { class: 'task done' }, 0] },
    text: {},
  },
  marks: {
    strong: { parseDOM: STRONG, toDOM: () => ['strong', 0] },
    em: { parseDOM: EM, toDOM: () => ['em', 0] },
    alias: { inclusive: false, parseDOM: [{ tag: 'span.alias' }], toDOM: () => ['span', { class: 'alias' }, 0] },
    link: {
      attrs: { address: { validate: 'string' } },
      inclusive: false,
      parseDOM: [
        // the bullet that a word processor writes as words
        { tag: 'span[data-style]', ignore: true, priority: 80, getAttrs: styled(/mso-list:\s*ignore/i) },
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
