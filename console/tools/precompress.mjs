// After a build: .br and .gz beside every text file of dist/, so that the server only sends files.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))
const WORTH = 512
let files = 0
let before = 0
let after = 0
for (const name of readdirSync(join(dist, 'assets'))) {
  const path = join(dist, 'assets', name)
  if (!/\.(js|css|svg|json)$/.test(name) || statSync(path).size < WORTH) continue
  const text = readFileSync(path)
  const packed = brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })
  writeFileSync(`${path}.br`, packed)
  writeFileSync(`${path}.gz`, gzipSync(text, { level: 9 }))
  files++
  before += text.length
  after += packed.length
}
console.log(`precompressed ${files} files: ${(before / 1024).toFixed(0)} KB -> ${(after / 1024).toFixed(0)} KB brotli`)
