/* duckdb.mjs EVENTS.csv NAMES.txt FILE -- DuckDB's own time for questions over the set of ../shared/bench.
 *
 * Makes table ev2(customer_id, event, ts, cents, shop) in FILE, clustered by person, and says so in a line.  Then each line of
 * its input is a statement as JSON text, and a line {"ms", "rows"} answers it: the time until all rows are here.  Two threads. */
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { DuckDBInstance } from '@duckdb/node-api'

const [csv, namesFile, file] = process.argv.slice(2)
const names = readFileSync(namesFile, 'utf8').trim().split('\n')
const quote = (text) => `'${text.replaceAll("'", "''")}'`
const say = (value) => process.stdout.write(JSON.stringify(value) + '\n')

const instance = await DuckDBInstance.create(file, { threads: '2' })
const connection = await instance.connect()
const [{ value: version }] = (await connection.runAndReadAll('SELECT version() AS value')).getRowObjectsJson()
await connection.run(`CREATE TYPE kind AS ENUM (${names.map(quote).join(', ')})`)
await connection.run(`CREATE TABLE ev2 AS
  SELECT customer_id, event::kind AS event, make_timestamp(seconds * 1000000) AS ts, cents,
         CASE WHEN event IN ('product_view', 'add_to_cart', 'checkout_start', 'purchase')
              THEN 'S' || lpad((customer_id % 50)::text, 2, '0') END AS shop
  FROM read_csv(${quote(csv)}, header = false,
       columns = {'customer_id': 'INTEGER', 'event': 'VARCHAR', 'seconds': 'BIGINT', 'cents': 'INTEGER'})
  ORDER BY customer_id, ts, event`)
await connection.run('CHECKPOINT')
const [{ rows }] = (await connection.runAndReadAll('SELECT count(*)::integer AS rows FROM ev2')).getRowObjectsJson()
say({ version, rows })

for await (const line of createInterface({ input: process.stdin })) {
  const began = performance.now()
  const answer = await connection.runAndReadAll(JSON.parse(line))
  const ms = performance.now() - began
  say({ ms, rows: answer.getRowsJson() })
}
