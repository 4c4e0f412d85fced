// browser.test.js -- the official browser libraries in Chromium, on a page of another origin: CORS,
// preflights and beacons as browsers send them.  WEFT names the program, CHROMIUM the browser.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

const console_ = createRequire(new URL('../../console/package.json', import.meta.url));
const { chromium } = console_('playwright-core');
const weft = process.env.WEFT ?? '../../build/weft';
const port = Number(process.env.WEFT_TRACK_PORT ?? 7347);
const base = `http://127.0.0.1:${port}`;
const data = mkdtempSync(join(tmpdir(), 'weft-track-'));
let server, shop, shopUrl, browser, key, writeKey;

const command = (...words) => execFileSync(weft, [...words, '--data', data]).toString().trim();
const api = async (path) => (await fetch(base + path, { headers: { Authorization: `Bearer ${key}` } })).json();

async function historyOf(type) {
    for (let tries = 0; tries < 200; tries++) {
        const { items } = await api(`/api/events?type=${encodeURIComponent(type)}`);
        if (items.length > 0) return (await api(`/api/events?person_id=${items[0].person_id}`)).items.map((e) => e.type);
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`${type} never came: ${JSON.stringify(await api('/api/track-refusals'))}`);
}

before(async () => {
    key = command('apikey', 'create', '--name', 'sdk', '--scope', 'customer.read,source.read');
    writeKey = command('source', 'create', '--name', 'sdk');
    server = spawn(weft, ['serve', '--data', data, '--listen', `127.0.0.1:${port}`], { stdio: 'ignore' });
    for (let tries = 0; ; tries++) {
        try { await fetch(`${base}/healthz`); break; } catch (error) { if (tries > 200) throw error; }
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const files = { '/segment.js': 'node_modules/@segment/analytics-next/dist/umd/index.js', '/sa.js': 'node_modules/sa-sdk-javascript/sensorsdata.min.js' };
    shop = createServer((request, response) => {
        const script = request.url.startsWith('/segment.js') || request.url.startsWith('/sa.js');
        const chunk = request.url.split('?')[0].slice(1);
        const path = files[`/${chunk}`] ?? `node_modules/@segment/analytics-next/dist/umd/${chunk}`;
        let body = '<!doctype html><title>shop</title>';
        if (script || chunk.endsWith('.js')) { try { body = readFileSync(path); } catch { body = ''; } }
        response.writeHead(200, { 'Content-Type': chunk.endsWith('.js') ? 'text/javascript' : 'text/html' }).end(body);
    }).listen(0, '127.0.0.1');
    await once(shop, 'listening');
    shopUrl = `http://localhost:${shop.address().port}`;
    browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
});

after(async () => {
    await browser?.close();
    shop?.close();
    shop?.closeAllConnections();
    server?.kill();
    rmSync(data, { recursive: true, force: true });
});

test('@segment/analytics-next in Chromium', async () => {
    const page = await browser.newPage();
    const errors = [];
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    page.on('pageerror', (error) => errors.push(error.message));
    await page.addInitScript(({ writeKey, base }) => {
        const calls = [];
        window.analytics = Object.assign(calls, { _writeKey: writeKey, _cdn: base });
    }, { writeKey, base });
    await page.goto(shopUrl);
    await page.evaluate(() => new Promise((done, fail) => {
        const script = document.createElement('script');
        script.src = '/segment.js';
        script.onload = done;
        script.onerror = fail;
        document.head.append(script);
    }));
    await page.evaluate(async ({ writeKey, base }) => {
        const { AnalyticsBrowser } = window.AnalyticsNext;
        const analytics = AnalyticsBrowser.load({ writeKey, cdnURL: base });
        await analytics.track('Browser Viewed', { price: 1 });
        await analytics.identify('browser-u', { name: '李四' });
        await analytics.track('Browser Paid');
    }, { writeKey, base });
    const types = await historyOf('Browser Paid');
    for (const type of ['Browser Viewed', 'identify', 'Browser Paid']) assert.ok(types.includes(type), `${type} of ${types}; ${errors}`);
});

for (const way of ['image', 'ajax', 'beacon'])
    test(`sa-sdk-javascript in Chromium by ${way}`, async () => {
        const page = await browser.newPage();
        await page.goto(shopUrl);
        await page.addScriptTag({ url: `${shopUrl}/sa.js` });
        await page.evaluate(({ url, way }) => {
            const sensors = window.sensorsDataAnalytic201505 ?? window.sensors;
            sensors.init({ server_url: url, send_type: way, heatmap: {}, use_client_time: true });
            sensors.track(`Sa ${way}`.replace(' ', '_'), { price: 1 });
            sensors.login(`sa-${way}`);
        }, { url: `${base}/sa?project=default&token=${writeKey}`, way });
        const types = await historyOf(`Sa_${way}`);
        assert.ok(types.length > 0, `${types}`);
    });
