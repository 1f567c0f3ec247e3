/** Pixels from which on there are three columns; the stylesheet has the same number. */
export const WIDE = 900;
