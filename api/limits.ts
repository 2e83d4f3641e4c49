/** What the API accepts and gives at most. Units are last in the names. */
export const apiLimits = {
  /** Body of an ordinary JSON request. */
  requestBodyBytes: 1_048_576,
  /** Body of a verification request: a `.sello` file or a sealed file's document. */
  verifyBodyBytes: 262_144,
  /** One claim set, as JSON. */
  claimsBytes: 65_536,
  /** One upload of records; larger files are split by the officer. */
  importBytes: 4_294_967_296,
  /** Rejected rows that are read again at once. */
  wrongRowsRead: 50,
  /** Rows that are corrected in one request. */
  correctedRows: 200,
  /** Cells of a row: columns of a file. */
  rowCells: 500,
  /** Characters of the name of an uploaded file. */
  fileNameCharacters: 200,
  /** Characters of the name of a workbook's sheet: spreadsheets allow 31. */
  sheetNameCharacters: 100,
  /** Entries in one page of a list. */
  pageEntries: 200,
  /** Of a number or a name that is looked for. */
  searchCharacters: 200,
  /** Authorities, and document types, asked for at once in a trust list. */
  trustEntriesAsked: 64,
  /** Entries of the document log in one answer. */
  logPageEntries: 1_000,
  /** Status acts in one request. */
  statusActs: 10_000,
  /** Characters of what an officer is called in a status act. */
  statusOfficerCharacters: 100,
  /** Documents of one bulk act. */
  bulkActDocuments: 1_000_000,
  /** Characters of the name of a time zone. */
  timeZoneCharacters: 64,
  /** Copies of a document made in one request. */
  copiesPerRequest: 100,
  /** Signed registry requests in one transaction. */
  registryChanges: 10,
  /** Signature of one request: an account of 16 people, the most there may be, signs by passkeys in 12 KB. */
  registrySignatureBytes: 16_384,
  /** Characters of why a record is issued again after its document has ended. */
  reasonCharacters: 500,
  /** Characters of an idempotency key. */
  idempotencyKeyCharacters: 128,
  /** Time for which an old key goes on beside a new one. */
  turnoverOverlapSeconds: 31_536_000,
  /** Witnesses of a network. */
  witnesses: 64,
  /** Characters of what a witness or an office is called. */
  witnessNameCharacters: 200,
  /** Characters of a witness's address. */
  witnessUrlCharacters: 2_000,
  /** Characters of a key as a C2SP vkey: one of ML-DSA-44 has 1.8 thousand. */
  verifierKeyCharacters: 2_500,
  /** Turnovers in a list. */
  turnoversListed: 100,
  /** Characters of the words by which an API key is known. */
  apiKeyLabelCharacters: 100,
  /** Characters of a webhook's address. */
  webhookUrlCharacters: 500,
  /** Documents that an API key may be limited to in a day: a larger number is no limit. */
  documentsPerDay: 100_000_000,
  /** Characters of a sign-in message: its longest parts are addresses of this service. */
  signInMessageCharacters: 4_000,
  /** Body of a sign-in: a message, and a signature of `registrySignatureBytes` in hex. */
  signInBodyBytes: 65_536,
  /** Characters of an invited person's name. */
  invitationNameCharacters: 100,
  /** A new passkey in base64url: what the browser says of it, and what the authenticator says. */
  clientDataCharacters: 2_048,
  authenticatorDataCharacters: 4_096,
  /** A body with both. */
  passkeyBodyBytes: 16_384,
  /** A credential's id in base64url: 1,023 bytes (WebAuthn level 3, 4). */
  credentialIdCharacters: 1_364,
  /** Body of a resident's request: a new passkey is the longest. */
  residentBodyBytes: 16_384,
  /** Characters of a phone number or an ID number, as somebody wrote it. */
  residentTextCharacters: 40,
  /** Characters of what somebody calls a passkey. */
  passkeyNameCharacters: 60,
  /** A passkey's signature in base64url: RSA of 4,096 bits is the longest. */
  passkeySignatureCharacters: 1_024,
  /** A passkey's user handle in base64url: 64 bytes (WebAuthn level 3, 5.4.3). */
  userHandleCharacters: 86,
  /** Copies that a resident asks for at once. */
  residentCopies: 20,
  /** Characters of a proof of possession: a JWS. */
  possessionProofCharacters: 2_048,
  /** Types of documents that one mandate names, and characters of what it is for. */
  mandateTypes: 40,
  mandatePurposeCharacters: 120,
  /** Registered phones in one request. */
  registeredPhones: 1_000,
  /** A body with all of them. */
  registeredPhonesBodyBytes: 262_144,
  /** A wallet's signature in hex: of a contract it may be long. */
  walletSignatureCharacters: 8_194,
  /** Characters of a person's name. */
  personNameCharacters: 100,
  /** Passkeys that are named in one request at a desk. */
  deskPasskeys: 10,
  /** A share in base64url: `shareContentBytesMax` of the sdk, its length and head, in pieces of 4,096 bytes. */
  shareSealedCharacters: 355_068,
  /** A body with one. */
  shareBodyBytes: 400_000,
  /** Characters of the words that say for whom a share is. */
  shareAudienceCharacters: 200,
  /** Characters of a document's type, a URL. */
  shareTypeCharacters: 500,
  /** Claims that a share names, and characters of one of these names. */
  shareClaims: 256,
  shareClaimCharacters: 256,
  /** Characters of a request for a proof, as the sdk reads it, and a body with one: its quotes are escaped. */
  proofRequestCharacters: 16_384,
  proofRequestBodyBytes: 131_072,
  /** Characters of a registered verifier's name in one language, and of their homepage. */
  verifierNameCharacters: 100,
  verifierHomepageCharacters: 200,
  /** Types of which one verifier may ask, and claims of each. */
  verifierTypes: 20,
  verifierClaims: 64,
  /** Verifiers that one authority registers, the longest term, and for how long one that ended is kept. */
  verifiersPerAuthority: 500,
  verifierTermDays: 731,
  verifierKeptDays: 90,
  /** A body with a registration. */
  verifierBodyBytes: 262_144,
  /** Time in which a request for a proof can be answered, and its answer fetched: the sdk's `proofRequestSecondsMax`. */
  proofRequestSeconds: 600,
  /** Body of an answer: a `.sello` file of 256 KiB, encrypted. */
  proofAnswerBytes: 524_288,
  /** Characters of what a browser is called in the list of sessions. */
  browserCharacters: 60,
  /** Characters of a query string value: a column mapping is the longest. */
  queryValueCharacters: 8_192,
  /** Characters of the address of a chain's node. */
  nodeUrlCharacters: 500,
  /** Characters of the origin of a log. */
  logOriginCharacters: 200,
  /** Claims of one document type that is designed. */
  typeClaims: 40,
  /** Choices of one claim. */
  typeChoices: 100,
  /** Further names of a claim's column. */
  columnNames: 20,
  /** Characters of a title, a description or a rule in one language. */
  typeTextCharacters: 300,
  /** Characters of a claim that is a text. */
  typeClaimCharacters: 2_000,
  /** Body of a request about a draft of a document type. */
  typeDesignBytes: 262_144,
  /** File of a document type that was designed: 64 of them fit into one answer about a trust list. */
  typeFileBytes: 65_536,
  /** Drafts of document types in a list. */
  typeDraftsListed: 200,
  /** Characters of a text of a service item or its rules in one language, and of a cell of a table. */
  ruleTextCharacters: 600,
  ruleCellCharacters: 2_048,
  /** Fields of a service item's form, and claims that it needs of one piece of evidence. */
  itemFields: 40,
  itemClaims: 40,
  /** Characters of what an applicant or an officer writes in an application. */
  applicationWordsCharacters: 2_000,
  /** Characters of a document that an applicant brings, and a body with some of them. */
  applicationSelloCharacters: 262_144,
  applicationBodyBytes: 1_048_576,
  /** Body with the rules of an item and their cases: the sdk's `decisionBytesMax`, twice. */
  ruleVersionBodyBytes: 1_572_864,
  /** Versions of the rules of one item. */
  ruleVersionNumber: 1_000_000,
  /** Levels of arrays and objects in a JSON body. */
  jsonDepth: 32,
} as const;
