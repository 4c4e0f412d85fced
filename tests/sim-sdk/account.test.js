// account.test.js -- a published client of official accounts (co-wechat-api, unmodified) against the
// simulator's account: tokens, fans, codes, menus, customer messages, figures, media.  Only its base
// address is another.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, before, test } from 'node:test';
import WechatAPI from 'co-wechat-api';

const port = Number(process.env.WEFT_SIM_PORT ?? 7345) + 1;
const base = `http://127.0.0.1:${port}`;
let sim, account, api;

const json = async (path, body) => (await fetch(base + path, body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) })).json();
const play = (what, body) => json(`/sim/accounts/${account.app_id}/${what}`, body);

before(async () => {
    sim = spawn(process.env.WEFT_SIM ?? '../../build/weft-sim', ['--listen', `127.0.0.1:${port}`, '--world', 'demo', '--seed', '5'], { stdio: 'ignore' });
    for (let tries = 0; ; tries++) {
        try { await fetch(`${base}/sim/pulse`); break; } catch (error) { if (tries > 100) throw error; }
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
    account = (await json('/sim/accounts')).accounts.find((one) => one.kind === 'oa');
    api = new WechatAPI(account.app_id, account.secret);
    api.prefix = `${base}/cgi-bin/`;
});

after(() => sim?.kill());

test('fans are listed and read', async () => {
    const list = await api.getFollowers();
    assert.equal(list.total, account.fan_count);
    const fan = await api.getUser({ openid: list.data.openid[0], lang: 'zh_CN' });
    assert.equal(fan.subscribe, 1);
    assert.ok(fan.unionid);
    const many = await api.batchGetUsers(list.data.openid.slice(0, 3));
    assert.equal(many.user_info_list.length, 3);
    await api.updateRemark(fan.openid, '老客');
    assert.equal((await api.getUser(fan.openid)).remark, '老客');
});

test('a code with a scene is made, shown, scanned', async () => {
    const code = await api.createTmpQRCode(123, 1800);
    assert.ok(code.ticket);
    assert.equal(code.expire_seconds, 1800);
    const forever = await api.createLimitQRCode('shelf-7');
    const done = await play('scan', { ticket: forever.ticket, customer: { name: '扫码的人' } });
    assert.equal((await api.getUser(done.openid)).subscribe_scene, 'ADD_SCENE_QR_CODE');
});

test('a menu is made, read, taken off', async () => {
    await api.createMenu({ button: [{ type: 'click', name: '优惠', key: 'offer' }] });
    assert.equal((await api.getMenu()).menu.button[0].key, 'offer');
    await api.removeMenu();
    await assert.rejects(api.getMenu(), /menu no exist/);
});

test('who wrote may be written to, who never did may not', async () => {
    const fan = await play('follow', { customer: { name: '写信的人' } });
    await play('say', { openid: fan.openid, text: '在吗' });
    await api.sendText(fan.openid, '在的');
    const { lines } = await play(`lines?openid=${fan.openid}`);
    assert.equal(lines.at(-1).content.content, '在的');
    const quiet = (await api.getFollowers()).data.openid[5];
    await assert.rejects(api.sendText(quiet, '打扰了'), /out of time limit/);
});

test('a token that no longer works is replaced by the client', async () => {
    await json(`/sim/accounts/${account.app_id}`, { expire_token: true });
    assert.ok((await api.getFollowers()).total > 0);
});

test('a wrong secret is refused in the words of the platform', async () => {
    const wrong = new WechatAPI(account.app_id, '0000');
    wrong.prefix = api.prefix;
    await assert.rejects(wrong.getFollowers(), /invalid appsecret/);
});
