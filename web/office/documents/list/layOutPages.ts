/** What a long list is drawn as: the pages that are near what is seen, and one gap in the place of all between them. */
export type Part =
  /** With its height when it was drawn last, in px, where it ever was. */
  | { readonly page: number; readonly height: number | undefined }
  /** From this page on; its height in px. */
  | { readonly gapFrom: number; readonly height: number };

/** Px from the top of the list: what is seen, and what counts as near. */
export type Near = { readonly from: number; readonly to: number };

type Pages = {
  readonly count: number;
  /** In px, by page; `undefined` of one that was never drawn. */
  readonly heights: readonly (number | undefined)[];
};

/** Of a page that was never drawn, in px. */
const heightFirst = 240;

/**
 * The pages to draw, and the gaps, from the top of the list to its end. There are as many as fit what is near, however long
 * the list is.
 * @param kept a page that stays with its neighbours, wherever it is: where the focus is, which would be lost otherwise
 */
export function layOutPages(
  { count, heights }: Pages,
  near: Near,
  kept: number | null,
): readonly Part[] {
  const parts: Part[] = [];
  let top = 0;
  let gap: { gapFrom: number; height: number } | null = null;
  for (let page = 0; page < count; page += 1) {
    const known = heights[page];
    const height = known ?? heightFirst;
    const isNear = top < near.to && top + height > near.from;
    const isKept = kept !== null && Math.abs(page - kept) <= 1;
    top += height;
    if (isNear || isKept) {
      parts.push({ page, height: known });
      gap = null;
    } else if (gap) gap.height += height;
    else {
      gap = { gapFrom: page, height };
      parts.push(gap);
    }
  }
  return parts;
}

/** Whether both draw the same pages and leave out the same. */
export function isSameLayout(one: readonly Part[], other: readonly Part[]): boolean {
  return (
    one.length === other.length &&
    one.every((part, index) => {
      const twin = other[index];
      if (!twin) return false;
      if ("page" in part) return "page" in twin && twin.page === part.page;
      return "gapFrom" in twin && twin.gapFrom === part.gapFrom && twin.height === part.height;
    })
  );
}
