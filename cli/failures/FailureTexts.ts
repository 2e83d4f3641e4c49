import type { Failure } from "@sello/api/startup";

export type FailureData = Failure["data"];

/** English comes from the code that noticed the failure, where it is not stated here. */
export type FailureText = { readonly zh: string; readonly es: string; readonly en?: string };

/** Sentences by code, made of what the failure names. */
export type FailureTexts = Readonly<Record<string, (data: FailureData) => FailureText>>;
