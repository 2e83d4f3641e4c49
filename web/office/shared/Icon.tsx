/** Strokes on a field of 20 by 20. */
const paths = {
  home: "M3 9.5 10 4l7 5.5V16a1 1 0 0 1-1 1h-3.5v-5h-5v5H4a1 1 0 0 1-1-1Z",
  issue: "M5 3h7l4 4v10H5ZM12 3v4h4M10.5 9.5v5M8 12h5",
  imports: "M4 3h12v14H4ZM4 7.5h12M4 12h12M8.5 3v14",
  documents: "M6 3h8v3M4 6h12v11H4ZM7 10h6M7 13h4",
  applications: "M5 3h10v14H5ZM8 6.5h4M8 9.5h4M8 13.200l1.400 1.300 2.800-2.800",
  desk: "M3 12h14M4.5 12v5M15.5 12v5M10 3.5a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4ZM6 12c0-2 1.8-3.2 4-3.2s4 1.2 4 3.2",
  acts: "M3 16h14M5 13.5 12.5 6l2 2L7 15.5l-2.6.6ZM11 4.5 12.5 3l4.5 4.5L15.5 9",
  log: "M10 3a2 2 0 1 1 0 4 2 2 0 0 1 0-4ZM10 7v10M4 11c0 3.5 2.7 6 6 6s6-2.5 6-6M7 10H4v3M13 10h3v3",
  types: "M3 5h14v10H3ZM6 8.5h4M6 11.5h3M13 8.5h1.5v3H13Z",
  rules: "M3 4h14v12H3ZM3 8h14M8 8v8M10.5 12l1.5 1.5 3-3",
  authorities: "M3 8 10 4l7 4ZM5 8v6M8.5 8v6M11.5 8v6M15 8v6M3 16h14",
  audit: "M4 4h9M4 8h9M4 12h5M4 16h4M14.5 10.5a3 3 0 1 1 0 6 3 3 0 0 1 0-6ZM16.7 15.7 18.5 17.5",
  keys: "M7 8.5a3 3 0 1 1 0 6 3 3 0 0 1 0-6ZM9.5 10 16 4M13.5 6.5l2 2M11.5 8l1.5 1.5",
  invitations: "M3 5h14v10H3ZM3 5.5l7 5.5 7-5.5",
  mandates:
    "M7 4a3 3 0 1 1 0 6 3 3 0 0 1 0-6ZM1.5 16.5c.6-2.9 2.700-4.500 5.500-4.500s4.900 1.600 5.500 4.500M13.500 8a2.300 2.300 0 1 1 0 4.600 2.300 2.300 0 0 1 0-4.600ZM14 14.300c2.300 0 3.900 1 4.500 3.200",
  life: "M4 3h9l3 3v11H4ZM6.5 9.5h2l1.5-3 2 6 1.300-3h1.700",
  hooks: "M6 3v5a4 4 0 0 0 4 4 4 4 0 0 1 4 4v1M3.5 5.5 6 3l2.5 2.5M11.5 14.5 14 17l2.5-2.5",
  verifiers: "M3 3h5v5H3ZM12 3h5v5h-5ZM3 12h5v5H3ZM11.5 14.5l2 2 4-4.5",
  sessions: "M3 4h14v9H3ZM7 17h6M10 13v4",
  menu: "M3 5.5h14M3 10h14M3 14.5h14",
  moon: "M16 12.5A6.5 6.5 0 0 1 7.5 4a6.5 6.5 0 1 0 8.5 8.5Z",
  sun: "M10 6.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7ZM10 2v2M10 16v2M2 10h2M16 10h2M4.5 4.5 6 6M14 14l1.5 1.5M15.5 4.5 14 6M6 14l-1.5 1.5",
  leave: "M8 4H4v12h4M12 6.5 15.5 10 12 13.5M15.5 10H8",
  search: "M9 4a5 5 0 1 1 0 10A5 5 0 0 1 9 4ZM12.7 12.7 17 17",
  back: "M12 4.5 6.5 10l5.5 5.5",
  check: "M4 10.5 8 14.5 16 6",
  wallet: "M3 6h12v-2H4a1 1 0 0 0-1 1v10a1 1 0 0 0 1 1h13V6h-2M13.5 10.5h.5",
} as const;

export type IconName = keyof typeof paths;

/** Beside words that say the same, so hidden from those who cannot see it. */
export const Icon = ({ name }: { readonly name: IconName }) => (
  <svg className="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
    <path d={paths[name]} />
  </svg>
);
