// sim.test.js -- the platform's published crypto library against the simulator: what it sends can be
// verified and opened by others, and what the login and JS-SDK need is there.
// WEFT_SIM names the program (default ../../build/weft-sim).
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { decrypt, getJsApiSignature, getSignature } from '@wecom/crypto';

const port = Number(process.env.WEFT_SIM_PORT ?? 7345);
const base = `http://127.0.0.1:${port}`;
const token = 'sdkToken';
const key = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const got = [];
let sim, server, corp, app, access;

const json = async (path, body) => (await fetch(base + path, body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) })).json();
const api = (path, body) => json(`/cgi-bin/${path}${path.includes('?') ? '&' : '?'}access_token=${access}`, body);

/** The app: checks the signature, opens the cipher text, answers. */
async function receive(request, response) {
    const query = new URL(request.url, base).searchParams;
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const cipher = query.get('echostr') ?? /<Encrypt><!\[CDATA\[(.*?)\]\]>/.exec(Buffer.concat(chunks).toString())[1];
    const right = getSignature(token, query.get('timestamp'), query.get('nonce'), cipher) === query.get('msg_signature');
    const { message, id } = decrypt(key, cipher);
    if (!query.has('echostr')) got.push({ right, message, id });
    response.writeHead(right ? 200 : 403).end(query.has('echostr') ? message : '');
}

before(async () => {
    sim = spawn(process.env.WEFT_SIM ?? '../../build/weft-sim', ['--listen', `127.0.0.1:${port}`, '--world', 'demo', '--seed', '5'], { stdio: 'ignore' });
    for (let tries = 0; ; tries++) {
        try { await fetch(`${base}/sim/pulse`); break; } catch (error) { if (tries > 100) throw error; }
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
    server = createServer(receive).listen(0, '127.0.0.1');
    await once(server, 'listening');
    corp = (await json('/sim/world')).corps[0];
    app = corp.apps.find((one) => one.kind === 'built');
    access = (await json(`/cgi-bin/gettoken?corpid=${corp.corp_id}&corpsecret=${app.secret}`)).access_token;
});

after(() => {
    server?.close();
    server?.closeAllConnections();
    sim?.kill();
});

test('saving the callback passes the check of the platform', async () => {
    const saved = await json(`/sim/apps/${corp.corp_id}/${app.agent_id}/callback`, { url: `http://127.0.0.1:${server.address().port}/`, token, aes_key: key });
    assert.equal(saved.is_set, true);
});

test('an add is signed, opens with the key and names the corp', async () => {
    const user = corp.staff.find((member) => member.position === '导购').userid;
    const way = await api('externalcontact/add_contact_way', { type: 1, scene: 2, user: [user], state: '中文-状态' });
    const done = await json('/sim/customers/scan', { url: way.qr_code });
    await json('/sim/pump/wait');
    assert.equal(got.length, 1);
    assert.equal(got[0].right, true);
    assert.equal(got[0].id, corp.corp_id);
    assert.match(got[0].message, /<State><!\[CDATA\[中文-状态\]\]><\/State>/);
    assert.ok(got[0].message.includes(done.customer.external_userid));
});

test('the ticket signs a page as the JS-SDK expects', async () => {
    const { ticket } = await api('get_jsapi_ticket');
    const { signature } = getJsApiSignature({ url: 'http://localhost/sidebar?a=1', ticket });
    assert.match(signature, /^[0-9a-f]{40}$/);
});

test('the login page leads back with a code that names the member', async () => {
    const user = corp.staff[0].userid;
    const answer = await fetch(`${base}/sim/login/as?corp=${corp.corp_id}&userid=${user}&redirect_uri=${encodeURIComponent('http://localhost/back?x=1')}&state=s1`, { redirect: 'manual' });
    assert.equal(answer.status, 302);
    const back = new URL(answer.headers.get('location'));
    assert.equal(back.searchParams.get('state'), 's1');
    assert.equal((await api(`auth/getuserinfo?code=${back.searchParams.get('code')}`)).userid, user);
});
