import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { isSameLayout, layOutPages, type Part } from "./layOutPages.ts";

/** How far from what is seen a page counts as near, in px: some screens. */
const margin = 2_400;

const firstPage: readonly Part[] = [{ page: 0, height: undefined }];

/**
 * Which pages of a long list to draw, by where one has scrolled to. Each drawn page is a `tbody` that has its number as
 * `data-page`, each gap is one of its height. What is far makes one element together, for thousands of them are laid out
 * again with each page that comes.
 * @param count of the pages that are known
 */
export function usePagesNear(count: number): {
  readonly ref: RefObject<HTMLTableElement | null>;
  readonly parts: readonly Part[];
} {
  const ref = useRef<HTMLTableElement>(null);
  const heights = useRef<number[]>([]);
  const [parts, setParts] = useState(firstPage);
  const look = useCallback(() => {
    const table = ref.current;
    const [start] = table?.tBodies ?? [];
    if (!table || !start) return;
    for (const body of table.tBodies)
      if (body.dataset.page !== undefined)
        heights.current[Number(body.dataset.page)] = body.getBoundingClientRect().height;
    const { top } = start.getBoundingClientRect();
    const near = { from: -top - margin, to: window.innerHeight - top + margin };
    const next = layOutPages({ count, heights: heights.current }, near, focusedPage(table));
    setParts((before) => (isSameLayout(before, next) ? before : next));
  }, [count]);
  useEffect(() => {
    // A page a frame: a list whose pages are all known already would come within one, and React stops that.
    const frame = requestAnimationFrame(look);
    window.addEventListener("scroll", look, { passive: true });
    window.addEventListener("resize", look);
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener("scroll", look);
      window.removeEventListener("resize", look);
    };
  }, [look]);
  return { ref, parts };
}

/** The page of the list that has the focus. */
function focusedPage(table: HTMLTableElement): number | null {
  const focused = document.activeElement;
  if (!focused || !table.contains(focused)) return null;
  const page = focused.closest<HTMLElement>("tbody[data-page]")?.dataset.page;
  return page === undefined ? null : Number(page);
}
