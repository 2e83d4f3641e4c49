import { type RefObject, useEffect, useRef, useState } from "react";

/** How far from what is seen something counts as near: some screens. */
const margin = "2400px 0px";

/**
 * Height of what was never drawn, in px. Far down a page, from 2^19 px on, Chromium never reports an element without one
 * as near: a list would end there.
 */
const heightFirst = 240;

/**
 * Whether the element is near what is seen, and how high it was drawn last.
 * @param isNearFirst before that is known
 */
export function useNear<Element extends HTMLElement>(
  isNearFirst: boolean,
): {
  readonly ref: RefObject<Element | null>;
  readonly isNear: boolean;
  readonly height: number;
} {
  const ref = useRef<Element>(null);
  const [near, setNear] = useState({ isNear: isNearFirst, height: heightFirst });
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new IntersectionObserver(
      (entries) => {
        const entry = entries.at(-1);
        if (!entry) return;
        const { height } = entry.boundingClientRect;
        setNear((before) =>
          before.isNear === entry.isIntersecting
            ? before
            : { isNear: entry.isIntersecting, height: before.isNear ? height : before.height },
        );
      },
      { rootMargin: margin },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, ...near };
}
