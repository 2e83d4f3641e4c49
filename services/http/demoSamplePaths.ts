/** Documents that a demo has ready, for people who want to see what the page says of them. */
export const sampleKinds = ["valid", "revoked", "altered"] as const;

export type SampleKind = (typeof sampleKinds)[number];

/** The process that strangers reach hands on these paths, in a demo alone. */
export const samplePath = (kind: SampleKind): string => `/demo/samples/${kind}.sello`;
