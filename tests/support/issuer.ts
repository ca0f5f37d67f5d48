// Somebody else's sign-in, as bearer tokens come from: an issuer with keys of all three kinds, which it publishes on this
// machine, and which it may change, or fail to publish.

import { createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Algorithm = 'RS256' | 'ES256' | 'EdDSA';
export type Claims = Record<string, unknown>;

/** How the address of the keys answers. */
export type Manner = 'keys' | 'down' | 'redirect' | 'large' | 'not keys' | 'silence';

export const AUDIENCE = 'openpurse-test';

export interface Key {
  kid: string;
  alg: Algorithm;
  private: KeyObject;
  public: KeyObject;
}

export class Issuer {
  /** The name in the tokens; nothing is ever asked there. */
  readonly name = 'https://issuer.example/';
  readonly url: string;
  /** How often the keys were asked for. */
  requests = 0;
  manner: Manner = 'keys';
  readonly keys: Record<Algorithm, Key> = { RS256: newKey('RS256'), ES256: newKey('ES256'), EdDSA: newKey('EdDSA') };
  /** Every token that was ever signed: none may be in a log. */
  readonly tokens: string[] = [];
  readonly #server;

  private constructor(server: ReturnType<typeof createServer>) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;
    server.on('request', ({ url }, answer) => {
      if (url !== '/moved') this.requests += 1;
      this.#answer(url === '/moved' ? 'keys' : this.manner, answer);
    });
  }

  static async start(): Promise<Issuer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Issuer(server);
  }

  /** The Worker's settings for it. */
  get settings(): Record<string, string> {
    return { JWT_ISSUER: this.name, JWT_AUDIENCE: AUDIENCE, JWT_JWKS_URL: this.url };
  }

  /** Replaces the key of an algorithm by a new one. */
  rotate(alg: Algorithm): void {
    this.keys[alg] = newKey(alg);
  }

  claims(sub: string): Claims {
    const now = Math.floor(Date.now() / 1000);
    return { iss: this.name, aud: AUDIENCE, sub, iat: now, exp: now + 600 };
  }

  /** A good token for somebody. */
  token(sub: string, alg: Algorithm = 'ES256'): string {
    return this.sign(this.claims(sub), this.keys[alg]);
  }

  /** A token of these claims; `header` is added to the right one or changes it. */
  sign(claims: Claims, key: Key, header: Record<string, unknown> = {}): string {
    const message = encode({ alg: key.alg, kid: key.kid, typ: 'JWT' }, header, claims);
    const hash = key.alg === 'EdDSA' ? null : 'sha256';
    const signature = sign(hash, Buffer.from(message), { key: key.private, dsaEncoding: 'ieee-p1363' });
    return this.#signed(message, signature);
  }

  /** A token signed with a public key as if that were a secret. */
  confused(sub: string): string {
    const key = this.keys.RS256;
    const message = encode({ alg: 'HS256', kid: key.kid }, {}, this.claims(sub));
    const secret = key.public.export({ type: 'spki', format: 'pem' });
    return this.#signed(message, createHmac('sha256', secret).update(message).digest());
  }

  /** A token that is not signed. */
  unsigned(sub: string): string {
    return this.#signed(encode({ alg: 'none' }, {}, this.claims(sub)), Buffer.alloc(0));
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #signed(message: string, signature: Buffer): string {
    const token = `${message}.${signature.toString('base64url')}`;
    this.tokens.push(token);
    return token;
  }

  #answer(manner: Manner, answer: ServerResponse): void {
    const keys = Object.values(this.keys).map(({ kid, alg, public: key }) => ({ ...key.export({ format: 'jwk' }), kid, alg, use: 'sig' }));
    // A key that is of no use here must not spoil the others.
    const text = JSON.stringify({ keys: [{ kty: 'oct', kid: 'shared', k: 'AAAA' }, ...keys] });
    const json = { 'content-type': 'application/json' };
    switch (manner) {
      case 'keys': return void answer.writeHead(200, json).end(text);
      case 'down': return void answer.writeHead(503).end();
      case 'redirect': return void answer.writeHead(302, { location: '/moved' }).end();
      case 'large': return void answer.writeHead(200, json).end(text + ' '.repeat(64 * 1024));
      case 'not keys': return void answer.writeHead(200, json).end('{"ok":true}');
      case 'silence': return;
    }
  }
}

/** The headers of a request with a token. */
export function bearing(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}

let made = 0;

function newKey(alg: Algorithm): Key {
  made += 1;
  const pair =
    alg === 'RS256' ? generateKeyPairSync('rsa', { modulusLength: 2048 })
    : alg === 'ES256' ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
    : generateKeyPairSync('ed25519');
  return { kid: `${alg}-${made}`, alg, private: pair.privateKey, public: pair.publicKey };
}

function encode(header: object, more: object, claims: Claims): string {
  return [{ ...header, ...more }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
}
