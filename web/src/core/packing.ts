// A feed as short text and back, for a store that takes text only: gzip, then base64.

/** Less than the number of arguments that a call can have. */
const STEP = 0x6000;

export async function pack(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const packed = await through(bytes, new CompressionStream('gzip'));
  let text = '';
  // A step is a multiple of three bytes, so that none but the last ends with padding.
  for (let at = 0; at < packed.length; at += STEP) text += btoa(String.fromCharCode(...packed.subarray(at, at + STEP)));
  return text;
}

/** @throws when it is not what was packed, whole. */
export async function unpack(text: string): Promise<Uint8Array<ArrayBuffer>> {
  return through(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)), new DecompressionStream('gzip'));
}

async function through(bytes: Uint8Array<ArrayBuffer>, transform: GenericTransformStream): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough<Uint8Array<ArrayBuffer>>(transform as ReadableWritablePair);
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
