/** Files given to and taken from the device. Nothing here touches the network. */

/** Saves a file where the browser keeps downloads. @param {string|Uint8Array} content @param {string} name never made of a title @param {string} type */
export function saveFile(content, name, type) {
  const address = URL.createObjectURL(new Blob([/** @type {BlobPart} */ (content)], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** @param {File} file @returns {Promise<Uint8Array<ArrayBuffer>>} */
export async function readFile(file) {
  return new Uint8Array(await file.arrayBuffer());
}
