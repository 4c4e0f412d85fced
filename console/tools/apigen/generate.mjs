// Writes src/api/server.d.ts from the server's description:  npm run apigen -- FILE
// (FILE as `weft openapi` prints it.)  openapi-typescript needs TypeScript 5, hence its own package.
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import openapi, { astToString } from 'openapi-typescript'

const file = process.argv[2]
if (!file) {
  console.error('apigen: which file? e.g. npm run apigen -- ../build/openapi.json')
  process.exit(1)
}
const description = JSON.parse(readFileSync(resolve(process.env.INIT_CWD ?? '.', file), 'utf8'))
const target = fileURLToPath(new URL('../../src/api/server.d.ts', import.meta.url))
const head = '/* Printed by npm run apigen from the description of the server; do not edit. */\n\n'
writeFileSync(target, head + astToString(await openapi(description)))
console.log(`apigen: ${Object.keys(description.paths).length} paths -> src/api/server.d.ts`)
