/** 12550 fen of CNY as ¥125.50, in the way of the language. */
export const money = (fen: number, currency: string, lang: string): string => {
  try {
    return new Intl.NumberFormat(lang, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).format(
      fen / 100,
    )
  } catch {
    return `${(fen / 100).toFixed(2)} ${currency}`
  }
}

/** A price whose currency is the shop's. */
export const price = (fen: number): string => (fen / 100).toFixed(2)
