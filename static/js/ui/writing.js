/** Fields in which one writes. */

/** Makes a field as tall as its text, so that nothing scrolls inside it. @param {HTMLTextAreaElement} field */
export function fitHeight(field) {
  field.style.blockSize = 'auto';
  field.style.blockSize = `${field.scrollHeight}px`;
}

/** Fits every text field below a node, once drawn. @param {ParentNode} root */
export function fitAll(root) {
  for (const field of root.querySelectorAll('textarea')) fitHeight(field);
}
