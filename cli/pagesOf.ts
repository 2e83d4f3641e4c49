type Page = { readonly next: string | null };

/** Page after page, from the first or from the one after `after`. */
export async function* pagesOf<P extends Page>(
  ask: (query: { readonly after?: string }) => Promise<P>,
  after?: string,
): AsyncGenerator<P> {
  let page = await ask(after === undefined ? {} : { after });
  yield page;
  while (page.next !== null) {
    page = await ask({ after: page.next });
    yield page;
  }
}
