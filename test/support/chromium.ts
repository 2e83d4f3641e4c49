/** Where the Chromium is that opens the pages. */
export const chromiumPath = process.env.CHROMIUM ?? "/usr/bin/chromium";
