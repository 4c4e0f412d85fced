// Holds the server's description against the official schema of OpenAPI 3.1, and against what that schema cannot say:
//   npm run check:openapi -- FILE        (FILE as `weft openapi` prints it, or saved from /api/openapi.json)
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Validator } from '@seriousme/openapi-schema-validator'
import Ajv from 'ajv/dist/2020.js'

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']
const file = process.argv[2]
if (!file) {
  console.error('check:openapi: which file? e.g. npm run check:openapi -- ../build/openapi.json')
  process.exit(1)
}
const api = JSON.parse(readFileSync(resolve(process.env.INIT_CWD ?? '.', file), 'utf8'))
const wrong = []

/** What a reference points to; parts are escaped as in JSON Pointer. */
function at(pointer) {
  const parts = pointer.slice(2).split('/')
  return parts.reduce((node, part) => node?.[part.replaceAll('~1', '/').replaceAll('~0', '~')], api)
}
const target = (node) => (node?.$ref ? at(node.$ref) : node)

function eachNode(node, path, visit) {
  if (node === null || typeof node !== 'object') return
  visit(node, path)
  for (const [key, below] of Object.entries(node)) eachNode(below, `${path}/${key}`, visit)
}

async function checkDocument() {
  const validator = new Validator()
  const result = await validator.validate(structuredClone(api))
  if (validator.version !== '3.1') wrong.push(`openapi: ${api.openapi} is not 3.1`)
  for (const error of result.errors ?? []) wrong.push(`${error.instancePath} ${error.message ?? error}`)
}

/** The official schema leaves the inside of schemas to their own dialect. */
function checkSchemas() {
  const ajv = new Ajv({ strict: false, validateFormats: false })
  const check = (schema, path) => {
    if (!ajv.validateSchema(schema)) for (const e of ajv.errors) wrong.push(`${path}${e.instancePath} ${e.message}`)
  }
  for (const [name, schema] of Object.entries(api.components?.schemas ?? {}))
    check(schema, `components/schemas/${name}`)
  eachNode(api.paths, 'paths', (node, path) => {
    if (node.schema) check(node.schema, `${path}/schema`)
  })
}

function checkReferences() {
  const used = new Set()
  eachNode(api, '#', (node, path) => {
    if (typeof node.$ref !== 'string') return
    used.add(node.$ref)
    if (at(node.$ref) === undefined) wrong.push(`${path} points to nothing: ${node.$ref}`)
  })
  for (const kind of ['schemas', 'parameters', 'responses'])
    for (const name of Object.keys(api.components?.[kind] ?? {}))
      if (!used.has(`#/components/${kind}/${name}`)) wrong.push(`components/${kind}/${name} is used nowhere`)
}

function checkOperation(path, item, method, ids) {
  const operation = item[method]
  const where = `${method.toUpperCase()} ${path}`
  if (!operation.operationId || ids.has(operation.operationId)) wrong.push(`${where}: operationId missing or taken`)
  ids.add(operation.operationId)
  if (!operation.summary) wrong.push(`${where}: no summary`)
  const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map(target)
  const names = parameters.map((p) => `${p?.in} ${p?.name}`)
  for (const name of names) if (names.indexOf(name) !== names.lastIndexOf(name)) wrong.push(`${where}: ${name} twice`)
  const wanted = [...path.matchAll(/\{([^}]+)\}/g)].map((m) => m[1])
  for (const name of wanted)
    if (!parameters.some((p) => p?.in === 'path' && p.name === name && p.required))
      wrong.push(`${where}: {${name}} is not declared`)
  for (const p of parameters)
    if (p?.in === 'path' && !wanted.includes(p.name)) wrong.push(`${where}: ${p.name} is not in the path`)
  if (!Object.keys(operation.responses ?? {}).some((status) => /^[23]/.test(status)))
    wrong.push(`${where}: no answer of success`)
}

function checkPaths() {
  const ids = new Set()
  const shapes = new Map()
  for (const [path, item] of Object.entries(api.paths)) {
    const shape = path.replace(/\{[^}]+\}/g, '{}')
    if (shapes.has(shape)) wrong.push(`${path} is the same as ${shapes.get(shape)}`)
    shapes.set(shape, path)
    for (const method of METHODS) if (item[method]) checkOperation(path, item, method, ids)
  }
}

await checkDocument()
checkSchemas()
checkReferences()
checkPaths()
for (const line of wrong.slice(0, 40)) console.log(line)
console.log(`openapi: ${Object.keys(api.paths).length} paths, ${wrong.length} wrong`)
process.exit(wrong.length === 0 ? 0 : 1)
