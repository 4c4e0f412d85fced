const LEAST = 11
const MOST = 70

/** Percent of the colour behind a figure that is `part` of the largest: what is little is not nothing. */
export const shadeOf = (part: number, most = MOST) =>
  part > 0 ? Math.round(LEAST + Math.min(part, 1) * (most - LEAST)) : 0
