// kit.js -- elements, calls, words in two languages.

/** An element: h('div', { class: 'x', onclick }, 'text', child). */
export function h(tag, props = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(props ?? {})) {
        if (value === undefined || value === null || value === false) continue;
        if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
        else if (name === 'value') element.value = value;
        else element.setAttribute(name, value === true ? (name.startsWith('aria-') ? 'true' : '') : value);
    }
    element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
    return element;
}

const named = (element) => `${element.tagName} ${element.getAttribute('aria-label') ?? element.textContent}`;

const shown = new WeakMap();

/** Draws anew what is not shown already.  Who works by keys stays where he was, with what he was typing; else he is at
 * the heading. */
export function redraw(place, parts) {
    const fresh = parts.filter(Boolean);
    const key = fresh.map((part) => [part.outerHTML, ...[...part.querySelectorAll('input')].map((input) => input.value)].join()).join();
    if (shown.get(place) === key) return;
    shown.set(place, key);
    const at = place.contains(document.activeElement) ? document.activeElement : null;
    const [name, typed] = at ? [named(at), at.tagName === 'INPUT' ? at.value : null] : [];
    place.replaceChildren(...fresh);
    if (!at) return;
    const same = [...place.querySelectorAll('button, input, select, a[href], summary')].find((one) => named(one) === name);
    if (same && typed !== null) same.value = typed;
    (same ?? place.querySelector('h2')).focus();
}

export const state = { lang: localStorage.getItem('lang') ?? 'zh', corp: '', world: null, now: 0 };

/** The Chinese or the English wording. */
export const t = (zh, en) => (state.lang === 'zh' ? zh : en);

let toastTimer = 0;
export function toast(text) {
    const place = document.getElementById('toast');
    place.textContent = text;
    place.classList.add('on');
    clearTimeout(toastTimer);
    toastTimer = setTimeout(() => place.classList.remove('on'), 2600);
}

/** A call to /sim/; with a body it is a POST.  Failures are shown and thrown. */
export async function call(path, body) {
    const url = new URL(`/sim/${path}`, location.href);
    if (state.corp && !url.searchParams.has('corp')) url.searchParams.set('corp', state.corp);
    const answer = await fetch(url, body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) });
    const json = await answer.json();
    if (!answer.ok) {
        const text = (json.errmsg ?? '').split(', hint:')[0];
        toast(`${json.errcode}: ${text}`);
        throw new Error(text);
    }
    return json;
}

/* The platforms live in China, wherever the browser is; the console shows the same minute. */
const inChina = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'medium' });
/** "2026-01-31 08:05:09" of a moment, as the platforms see it. */
export const moment = (ms) => inChina.format(new Date(ms));
export const clock = (ms, seconds) => moment(ms).slice(11, seconds ? 19 : 16);
export const day = (ms) => moment(ms).slice(0, 10);

/** The name of a member of the chosen corp; the userid of one who is not there. */
export const memberName = (userid) => state.world?.corps.find((corp) => corp.corp_id === state.corp)?.staff.find((one) => one.userid === userid)?.name ?? userid;

export const outcome = (word) => ({
    added: t('已添加', 'Added'), half: t('已添加，等待对方确认', 'Added, waiting to be confirmed'), pending: t('已发送申请，等待通过', 'Request sent, waiting'),
    already: t('已经是好友', 'Already friends'), dead: t('二维码已失效', 'This code no longer works'), nobody: t('暂时没有可添加的员工', 'Nobody can be added now'),
    not_for_you: t('此码不是给你的', 'This code is for somebody else'), joined: t('已加入群聊', 'Joined the group'), full: t('群已满', 'The group is full'),
}[word] ?? word);
