const listPattern = /\/v1\/status-lists\/([a-z0-9-]{1,64})\/(\d{1,10})$/;

/**
 * Where anybody sees whether the document counts: named by its place in the status lists, which tells nothing of whom it
 * is about, nor of when it was issued.
 */
export function toCheckUrl(
  status: { readonly uri: string; readonly index: number },
  language: string,
): string | null {
  const url = URL.canParse(status.uri) ? new URL(status.uri) : null;
  const [, authority, list] = listPattern.exec(url?.pathname ?? "") ?? [];
  if (!url || authority === undefined || list === undefined) return null;
  return `${url.origin}/check/${authority}/${list}/${status.index}?lang=${language}`;
}
