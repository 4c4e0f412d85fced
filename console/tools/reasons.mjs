// Every reason the server can answer must have a sentence in both languages. Reads the C source
// beside the console (../src) and prints the reasons that lack one; so too kinds of jobs that would show as keys.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../src/', import.meta.url))
const FOLDERS = [
  'wire',
  'rule',
  'base',
  'db',
  'kernel',
  'log',
  'http',
  'org',
  'channel',
  'customer',
  'content',
  'reach',
  'acquire',
  'oa',
  'shop',
  'intake',
  'app',
]
const WORD = /"([a-z][a-z0-9_]*\.[a-z][a-z0-9_]*)"/g
// literals of that form that are something else: names of statements, kinds, settings, files
const OTHER =
  /\.name += |\.kind += |\.sql += |kind_is|EVENT\(|PERMISSION\(|SQL\(|STATEMENT\(|config_|setting|JOB_KIND|_KIND\b|EffectKind|metric|\bpath\b/i
/** The reason of a failure that names none: the table of http/problem.c. */
const BY_CODE = /\[ERR_\w+\]\s*=\s*\{ \d+, "(\w+)"/g
const ENDINGS = /\.(html|xlsx|csv|json|js|css|png|svg|db|c|h|sql|id|\w+_id|is_\w+)$/
const walk = (dir) =>
  readdirSync(dir).flatMap((n) => (statSync(join(dir, n)).isDirectory() ? walk(join(dir, n)) : [join(dir, n)]))
const known = (file) =>
  new Set(
    [
      ...readFileSync(new URL(`../src/i18n/${file}`, import.meta.url), 'utf8').matchAll(
        /^ {2}'?([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)?)'?:/gm,
      ),
    ].map((m) => m[1]),
  )

export function usedReasons() {
  const words = new Set()
  const events = new Set()
  const permissions = new Set()
  const notReasons = new Set(
    readFileSync(new URL('./not-reasons.txt', import.meta.url), 'utf8')
      .split('\n')
      .map((l) => l.trim())
      .filter((l) => l && !l.startsWith('#')),
  )
  for (const folder of FOLDERS) {
    if (!existsSync(join(root, folder))) continue
    for (const file of walk(join(root, folder))) {
      if (!/\.(c|h|cc|def)$/.test(file) || /_test\.c$|_fuzz\.c$|demo/.test(file)) continue
      for (const line of readFileSync(file, 'utf8').split('\n')) {
        const found = [...line.matchAll(WORD)].map((m) => m[1])
        if (/EVENT\(/.test(line)) for (const w of found) events.add(w)
        else if (/PERMISSION\(/.test(line)) for (const w of found) permissions.add(w)
        else if (!OTHER.test(line)) for (const w of found) words.add(w)
      }
    }
  }
  const general = [...readFileSync(join(root, 'http/problem.c'), 'utf8').matchAll(BY_CODE)].map((m) => m[1])
  return [...general, ...words]
    .filter((w) => !events.has(w) && !permissions.has(w) && !notReasons.has(w) && !ENDINGS.test(w))
    .sort()
}

const JOB = /^const JobKind \w+ *= *\{ *(?:\.word = )?(?:"([^"]+)"|(\w+))/gm

/** The kinds of jobs: named where the job is, or by a macro of the same file. */
function usedJobs() {
  return walk(root)
    .filter((file) => file.endsWith('.c') && !file.endsWith('_test.c'))
    .map((file) => readFileSync(file, 'utf8'))
    .flatMap((text) =>
      [...text.matchAll(JOB)].map(
        ([, word, macro]) => word ?? text.match(new RegExp(`#define ${macro}\\s+"([^"]+)"`))?.[1] ?? macro,
      ),
    )
}
const lacksJob = (file) => {
  const words = readFileSync(new URL(`../src/i18n/${file}`, import.meta.url), 'utf8').match(/job_kind: \{[^}]*/)[0]
  return usedJobs().filter((kind) => !words.includes(` ${kind.replaceAll('.', '_')}:`))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!existsSync(root)) {
    console.log('reasons: no server source beside the console, nothing to compare')
    process.exit(0)
  }
  const used = usedReasons()
  let lacking = 0
  for (const file of ['reasons.zh-CN.ts', 'reasons.en-US.ts']) {
    const have = known(file)
    const missing = used.filter((w) => !have.has(w))
    lacking += missing.length
    for (const w of missing) console.error(`${file}: no sentence for ${w}`)
  }
  for (const file of ['common.zh-CN.ts', 'common.en-US.ts'])
    for (const kind of lacksJob(file)) {
      lacking++
      console.error(`${file}: no name for the job ${kind}`)
    }
  console.log(`reasons: ${used.length} in the server, ${lacking} lacking`)
  process.exit(lacking > 0 ? 1 : 0)
}
