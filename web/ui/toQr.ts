import encodeQR from "qr";

/** A QR code (ISO/IEC 18004) of error correction M as one SVG path: a square of 1 for each dark module. */
export function toQr(text: string): { readonly size: number; readonly path: string } {
  // The border is drawn as empty room, so that the path has coordinates of its own.
  const rows = encodeQR(text, "raw", { ecc: "medium", border: 4 });
  const path = rows
    .flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join("");
  return { size: rows.length, path };
}
