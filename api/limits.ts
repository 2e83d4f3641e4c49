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
  /** Characters of a query string value: a column mapping is the longest. */
  queryValueCharacters: 8_192,
  /** Characters of the address of a chain's node. */
  nodeUrlCharacters: 500,
  /** Characters of the origin of a log. */
  logOriginCharacters: 200,
  /** Levels of arrays and objects in a JSON body. */
  jsonDepth: 32,
} as const;
