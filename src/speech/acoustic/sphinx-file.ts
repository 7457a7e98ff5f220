import { InputError } from '../../errors.ts';

const BYTE_ORDER = 0x11223344;

/**
 * The body of a file of Sphinx's `s3` kind: a header of text that ends with `endhdr`, then a word that shows the byte
 * order, then the body.
 *
 * @throws InputError where it is not such a file, or has the opposite byte order
 */
export function sphinxBody(bytes: Uint8Array, name: string): DataView {
  const header = new TextDecoder('latin1').decode(bytes.subarray(0, 4_096));
  const end = header.indexOf('endhdr\n');
  if (!header.startsWith('s3\n') || end < 0) throw new InputError(`${name} is not a model file of Sphinx.`);
  const start = end + 'endhdr\n'.length;
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, bytes.byteLength - start);
  if (view.getUint32(0, true) !== BYTE_ORDER)
    throw new InputError(`${name} was written with the opposite byte order.`);
  return new DataView(view.buffer, view.byteOffset + 4, view.byteLength - 4);
}
