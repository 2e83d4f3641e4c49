import { apiLimits } from "@sello/api";
import { contractLimits } from "@sello/sdk/log";

/** Every limit of the service, in one place, with those that the API promises. Units are last in the names. */
export const limits = {
  ...apiLimits,
  /** Time after which lines of the audit are in its chain. */
  auditChainMs: 1_000,
  /** Time between looks whether a day of the city has ended, and before a head that the city may not issue is tried again. */
  auditHeadsLookMs: 60_000,
  auditHeadsRetryMs: 600_000,
  /** Lines that are chained, or looked through, at once. */
  auditLinesAtOnce: 2_000,
  /** Time after which the whole chain is looked through again. */
  auditRecheckMs: 3_600_000,
  /** Age of a line that is not in the chain that is worth a look. */
  auditWaitingMs: 60_000,
  /** Connections that the process that strangers reach holds to the one with the keys. */
  insideConnections: 512,
  /** Time for an answer to a call between the two. */
  insideMs: 10_000,
  /** Time for the answer to a request that is handed on to begin, once nothing more of the request comes. */
  forwardedMs: 120_000,
  /** Bytes of such a call: a document that is looked for is the longest. */
  insideBytes: 1_048_576,
  /** Time after which the process that strangers reach looks whether the deployments are still the same. */
  frontLookMs: 500,
  /** Time before it is started again when it did not start. */
  frontRestartMs: 1_000,
  /** Records or documents in one call of the process that reads files, and their bytes together. */
  deskItems: 500,
  deskPieceBytes: 4_194_304,
  /** Of a call as it comes. */
  deskCallBytes: 8_388_608,
  /** Webhooks of one authority. */
  webhooksPerAuthority: 20,
  /** Time between looks for what webhooks are to be told, and for messages that are due. */
  webhookLookMs: 1_000,
  /** What happened that is made into messages at once, and documents named in one message. */
  webhookEventsAtOnce: 50,
  webhookDocuments: 500,
  /** Messages that are sent at once, to one webhook and together. */
  webhookSendsPerHook: 2,
  webhookSends: 16,
  /** Time for a receiver's answer; less than `insideMs`. */
  webhookAnswerMs: 8_000,
  /** Time after which a message is tried again whose sender was killed. */
  webhookLeaseSeconds: 60,
  /** Waits before each further try of a message; after the last one the webhook is switched off. */
  webhookRetrySeconds: [5, 30, 120, 600, 3_600, 14_400, 43_200, 86_400] as readonly number[],
  /** Bytes of a message to be sent, as it comes to the process that sends. */
  webhookCallBytes: 131_072,
  /** Time that messages are kept. */
  webhookDeliveriesKeptDays: 31,
  /** Time for which a key whose day is used up is told so without asking again. */
  usedDayMs: 1_000,
  /** Documents signed for imports of a key with a limit a day, for each that it may issue: some are undone and signed again. */
  signedPerDocument: 2,
  /** Time after which imports that wait for a day's limit are looked at again. */
  waitingImportsMs: 5_000,
  /** Time that it is kept how many documents a key had issued in a day. */
  issuingDaysKept: 31,
  /** Documents that are signed for one import, those included that were rolled back. */
  importSignatures: 20_000_000,
  /** Time for which an import's rights are not looked up again, and after which it has none. */
  mandateMs: 1_000,
  mandateDays: 31,
  /** Imports of which it is known at once what they allow, and how many documents were signed. */
  mandatesKnown: 10_000,
  /** Documents whose contents one API key may read in an hour, and all keys of its authority together. */
  readingsPerKeyHour: 5_000,
  readingsPerAuthorityHour: 50_000,
  /** Searches of one API key in an hour, and of all keys of its authority together: numbers are not to be tried out. */
  searchesPerKeyHour: 1_200,
  searchesPerAuthorityHour: 12_000,
  /** Exports of one API key in an hour, and of all keys of its authority together. */
  exportsPerKeyHour: 4,
  exportsPerAuthorityHour: 12,
  /** Documents that an export opens at once. */
  exportPage: 200,
  /** Time that it is kept how many were read. */
  readingCountsKeptDays: 31,
  /** Documents of an earlier edition that are sealed in one transaction. */
  unsealedPerPiece: 500,
  /** Memory of PostgreSQL in which a restore puts documents and their keys together; the rest goes over its disk. */
  restoreJoinMib: 128,
  /** Age of a trust list that is used without asking whether there is a newer one. */
  insideTrustListMs: 250,
  /** Age of a status list that is used without asking whether it changed. */
  insideStatusMs: 100,
  /** Characters of one row of an import. A longer one is reported with its line and skipped. */
  importRowCharacters: 1_048_576,
  /** Rows that one worker takes and commits at once. */
  importSegmentRows: 1_000,
  /** Characters of rows in one segment, whichever is reached first. */
  importSegmentCharacters: 4_194_304,
  /** First line of a CSV file, in characters: it is parsed once for each delimiter it may have, and repeated in the error if wrong. */
  importHeaderCharacters: 32_768,
  /** Rows of a file that are shown as they were read, to the officer who sends it. */
  importFirstRows: 3,
  /** Rows of a file that are shown before it is sent. */
  importPreviewRows: 8,
  /** Newest imports of an authority among which a mapping of the same columns is looked for. */
  importMappingsLooked: 500,
  /** Time for which rows that are wrong, and rows of checks, are kept (sealed) to be corrected and issued. */
  importRowsHeldDays: 7,
  /** Bytes of a workbook (.xlsx): it is held in memory while it is read. */
  workbookBytes: 67_108_864,
  /** Parts of a workbook's archive. */
  workbookParts: 2_000,
  /** Bytes of all parts of a workbook that are read, unpacked: a small file may claim to hold any amount. */
  workbookInflatedBytes: 1_073_741_824,
  /** Different texts of a workbook, which are held in memory. */
  workbookTexts: 2_000_000,
  /** Characters of these texts together. */
  workbookTextCharacters: 67_108_864,
  /** Rows of a sheet, as spreadsheets have them. */
  workbookRows: 1_048_576,
  /** Memory of the thread that reads a workbook. */
  workbookMemoryMib: 384,
  /** Columns of an imported file. */
  importColumns: 500,
  /** Violations of one row that are kept. */
  importRowViolations: 20,
  /** Segments of an import that go before those of imports with more behind them. */
  importFirstTurns: 5,
  /** Failures of ours on one segment after which its import is paused. */
  importSegmentAttempts: 5,
  /** Silence after which an upload counts as broken off. */
  importSilenceMs: 600_000,
  /** Rejections that are kept in detail for one import; all are counted. */
  importRejectionsKept: 100_000,
  /** Time that a process relies on what it knows of an authority's streams of older versions of a type. */
  streamsRecheckMs: 10_000,
  /** Documents in one batch. */
  batchDocuments: 4_096,
  /** Age of the oldest pending document at which its batch is closed. */
  batchAgeMs: 1_000,
  /** Batches of one stream on their way to the log, above which only a full one is added. */
  batchesUnderWay: 8,
  /** Time that a signing key must still have when a batch is closed, so that it is current when the batch is anchored. */
  keyEndMarginSeconds: 10,
  /** Longest wait before a batch that the chain refused is tried again. */
  refusedRetryMs: 60_000,
  /** Newest checkpoints that keep their post-quantum cosignatures: twelve witnesses' are 40 KB. */
  postQuantumCheckpointsKept: 16,
  /** Entries of one status list, as the contract has it. */
  statusListEntries: contractLimits.statusListEntries,
  /** Places in status lists that a process takes at once for documents issued one at a time. */
  statusPlacesAhead: 32,
  /** Entries changed in one chain transaction; as many as the contract takes in one call. */
  statusEntriesPerTransaction: contractLimits.statusEntriesPerCallMax,
  /** Time between comparisons of the status lists' heads with the contract's. */
  statusHeadsMs: 5_000,
  /** Status acts that one worker takes up and commits at once. */
  statusActsPerRound: 2_000,
  /** Documents of a bulk act that are noted, or acted on, in one transaction. */
  bulkActPiece: 500,
  /** Acts that may wait for the chain while bulk acts go on: an act by hand comes after these. */
  bulkActsAhead: 4_000,
  /** Bulk acts of one authority that go on at once. */
  bulkActsOpen: 10,
  /** Pause before it is looked again whether there is a bulk act. */
  bulkActsLookMs: 500,
  /** Time that a bulk act that has ended is kept, with the outcome for each of its documents. */
  bulkActsKeptDays: 366,
  /** Documents of which each is looked at to count them; of more, only when they were issued is counted. */
  reachLookedAt: 100_000,
  /** Documents that a request for those of one status looks at, and at first at once: see `selectPageOfStatus`. */
  statusDocumentsLooked: 1_000,
  statusDocumentsAtOnce: 250,
  /** Newest days of which the documents are counted. */
  reachDays: 1_000,
  /** Home: things named for each kind, files and acts on many documents that are looked through, and acts that are counted. */
  homeEntries: 5,
  homeLooked: 200,
  homeCounted: 10_000,
  /** What ends within so many days is said on the home page, and documents that wait for the log for so long. */
  homeSoonDays: 30,
  homeOverdueMinutes: 10,
  /** Characters of the name under which an officer is recorded. */
  officerCharacters: 200,
  /** Time that a verifier may keep a status list before asking again. */
  statusTokenTtlSeconds: 300,
  /** Time after which a status list token is no evidence any more. */
  statusTokenLifetimeSeconds: 604_800,
  /** Status lists kept signed in memory, at most 45 KB each. */
  statusListsCached: 256,
  /** Time that a signed list is given out without asking the database whether it changed. */
  statusListRecheckMs: 250,
  /** Life of a trust list; a new one is published when half of it is over. */
  trustListLifetimeSeconds: 2_592_000,
  /** Entries of a trust list that are written before requests are served again: 30 µs each. */
  trustEntriesAtOnce: 200,
  /** Older versions of the trust list whose entries are held in memory: 10 MB each in a city of 10,000 authorities. */
  trustVersionsCached: 4,
  /** Compressed texts of whole versions that are held in memory. */
  trustWholesCached: 4,
  /** Pause after a trust list could not be published, before it is tried again. */
  trustListRetryMs: 5_000,
  /** Time for the answer of an office that signs trust lists. */
  trustOfficeMs: 10_000,
  /** Time that slow offices get once enough have signed. */
  trustOfficeGraceMs: 1_500,
  /** Time for which those who ask for a list wait for a newer one. */
  trustPublishWaitMs: 3_000,
  /** Age of what is known of whether an office answers. */
  trustOfficeLookMs: 10_000,
  /** Time for the answer of an office that is only asked whether it is there. */
  trustOfficeLookAnswerMs: 1_000,
  /** Time before an office's process is started again. */
  trustOfficeRestartMs: 500,
  /** Bytes of a request to an office: keys of the first edition's authorities are most of it. */
  trustSignBytes: 16_777_216,
  /** Things of a kind in such a request. */
  trustSignItems: 100_000,
  /** What a registry said may be missing from a list that an office signs for so long. */
  trustBehindSeconds: 600,
  /** Versions by which a list may be ahead of the one that an office signed last, and one more for each second since. */
  trustVersionsAhead: 1_000,
  /** Version of the first list that an office signs. */
  trustFirstVersionMax: 1_000_000,
  /** Time for which an office waits for its own node, where the service's is ahead of it. */
  trustNodeLagMs: 2_000,
  /** Age of a head that some office may have signed, and that is offered again as it is. */
  trustProposalMs: 300_000,
  /** Things left out of the trust list that readiness names; all are counted. */
  leftOutNamed: 5,
  /** Newest events of the registry that show whether what was read of it still holds: of many more than 64 blocks. */
  registryFingerprintEvents: 1_000,
  /** Authorities on one page, and below one on its own page; programs read all of them. */
  pageAuthorities: 1_000,
  /** Depth of the tree of authorities, as the contract enforces it. */
  authorityDepth: contractLimits.depthMax,
  /** Time an idempotency key is remembered. */
  idempotencyKeyDays: 30,
  /** Texts that everybody asks for (trust lists, status lists) kept in memory, each encoding for itself. */
  sharedTextsCached: 256,
  /** Time for which an old key goes on beside a new one, when nobody says for how long. */
  turnoverOverlapDefaultSeconds: 3_600,
  /** Time in which every process notices a change of keys or witnesses. */
  termsLookMs: 250,
  /** Time after such a change until every process has acted upon it. */
  termsSettleMs: 2_000,
  /** Difference between the clocks of witnesses and ours for which terms allow. */
  clockSkewSeconds: 60,
  /** Time after the end of a key in which a batch signed under it may still reach the log. */
  keyEndWatchSeconds: 86_400,
  /** Time between looks for documents that were anchored outside the term of their key. */
  keyRenewalsLookMs: 2_000,
  /** Batches, or documents, of which that is looked at in one round. */
  keyRenewalsPerRound: 200,
  /** Pause before a document that could not be renewed is tried again. */
  keyRenewalsRetryMs: 60_000,
  /** Time in which every process knows a secret for digests that was begun. */
  digestsLookMs: 500,
  /** Documents that are named again in one transaction, after such a secret. */
  digestsPerPiece: 500,
  /** Time before a token that was away is asked again. */
  tokenRetryMs: 1_000,
  /** Time between looks for turnovers that another process began. */
  turnoverLookMs: 1_000,
  /** Pause before a step of a loop that failed is tried again. */
  stepRetryMs: 500,
  /** Time that a database statement may take. */
  statementMs: 30_000,
  /** Time that a shutdown may take before connections are cut. */
  shutdownMs: 10_000,
  /** Life of an API key. */
  apiKeyLifetimeDays: 730,
  /** Time that a process may go on taking an API key for good after another process revoked it. */
  apiKeyRecheckMs: 1_000,
  /** API keys that a process holds for good for that long. */
  apiKeysCached: 10_000,
  /** Requests with a bad API key that one address may make in a minute, and so look-ups in the database. */
  badKeysPerMinute: 60,
  /** Use of an API key is noted at most this often. */
  apiKeyUseNotedSeconds: 60,
  /** Time that a sign-in may take, from its nonce to its signature. */
  signInSeconds: 300,
  /** Sign-ins that one address may begin in that time. */
  signInsPerAddress: 60,
  /** Sign-ins that may fail in that time from one address, and of one account from one address. */
  signInFailuresPerAddress: 30,
  signInFailuresPerAccount: 6,
  /** Gas of asking an account's contract about a signature: one of 16 people takes most of 10 million. */
  signatureCheckGas: 10_000_000,
  /** The longest time for which an invitation can be used. */
  invitationDays: 30,
  /** Time after which an invitation that has ended is deleted, with the name in it. */
  invitationKeptDays: 90,
  /** Open invitations of an authority. */
  invitationsOpen: 100,
  /** Auditors of an authority. */
  auditors: 50,
  /** Time after which an auditor who was ended is deleted, with the name. */
  auditorKeptDays: 90,
  /** A session ends when it was not used for so long. */
  sessionIdleSeconds: 1_800,
  /** A session ends after so long, used or not. */
  sessionSeconds: 43_200,
  /** Use of a session is noted at most this often. */
  sessionUseNotedSeconds: 60,
  /** Sessions of one account: at the next, the oldest ends. */
  sessionsPerAccount: 10,
  daySeconds: 86_400,
  /** Time for which a one-time code is good, and after which another may be asked for. */
  residentCodeSeconds: 300,
  residentResendSeconds: 60,
  /** Times that one code may be tried. */
  residentCodeTries: 5,
  /** Codes for one number in a day: from one address, and from all together but those at which its owner has signed in. */
  residentCodesPerAddress: 8,
  residentCodesPerNumber: 20,
  /** Messages with a code to one phone in a day, however it was asked for. */
  residentCodesPerPhone: 20,
  /** Window in which sign-ins that were begun, and those that failed, are counted of one address. */
  residentWindowSeconds: 600,
  residentSignInsPerAddress: 60,
  residentFailuresPerAddress: 30,
  /** Time for which an address counts as one at which a number's owner has signed in. */
  residentAddressKnownSeconds: 7_776_000,
  /** Time between looks for codes and messages that are due, when nobody wakes the loop. */
  residentLookMs: 1_000,
  residentMessagesAtOnce: 20,
  /** Time after which a message is taken again whose sender was killed. */
  residentMessageLeaseSeconds: 30,
  /** Tries of a message, and the wait before each further one, times the number of tries. */
  residentMessageAttempts: 5,
  residentMessageRetrySeconds: 5,
  /** Time between looks for what may be forgotten. */
  residentForgetSeconds: 60,
  /** Time after which an account is deleted that is not joined to the register and was not used. */
  residentUnjoinedKeptSeconds: 7_776_000,
  /** Documents of one resident that are shown, and revisions before one. */
  residentDocuments: 200,
  revisionsShown: 20,
  /** Documents that one account opens in an hour: the list opens each for its card. */
  residentOpenedPerHour: 2_000,
  /** Copies that one account makes in a day. */
  residentCopiesPerDay: 400,
  /** Time for which a nonce of proofs of possession is good, and by which the device's clock may be wrong. */
  copyNonceSeconds: 300,
  possessionClockSeconds: 300,
  /** Notices and looks that are kept in view, the newest first. */
  noticesKept: 200,
  /** Messages that a demo's outbox shows. */
  demoOutboxMessages: 50,
  /** Passkeys of one account. */
  residentPasskeys: 10,
  /** Bytes of a credential's id: fewer are not random. */
  credentialIdBytesMin: 16,
  /** Time in which a passkey has to be made, or used. */
  passkeyChallengeSeconds: 300,
  /** After which a passkey that was added with a code alone, or that is synced, copies identity documents and adds devices. */
  passkeyDelaySeconds: 86_400,
  /** The same in a demo, unless it says otherwise. */
  demoPasskeyDelaySeconds: 60,
  /** Time for which a code is good that is shown at a desk. */
  deskCodeSeconds: 300,
  /** Time after which a resident's session ends that is not used. */
  residentIdleSeconds: 1_800,
  /** Time after which the officer's right to an open event stream is looked at again. */
  sessionRecheckMs: 2_000,
  /** Signers of an account of many that are read: an officer's account has 16 at most. */
  manyAccountSigners: 64,
  /** Time after which an account that was none of many people is looked at again. */
  manyAccountRecheckMs: 600_000,
  /** Accounts of which that is remembered. */
  manyAccountsCached: 100_000,
  /** Administrators' accounts that are looked at in the chain at once. */
  manyAccountsAtOnce: 16,
  /** Time for which what is known of the signers of an account of many is relied on to show what waits for them. */
  manyAccountShownMs: 2_000,
  /** Time in which the people of an account have to sign a governing act. */
  governingActSeconds: 604_800,
  /** Governing acts of one account that wait at once. */
  governingActsOpen: 100,
  /** Time after which a governing act that is over is forgotten. */
  governingActKeptSeconds: 7_776_000,
  /** Time after which another process may send an act that one has begun to send. */
  governingActClaimSeconds: 60,
  /** Governing acts that are shown, the newest first. */
  governingActsListed: 100,
  /** Age of a change of the registry that is over, up to which it is shown beside those under way. */
  registryChangeShownSeconds: 3_600,
  /** Such changes, the newest first. */
  registryChangesListed: 50,
  /** The longest time for which a share can be opened. */
  shareDays: 30,
  /** Shares of one account that can be opened, and that it makes in a day. */
  sharesOpen: 100,
  sharesPerDay: 200,
  /** Openings of one share. */
  shareOpenings: 1_000,
  /** Of these, the newest that its owner sees. */
  shareOpeningsShown: 20,
  /** Time in which an opening whose answer was lost may be asked for again. */
  shareAgainSeconds: 300,
  /** Time after the end of a share for which its owner sees that there was one. */
  sharesKeptDays: 90,
  /** Looks at shares and openings by one address in that time. */
  openingsPerAddress: 120,
  openingSeconds: 300,
  /** Such requests that wait at once, of the whole city. */
  proofRequests: 10_000,
  /** Bytes of what the demo's wallet is asked to sign. */
  demoWalletBytes: 65_536,
  /** Time in which a sample of the demo must be in the log: a slow machine starts a whole city meanwhile. */
  demoSampleMs: 60_000,
  /** Bytes of all header fields of a request. */
  requestHeaderBytes: 16_384,
  /** Time in which the header of a request must be there. */
  requestHeaderMs: 10_000,
  /** Time in which an ordinary body must be there, however slow the client. */
  requestBodyMs: 30_000,
  /** Time in which an upload of records must be there. */
  uploadMs: 14_400_000,
  /** Time that a connection may be silent while something is under way. */
  connectionIdleMs: 120_000,
  /** Time that a connection is kept open for a next request. */
  keepAliveMs: 15_000,
  /** Requests of one connection that may be under way at once: pipelined, they come many to a packet. */
  requestsPerConnection: 64,
  /** Connections at once, to one process. */
  connections: 4_096,
  /** Connections at once from one address, to one process; those of a trusted proxy are many clients'. */
  connectionsPerAddress: 512,
  /** Event streams at once, from one process. */
  eventStreams: 1_000,
  /** Event streams at once to one address without an API key, from one process. */
  eventStreamsPerAddress: 64,
  /** Event streams at once with one API key, from one process. */
  eventStreamsPerKey: 128,
  /** When a caller that used up its share of event streams may ask again. */
  eventShareRetrySeconds: 60,
  /** Bytes that may wait for the reader of an event stream before it is cut off. */
  eventBacklogBytes: 262_144,
  /** Time between signs of life on an event stream. */
  eventHeartbeatMs: 15_000,
  /** Age of the public figures, which are counted over the whole log. */
  figuresAgeMs: 5_000,
  /** Time between looks at the log while somebody follows its growth. */
  /** How often a process looks whether another deployment is open, when nobody wakes it. */
  deploymentsLookMs: 2_000,
  logWatchMs: 500,
  /** Time between looks of a process for document types that were published. */
  publishedTypesLookMs: 500,
  /** Time since the last look after which a process does not say that a document type is unknown. */
  publishedTypesAgeMs: 5_000,
  /** Document types that officers have published, of a whole city. */
  publishedTypes: 500,
  /** Drafts of document types that one authority has at once. */
  typeDrafts: 100,
  /** Steps of one draft that are kept: a draft that was changed more often is begun again. */
  typeDraftSteps: 500,
  /** Bytes of published types that an office is sent at once. */
  trustTypesBytes: 4_194_304,
  /** Time that one part of the readiness check may take. */
  readinessCheckMs: 2_000,
  /** Blocks that the indexer may be behind. */
  indexerLagBlocks: 20,
  /** Age of the figures that metrics show: of several that ask at once, one has them read. */
  metricsAgeMs: 1_000,
  /** Batches that metrics read at once. */
  metricsBatches: 1_000,
  /** Age of the oldest document that waits for the log, above which something is wrong. */
  pendingAgeMs: 120_000,
  /** Age of the oldest entry of the log without a quorum of witnesses, above which something is wrong. */
  unprovenAgeMs: 60_000,
  /** Age of the oldest unmined transaction, above which something is wrong. */
  unminedAgeMs: 120_000,
  /** Time in which a process whose starter was killed notices that, and says that it stops. */
  folderNoticeMs: 2_000,
  /** Time that a start waits for a process on the same data folder that is stopping. */
  folderStopMs: 30_000,
  /** Time in which the embedded database must be ready; after a crash it first works through its log. */
  databaseStartMs: 300_000,
  /** Time for processes of a killed embedded database to let go of its memory. */
  databaseLeftoverMs: 15_000,
  /** Time between looks whether the primary of several database servers still is that. */
  databaseLookMs: 1_000,
  /** Time in which a server answers, of which that is asked. */
  databaseAnswerMs: 2_000,
  /** Time between looks whether another of them was promoted while the primary still answers. */
  databaseOthersMs: 5_000,
  /** Pause before all of them are asked again when none was the primary. */
  databaseRetryMs: 200,
  /** Time that a new connection waits for the primary to be found. */
  databaseFindMs: 4_000,
  /** Space on the disk that a first start of the embedded parts needs. */
  firstStartDiskBytes: 209_715_200,
  /** Space on the disk below which the embedded parts are about to fail. */
  diskLowBytes: 67_108_864,
  /** Time between looks at the disk. */
  diskWatchMs: 5_000,
} as const;
