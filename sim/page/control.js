// control.js -- the bench: clock, faults, the way of callbacks, bursts, logs.
import { h, t, call, state, toast, clock, moment } from './kit.js';

const paths = ['externalcontact/send_welcome_msg', 'externalcontact/get', 'externalcontact/batch/get_by_user', 'externalcontact/add_contact_way', 'externalcontact/mark_tag', 'message/send', 'gettoken', 'externalcontact/*', '*'];
const codes = [[45009, '45009 api freq out of limit'], [-1, '-1 system busy'], [45033, '45033 concurrent'], [42001, '42001 token expired'], [40014, '40014 invalid token'], [41096, '41096 welcome being sent'], [48002, '48002 api forbidden'], [60020, '60020 ip']];
const open = new Set();
const shown = { log: 'deliveries', built: '' };
const root = () => document.getElementById('control');
const box = (title, end, ...children) => h('div', { class: 'box' }, h('h3', {}, title, h('span', { class: 'grow' }), end ?? null), ...children);
const number = (id, value, more = {}) => h('input', { type: 'number', id, value, ...more });
const value = (id) => Number(document.getElementById(id).value);

function clockBox() {
    const step = (ms, label) => h('button', { onclick: () => call('clock', { advance_ms: ms }).then(() => toast(`${t('时钟已前进', 'Clock advanced')} ${label}`)) }, `+${label}`);
    return box(t('平台时钟', 'Platform clock'), h('span', { class: 'faint', id: 'clock-now' }), h('div', { class: 'flow' },
        step(21000, t('21 秒', '21 s')), step(600000, t('10 分钟', '10 min')), step(7200000, t('2 小时', '2 h')), step(86400000, t('1 天', '1 day')), step(3 * 86400000, t('3 天', '3 days'))));
}

function faultsBox() {
    const order = async () => {
        const kind = document.getElementById('fault-kind').value;
        const body = { path: document.getElementById('fault-path').value };
        if (kind === 'html') Object.assign(body, { http_status: 502, html: true });
        else if (kind === 'drop') body.drop = true;
        else if (kind === 'delay') body.delay_ms = 6000;
        else if (kind === 'after') Object.assign(body, { after: true, http_status: 502 });
        else body.errcode = Number(kind);
        const length = document.getElementById('fault-length').value;
        if (length.startsWith('for')) body.for_ms = Number(length.slice(3)) * 1000;
        else body.times = Number(length);
        await call('faults', body);
        await readFaults();
    };
    return box(t('故障注入', 'Faults'), h('button', { class: 'plain', onclick: () => call('faults/clear', {}).then(readFaults) }, t('全部清除', 'Clear all')),
        h('div', { class: 'flow' }, h('select', { id: 'fault-path', 'aria-label': t('接口', 'API') }, ...paths.map((p) => h('option', {}, p))),
            h('select', { id: 'fault-kind', 'aria-label': t('故障', 'Fault') }, ...codes.map(([code, label]) => h('option', { value: code }, label)),
                h('option', { value: 'html' }, 'HTTP 502 (HTML)'), h('option', { value: 'delay' }, t('延迟 6 秒', 'delay 6 s')), h('option', { value: 'drop' }, t('断开连接', 'drop the connection')), h('option', { value: 'after' }, t('已执行但答复丢失', 'executed, answer lost'))),
            h('select', { id: 'fault-length', 'aria-label': t('持续', 'How long') }, h('option', { value: '1' }, t('1 次', 'once')), h('option', { value: '5' }, t('5 次', '5 times')), h('option', { value: 'for60' }, t('1 分钟', 'a minute')), h('option', { value: 'for600' }, t('10 分钟', '10 minutes'))),
            h('button', { class: 'main', onclick: order }, t('注入', 'Inject'))), h('div', { id: 'fault-list', style: 'margin-top:8px' }));
}

async function readFaults() {
    const { faults } = await call('faults');
    document.getElementById('fault-list').replaceChildren(...faults.map((f) => h('div', { class: 'flow', style: 'padding:3px 0' },
        h('span', { class: 'badge' }, f.drop ? 'drop' : f.errcode || f.http_status || `${f.delay_ms} ms`), h('span', {}, f.path),
        h('small', {}, `${t('已命中', 'hit')} ${f.taken}${f.times >= 0 ? ` · ${t('剩余', 'left')} ${f.times}` : ''}${f.left_ms > 0 ? ` · ${Math.round(f.left_ms / 1000)} s` : ''}`),
        h('button', { class: 'plain', onclick: () => call('faults/clear', { id: f.id }).then(readFaults) }, '×'))));
}

function pumpBox() {
    const save = () => call('pump', { duplicate_percent: value('pump-dup'), loss_percent: value('pump-loss'), delay_ms: value('pump-delay'), reorder_ms: value('pump-order') }).then(() => toast(t('已保存', 'Saved')));
    const field = (id, label) => h('label', { class: 'flow' }, h('small', {}, label), number(id, 0, { min: 0, style: 'width:70px' }));
    return box(t('回调投递', 'Callback delivery'), h('span', { class: 'faint', id: 'pump-now' }), h('div', { class: 'flow' }, field('pump-dup', t('重复 %', 'repeat %')), field('pump-loss', t('丢失 %', 'lost %')), field('pump-delay', t('延迟 ms', 'delay ms')), field('pump-order', t('乱序 ms', 'reorder ms')),
        h('button', { onclick: save }, t('保存', 'Save'))), h('div', { id: 'app-list', style: 'margin-top:8px' }));
}

function burstBox() {
    const play = async () => {
        const place = document.getElementById('burst-figures');
        place.replaceChildren(h('small', {}, t('进行中…', 'running…')));
        const r = await call('burst', { rate: value('burst-rate'), seconds: value('burst-seconds') }).catch(() => null);
        if (!r) return place.replaceChildren();
        const figure = (label, text) => h('div', {}, h('small', {}, label), h('b', {}, text));
        const ms = (spread) => (spread.count ? `${spread.p50.toFixed(0)} / ${spread.p99.toFixed(0)}` : '—');
        place.replaceChildren(figure(t('添加', 'adds'), r.adds), figure(t('速率 /秒', 'rate /s'), r.rate_reached.toFixed(0)), figure(t('已投递', 'delivered'), r.delivered), figure(t('回调 p50/p99 ms', 'callback p50/p99'), ms(r.callback_ms)),
            figure(t('欢迎语 p50/p99 ms', 'welcome p50/p99'), ms(r.welcome_ms)), figure(t('无欢迎语', 'no welcome'), r.without_welcome), figure(t('重复', 'duplicates'), r.duplicate_welcomes), figure(t('重试', 'retries'), r.retries));
    };
    return box(t('扫码洪峰', 'Burst of scans'), null, h('div', { class: 'flow' }, number('burst-rate', 50, { min: 1 }), h('small', {}, t('次/秒 ×', 'per s ×')), number('burst-seconds', 5, { min: 1 }), h('small', {}, t('秒', 's')), h('button', { class: 'main', onclick: play }, t('开始', 'Start'))),
        h('div', { class: 'figures', id: 'burst-figures' }));
}

function logBox() {
    const tab = (name, label) => h('button', { class: 'plain', 'aria-pressed': shown.log === name, style: shown.log === name ? 'font-weight:600;color:#2d6cdf' : '', onclick: () => { shown.log = name; build(); refresh(); } }, label);
    return box(h('span', {}, tab('deliveries', t('回调日志', 'Callbacks')), tab('calls', t('接口调用', 'API calls'))), h('small', {}, t('点一行看详情', 'click a row')), h('table', { class: 'log' }, h('tbody', { id: 'log-rows' })));
}

const stateName = (word) => ({ delivered: t('已送达', 'delivered'), failed: t('失败', 'failed'), lost: t('已丢弃', 'lost'), retrying: t('重试中', 'retrying'), queued: t('排队中', 'queued') }[word] ?? word);
const toneOf = (text) => ({ delivered: 'good', failed: 'bad', lost: 'bad', retrying: '' }[text] ?? 'off');

function rows(list, head, detail) {
    return list.flatMap((item) => {
        const key = `${shown.log}${item.number}`;
        const line = h('tr', { class: 'head', onclick: () => { if (!open.delete(key)) open.add(key); refresh(); } }, ...head(item));
        return open.has(key) ? [line, h('tr', {}, h('td', { colspan: 4 }, h('pre', {}, detail(item))))] : [line];
    });
}

async function readLog() {
    const place = document.getElementById('log-rows');
    if (shown.log === 'calls') {
        const { calls } = await call('calls?limit=40');
        return place.replaceChildren(...rows(calls, (c) => [h('td', { class: 'time' }, clock(c.at_ms, true)), h('td', { class: 'state' }, h('span', { class: `badge ${c.errcode === 0 && c.status === 200 ? 'good' : 'bad'}` }, c.status === 200 || c.status === 302 || c.status === 206 ? c.errcode : `HTTP ${c.status}`)), h('td', {}, c.path), h('td', { class: 'num' }, `${(c.took_us / 1000).toFixed(2)} ms`)],
            (c) => `${c.method} ${c.path}\n${c.body}\n→ ${c.answer}`));
    }
    const { deliveries } = await call('deliveries?limit=40');
    return place.replaceChildren(...rows(deliveries, (d) => [h('td', { class: 'time' }, clock(d.at_ms, true)), h('td', { class: 'state' }, h('span', { class: `badge ${toneOf(d.state)}` }, stateName(d.state))), h('td', {}, `${d.change || d.event} · ${d.about}`), h('td', { class: 'num' }, d.latency_us ? `${(d.latency_us / 1000).toFixed(0)} ms` : '')],
        (d) => `${d.problem ? `${d.problem}\n` : ''}${t('尝试', 'attempts')} ${d.attempts} · HTTP ${d.status} · app ${d.agent_id}\n${d.xml}`));
}

function readApps() {
    const corp = state.world?.corps.find((one) => one.corp_id === state.corp);
    document.getElementById('app-list').replaceChildren(...(corp?.apps ?? []).map((app) => h('div', { class: 'flow', style: 'padding:2px 0' }, h('span', { class: `badge ${app.callback.is_set ? 'good' : 'off'}` }, app.callback.is_set ? t('已配置', 'set') : t('未配置', 'not set')),
        h('span', {}, `${app.name} · ${app.agent_id}`), h('small', {}, app.callback.url ?? ''))));
}

export function build() {
    root().replaceChildren(clockBox(), faultsBox(), pumpBox(), burstBox(), logBox());
    shown.built = state.lang;
}

export async function refresh() {
    if (shown.built !== state.lang) build();
    document.getElementById('clock-now').textContent = moment(state.now);
    readApps();
    const pump = await call('pump');
    document.getElementById('pump-now').textContent = `${t('排队', 'queued')} ${pump.counts.queued} · ${t('成功', 'ok')} ${pump.counts.delivered} · ${t('失败', 'failed')} ${pump.counts.failed}`;
    await Promise.all([readFaults(), readLog()]);
}
