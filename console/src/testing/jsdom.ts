import { afterAll } from 'vitest'

/** What jsdom has not and the components under test ask for: no box changes its size, no query of media holds. */
globalThis.ResizeObserver = class {
  observe() {}
  unobserve() {}
  disconnect() {}
}
globalThis.matchMedia = (media) => ({
  matches: false,
  media,
  onchange: null,
  addListener() {},
  removeListener() {},
  addEventListener() {},
  removeEventListener() {},
  dispatchEvent: () => false,
})

/** What React has put off is done before its window goes: on a busy machine it came later, and failed the run. */
afterAll(async () => {
  for (let turn = 0; turn < 3; turn++) await new Promise((done) => setTimeout(done, 0))
})
