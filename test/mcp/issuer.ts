// An issuer of access tokens on loopback: it gives its public keys, and signs what a test asks for.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll } from 'vitest';

export interface Issuer {
  /** As tokens spell it. */
  url: string;
  /** Where its keys are asked for: how often. */
  asked(): number;
  /** Answers with this status instead of the keys; undefined for the keys. */
  refuse(status: number | undefined): void;
  /** A token of its own, for this long. */
  sign(claims: Claims, options?: Signing): Promise<string>;
  /** Its public key as PEM-like text: what a forger has. */
  publicKey: string;
}

/** What a token says, true or not. */
export type Claims = Readonly<Record<string, unknown>>;

export interface Signing {
  /** Seconds from now until it expires; undefined for never. */
  seconds?: number | undefined;
  issuer?: string;
  /** What the header calls it. */
  typ?: string;
  /** Signs by a key that the issuer does not give. */
  strange?: boolean;
}

const second = 1_000;

/** One issuer for one file of tests. */
export async function issuer(): Promise<Issuer> {
  const own = await generateKeyPair('RS256');
  const strange = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(own.publicKey)), kid: 'own', use: 'sig', alg: 'RS256' };
  let asked = 0;
  let refusal: number | undefined;
  const server = createServer((_, response) => {
    asked++;
    response.writeHead(refusal ?? 200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: [jwk] }));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  // A listening server has an address with a port.
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    publicKey: JSON.stringify(jwk),
    asked: () => asked,
    refuse: status => {
      refusal = status;
    },
    sign: async (claims, { seconds = 300, issuer: named = url, strange: byStranger = false, typ } = {}) => {
      const now = Math.floor(Date.now() / second);
      // Whoever forges a token keeps to no type.
      const token = new SignJWT({ iat: now, iss: named, ...claims } as JWTPayload).setProtectedHeader({
        alg: 'RS256',
        kid: byStranger ? 'strange' : 'own',
        ...(typ !== undefined && { typ }),
      });
      if (!('exp' in claims)) token.setExpirationTime(now + seconds);
      return await token.sign(byStranger ? strange.privateKey : own.privateKey);
    },
  };
}
