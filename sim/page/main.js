// main.js -- the page: choice of corp and language, and looking every second whether something changed.
import { h, t, state, call, toast, moment } from './kit.js';
import * as customer from './customer.js';
import * as staff from './staff.js';
import * as control from './control.js';

let seen = '';
let isBusy = false;

function bar() {
    const corps = h('select', { 'aria-label': t('企业', 'Corp'), onchange: (event) => {
        state.corp = event.target.value;
        customer.corpChanged();
        staff.corpChanged();
        look(true);
    } }, ...state.world.corps.map((corp) => h('option', { value: corp.corp_id, selected: corp.corp_id === state.corp }, corp.name)));
    const lang = h('button', { onclick: () => {
        state.lang = state.lang === 'zh' ? 'en' : 'zh';
        localStorage.setItem('lang', state.lang);
        document.documentElement.lang = state.lang === 'zh' ? 'zh-CN' : 'en';
        bar();
        tabs();
        look(true);
    } }, state.lang === 'zh' ? 'English' : '中文');
    document.getElementById('bar').replaceChildren(h('b', {}, 'weft-sim'), h('span', { class: 'faint motto' }, t('模拟企业微信', 'WeCom simulated')), corps, h('span', { class: 'grow' }), h('span', { class: 'clock', id: 'bar-clock' }), lang);
}

function tabs() {
    const panes = [['customer', t('客户手机', 'Customer')], ['staff', t('员工手机', 'Staff')], ['control', t('控制台', 'Bench')]];
    const on = document.querySelector('.pane.on')?.dataset.pane ?? 'customer';
    const pick = (name) => { for (const pane of document.querySelectorAll('.pane')) pane.classList.toggle('on', pane.dataset.pane === name); tabs(); };
    if (!document.querySelector('.pane.on')) document.querySelector('[data-pane=customer]').classList.add('on');
    document.getElementById('tabs').replaceChildren(...panes.map(([name, label]) => h('button', { 'aria-current': name === on, onclick: () => pick(name) }, label)));
}

async function look(always) {
    if (isBusy) return;
    isBusy = true;
    try {
        const pulse = await call('pulse');
        state.now = pulse.now_ms;
        document.getElementById('bar-clock').textContent = moment(pulse.now_ms);
        const { now_ms: _now, ...rest } = pulse;
        const key = JSON.stringify(rest) + state.corp + state.lang;
        if (always || key !== seen) {
            seen = key;
            state.world = await call('world');
            await Promise.all([customer.refresh(), staff.refresh(), control.refresh()]);
        }
    } catch (error) {
        console.warn(error);
    } finally {
        isBusy = false;
    }
}

async function start() {
    state.world = await call('world');
    state.corp = state.world.corps[0].corp_id;
    document.documentElement.lang = state.lang === 'zh' ? 'zh-CN' : 'en';
    bar();
    tabs();
    control.build();
    const query = new URLSearchParams(location.search);
    if (query.get('staff')) staff.become(query.get('staff'), query.get('show'));
    if (query.get('as')) customer.become(query.get('as'), query.get('with'));
    await look(true);
    const code = query.get('scan') ?? query.get('join');
    if (code) {
        history.replaceState(null, '', '/');
        await customer.scanLink(code);
    }
    setInterval(() => { if (!document.hidden) look(false); }, 1000);
}

start().catch((error) => toast(String(error)));
