import type { PKCS11 } from "pkcs11js";
import { answerOf, cryptoki } from "./cryptoki.ts";
import { TokenError } from "./errors.ts";

/** By the module's path. Kept as long as the thread: what is collected would be unloaded under the others. */
const loaded = new Map<string, PKCS11>();

/**
 * The module of the token's maker, ready to be called.
 * @param path of the shared library
 * @throws TokenError `token.driver_missing`, `token.module_unusable`
 */
export async function loadDriver(path: string): Promise<PKCS11> {
  const known = loaded.get(path);
  if (known) return known;
  const { PKCS11 } = await importPackage();
  const driver = new PKCS11();
  try {
    driver.load(path);
  } catch (error) {
    throw unusable(path, error);
  }
  loaded.set(path, driver);
  return driver;
}

/**
 * Begins to use the library (C_Initialize, PKCS#11 §5.4), unless another thread of the process has.
 * @throws TokenError `token.module_unusable`
 */
export function initialize(driver: PKCS11, path: string): void {
  try {
    driver.C_Initialize({ flags: cryptoki.CKF_OS_LOCKING_OK });
  } catch (error) {
    if (answerOf(error) !== "CKR_CRYPTOKI_ALREADY_INITIALIZED") throw unusable(path, error);
  }
}

/** The package is optional: who has no token needs no compiler. */
async function importPackage(): Promise<typeof import("pkcs11js")> {
  try {
    // A CommonJS module whose exports Node cannot foresee: all of it is the default.
    const module = (await import("pkcs11js")) as unknown as { default: typeof import("pkcs11js") };
    return module.default;
  } catch (error) {
    throw new TokenError(
      "token.driver_missing",
      "SELLO_TOKEN_MODULE names a token, but the package pkcs11js is not built. Install a C++ compiler, run `node scripts/token/buildDriver.ts` in Sello's folder, then start again.",
      {},
      error,
    );
  }
}

const unusable = (path: string, cause: unknown): TokenError =>
  new TokenError(
    "token.module_unusable",
    `The PKCS#11 module ${path} (SELLO_TOKEN_MODULE) does not work here: ${(cause as Error).message}.`,
    { module: path },
    cause,
  );
