const key = 'weft.brand'

/** The code of the brand last signed in to here; a browser without storage knows none. */
export function lastBrand(): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined
  } catch {
    return undefined
  }
}

export function rememberBrand(code: string): void {
  try {
    localStorage.setItem(key, code)
  } catch {
    // asked for next time by ?tenant=
  }
}
