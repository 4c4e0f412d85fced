// chat.js -- a conversation, and how its lines look.
import { h, t, clock, call, day } from './kit.js';

/** Only addresses that a browser may open. */
export const web = (url) => (/^(https?:\/\/|\/)/.test(url ?? '') ? url : undefined);

const media = (id) => (id ? `/m/${id}` : undefined);

function card(content, kind, picture) {
    const inside = h('div', { class: 'in' }, h('div', {}, h('b', {}, content.title ?? kind), h('small', {}, content.desc ?? content.page ?? '')),
        picture ? h('img', { src: picture, alt: '' }) : null);
    const foot = h('div', { class: 'kind' }, kind);
    return web(content.url) ? h('a', { class: 'bubble card', href: web(content.url), target: '_blank', rel: 'noreferrer' }, inside, foot) : h('div', { class: 'bubble card' }, inside, foot);
}

function bubble(line) {
    const c = line.content ?? {};
    switch (line.type) {
    case 'text': return h('div', { class: 'bubble text' }, c.content ?? '');
    case 'image': return h('div', { class: 'bubble image' }, h('img', { src: media(c.media_id) ?? c.pic_url, alt: t('图片', 'Picture') }));
    case 'link': return card(c, t('链接', 'Link'), c.picurl);
    case 'miniprogram': return card(c, t('小程序', 'Mini program') + (c.appid ? ` · ${c.appid}` : ''), media(c.pic_media_id));
    case 'video': return card({ title: t('视频', 'Video'), url: media(c.media_id) }, t('视频', 'Video'));
    case 'file': return card({ title: t('文件', 'File'), url: media(c.media_id) }, t('文件', 'File'));
    default: return h('div', { class: 'bubble text' }, JSON.stringify(c));
    }
}

const marks = { welcome: () => t('欢迎语', 'welcome message'), mass: () => t('群发', 'mass message') };

/** The lines of a conversation seen from `mine` ("customer" or "member"). */
export function linesView(lines, relation, mine) {
    const list = h('div', { class: 'lines' });
    let before = 0;
    for (const line of lines) {
        if (line.at_ms - before > 300000) list.append(h('div', { class: 'when' }, `${day(line.at_ms)} ${clock(line.at_ms)}`));
        before = line.at_ms;
        const isMine = (mine === 'customer') === (line.from === 'customer');
        const face = line.from === 'customer' ? relation.customer_avatar : relation.member_avatar;
        list.append(h('div', { class: `line${isMine ? ' me' : ''}` }, h('img', { class: 'face small', src: face, alt: '' }),
            h('div', {}, bubble(line), marks[line.from] ? h('div', { class: 'welcome-mark' }, marks[line.from]()) : null)));
    }
    if (lines.length === 0) list.append(h('div', { class: 'when' }, t('已添加，现在可以开始聊天了', 'You can chat now')));
    return list;
}

/** The lines after `after`. */
export const readLines = (relation) => call(`chat?userid=${encodeURIComponent(relation.userid)}&external_userid=${relation.external_userid}`).then((answer) => answer.lines);

/** The input at the foot; `send` gets the text. */
export function foot(send) {
    const input = h('input', { placeholder: t('发消息…', 'Message…'), 'aria-label': t('发消息', 'Message') });
    const submit = (event) => {
        event.preventDefault();
        const text = input.value.trim();
        if (!text) return;
        input.value = '';
        send(text);
    };
    return h('form', { class: 'foot', onsubmit: submit }, input, h('button', { class: 'main' }, t('发送', 'Send')));
}
