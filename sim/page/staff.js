// staff.js -- a member's phone: customers, edits, and the messages apps send.
import { h, t, call, state, toast, clock, day, redraw } from './kit.js';
import { linesView, readLines, foot, web } from './chat.js';

const me = { id: localStorage.getItem('staff') ?? '', view: 'customers', relation: null, q: '' };
const root = () => document.getElementById('staff');
const show = (view, more = {}) => { Object.assign(me, { view }, more); return refresh(); };
const corp = () => state.world?.corps.find((one) => one.corp_id === state.corp);
const path = (rest) => `staff/${encodeURIComponent(me.id)}/${rest}`;

const top = (title, back, end) => h('div', { class: 'top' }, h('div', { class: 'side' }, back ? h('button', { class: 'plain', onclick: back }, '‹ ' + t('返回', 'Back')) : null),
    h('h2', { tabindex: '-1' }, title), h('div', { class: 'side end' }, end ?? null));

function who() {
    const groups = new Map();
    for (const member of corp()?.staff ?? []) {
        if (!groups.has(member.department)) groups.set(member.department, []);
        groups.get(member.department).push(member);
    }
    const options = [...groups].map(([name, members]) => h('optgroup', { label: name }, ...members.map((m) => h('option', { value: m.userid, selected: m.userid === me.id }, `${m.name} · ${m.position || m.userid}`))));
    const select = h('select', { 'aria-label': t('员工', 'Member'), onchange: (event) => { me.id = event.target.value; localStorage.setItem('staff', me.id); show('customers', { relation: null }); } }, ...options);
    return h('div', { class: 'who' }, select);
}

const dock = () => h('div', { class: 'dock' }, ...[['customers', t('客户', 'Customers')], ['masses', t('群发任务', 'Mass tasks')], ['messages', t('应用消息', 'App messages')]]
    .map(([view, label]) => h('button', { 'aria-current': me.view === view, onclick: () => show(view, { relation: null }) }, label)));

function row(relation) {
    const mark = relation.is_pending ? h('span', { class: 'badge' }, t('待通过', 'to accept')) : relation.is_half ? h('span', { class: 'badge' }, t('待确认', 'to confirm'))
        : !relation.customer_has ? h('span', { class: 'badge bad' }, t('已删除我', 'deleted me')) : null;
    const tags = relation.tags.map((tag) => tag.name).join(' · ');
    return h('button', { class: 'row', onclick: () => show('chat', { relation }) }, h('img', { class: 'face', src: relation.customer_avatar, alt: '', loading: 'lazy' }),
        h('div', { class: 'grow' }, h('div', { class: 'name' }, relation.remark || relation.customer_name, h('small', { style: 'display:inline;color:#087f3f' }, t(' @微信', ' @WeChat'))),
            h('small', {}, [relation.state, tags].filter(Boolean).join(' | ') || day(relation.created_s * 1000))), mark);
}

async function customersView() {
    const found = await call(path(`customers?limit=60${me.q ? `&q=${encodeURIComponent(me.q)}` : ''}`));
    const search = h('input', { placeholder: t('搜索昵称', 'Search'), value: me.q, style: 'flex:1', 'aria-label': t('搜索', 'Search') });
    search.addEventListener('change', () => { me.q = search.value.trim(); refresh(); });
    return [top(t('企业微信', 'WeCom')), who(), h('div', { class: 'who' }, search), h('div', { class: 'body' },
        ...(found.relations.length ? found.relations.map(row) : [h('div', { class: 'empty' }, t('还没有客户', 'No customers'))])), dock()];
}

/* ---- messages from apps ---- */

const safe = (text) => String(text ?? '').replace(/<a [^>]*href="([^"]*)"[^>]*>(.*?)<\/a>/g, '$2 ($1)').replace(/<[^>]+>/g, '');
const link = (url) => (web(url) ? h('a', { href: web(url), target: '_blank', rel: 'noreferrer' }, t('查看详情', 'Open')) : null);

function messageBody(message) {
    const b = message.body ?? {};
    switch (message.type) {
    case 'text': case 'markdown': return [h('div', { class: 'text' }, safe(b.content))];
    case 'textcard': return [h('b', {}, b.title), h('div', { class: 'text' }, safe(b.description)), link(b.url)];
    case 'news': return (b.articles ?? []).flatMap((a) => [h('b', {}, a.title), h('div', { class: 'text' }, a.description ?? ''), link(a.url)]);
    case 'template_card': return [h('b', {}, b.main_title?.title ?? b.card_type), h('div', { class: 'text' }, [b.main_title?.desc, b.sub_title_text, ...(b.horizontal_content_list ?? []).map((i) => `${i.keyname}：${i.value ?? ''}`)].filter(Boolean).join('\n')), link(b.card_action?.url)];
    case 'image': return [h('img', { src: `/m/${b.media_id}`, alt: '', style: 'max-width:100%' })];
    default: return [h('div', { class: 'text' }, JSON.stringify(b, null, 1))];
    }
}

async function messagesView() {
    const found = await call(path('messages'));
    const cards = found.messages.map((m) => h('div', { class: 'notice' }, h('small', {}, `${m.app} · ${day(m.at_ms)} ${clock(m.at_ms)}${m.is_recalled ? ` · ${t('已撤回', 'recalled')}` : ''}`), ...messageBody(m)));
    return [top(t('应用消息', 'App messages')), who(), h('div', { class: 'body' }, ...(cards.length ? cards : [h('div', { class: 'empty' }, t('应用还没有给 TA 发过消息', 'No messages from apps yet'))])), dock()];
}

async function massesView() {
    const [found, moments] = await Promise.all([call(path('masses')), call(path('moments'))]);
    const publish = (task) => call(path('moments/publish'), { moment_id: task.moment_id }).then(() => { toast(t('已发表', 'Published')); return refresh(); });
    const moment = (task) => h('div', { class: 'notice' }, h('small', {}, `${t('朋友圈', 'Moment')} · ${day(task.at_ms)} ${clock(task.at_ms)}`), h('div', { class: 'text' }, task.content.text?.content ?? ''),
        task.is_published ? h('span', { class: 'badge good' }, t('已发表', 'published')) : h('button', { class: 'main', style: 'margin-top:6px', onclick: () => publish(task) }, t('发表', 'Publish')));
    const send = (task) => call(path('masses/send'), { msgid: task.msgid }).then(() => { toast(t('已发送', 'Sent')); return refresh(); });
    const cards = [...found.tasks].reverse().map((task) => h('div', { class: 'notice' }, h('small', {}, `${day(task.at_ms)} ${clock(task.at_ms)} · ${task.targets} ${task.is_group ? t('个群', 'groups') : t('位客户', 'customers')}`),
        h('div', { class: 'text' }, task.content.text?.content ?? ''), h('small', {}, task.content.attachments.map((a) => a.msgtype).join(' · ')),
        task.is_sent ? h('span', { class: 'badge good' }, t('已发送', 'sent')) : h('button', { class: 'main', style: 'margin-top:6px', onclick: () => send(task) }, t('发送', 'Send'))));
    cards.push(...[...moments.tasks].reverse().map(moment));
    return [top(t('群发任务', 'Mass tasks')), who(), h('div', { class: 'body' }, ...(cards.length ? cards : [h('div', { class: 'empty' }, t('没有待发送的群发', 'Nothing to send'))])), dock()];
}

/* ---- one customer ---- */

function profile(relation) {
    const marked = new Set(relation.tags.map((tag) => tag.id));
    const remark = h('input', { value: relation.remark, placeholder: relation.customer_name });
    const description = h('input', { value: relation.description });
    const groups = new Map();
    for (const tag of corp()?.tags ?? []) groups.set(tag.group, [...(groups.get(tag.group) ?? []), tag]);
    const edit = (body) => call(path('edit'), { external_userid: relation.external_userid, ...body }).then(() => { toast(t('已保存', 'Saved')); return refresh(); });
    const tagButton = (tag) => h('button', { class: 'tag', 'aria-pressed': marked.has(tag.id) ? 'true' : 'false', onclick: () => edit(marked.has(tag.id) ? { remove_tag: [tag.id] } : { add_tag: [tag.id] }) }, tag.name);
    return [h('div', { class: 'form' }, h('label', {}, h('small', {}, t('备注', 'Remark')), remark), h('label', {}, h('small', {}, t('描述', 'Description')), description),
        h('div', { class: 'flow' }, h('button', { class: 'main', onclick: () => edit({ remark: remark.value, description: description.value }) }, t('保存备注', 'Save')),
            h('button', { class: 'danger', onclick: async () => {
                if (!confirm(t('删除该客户？', 'Delete this customer?'))) return;
                await call(path('delete'), { external_userid: relation.external_userid });
                await show('customers', { relation: null });
            } }, t('删除客户', 'Delete customer')))),
    ...[...groups].map(([name, tags]) => h('div', { class: 'form' }, h('small', {}, name), h('div', { class: 'tags' }, ...tags.map(tagButton))))];
}

async function chatView() {
    const found = await call(`customers/${me.relation.external_userid}`);
    const relation = found.relations.find((one) => one.userid.toLowerCase() === me.id.toLowerCase()) ?? me.relation;
    const back = () => show('customers', { relation: null });
    const name = relation.remark || relation.customer_name;
    if (me.view === 'profile') return [top(name, () => show('chat')), h('div', { class: 'body' }, ...profile(relation))];
    const waits = relation.is_pending || relation.is_half;
    const end = waits ? h('div', { class: 'foot' }, h('button', { class: 'main', style: 'flex:1', onclick: () => call(path('accept'), { external_userid: relation.external_userid }).then(refresh) }, t('通过验证', 'Accept')))
        : relation.customer_has && relation.member_has ? foot((text) => call(path('say'), { external_userid: relation.external_userid, text }).then(refresh))
            : h('div', { class: 'foot faint' }, t('对方已删除你', 'The customer deleted you'));
    return [top(name, back, h('button', { class: 'plain', onclick: () => show('profile') }, t('资料', 'Profile'))), h('div', { class: 'body' }, linesView(await readLines(relation), relation, 'member')), end];
}

let drawn = '';

export async function refresh() {
    const staff = corp()?.staff ?? [];
    if (!staff.some((member) => member.userid === me.id)) me.id = (staff.find((member) => member.friends > 0) ?? staff[0])?.userid ?? '';
    if (!me.id) return;
    const parts = me.relation && (me.view === 'chat' || me.view === 'profile') ? await chatView() : me.view === 'messages' ? await messagesView() : me.view === 'masses' ? await massesView() : await customersView();
    const place = root();
    if (me.view === 'profile' && place.contains(document.activeElement) && document.activeElement.tagName === 'INPUT') return;
    const scrolled = place.querySelector('.body')?.scrollTop ?? 0;
    const key = `${me.view}${me.relation?.external_userid ?? ''}${me.id}`;
    redraw(place, parts);
    const body = place.querySelector('.body');
    if (me.view === 'chat') body.scrollTop = body.scrollHeight;
    else if (key === drawn) body.scrollTop = scrolled;
    drawn = key;
}

export function corpChanged() {
    me.id = '';
    me.relation = null;
    me.view = 'customers';
}

/** Opens the phone of that member, at `view` ("messages") if given. */
export function become(userid, view) {
    me.id = userid;
    if (view) me.view = view;
}
