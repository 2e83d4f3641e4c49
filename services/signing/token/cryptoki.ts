/**
 * Values of PKCS#11 (OASIS, Cryptographic Token Interface, version 3.0) that are used here. The older ones are the same
 * in version 2.40; the Edwards curves came with 3.0.
 */
export const cryptoki = {
  // Of C_Initialize (§5.4) and C_OpenSession (§5.6).
  CKF_OS_LOCKING_OK: 0x02,
  CKF_RW_SESSION: 0x02,
  CKF_SERIAL_SESSION: 0x04,
  CKU_USER: 1,
  CKO_PUBLIC_KEY: 2,
  CKO_PRIVATE_KEY: 3,
  CKK_EC: 0x03,
  CKK_EC_EDWARDS: 0x40,
  CKA_CLASS: 0x00,
  CKA_TOKEN: 0x01,
  CKA_PRIVATE: 0x02,
  CKA_LABEL: 0x03,
  CKA_KEY_TYPE: 0x100,
  CKA_ID: 0x102,
  CKA_SENSITIVE: 0x103,
  CKA_SIGN: 0x108,
  CKA_VERIFY: 0x10a,
  CKA_EXTRACTABLE: 0x162,
  CKA_EC_PARAMS: 0x180,
  CKA_EC_POINT: 0x181,
  CKM_EC_KEY_PAIR_GEN: 0x1040,
  CKM_ECDSA: 0x1041,
  CKM_EC_EDWARDS_KEY_PAIR_GEN: 0x1055,
  CKM_EDDSA: 0x1057,
} as const;

/** What a token answers when it does not know a kind of key or a way to sign (§5.1.6). */
const unsupported = new Set([
  "CKR_MECHANISM_INVALID",
  "CKR_MECHANISM_PARAM_INVALID",
  "CKR_CURVE_NOT_SUPPORTED",
  "CKR_DOMAIN_PARAMS_INVALID",
  "CKR_FUNCTION_NOT_SUPPORTED",
  "CKR_KEY_TYPE_INCONSISTENT",
  "CKR_ATTRIBUTE_TYPE_INVALID",
  "CKR_ATTRIBUTE_VALUE_INVALID",
  "CKR_TEMPLATE_INCONSISTENT",
]);

/** What a token that is away answers, or a library that has not noticed that it is back (§5.1.6). */
const away = new Set([
  "CKR_CRYPTOKI_NOT_INITIALIZED",
  "CKR_DEVICE_ERROR",
  "CKR_DEVICE_REMOVED",
  "CKR_FUNCTION_FAILED",
  "CKR_GENERAL_ERROR",
  "CKR_SLOT_ID_INVALID",
  "CKR_TOKEN_NOT_PRESENT",
  "CKR_TOKEN_NOT_RECOGNIZED",
]);

/** The name of what a token answered, such as `CKR_PIN_INCORRECT`; null for what is no answer of a token. */
export const answerOf = (error: unknown): string | null =>
  error instanceof Error && error.message.startsWith("CKR_") ? error.message : null;

export const isAway = (error: unknown): boolean => away.has(answerOf(error) ?? "");

export const isUnsupported = (error: unknown): boolean => unsupported.has(answerOf(error) ?? "");
