/** Why one is asked to sign in again: the session ended by itself, the officer left, the wallet changed. */
export type SessionEnd = "ended" | "left" | "changed";

let end: SessionEnd | null = null;

export const noteEnd = (reason: SessionEnd | null): void => {
  end = reason;
};

export const readEnd = (): SessionEnd | null => end;
