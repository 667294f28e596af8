/** Marks a stylesheet, so that editors and Prettier know it. */
export const css = String.raw;
