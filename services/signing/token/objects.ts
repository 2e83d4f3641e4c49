import type { Handle } from "pkcs11js";
import { answerOf, cryptoki, isUnsupported } from "./cryptoki.ts";
import { TokenError } from "./errors.ts";
import type { OpenSession } from "./logIn.ts";
import { type TokenKind, tokenKinds } from "./tokenKinds.ts";

/** Of P-256, secp256k1 (r‖s, PKCS#11 §2.3.1) and Ed25519 (RFC 8032) alike. */
const signatureBytes = 64;
/** More than one object has the same CKA_ID: the two halves of a key. */
const objectsMax = 8;

export type WantedPair = {
  readonly kind: TokenKind;
  readonly curve: Buffer;
  readonly id: Buffer;
  readonly label: string;
  /** Whether it is kept by the token, or gone with the session. */
  readonly lasting: boolean;
};

/**
 * Makes a key pair whose private half signs, and is shown to nobody.
 * @returns CKA_EC_POINT of the public half
 * @throws TokenError `token.kind_unsupported`
 */
export function generatePair(open: OpenSession, wanted: WantedPair): Buffer {
  const { driver, session } = open;
  const { generate } = tokenKinds[wanted.kind];
  const { publicTemplate, privateTemplate } = toTemplates(wanted);
  const { publicKey, privateKey } = asSupport(() =>
    driver.C_GenerateKeyPair(session, { mechanism: generate }, publicTemplate, privateTemplate),
  );
  if (!isKept(open, privateKey)) {
    removePair(open, wanted.id);
    throw new TokenError("token.kind_unsupported", "The token gives private keys away.");
  }
  return read(open, publicKey, cryptoki.CKA_EC_POINT);
}

/** @returns null when there is none */
export function findPrivateKey(open: OpenSession, id: Buffer): Handle | null {
  const isPrivate = { type: cryptoki.CKA_CLASS, value: cryptoki.CKO_PRIVATE_KEY };
  return findObjects(open, [isPrivate, { type: cryptoki.CKA_ID, value: id }])[0] ?? null;
}

export function removePair(open: OpenSession, id: Buffer): void {
  for (const handle of findObjects(open, [{ type: cryptoki.CKA_ID, value: id }]))
    open.driver.C_DestroyObject(open.session, handle);
}

/** @throws TokenError `token.kind_unsupported` */
export function signWith(
  { driver, session }: OpenSession,
  mechanism: number,
  key: Handle,
  input: Uint8Array,
): Uint8Array {
  asSupport(() => driver.C_SignInit(session, { mechanism }, key));
  const data = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
  return driver.C_Sign(session, data, Buffer.alloc(signatureBytes));
}

function toTemplates({ kind, curve, id, label, lasting }: WantedPair) {
  const { keyType } = tokenKinds[kind];
  const both = [
    { type: cryptoki.CKA_TOKEN, value: lasting },
    { type: cryptoki.CKA_KEY_TYPE, value: keyType },
    { type: cryptoki.CKA_ID, value: id },
    { type: cryptoki.CKA_LABEL, value: label },
  ];
  return {
    publicTemplate: [
      ...both,
      { type: cryptoki.CKA_EC_PARAMS, value: curve },
      { type: cryptoki.CKA_VERIFY, value: true },
    ],
    privateTemplate: [
      ...both,
      { type: cryptoki.CKA_PRIVATE, value: true },
      { type: cryptoki.CKA_SENSITIVE, value: true },
      { type: cryptoki.CKA_EXTRACTABLE, value: false },
      { type: cryptoki.CKA_SIGN, value: true },
    ],
  };
}

/** Whether the token did as it was told: it may not show the private key (PKCS#11 §4.9). */
const isKept = (open: OpenSession, key: Handle): boolean =>
  read(open, key, cryptoki.CKA_SENSITIVE)[0] === 1 &&
  read(open, key, cryptoki.CKA_EXTRACTABLE)[0] === 0;

function read({ driver, session }: OpenSession, object: Handle, type: number): Buffer {
  return driver.C_GetAttributeValue(session, object, [{ type }])[0]?.value as Buffer;
}

function findObjects(
  { driver, session }: OpenSession,
  template: { readonly type: number; readonly value: number | Buffer }[],
): readonly Handle[] {
  driver.C_FindObjectsInit(session, template);
  try {
    return driver.C_FindObjects(session, objectsMax);
  } finally {
    driver.C_FindObjectsFinal(session);
  }
}

/** A token that cannot do something says so in several ways; that is no reason to open another session. */
function asSupport<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!isUnsupported(error)) throw error;
    throw new TokenError(
      "token.kind_unsupported",
      `The token does not do that (${answerOf(error)}).`,
      {},
      error,
    );
  }
}
