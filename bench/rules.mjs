// Evaluations in a second of a processor of one condition on five facts of a customer, over 1,000 customers: weft's rules beside the
// rule engines of npm, one after the other on the same machine; weft before and after them.   node rules.mjs PATH-OF-WEFT
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Engine } from 'json-rules-engine'
import jsonLogic from 'json-logic-js'
import { LogicEngine } from 'json-logic-engine'

const version = (name) => JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url))).version
let seed = 12345
const random = () => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) / 0x7fffffff
const below = (n) => Math.floor(random() * n)
const cities = ['Shanghai', 'Beijing', 'Shenzhen', 'Hangzhou', 'Chengdu', 'Wuhan']
const customers = Array.from({ length: 1000 }, () => ({
  level: 1 + below(5), city: cities[below(6)], spend30: below(1500), orders30: below(6), inactiveDays: below(30),
}))
const plain = (c) =>
  c.level >= 3 && ['Shanghai', 'Beijing', 'Shenzhen'].includes(c.city) && c.spend30 > 500 && c.orders30 >= 2 && c.inactiveDays > 7
const rule = {
  and: [
    { '>=': [{ var: 'level' }, 3] },
    { in: [{ var: 'city' }, ['Shanghai', 'Beijing', 'Shenzhen']] },
    { '>': [{ var: 'spend30' }, 500] },
    { '>=': [{ var: 'orders30' }, 2] },
    { '>': [{ var: 'inactiveDays' }, 7] },
  ],
}
const wanted = customers.filter(plain).length
const rates = {}
const processor = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

function tell(name, rate, holds) {
  if (holds !== wanted) throw new Error(`${name}: ${holds} hold, not ${wanted}`)
  rates[name] = Math.min(rate, rates[name] ?? Infinity)
  console.log(`${name.padEnd(40)} ${Math.round(rate).toLocaleString('en').padStart(12)}/s`)
}

async function bench(name, test) {
  let holds = 0
  for (const c of customers) if (await test(c)) holds++
  const rounds = []
  for (let round = 0; round < 5; round++) {
    const begin = processor()
    let count = 0
    while (processor() - begin < 0.5)
      for (const c of customers) {
        const result = test(c)
        if (result && result.then) await result
        count++
      }
    rounds.push(count / (processor() - begin))
  }
  tell(name, rounds.sort((a, b) => a - b)[2], holds)
}

function weft(program) {
  const folder = mkdtempSync(join(tmpdir(), 'weft-rules-'))
  try {
    writeFileSync(join(folder, 'rule'), JSON.stringify(rule))
    writeFileSync(join(folder, 'data'), JSON.stringify(customers))
    const args = ['rule', 'bench', '--rule', join(folder, 'rule'), '--data', join(folder, 'data')]
    for (const line of execFileSync(program, args, { encoding: 'utf8' }).trim().split('\n')) {
      const { form, per_second, holds } = JSON.parse(line)
      tell(form === 'record' ? 'weft, records' : 'weft, JSON documents', per_second, holds)
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

weft(process.argv[2])
const engine = new LogicEngine()
await bench(`json-logic-engine ${version('json-logic-engine')} compiled`, engine.build(rule))
await bench(`json-logic-engine ${version('json-logic-engine')}`, (c) => engine.run(rule, c))
await bench(`json-logic-js ${version('json-logic-js')}`, (c) => jsonLogic.apply(rule, c))
const conditions = [
  { fact: 'level', operator: 'greaterThanInclusive', value: 3 },
  { fact: 'city', operator: 'in', value: ['Shanghai', 'Beijing', 'Shenzhen'] },
  { fact: 'spend30', operator: 'greaterThan', value: 500 },
  { fact: 'orders30', operator: 'greaterThanInclusive', value: 2 },
  { fact: 'inactiveDays', operator: 'greaterThan', value: 7 },
]
const rules = new Engine([{ conditions: { all: conditions }, event: { type: 'hit' } }])
await bench(`json-rules-engine ${version('json-rules-engine')}`, async (c) => (await rules.run(c)).events.length > 0)
await bench('JavaScript written by hand', plain)
weft(process.argv[2])
console.log(JSON.stringify(rates))
