// Ask for a proof, and answer who asks: OpenID4VP 1.0, as far as one document and a service between two browsers need it.
// The answer is bound to the request by audience and nonce, and encrypted to a key of who asks.
export { answersProof } from "./request/answersRequest.ts";
export { type MadeRequest, makeProofRequest } from "./request/makeProofRequest.ts";
export {
  type AskedClaim,
  type AskedProof,
  isRequestId,
  isSignedRequest,
  type ProofRequest,
  type RequestTerm,
  readLinkedRequest,
  readProofRequest,
  requestObjectType,
  toResponseUri,
} from "./request/ProofRequest.ts";
export { encryptAnswer, openAnswer } from "./request/proofAnswer.ts";
export { RequestError, type RequestErrorCode } from "./request/RequestError.ts";
export { type RequestLink, readRequestLink, toRequestLink } from "./request/requestLink.ts";
export {
  findBeyond,
  type MayAsk,
  type RequestSigner,
  signProofRequest,
  verifyProofRequest,
  withSignature,
} from "./request/signedRequest.ts";
