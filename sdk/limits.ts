import { contractLimits } from "./contractLimits.ts";

/** 9999-12-31T23:59:59Z in unix seconds. */
export const lastSecond = contractLimits.timeMax;

/**
 * What the sdk accepts at most. Everything that is read from outside is held against one of these
 * before any work that grows with its size is done.
 */
export const limits = {
  /** Bytes of a document or presentation as SD-JWT text. */
  documentBytesMax: 64 * 1024,
  /** Bytes of a whole `.sello` file: document, proof and status token. */
  selloFileBytesMax: 1024 * 1024,
  /** Bytes of what is shown by a link: a `.sello` file in either form. */
  shareContentBytesMax: 256 * 1024,
  /** Bytes of a request for a proof. */
  proofRequestBytesMax: 16 * 1024,
  /** Characters of who asks, in their own words. */
  proofRequestNameMax: 100,
  /** Time for which a request can be answered, and for which a verifier's signature on it counts. */
  proofRequestSecondsMax: 600,
  /** Types, claims, or values of a claim, in one request. */
  proofRequestItemsMax: 64,
  /** Characters (UTF-16 code units) of a decision table in JDM. */
  decisionBytesMax: 512 * 1024,
  /** Rows of a decision table. */
  decisionRowsMax: 500,
  /** Input columns of a decision table, and as many output columns. */
  decisionColumnsMax: 32,
  /** Characters (UTF-16 code units) of one cell of a decision table. */
  decisionCellMax: 2048,
  /** Signatures under a rule version. */
  ruleSignaturesMax: 8,
  /** Cases of the rules of one item. */
  ruleCasesMax: 1_000,
  /** Characters of what a row or a fact is called, or why it decides so, in one language. */
  ruleTextMax: 600,
  /** Characters of a consent receipt, and of the file with its proof. */
  receiptCharactersMax: 64 * 1024,
  receiptFileCharactersMax: 1024 * 1024,
  /** Claims that a receipt names. */
  receiptClaimsMax: 256,
  /** Disclosures in one presentation. */
  disclosuresMax: 256,
  /** Digests in one payload, decoys included. */
  digestsMax: 1024,
  /** Levels of nested objects and arrays in JSON that others wrote. */
  jsonDepthMax: 16,
  /** Levels of nested objects and arrays in claims that a schema is applied to. */
  claimDepthMax: 8,
  /** Members of one object in claims, the outermost included. */
  claimMembersMax: 256,
  /** Characters (UTF-16 code units) of a member's name. */
  claimNameMax: 256,
  /** Items of one array in claims: whether they are all different takes its square. */
  claimItemsMax: 256,
  /** Characters (UTF-16 code units) of one text in claims. */
  claimTextMax: 64 * 1024,
  /** Values in claims, all levels together. */
  claimValuesMax: 2048,
  /** Bytes of a note (checkpoint with its signatures): 64 witnesses with both keys take 222 KiB. */
  noteBytesMax: 256 * 1024,
  /** Signature lines in a note. C2SP signed-note asks for at least 16; readers in Go take 100 at most. */
  noteSignaturesMax: 100,
  /** Hashes in one Merkle path: a tree of 2^53 leaves needs 53. */
  proofHashesMax: 64,
  /** Bytes of a tlog-proof. */
  proofBytesMax: 288 * 1024,
  /** Bytes of a status list token as text. */
  statusTokenBytesMax: 512 * 1024,
  /** Bytes of a status list after inflating: 2^22 entries of 2 bits, or 2^20 of 8. */
  statusListBytesMax: 1024 * 1024,
  /** Seconds that a key binding counts for at most, whatever its `exp` says. */
  keyBindingSecondsMax: 24 * 60 * 60,
  /** Status lists that a verifier keeps for times without network; a new one takes the place of the one longest unused. */
  statusListsKeptMax: 256,
  /** Bytes of a trust list note: a whole list 1, or the head of a list 2. */
  trustListBytesMax: 4 * 1024 * 1024,
  /** Characters (UTF-16 code units) of one entry of a trust list: an authority with its history, or a document type. */
  trustEntryBytesMax: 1024 * 1024,
  /** Characters of an answer with some entries and their paths. */
  trustFoundBytesMax: 4 * 1024 * 1024,
  /** Characters of all entries of a version together. */
  trustEntriesBytesMax: 128 * 1024 * 1024,
  /** Versions of a trust list that a verifier asks for, to follow its signers from the pinned one to the newest. */
  trustWalkStepsMax: 256,
  /** Entries of one kind that a `.sello` file may carry: an authority and all above it take 8. */
  broughtEntriesMax: 16,
  /** Terms of one kind in a head: deployments, keys, witnesses, quorums, validators, signers. */
  trustTermsMax: 1024,
  /** Characters of an authority's short name. */
  slugCharactersMax: contractLimits.issuerSlugBytesMax,
  /** Characters (UTF-16 code units) of an authority's name in one language. */
  nameCharactersMax: 512,
  /** States, keys and accreditations of one authority, all that it ever had together. */
  authorityFactsMax: 1_024,
  /** Authorities between an authority and the city, both included. */
  authorityDepthMax: contractLimits.depthMax,
} as const;
