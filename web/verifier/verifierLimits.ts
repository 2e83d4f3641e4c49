/** What the page takes at most. Documents themselves are held against the sdk's limits. */
export const verifierLimits = {
  /** Files of a folder, those in folders inside it included. */
  filesMax: 500,
  /** Bytes of a file in a folder: it may be one that a document seals. */
  folderFileBytesMax: 32 * 1024 * 1024,
  /** Folders inside one another. */
  folderDepthMax: 8,
  /** Pixels of a picture's longer side, when a code is looked for in it. */
  pictureSideMax: 1_600,
  /** Milliseconds in which a browser must open its storage. */
  storageMs: 3_000,
  /** Milliseconds between two refreshments of what is kept, as long as the page is open. */
  refreshMs: 10 * 60 * 1_000,
  /** Milliseconds between two looks at an answer that is shown, and for how long after somebody last did something. */
  answerMs: 15_000,
  answerForMs: 15 * 60 * 1_000,
} as const;
