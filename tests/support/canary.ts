// Looking for what must not be there, however it may have been written.

/** The bytes of a text in the ways in which it may have been written down. */
export function spellings(text: string): Map<string, Buffer> {
  const bytes = Buffer.from(text);
  const all = new Map<string, Buffer>([
    ['plain', bytes],
    ['URL-encoded', Buffer.from(encodeURIComponent(text))],
    ['form-encoded', Buffer.from(new URLSearchParams({ x: text }).toString().slice(2))],
    ['JSON', Buffer.from(JSON.stringify(text).slice(1, -1))],
    ['hex', Buffer.from(bytes.toString('hex'))],
    ['UTF-16', Buffer.from(text, 'utf16le')],
  ]);
  // In base64 a text looks different at each of three places; its first and last letters depend on what is beside it.
  for (const before of [0, 1, 2]) {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64').replaceAll('=', '');
    const whole = encoded.slice(before === 0 ? 0 : before + 1, Math.floor(((bytes.length + before) * 8) / 6));
    if (whole.length < SHORTEST) continue;
    all.set(`base64 at ${before}`, Buffer.from(whole));
    all.set(`base64url at ${before}`, Buffer.from(whole.replaceAll('+', '-').replaceAll('/', '_')));
  }
  return all;
}

/** Shorter texts are met by chance in a few hundred kilobytes of sealed ones. */
export const SHORTEST = 8;

/** Which of the texts are in the bytes, and how they are written there. */
export function found(bytes: Buffer, texts: Iterable<string>): string[] {
  return [...texts].flatMap((text) => [...spellings(text)].filter(([, spelling]) => bytes.includes(spelling)).map(([how]) => `${text} (${how})`));
}

/** Which of the amounts are in the bytes: as numbers of their own, not as digits of longer ones. */
export function foundAmounts(bytes: Buffer, amounts: Iterable<string>): string[] {
  const numbers = new Set(bytes.toString('latin1').match(/\d+\.\d{2}(?![\d.])/g));
  return [...amounts].filter((amount) => numbers.has(amount));
}
