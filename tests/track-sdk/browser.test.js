// browser.test.js -- the official browser libraries in Chromium, on a page of another origin: CORS,
// preflights and beacons as browsers send them.  CHROMIUM names the browser.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { startWeft } from './weft.js';

const { chromium } = createRequire(new URL('../../console/package.json', import.meta.url))('playwright-core');
const SEGMENT = 'node_modules/@segment/analytics-next/dist/umd/';
const SENSORS = 'node_modules/sa-sdk-javascript/sensorsdata.min.js';
let weft, shop, shopUrl, browser;

/** A shop's page, and the libraries with what they load by themselves. */
function answer(request, response) {
    const name = request.url.split('?')[0].slice(1);
    if (!name.endsWith('.js')) return response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>shop</title>');
    response.writeHead(200, { 'Content-Type': 'text/javascript' });
    try {
        response.end(readFileSync(name === 'sa.js' ? SENSORS : SEGMENT + (name === 'segment.js' ? 'index.js' : name)));
    } catch {
        response.end('');
    }
}

before(async () => {
    weft = await startWeft();
    shop = createServer(answer).listen(0, '127.0.0.1');
    await once(shop, 'listening');
    shopUrl = `http://localhost:${shop.address().port}`;
    browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'], timeout: 300_000 });
});

after(async () => {
    await browser?.close();
    shop?.close();
    shop?.closeAllConnections();
    await weft?.stop();
});

async function openShop(script) {
    const page = await browser.newPage();
    page.setDefaultTimeout(300_000);
    await page.goto(shopUrl);
    await page.addScriptTag({ url: `${shopUrl}/${script}` });
    return page;
}

test('@segment/analytics-next in Chromium', async () => {
    const page = await openShop('segment.js');
    await page.evaluate(async ({ writeKey, base }) => {
        const analytics = window.AnalyticsNext.AnalyticsBrowser.load({ writeKey, cdnURL: base });
        await analytics.track('Browser Viewed', { price: 1 });
        await analytics.identify('browser-u', { name: '李四' });
        await analytics.track('Browser Paid');
    }, target());
    await weft.historyOf('Browser Paid', ['Browser Viewed', 'identify', 'Browser Paid']);
});

for (const way of ['image', 'ajax', 'beacon'])
    test(`sa-sdk-javascript in Chromium by ${way}`, async () => {
        const page = await openShop('sa.js');
        await page.evaluate(({ base, writeKey, way }) => {
            const sensors = window.sensorsDataAnalytic201505 ?? window.sensors;
            sensors.init({ server_url: `${base}/sa?project=default&token=${writeKey}`, send_type: way, heatmap: {}, use_client_time: true });
            sensors.track(`Sa_${way}`, { price: 1 });
            sensors.login(`sa-${way}`);
        }, { ...target(), way });
        await weft.historyOf(`Sa_${way}`);
    });

test('nothing of it was refused', async () => assert.deepEqual(await weft.refusals(), []));

function target() {
    return { writeKey: weft.writeKey, base: weft.base };
}
