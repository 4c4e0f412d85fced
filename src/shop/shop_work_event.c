/* shop_work_event.c -- the events of an order and its refunds, each once. */
#include "shop/shop_order_sql.h"
#include "shop/shop_work.h"

enum { ITEMS_MAX = 20, PAYLOAD_MAX = 64 * 1024 };

/* Bits of Order.emitted; never renumbered. */
enum { TOLD_CREATED = 1, TOLD_PAID = 2, TOLD_SHIPPED = 4, TOLD_FINISHED = 8, TOLD_CLOSED = 16 };

static void open_payload(const Work *work, JsonOut *out)
{
    const Order *order = &work->order;
    json_open_object(out);
    json_pair_id(out, S("order_id"), order->id);
    json_pair_str(out, S("order_no"), order->order_no);
    json_pair_id(out, S("shop_id"), order->shop_id);
    json_pair_str(out, S("platform"), word_of(&shop_platform_words, (int)work->shop->platform));
    json_pair_str(out, S("shop"), work->shop->name);
    json_pair_str(out, S("currency"), order->currency);
}

static void put_items(const Work *work, JsonOut *out)
{
    json_key(out, S("items"));
    json_open_array(out);
    for (size_t i = 0; i < work->lines.count && i < ITEMS_MAX; i++) {
        const OrderLine *line = VEC_AT(work->lines, OrderLine, i);
        json_open_object(out);
        json_pair_str(out, S("product_no"), line->product_no);
        json_pair_str(out, S("sku_no"), line->sku_no);
        json_pair_str(out, S("title"), line->title);
        json_pair_i64(out, S("quantity"), line->quantity);
        json_pair_i64(out, S("amount_fen"), line->amount_fen);
        json_close_object(out);
    }
    json_close_array(out);
}

static Code add(Work *work, EventType type, Str id, int64_t at_ms, JsonOut *out)
{
    Ctx         *cx      = work->cx;
    const Order *order   = &work->order;
    Str          payload = { 0 };
    json_close_object(out);
    if (json_out_done(out, &payload) != OK)
        return fail(cx, ERR_INVALID, "shop.too_large", "%.*s", FMT(order->order_no));
    *VEC_ADD(&work->rows->events, EventDraft) = (EventDraft){
        .id        = id,
        .type      = event_word(type),
        .person_id = order->customer_id,
        .actor  = str_fmt(cx->arena, "platform:%s", shop_platform_words.word[work->shop->platform]),
        .object = str_fmt(cx->arena, "order:%lld", (long long)order->id),
        .source = str_fmt(cx->arena, "shop:%lld", (long long)order->shop_id),
        .occurred_at_ms = at_ms,
        .payload        = payload,
    };
    if (at_ms > work->happened_ms) work->happened_ms = at_ms;
    return OK;
}

/* Where it goes, without the city: what maps are coloured by. */
static void put_province(const Order *order, JsonOut *out)
{
    Str       region   = str_trim(order->region);
    const Str province = str_cut(&region, ' ');
    if (province.len > 0) json_pair_str(out, S("province"), province);
}

static Code tell_order(Work *work, EventType type, const char *word, int64_t at_ms)
{
    const Order *order = &work->order;
    JsonOut      out   = json_out(work->cx->arena, PAYLOAD_MAX);
    open_payload(work, &out);
    json_pair_i64(&out, S("payable_fen"), order->payable_fen);
    json_pair_i64(&out, S("paid_fen"), order->paid_fen);
    json_pair_i64(&out, S("quantity"), order->quantity);
    json_pair_str(&out, S("title"), order->title);
    if (work->category.len > 0) json_pair_str(&out, S("category"), work->category);
    put_province(order, &out);
    if (work->lines.count) put_items(work, &out);
    const Str id = str_fmt(work->cx->arena, "order:%lld:%s", (long long)order->id, word);
    return add(work, type, id, at_ms, &out);
}

Code shop_work_event_changed(Work *work, int64_t was_fen, int64_t at_ms)
{
    const Order *order = &work->order;
    JsonOut      out   = json_out(work->cx->arena, PAYLOAD_MAX);
    open_payload(work, &out);
    json_pair_i64(&out, S("was_fen"), was_fen);
    json_pair_i64(&out, S("payable_fen"), order->payable_fen);
    const Str id = str_fmt(work->cx->arena, "order:%lld:changed:%lld:%016llx", (long long)order->id,
                           (long long)at_ms, (unsigned long long)order->told_hash);
    return add(work, EV_ORDER_CHANGED, id, at_ms, &out);
}

static Code tell_refund(Work *work, const Refund *refund, RefundState state)
{
    static const struct {
        EventType   type;
        const char *word;
    } told[] = {
        [REFUND_OPEN]   = { EV_REFUND_OPENED, "opened" },
        [REFUND_AGREED] = { EV_REFUND_AGREED, "agreed" },
        [REFUND_DONE]   = { EV_ORDER_REFUNDED, "done" },
        [REFUND_CLOSED] = { EV_REFUND_CLOSED, "closed" },
    };
    JsonOut       out = json_out(work->cx->arena, PAYLOAD_MAX);
    const int64_t at  = state == REFUND_OPEN                          ? refund->opened_at_ms
                        : refund->ended_at_ms && state >= REFUND_DONE ? refund->ended_at_ms
                                                                      : refund->told_at_ms;
    open_payload(work, &out);
    json_pair_str(&out, S("refund_no"), refund->refund_no);
    json_pair_i64(&out, S("amount_fen"), refund->amount_fen);
    json_pair_bool(&out, S("with_goods"), refund->with_goods);
    json_pair_str(&out, S("reason"), refund->reason);
    const Str id = str_fmt(work->cx->arena, "refund:%lld:%.*s:%s", (long long)work->order.id,
                           FMT(refund->refund_no), told[state].word);
    return add(work, told[state].type, id, at, &out);
}

static Code tell_refunds(Work *work)
{
    for (size_t i = 0; i < work->refunds.count; i++) {
        Refund *refund = VEC_AT(work->refunds, Refund, i);
        if (refund->emitted == refund->heard) continue;
        for (RefundState state = REFUND_OPEN; state <= REFUND_CLOSED; state++)
            if (refund->heard & ~refund->emitted & 1 << state)
                TRY(tell_refund(work, refund, state));
        refund->emitted = refund->heard;
        if (refund->is_new) continue;
        TRY(shop_order_sql_drop_refund(work->cx, refund->id));
        refund->is_new = true;
    }
    return OK;
}

/* Lines know no category, products do: an order is of that of its dearest line. */
static Code find_category(Work *work)
{
    const OrderLine *dearest = NULL;
    for (size_t i = 0; i < work->lines.count; i++) {
        const OrderLine *line = VEC_AT(work->lines, OrderLine, i);
        if (line->product_no.len > 0 && (!dearest || line->amount_fen > dearest->amount_fen))
            dearest = line;
    }
    work->category = S("");
    if (!dearest) return OK;
    return shop_order_sql_category_of(work->cx, work->order.shop_id, dearest->product_no,
                                      &work->category);
}

Code shop_work_event(Work *work)
{
    Order *order = &work->order;
    const struct {
        int32_t     bit;
        EventType   type;
        const char *word;
        int64_t     at_ms;
    } steps[] = {
        { TOLD_CREATED, EV_ORDER_CREATED, "created", order->created_at_ms },
        { TOLD_PAID, EV_ORDER_PAID, "paid", order->paid_at_ms },
        { TOLD_SHIPPED, EV_ORDER_SHIPPED, "shipped", order->shipped_at_ms },
        { TOLD_FINISHED, EV_ORDER_FINISHED, "finished", order->finished_at_ms },
        { TOLD_CLOSED, EV_ORDER_CLOSED, "closed", order->closed_at_ms },
    };
    for (size_t i = 0; i < COUNT(steps); i++) {
        if (!steps[i].at_ms || order->emitted & steps[i].bit) continue;
        if (!work->category.ptr) TRY(find_category(work));
        TRY(tell_order(work, steps[i].type, steps[i].word, steps[i].at_ms));
        order->emitted |= steps[i].bit;
    }
    return tell_refunds(work);
}
