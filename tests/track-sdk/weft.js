// weft.js -- a weft of one's own with a source, for the tests of this folder.  WEFT names the program.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const GIVEN_UP_MS = 300_000; // a slow machine takes longer, and loses nothing
const program = process.env.WEFT ?? '../../build/weft';
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const freePort = () =>
    new Promise((resolve) => {
        const probe = createServer().listen(0, '127.0.0.1', () => {
            const { port } = probe.address();
            probe.close(() => resolve(port));
        });
    });

/** Until `look` gives something. */
async function waitFor(what, look) {
    for (const until = Date.now() + GIVEN_UP_MS; Date.now() < until; await pause(50)) {
        const found = await look();
        if (found) return found;
    }
    throw new Error(`never: ${what()}`);
}

export async function startWeft() {
    const data = mkdtempSync(join(tmpdir(), 'weft-track-'));
    const port = await freePort();
    const base = `http://127.0.0.1:${port}`;
    const command = (...words) => execFileSync(program, [...words, '--data', data]).toString().trim();
    const key = command('apikey', 'create', '--name', 'sdk', '--scope', 'customer.read,source.read').split('\n').pop();
    const writeKey = command('source', 'create', '--name', 'sdk').split('\n').pop();
    const log = join(data, 'log');
    const server = spawn(program, ['serve', '--data', data, '--listen', `127.0.0.1:${port}`], { stdio: 'ignore' });
    const api = async (path) => (await fetch(base + path, { headers: { Authorization: `Bearer ${key}` } })).json();
    await waitFor(
        () => `weft answers ${readFileSync(log, { encoding: 'utf8', flag: 'a+' })}`,
        () => fetch(`${base}/readyz`).then((r) => r.ok, () => false),
    );
    return {
        base,
        writeKey,
        /** Types of all events of the person who did `type`, once every one of `wanted` is there. */
        async historyOf(type, wanted = [type]) {
            let types = [];
            await waitFor(
                () => `${wanted} of ${type}; there are ${types}`,
                async () => {
                    const { items } = await api(`/api/events?newest=true&type=${encodeURIComponent(type)}`);
                    if (items.length === 0) return false;
                    types = (await api(`/api/events?person_id=${items[0].person_id}`)).items.map((e) => e.type);
                    return wanted.every((one) => types.includes(one));
                },
            );
            return types;
        },
        refusals: async () => (await api('/api/track-refusals')).items.map((r) => `${r.event} ${r.reason}`),
        async stop() {
            const ended = new Promise((resolve) => server.once('exit', resolve));
            server.kill();
            await ended;
            rmSync(data, { recursive: true, force: true });
        },
    };
}
