// track.test.js -- the official clients of Segment, Sensors Data and RudderStack, unmodified, send to
// weft; what they sent is one person's history.  WEFT names the program (default ../../build/weft).
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Analytics } from '@segment/analytics-node';

const require = createRequire(import.meta.url);
const weft = process.env.WEFT ?? '../../build/weft';
const port = Number(process.env.WEFT_TRACK_PORT ?? 7346);
const base = `http://127.0.0.1:${port}`;
const data = mkdtempSync(join(tmpdir(), 'weft-track-'));
let server, key, writeKey;

const command = (...words) => execFileSync(weft, [...words, '--data', data]).toString().trim();
const api = async (path) => (await fetch(base + path, { headers: { Authorization: `Bearer ${key}` } })).json();

/** Waits for an event of a type, and gives all of its person. */
async function historyOf(type) {
    for (let tries = 0; tries < 200; tries++) {
        const { items } = await api(`/api/events?type=${encodeURIComponent(type)}`);
        if (items.length > 0) return (await api(`/api/events?person_id=${items[0].person_id}`)).items;
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
});

after(() => {
    server?.kill();
    rmSync(data, { recursive: true, force: true });
});

test('@segment/analytics-node: track, identify and page of one person', async () => {
    const analytics = new Analytics({ writeKey, host: base, path: '/v1/batch' });
    analytics.track({ anonymousId: 'node-a', event: 'Node Viewed', properties: { price: 12.5 } });
    analytics.identify({ anonymousId: 'node-a', userId: 'node-u', traits: { name: '张三', email: 'a@example.com' } });
    analytics.page({ userId: 'node-u', name: 'Home' });
    analytics.track({ userId: 'node-u', event: 'Node Paid' });
    await analytics.closeAndFlush();
    const types = (await historyOf('Node Paid')).map((e) => e.type);
    for (const type of ['Node Viewed', 'identify', 'page', 'Node Paid']) assert.ok(types.includes(type), `${type} of ${types}`);
});

test('@rudderstack/rudder-sdk-node: the same protocol', async () => {
    const Rudder = require('@rudderstack/rudder-sdk-node');
    const client = new (Rudder.default ?? Rudder)(writeKey, { dataPlaneUrl: base, gzip: true, flushAt: 2 });
    client.track({ anonymousId: 'rudder-a', event: 'Rudder Viewed' });
    client.track({ userId: 'rudder-u', anonymousId: 'rudder-a', event: 'Rudder Paid' });
    await new Promise((resolve) => client.flush(resolve));
    const types = (await historyOf('Rudder Paid')).map((e) => e.type);
    assert.ok(types.includes('Rudder Viewed'), `${types}`);
});

test('sa-sdk-node: a gzipped list, and an id bound', async () => {
    const SensorsAnalytics = require('sa-sdk-node');
    const sa = new SensorsAnalytics();
    sa.submitTo({ url: `${base}/sa?project=default&token=${writeKey}`, gzip: true, mode: 'track', timeout: 10000 });
    await sa.track('sa-d', 'SaViewed', { price: 1 });
    await sa.trackSignup('sa-u', 'sa-d');
    await sa.track('sa-u', 'SaPaid', { price: 2 });
    const types = (await historyOf('SaPaid')).map((e) => e.type);
    for (const type of ['SaViewed', '$SignUp', 'SaPaid']) assert.ok(types.includes(type), `${type} of ${types}`);
});
