// Fails when the shell or a page grew past its budget (brotli, KB). Needs a build.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const SHELL_MAX = 300
const PAGE_MAX = 120
/** Chunks a page loads after it is usable. */
const LATE = [/ui\/Chart\.tsx$/, /i18n\/.*en-US\.ts$/, /i18n\/reasons\..*\.ts$/]
const LATE_MAX = 250

const dist = fileURLToPath(new URL('../dist/', import.meta.url))
if (!existsSync(`${dist}.vite/manifest.json`)) {
  console.error('budget: no build found; run npm run build first')
  process.exit(1)
}
const manifest = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, 'utf8'))
const size = (file) => statSync(existsSync(`${dist}${file}.br`) ? `${dist}${file}.br` : `${dist}${file}`).size / 1024
const reach = (key, seen = new Set()) => {
  if (seen.has(key)) return seen
  seen.add(key)
  for (const next of manifest[key].imports ?? []) reach(next, seen)
  return seen
}
const files = (keys) => new Set([...keys].flatMap((key) => [manifest[key].file, ...(manifest[key].css ?? [])]))
const sum = (list) => [...list].reduce((n, file) => n + size(file), 0)

const entry = Object.keys(manifest).find((key) => manifest[key].isEntry)
const shell = files(reach(entry))
const shellSize = sum(shell)
const rows = [['shell', shellSize, SHELL_MAX]]
for (const key of Object.keys(manifest)) {
  if (!manifest[key].isDynamicEntry) continue
  const own = [...files(reach(key))].filter((file) => !shell.has(file))
  const late = LATE.some((pattern) => pattern.test(key))
  rows.push([key.replace('src/', ''), sum(own), late ? LATE_MAX : PAGE_MAX])
}
let failed = 0
for (const [name, kb, max] of rows.sort((a, b) => b[1] - a[1])) {
  const over = kb > max
  if (over) failed++
  console.log(`${over ? 'OVER' : '  ok'} ${kb.toFixed(1).padStart(7)} KB of ${max}  ${name}`)
}
process.exit(failed > 0 ? 1 : 0)
