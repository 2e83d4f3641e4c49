// Show a document by a link: encrypted where it is made, opened where it is read. The service in between keeps
// bytes that say nothing to it. Random numbers and AES come from WebCrypto, in Node and in browsers.
export {
  type Consent,
  type ConsentMethod,
  digestConsentReceipt,
  formatConsentReceipt,
  newRecordId,
  readConsentReceipt,
  type SharedClaims,
} from "./share/consentReceipt.ts";
export { ReceiptError, type ReceiptErrorCode } from "./share/ReceiptError.ts";
export {
  formatReceiptFile,
  type ReceiptFile,
  type ReceiptProof,
  readReceiptFile,
  toReceiptRoot,
} from "./share/receiptFile.ts";
export { ShareError, type ShareErrorCode } from "./share/ShareError.ts";
export { type MadeShare, makeShare, openShare, type ShareTerms } from "./share/sealShare.ts";
export { isShareId, isShareKey, type ShareSecret, toShareDigest } from "./share/shareKeys.ts";
export { readShareLink, toShareLink } from "./share/shareLink.ts";
