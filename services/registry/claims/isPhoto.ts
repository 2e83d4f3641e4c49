const base64 = /^(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
// The first bytes of JPEG, PNG and WebP ("RIFF", four bytes of size, "WEBP"), in base64.
const beginnings = /^(?:\/9j\/|iVBORw0KGgo|UklGR.{7}RUJQ)/;

/** Whether a text is a picture in padded base64, of a kind that every browser shows. */
export const isPhoto = (text: string): boolean => beginnings.test(text) && base64.test(text);
