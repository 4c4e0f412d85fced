// The rules of the source layout that a machine can check; prints each broken one and fails.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const src = fileURLToPath(new URL('../src/', import.meta.url))
const PAGE_LINES_MAX = 250
const FOLDER_FILES_MAX = 14
const LAYERS = ['i18n', 'api', 'ui', 'pickers', 'answers', 'features', 'app'] // each may import those before it
const problems = []
const walk = (dir) =>
  readdirSync(dir).flatMap((name) =>
    statSync(join(dir, name)).isDirectory() ? walk(join(dir, name)) : [join(dir, name)],
  )
const files = walk(src).filter((f) => /\.(ts|tsx)$/.test(f))

for (const file of files) {
  const name = relative(src, file)
  const text = readFileSync(file, 'utf8')
  const [layer, feature] = name.split('/')
  const say = (what) => problems.push(`${name}: ${what}`)
  if (/\.test\.tsx?$/.test(name)) continue
  if (text.split('\n').length > PAGE_LINES_MAX && !/i18n|\.d\.ts/.test(name)) say(`longer than ${PAGE_LINES_MAX} lines`)
  if (/\bfetch\(/.test(text) && layer !== 'api') say('calls fetch; network belongs in api/ and queries.ts')
  if (/import \{[^}]*\blazy\b[^}]*\} from 'react'/.test(text) && name !== 'ui/page/lazy.ts')
    say('takes lazy from react; that of ui/page/lazy waits for a server that is away')
  if (
    /from '@\/api\/client'/.test(text) &&
    /\b(api|upload)\b[^.]*} from '@\/api\/client'|import \{ (api|upload)\b/.test(text) &&
    !/queries\.ts$|router\.tsx$|api\//.test(name)
  )
    say('talks to the network outside queries.ts')
  if (
    /\bany\b(?=[;,)>\]\s]*[;,)=>])/.test(text.replace(/\/\/.*|\/\*[\s\S]*?\*\//g, '')) &&
    /:\s*any\b|as any\b|<any>/.test(text)
  )
    say('uses any')
  for (const [, from] of text.matchAll(/from '([^']+)'/g)) {
    const target = from.startsWith('@/')
      ? from.slice(2)
      : from.startsWith('.')
        ? relative(src, resolve(dirname(file), from))
        : null
    if (!target) continue
    const [toLayer, toFeature] = target.split('/')
    if (/i18n\.(zh-CN|en-US)|event\.(zh-CN|en-US)/.test(target)) continue // dictionaries are gathered in i18n/
    if (layer === 'features' && toLayer === 'features' && feature !== toFeature)
      say(`imports another feature: ${target}`)
    if (layer === 'app' && toLayer === 'features' && !target.endsWith('/routes'))
      say(`may import only routes of a feature: ${target}`)
    const mine = LAYERS.indexOf(layer)
    const theirs = LAYERS.indexOf(toLayer)
    if (mine >= 0 && theirs > mine) say(`imports upwards: ${target}`)
  }
}
for (const dir of new Set(files.map((f) => dirname(f)))) {
  const count = readdirSync(dir).filter((f) => /\.tsx?$/.test(f) && !/\.test\.|i18n\./.test(f)).length
  if (count > FOLDER_FILES_MAX && !dir.endsWith('/app'))
    problems.push(`${relative(src, dir)}: ${count} files, needs parts/`)
}
for (const p of problems) console.error(p)
console.log(problems.length === 0 ? `rules: ${files.length} files, all kept` : `rules: ${problems.length} broken`)
process.exit(problems.length > 0 ? 1 : 0)
