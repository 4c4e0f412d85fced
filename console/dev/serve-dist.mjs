// Serves dist/ like the real server does and hands /api to a running one: the newest console in
// front of a server built earlier.   node dev/serve-dist.mjs --port 7452 --api http://127.0.0.1:8080
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { fileURLToPath } from 'node:url'

const flag = (name, fallback) => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? fallback : process.argv[at + 1]
}
const port = Number(flag('port', 7452))
const target = new URL(flag('api', 'http://127.0.0.1:8080'))
const dist = fileURLToPath(new URL('../dist', import.meta.url))

createServer((req, res) => {
  const url = new URL(req.url, 'http://localhost')
  if (url.pathname.startsWith('/api')) {
    const out = request(
      { host: target.hostname, port: target.port, path: req.url, method: req.method, headers: req.headers },
      (back) => {
        res.writeHead(back.statusCode, back.headers)
        back.pipe(res)
      },
    )
    out.on('error', () => res.writeHead(502).end())
    res.on('close', () => out.destroy())
    return req.pipe(out)
  }
  const asset = url.pathname.startsWith('/assets/')
  const file = asset ? `${dist}${url.pathname}` : `${dist}/index.html`
  if (url.pathname.includes('..') || !existsSync(file)) return res.writeHead(404).end()
  if (!asset) {
    const nonce = randomUUID()
    res.writeHead(200, {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-cache',
      'Content-Security-Policy': `default-src 'self'; script-src 'self' 'nonce-${nonce}'; style-src-elem 'self' 'nonce-${nonce}'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'`,
    })
    return res.end(readFileSync(file, 'utf8').replaceAll('__CSP_NONCE__', nonce))
  }
  const packed = existsSync(`${file}.br`)
  const type = file.endsWith('.js')
    ? 'text/javascript'
    : file.endsWith('.css')
      ? 'text/css'
      : 'application/octet-stream'
  res.writeHead(200, {
    'Content-Type': type,
    'Cache-Control': 'public, max-age=31536000, immutable',
    ...(packed ? { 'Content-Encoding': 'br' } : {}),
  })
  res.end(readFileSync(packed ? `${file}.br` : file))
}).listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${port} with the server at ${target.origin}`))
