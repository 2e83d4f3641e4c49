/** Strokes on a field of 20 by 20. */
const paths = {
  finger:
    "M5 8.5a5 5 0 0 1 10 0v2.5M7.3 9a2.7 2.7 0 0 1 5.4 0v2.5c0 1.8-.3 3.4-.9 4.8M10 9.2v2.6c0 2-.5 3.8-1.5 5.3M7.3 12v.4c0 1.4-.4 2.7-1.1 3.7M5 11.5v.8c0 .6-.1 1.1-.3 1.6M15 13.2c-.1 1-.3 2-.6 2.9",
  documents: "M6 3h8v3M4 6h12v11H4ZM7 10h6M7 13h4",
  device: "M6 2.5h8v15H6ZM9 15h2",
  account:
    "M10 3a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7ZM3.5 17c.7-3.2 3.3-5 6.5-5s5.800 1.800 6.500 5",
  speaker: "M3 8v4h3l4 3.500V4.500L6 8ZM13 7.500a4 4 0 0 1 0 5M15.300 5a7.500 7.500 0 0 1 0 10",
  moon: "M16 12.5A6.5 6.5 0 0 1 7.5 4a6.5 6.5 0 1 0 8.5 8.5Z",
  sun: "M10 6.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7ZM10 2v2M10 16v2M2 10h2M16 10h2M4.5 4.5 6 6M14 14l1.5 1.5M15.5 4.5 14 6M6 14l-1.5 1.5",
  back: "M12 4.5 6.5 10l5.5 5.5",
  next: "M8 4.5 13.5 10 8 15.500",
  good: "M10 2.500a7.500 7.500 0 1 1 0 15 7.500 7.500 0 0 1 0-15ZM6.500 10.200l2.500 2.500 4.700-5.200",
  wait: "M10 2.500a7.500 7.500 0 1 1 0 15 7.500 7.500 0 0 1 0-15ZM10 6v4.200l2.700 2",
  pause: "M10 2 18 10 10 18 2 10ZM8.300 7.500v5M11.700 7.500v5",
  bad: "M6.800 2.500h6.400l4.300 4.300v6.400l-4.300 4.300H6.800L2.500 13.200V6.800ZM7.300 7.300l5.400 5.400M12.700 7.300l-5.400 5.400",
  lock: "M5 9h10v8H5ZM7 9V6.500a3 3 0 0 1 6 0V9",
  bell: "M5 14V9a5 5 0 0 1 10 0v5l1.500 1H3.500ZM8.500 17h3",
  eye: "M2 10c2-3.500 4.700-5 8-5s6 1.500 8 5c-2 3.500-4.700 5-8 5s-6-1.500-8-5ZM10 7.700a2.300 2.300 0 1 1 0 4.600 2.300 2.300 0 0 1 0-4.600Z",
  file: "M5 2.500h7l3.500 3.500v11.500H5ZM10 8v6M7.500 11.500 10 14l2.500-2.500",
  share: "M10 12.5V3M6.5 6.300 10 2.800l3.500 3.500M5.500 9.500H4v8h12v-8h-1.500",
  wallet: "M3 6h12v-2H4a1 1 0 0 0-1 1v10a1 1 0 0 0 1 1h13V6h-2M13.500 10.500h.500",
  code: "M3 3h5v5H3ZM12 3h5v5h-5ZM3 12h5v5H3ZM12 12h2v2M17 12v5M12 17h2",
  screen: "M3 4h14v9H3ZM7 17h6M10 13v4",
} as const;

export type IconName = keyof typeof paths;

/** Beside words that say the same, so hidden from those who cannot see it. */
export const Icon = ({ name }: { readonly name: IconName }) => (
  <svg className="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
    <path d={paths[name]} />
  </svg>
);
