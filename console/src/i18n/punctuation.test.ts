import { expect, test } from 'vitest'

const pages = import.meta.glob<string>('../{answers,app,features,pickers,ui}/**/*.tsx', {
  query: '?raw',
  import: 'default',
  eager: true,
})
/** What is typed in may be parted by these; comments are for us. */
const isSpared = (line: string) => /tokenSeparators|^\s*(\/\/|\/?\*)/.test(line)

test('no page joins words by the punctuation of one language', () => {
  const found = Object.entries(pages)
    .filter(([path]) => !path.includes('.test.'))
    .flatMap(([path, text]) =>
      text
        .split('\n')
        .filter((line) => /[、，。：；（）]/.test(line) && !isSpared(line))
        .map((line) => `${path}: ${line.trim()}`),
    )
  expect(found).toEqual([])
})
