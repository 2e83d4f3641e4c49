// Make documents and status list tokens. Private keys stay with the caller: each function takes
// one that signs bytes.
export { type DocumentPayload, toSubjectClaims } from "./presentation/DocumentPayload.ts";
export { type BuiltDocument, buildDocument, type DocumentRequest } from "./sdjwt/buildDocument.ts";
export { signJws } from "./sdjwt/Jws.ts";
export { toJwkThumbprint } from "./sdjwt/jwkThumbprint.ts";
export {
  encodeStatusListToken,
  packStatuses,
  type StatusListTokenRequest,
} from "./status/encodeStatusList.ts";
