// Verify with a network at hand: fetch, pin, keep. The only part of the sdk that does I/O and reads a clock.
export type { KeptKnowledge } from "./online/KeptKnowledge.ts";
export { OnlineError, type OnlineErrorCode } from "./online/OnlineError.ts";
export {
  type OnlineVerdict,
  OnlineVerifier,
  type OnlineVerifierOptions,
  type VerifyOptions,
} from "./online/OnlineVerifier.ts";
export { MemoryStore, type VerifierStore } from "./online/VerifierStore.ts";
