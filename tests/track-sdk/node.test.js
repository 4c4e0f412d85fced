// node.test.js -- the official clients of Segment, Sensors Data and RudderStack for servers, unmodified, send to
// weft; what they sent is one person's history.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { Analytics } from '@segment/analytics-node';
import { startWeft } from './weft.js';

const require = createRequire(import.meta.url);
let weft;
before(async () => {
    weft = await startWeft();
});
after(() => weft?.stop());

test('@segment/analytics-node: track, identify and page of one person', async () => {
    const analytics = new Analytics({ writeKey: weft.writeKey, host: weft.base, path: '/v1/batch' });
    analytics.track({ anonymousId: 'node-a', event: 'Node Viewed', properties: { price: 12.5 } });
    analytics.identify({ anonymousId: 'node-a', userId: 'node-u', traits: { name: '张三', email: 'a@example.com' } });
    analytics.page({ userId: 'node-u', name: 'Home' });
    analytics.track({ userId: 'node-u', event: 'Node Paid' });
    await analytics.closeAndFlush();
    await weft.historyOf('Node Paid', ['Node Viewed', 'identify', 'page', 'Node Paid']);
});

test('@rudderstack/rudder-sdk-node: the same protocol', async () => {
    const Rudder = require('@rudderstack/rudder-sdk-node');
    const client = new (Rudder.default ?? Rudder)(weft.writeKey, { dataPlaneUrl: weft.base, gzip: true, flushAt: 2 });
    client.track({ anonymousId: 'rudder-a', event: 'Rudder Viewed' });
    client.track({ userId: 'rudder-u', anonymousId: 'rudder-a', event: 'Rudder Paid' });
    await new Promise((resolve) => client.flush(resolve));
    await weft.historyOf('Rudder Paid', ['Rudder Viewed', 'Rudder Paid']);
});

test('sa-sdk-node: a gzipped list, and an id bound', async () => {
    const SensorsAnalytics = require('sa-sdk-node');
    const sa = new SensorsAnalytics();
    sa.submitTo({ url: `${weft.base}/sa?project=default&token=${weft.writeKey}`, gzip: true, mode: 'track', timeout: 60000 });
    await sa.track('sa-d', 'SaViewed', { price: 1 });
    await sa.trackSignup('sa-u', 'sa-d');
    await sa.track('sa-u', 'SaPaid', { price: 2 });
    await weft.historyOf('SaPaid', ['SaViewed', '$SignUp', 'SaPaid']);
});

test('nothing of it was refused', async () => assert.deepEqual(await weft.refusals(), []));
