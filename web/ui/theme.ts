import { createTheme, type MantineColorsTuple } from "@mantine/core";

const ink: MantineColorsTuple = [
  "#eef3fb",
  "#d9e4f4",
  "#b3c8e8",
  "#8aabdc",
  "#6791d1",
  "#4c7cc6",
  "#38699f",
  "#28548a",
  "#1f4678",
  "#163761",
];

/** Greys of the dark scheme, with the same touch of blue as the page behind them. */
const dark: MantineColorsTuple = [
  "#e6eaf0",
  "#c6ced9",
  "#a4afbd",
  "#717d8d",
  "#3d4756",
  "#323b49",
  "#232a35",
  "#1c222c",
  "#14181f",
  "#0f1217",
];

/** The seal's red, dark enough for white words. */
const red: MantineColorsTuple = [
  "#fcebe9",
  "#f8d3cf",
  "#f0a7a0",
  "#e8867d",
  "#e5766d",
  "#d4574d",
  "#c13a31",
  "#b3261e",
  "#97201a",
  "#7a1a15",
];

/** Calm blue ink for what one may do; the seal's red is the mark's, and for what cannot be undone. */
export const theme = createTheme({
  colors: { ink, dark, red },
  primaryColor: "ink",
  // White words are legible on both.
  primaryShade: { light: 7, dark: 6 },
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SFMono-Regular", Menlo, Consolas, monospace',
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  headings: { fontWeight: "650" },
  components: {
    // Hints are below their fields, so that fields beside each other are on one line.
    InputWrapper: {
      defaultProps: { inputWrapperOrder: ["label", "input", "description", "error"] },
    },
  },
});
