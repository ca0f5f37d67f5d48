// The vault's envelope, opened from its description alone (docs/storage-schema.md): none of the Worker's code.

import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';

const PURPOSES = ['record', 'unattended', 'revocation', 'pending', 'way_home'];

/** What is sealed in a text of base64url, for `subject` (a tenant's id or name); undefined where that does not open it. */
export function open(master: Buffer, subject: string, text: string): { purpose: string; plain: string } | undefined {
  const envelope = Buffer.from(text.replace(/^m\./, ''), 'base64url');
  const idLength = envelope[1] ?? 0;
  if (envelope[0] !== 1 || envelope.length < 2 + idLength + 12 + 16) return undefined;
  const keyId = envelope.subarray(2, 2 + idLength).toString();
  const nonce = envelope.subarray(2 + idLength, 14 + idLength);
  const sealed = envelope.subarray(14 + idLength, -16);
  for (const purpose of PURPOSES) {
    const decipher = createDecipheriv('aes-256-gcm', keyOf(master, purpose, subject), nonce).setAuthTag(envelope.subarray(-16));
    decipher.setAAD(associated(purpose, subject, keyId));
    try {
      return { purpose, plain: Buffer.concat([decipher.update(sealed), decipher.final()]).toString() };
    } catch {
      // Not for this subject and purpose.
    }
  }
  return undefined;
}

/** Seals a text as the Worker would. */
export function seal(master: Buffer, keyId: string, purpose: string, subject: string, plain: string): string {
  // Nothing is sealed twice with it: the texts of tests are no secrets.
  const nonce = Buffer.alloc(12, 9);
  const cipher = createCipheriv('aes-256-gcm', keyOf(master, purpose, subject), nonce).setAAD(associated(purpose, subject, keyId));
  const sealed = [cipher.update(plain), cipher.final()];
  return Buffer.concat([Buffer.from([1, keyId.length]), Buffer.from(keyId), nonce, ...sealed, cipher.getAuthTag()]).toString('base64url');
}

function keyOf(master: Buffer, purpose: string, subject: string): Buffer {
  return Buffer.from(hkdfSync('sha256', master, subject, `openpurse/v1/${purpose}`, 32));
}

function associated(purpose: string, subject: string, keyId: string): Buffer {
  return Buffer.concat([Buffer.from([1]), ...[purpose, subject, keyId].flatMap(withLength)]);
}

function withLength(part: string): Buffer[] {
  const length = Buffer.alloc(8);
  length.writeBigUInt64BE(BigInt(Buffer.byteLength(part)));
  return [length, Buffer.from(part)];
}

/** Every text in the bytes that may be an envelope in base64url. The first byte of one is 1, so its first letters are `AQ`. */
export function envelopes(bytes: Buffer): string[] {
  return bytes.toString('latin1').match(/AQ[\w-]{60,}/g) ?? [];
}
