// account.js -- official accounts on the customer's phone: following, scanning, the menu, writing, articles.
import { h, t, call, state, toast, clock, day } from './kit.js';
import { foot, web } from './chat.js';

const me = { app: '', fan: null, lines: [], open: -1, article: null };

const path = (rest) => `accounts/${me.app}/${rest}`;
const accounts = async () => (await call('accounts')).accounts.filter((one) => one.kind === 'oa' && one.corp_id === state.corp);
const fanOf = async (app, who) => (await call(`accounts/${app}/fans?external_userid=${who}`)).fans[0] ?? null;

/** Another person, another corp: nothing is open any more. */
export function leave() {
    Object.assign(me, { app: '', fan: null, lines: [], open: -1, article: null });
}

async function act(phone, what, body, said) {
    const done = await call(path(what), { external_userid: phone.id(), ...body });
    if (said) toast(said);
    me.open = -1;
    await phone.refresh();
    return done;
}

/* ---- the list ---- */

export async function accountsView(phone) {
    const all = await accounts();
    const fans = phone.id() ? await Promise.all(all.map((one) => fanOf(one.app_id, phone.id()))) : [];
    const row = (one, at) => h('button', { class: 'row', onclick: () => { leave(); me.app = one.app_id; phone.refresh(); } },
        h('div', { class: 'grow' }, h('div', { class: 'name' }, one.name), h('small', {}, `${one.fan_count} ${t('位粉丝', 'fans')} · ${one.app_id}`)),
        fans[at]?.is_following ? h('span', { class: 'badge good' }, t('已关注', 'following')) : null);
    return all.length && phone.id() ? all.map(row) : [h('div', { class: 'empty' }, phone.id() ? t('这家企业没有公众号', 'No official account') : t('先选择一个客户', 'Pick a customer first'))];
}

/* ---- one account ---- */

function news(articles, phone) {
    return h('div', { class: 'bubble card' }, ...articles.map((article, at) => {
        const picture = at === 0 && article.picurl ? h('img', { src: web(article.picurl), alt: '', style: 'width:100%;height:auto' }) : null;
        return h('button', { class: 'row', onclick: () => openLink(article.url, phone) }, h('div', { class: 'grow' }, picture, h('b', {}, article.title), h('small', {}, article.description ?? '')));
    }), h('div', { class: 'kind' }, t('图文', 'Article')));
}

/** A contact code is scanned on the phone; anything else opens beside it. */
function openLink(url, phone) {
    if (!web(url)) return;
    const link = new URL(url, location.href);
    if (/^\/(q|g|ca)\//.test(link.pathname)) phone.scan(link.href);
    else window.open(link.href, '_blank', 'noreferrer');
}

function bubble(line, phone) {
    const c = line.content ?? {};
    switch (line.type) {
    case 'text': return h('div', { class: 'bubble text' }, c.content ?? '');
    case 'news': return news(c.articles ?? [], phone);
    case 'image': return h('div', { class: 'bubble image' }, h('img', { src: c.media_id ? `/m/${c.media_id}` : undefined, alt: t('图片', 'Picture') }));
    case 'location': return h('div', { class: 'bubble text' }, `📍 ${c.content || t('位置信息', 'a place')}`);
    default: return h('div', { class: 'bubble text' }, c.content || c.text || JSON.stringify(c));
    }
}

function lineView(line, phone) {
    if (line.from === 'system') return h('div', { class: 'when' }, `${clock(line.at_ms)} ${line.content?.text ?? line.type}`);
    return h('div', { class: `line${line.from === 'fan' ? ' me' : ''}` }, h('div', {}, bubble(line, phone), h('div', { class: 'welcome-mark' }, clock(line.at_ms))));
}

function menuBar(menu, phone) {
    const tap = (button) => {
        if (button.type === 'view') { act(phone, 'tap', { url: button.url }).then(() => openLink(button.url, phone)); return; }
        act(phone, 'tap', { key: button.key ?? button.name });
    };
    const subs = menu[me.open]?.sub_button ?? [];
    return [subs.length ? h('div', { class: 'submenu' }, ...subs.map((one) => h('button', { onclick: () => tap(one) }, one.name))) : null,
        h('div', { class: 'menu' }, ...menu.map((one, at) => h('button', { 'aria-expanded': me.open === at ? 'true' : undefined, onclick: () => {
            if (!one.sub_button?.length) { tap(one); return; }
            me.open = me.open === at ? -1 : at;
            phone.refresh();
        } }, one.sub_button?.length ? `≡ ${one.name}` : one.name)))];
}

function codesAndArticles(account, phone) {
    const code = (one) => h('button', { class: 'way', onclick: () => act(phone, 'scan', { ticket: one.ticket }, t('已扫描', 'Scanned')) },
        h('img', { src: `/cgi-bin/showqrcode?ticket=${encodeURIComponent(one.ticket)}`, alt: one.text }), h('b', {}, one.text), h('small', {}, `${t('扫描', 'scans')} ${one.scans} · ${t('关注', 'follows')} ${one.follows}`));
    const article = (one) => h('button', { class: 'row', onclick: () => { me.article = one; phone.refresh(); } }, h('div', { class: 'grow' }, h('div', { class: 'name' }, one.title), h('small', {}, t('读这篇文章', 'Read it'))));
    return [h('div', { class: 'title' }, t('带参二维码（扫一扫）', 'QR codes with a scene')),
        account.codes.length ? h('div', { class: 'ways' }, ...account.codes.slice(0, 6).map(code)) : h('div', { class: 'title' }, t('还没有。在 weft 的公众号页新建。', 'None yet. Make one in weft.')),
        h('div', { class: 'title' }, t('文章', 'Articles')), ...(account.articles ?? []).map(article)];
}

function articleView(phone) {
    const corp = state.world?.corps.find((one) => one.corp_id === state.corp);
    const way = (one) => h('button', { class: 'way', onclick: () => phone.scan(one.config_id) }, h('img', { src: `/q/${one.config_id}.svg`, alt: one.remark || one.config_id }), h('b', {}, one.remark || one.state || t('活码', 'code')));
    return [phone.top(t('文章', 'Article'), () => { me.article = null; phone.refresh(); }), h('div', { class: 'body' }, h('div', { class: 'notice' }, h('b', {}, me.article.title),
        h('div', { class: 'text' }, t('正文在微信里。文末放着「联系我」的活码，扫它就加上了顾问：', 'Its text lives in WeChat. At its end stands a contact code; scanning it adds an adviser:'))),
        h('div', { class: 'ways' }, ...(corp?.contact_ways ?? []).slice(-6).reverse().map(way)))];
}

/** The open account; null: none is open. */
export async function accountView(phone) {
    if (!me.app || !phone.id()) return null;
    const account = (await accounts()).find((one) => one.app_id === me.app);
    if (!account) return null;
    if (me.article) return articleView(phone);
    me.fan = await fanOf(me.app, phone.id());
    me.lines = me.fan ? (await call(path(`lines?openid=${me.fan.openid}`))).lines : [];
    const isFan = me.fan?.is_following === true;
    const toggle = h('button', { class: isFan ? 'plain danger' : 'plain', onclick: () => act(phone, isFan ? 'unfollow' : 'follow', {}, isFan ? t('已取消关注', 'Unfollowed') : t('已关注', 'Followed')) },
        isFan ? t('取关', 'Unfollow') : t('关注', 'Follow'));
    const since = me.fan?.followed_s && isFan ? h('div', { class: 'when' }, `${day(me.fan.followed_s * 1000)} ${t('起关注', 'following since')}`) : null;
    const about = h('details', { open: me.lines.length === 0 }, h('summary', { class: 'title' }, t('二维码与文章', 'Codes and articles')), ...codesAndArticles(account, phone));
    const lines = h('div', { class: 'lines' }, since, ...me.lines.map((line) => lineView(line, phone)));
    const menu = Array.isArray(account.menu) ? account.menu : [];
    return [phone.top(account.name, () => { leave(); phone.refresh(); }, toggle), h('div', { class: 'body', 'data-end': me.lines.length }, about, lines),
        ...(isFan ? [...menuBar(menu, phone), foot((text) => act(phone, 'say', { text }))] : [h('div', { class: 'foot faint' }, t('关注后才能发消息', 'Follow to write'))])];
}
