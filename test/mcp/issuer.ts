// A fake OAuth issuer on loopback: serves its JWKS, and signs tokens for the tests.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll } from 'vitest';

/** A started issuer; stopped after the tests of the file. */
export interface Issuer {
  /** The value of `iss`. */
  url: string;
  /** Number of JWKS requests so far. */
  keyRequests(): number;
  /** Responds with this status instead of the keys; undefined to serve the keys again. */
  failWith(status: number | undefined): void;
  /** Signs a token. */
  sign(claims: Claims, options?: SignOptions): Promise<string>;
  /** Its public key as JSON, which a forger could use as an HMAC secret. */
  publicKey: string;
}

/** The claims of a token, valid or not. */
export type Claims = Readonly<Record<string, unknown>>;

/** How a token is signed. */
export interface SignOptions {
  /** Seconds from now; 300 by default. Ignored if the claims have `exp`. */
  expiresInS?: number | undefined;
  issuer?: string;
  /** `typ` of the header. */
  typ?: string;
  /** Signs with a key that is not in the JWKS. */
  withUnknownKey?: boolean;
}

/** Starts an issuer on loopback. */
export async function startIssuer(): Promise<Issuer> {
  const publishedKey = await generateKeyPair('RS256');
  const unknownKey = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publishedKey.publicKey)), kid: 'published', use: 'sig', alg: 'RS256' };
  let keyRequests = 0;
  let failureStatus: number | undefined;
  const server = createServer((_, response) => {
    keyRequests++;
    response.writeHead(failureStatus ?? 200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: [jwk] }));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  // A listening TCP server has an AddressInfo.
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    publicKey: JSON.stringify(jwk),
    keyRequests: () => keyRequests,
    failWith: status => {
      failureStatus = status;
    },
    sign: async (claims, { expiresInS = 300, issuer = url, withUnknownKey = false, typ } = {}) => {
      const now = Math.floor(Date.now() / 1_000);
      // Claims of malformed tokens have other types than JWTPayload allows.
      const token = new SignJWT({ iat: now, iss: issuer, ...claims } as JWTPayload).setProtectedHeader({
        alg: 'RS256',
        kid: withUnknownKey ? 'unknown' : 'published',
        ...(typ !== undefined && { typ }),
      });
      if (!('exp' in claims)) token.setExpirationTime(now + expiresInS);
      return await token.sign(withUnknownKey ? unknownKey.privateKey : publishedKey.privateKey);
    },
  };
}
