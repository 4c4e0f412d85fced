// customer.js -- the customer's phone: who I am, whom I know, scanning, talking, groups, official accounts.
import { h, t, call, state, toast, outcome, redraw, memberName } from './kit.js';
import * as account from './account.js';
import { linesView, readLines, foot } from './chat.js';

const me = { id: localStorage.getItem('customer') ?? '', view: 'friends', relation: null, list: [], detail: null, scan: '' };

const root = () => document.getElementById('customer');
const show = (view, more = {}) => { Object.assign(me, { view }, more); return refresh(); };

async function choose(id) {
    me.id = id;
    localStorage.setItem('customer', id);
    account.leave();
    await show(me.view === 'accounts' ? 'accounts' : 'friends', { relation: null });
}

async function make() {
    const name = prompt(t('新客户的微信昵称（留空随机）', 'Nickname of the new customer (empty = random)'), '');
    if (name === null) return;
    const made = await call('customers', { name });
    await choose(made.external_userid);
}

export async function scanLink(link) {
    if (!link) return;
    const body = link.includes('/') ? { url: link } : { config_id: link };
    if (me.id) body.external_userid = me.id;
    const done = await call('customers/scan', body);
    toast(outcome(done.outcome) + (done.relation ? ` · ${done.relation.member_name}` : done.group ? ` · ${done.group.name}` : ''));
    me.id = done.customer.external_userid;
    localStorage.setItem('customer', me.id);
    if (done.relation?.customer_has) await show('chat', { relation: done.relation });
    else await show(done.group ? 'groups' : 'friends', { relation: null });
}

/* ---- views ---- */

const top = (title, back, end) => h('div', { class: 'top' }, h('div', { class: 'side' }, back ? h('button', { class: 'plain', onclick: back, 'aria-label': t('返回', 'Back') }, '‹ ' + t('返回', 'Back')) : null),
    h('h2', { tabindex: '-1' }, title), h('div', { class: 'side end' }, end ?? null));

function who() {
    const select = h('select', { 'aria-label': t('我是谁', 'Who am I'), onchange: (event) => choose(event.target.value) },
        h('option', { value: '' }, t('— 选择客户 —', '— pick a customer —')),
        ...me.list.map((c) => h('option', { value: c.external_userid, selected: c.external_userid === me.id }, c.name)));
    return h('div', { class: 'who' }, select, h('button', { onclick: make }, t('新客户', 'New')));
}

const dock = () => h('div', { class: 'dock' }, ...[['friends', t('通讯录', 'Friends')], ['scan', t('扫一扫', 'Scan')], ['groups', t('群聊', 'Groups')], ['accounts', t('公众号', 'Accounts')]]
    .map(([view, label]) => h('button', { 'aria-current': me.view === view, onclick: () => show(view) }, label)));

function friendRow(relation) {
    const mark = relation.is_pending ? h('span', { class: 'badge' }, t('待通过', 'waiting'))
        : !relation.member_has ? h('span', { class: 'badge bad' }, t('已被对方删除', 'deleted by them')) : null;
    return h('button', { class: 'row', onclick: () => show('chat', { relation }) }, h('img', { class: 'face', src: relation.member_avatar, alt: '' }),
        h('div', { class: 'grow' }, h('div', { class: 'name' }, `${relation.member_name} `, h('small', { style: 'display:inline;color:#96660f' }, `@${corpName()}`)),
            h('small', {}, relation.member_position || relation.userid)), mark);
}

const corpName = () => state.world?.corps.find((corp) => corp.corp_id === state.corp)?.name ?? '';

function friendsView() {
    const rows = (me.detail?.relations ?? []).filter((relation) => relation.customer_has || relation.is_pending);
    return [top(t('微信', 'WeChat')), who(), h('div', { class: 'body' }, ...(rows.length ? rows.map(friendRow) : [h('div', { class: 'empty' },
        t('还没有添加企业的员工。去「扫一扫」试试。', 'Nobody yet. Try “Scan”.'))])), dock()];
}

const WAYS_MAX = 60;

function scanView() {
    const corp = state.world?.corps.find((one) => one.corp_id === state.corp);
    const input = h('input', { placeholder: t('粘贴二维码链接', 'Paste the link of a code'), value: me.scan, style: 'flex:1', 'aria-label': t('二维码链接', 'Link') });
    input.addEventListener('input', () => { me.scan = input.value; });
    const way = (one, kind) => h('button', { class: 'way', onclick: () => scanLink(one.config_id) }, h('img', { src: `/${kind}/${one.config_id}.svg`, loading: 'lazy', alt: one.remark || one.config_id }),
        h('b', {}, one.remark || one.state || t('未命名', 'unnamed')), h('small', {}, kind === 'g' ? t('群活码', 'group code') : `${one.state || '—'} · ${t('添加', 'adds')} ${one.adds}`));
    const link = (one) => h('button', { class: 'way', onclick: () => scanLink(one.url) }, h('b', {}, one.name), h('small', {}, `${t('获客链接', 'acquisition link')} · ${t('添加', 'adds')} ${one.adds}`));
    const ways = [...(corp?.links ?? []).map(link), ...(corp?.contact_ways ?? []).map((one) => way(one, 'q')), ...(corp?.join_ways ?? []).map((one) => way(one, 'g'))].reverse();
    return [top(t('扫一扫', 'Scan')), h('form', { class: 'who', onsubmit: (event) => { event.preventDefault(); const link = input.value; me.scan = ''; scanLink(link); } }, input, h('button', { class: 'main' }, t('扫', 'Scan'))),
        h('div', { class: 'body' }, h('div', { class: 'title' }, t('或者扫下面的活码（由 weft 创建）', 'or scan one of these (made by weft)')),
            ways.length ? h('div', { class: 'ways' }, ...ways.slice(0, WAYS_MAX)) : h('div', { class: 'empty' }, t('还没有活码。在 weft 里新建一个，它会出现在这里。', 'No codes yet. Make one in weft and it appears here.')),
            ways.length > WAYS_MAX && h('div', { class: 'empty' }, t(`还有 ${ways.length - WAYS_MAX} 个更早的，粘贴链接即可扫。`, `${ways.length - WAYS_MAX} older ones are scanned by their links.`))), dock()];
}

function groupsView() {
    const joined = new Set((me.detail?.groups ?? []).map((group) => group.chat_id));
    const row = (group) => h('div', { class: 'row' }, h('div', { class: 'grow' }, h('div', { class: 'name' }, group.name), h('small', {}, `${group.members} ${t('人', 'people')} · ${t('群主', 'owner')} ${memberName(group.owner)}`)),
        joined.has(group.chat_id) ? h('button', { class: 'danger', onclick: () => call(`groups/${group.chat_id}/leave`, { external_userid: me.id }).then(refresh) }, t('退群', 'Leave'))
            : h('button', { onclick: () => call(`groups/${group.chat_id}/join`, { external_userid: me.id }).then((done) => { toast(outcome(done.outcome)); return refresh(); }) }, t('加入', 'Join')));
    const sorted = [...(me.groups ?? [])].sort((a, b) => joined.has(b.chat_id) - joined.has(a.chat_id));
    return [top(t('群聊', 'Groups')), who(), h('div', { class: 'body' }, ...(me.id ? sorted.map(row) : [h('div', { class: 'empty' }, t('先选择一个客户', 'Pick a customer first'))])), dock()];
}

async function chatView() {
    const relation = me.detail?.relations.find((one) => one.userid === me.relation?.userid) ?? me.relation;
    me.relation = relation;
    const lines = await readLines(relation);
    const isFriend = relation.customer_has && relation.member_has;
    const remove = h('button', { class: 'plain danger', onclick: async () => {
        if (!confirm(t(`删除好友「${relation.member_name}」？`, `Delete the friend ${relation.member_name}?`))) return;
        await call(`customers/${me.id}/delete`, { userid: relation.userid });
        await show('friends', { relation: null });
    } }, t('删除', 'Delete'));
    const body = h('div', { class: 'body' }, linesView(lines, relation, 'customer'));
    const end = relation.is_pending ? h('div', { class: 'foot faint' }, t('等待对方通过好友验证', 'Waiting to be accepted'))
        : isFriend ? foot((text) => call(`customers/${me.id}/say`, { userid: relation.userid, text }).then(refresh))
            : h('div', { class: 'foot faint' }, t('对方已不是你的好友', 'No longer friends'));
    return [top(relation.member_name, () => show('friends', { relation: null }), relation.customer_has ? remove : null), body, end];
}

/* ---- official accounts ---- */

const phone = { id: () => me.id, top, refresh: () => refresh(), scan: (link) => scanLink(link) };

async function accountsView() {
    const open = await account.accountView(phone);
    return open ?? [top(t('公众号', 'Official accounts')), who(), h('div', { class: 'body' }, ...await account.accountsView(phone)), dock()];
}

let drawn = '';

export async function refresh() {
    const found = await call('customers?limit=60');
    me.list = found.customers;
    me.detail = null;
    if (me.id) {
        me.detail = await call(`customers/${me.id}`).catch(() => { me.id = ''; return null; });
        if (me.detail && !me.list.some((c) => c.external_userid === me.id)) me.list.unshift(me.detail.customer);
    }
    if (me.view === 'groups') me.groups = (await call('groups')).groups;
    const parts = me.view === 'chat' && me.relation ? await chatView() : me.view === 'accounts' ? await accountsView() : me.view === 'scan' ? scanView() : me.view === 'groups' ? groupsView() : friendsView();
    const place = root();
    const scrolled = place.querySelector('.body')?.scrollTop ?? 0;
    const isOpen = place.querySelector('details')?.open;
    redraw(place, parts);
    const body = place.querySelector('.body');
    const key = `${me.view}${me.relation?.userid ?? ''}${me.id}${body.dataset.end ?? ''}`;
    const details = place.querySelector('details');
    if (details && isOpen !== undefined && key === drawn) details.open = isOpen;
    if (me.view === 'chat' || (body.dataset.end > 0 && key !== drawn)) body.scrollTop = body.scrollHeight;
    else if (key === drawn) body.scrollTop = scrolled;
    drawn = key;
}

export function corpChanged() {
    me.id = '';
    me.relation = null;
    me.view = 'friends';
    account.leave();
}

/** Opens the phone of that customer; with `userid`, the conversation with that member. */
export function become(id, userid) {
    me.id = id;
    if (userid) Object.assign(me, { view: 'chat', relation: { userid, external_userid: id } });
}
