/* shop_work.h -- one order while news of it is taken in.  Private to shop/. */
#ifndef SHOP_SHOP_WORK_H
#define SHOP_SHOP_WORK_H

#include "shop/shop_fact.h"

/* What a transaction writes together at its end. */
typedef struct WorkRows {
    Vec orders, lines, payments, shipments, refunds;
    Vec events; /* of EventDraft */
} WorkRows;

typedef struct Work {
    Ctx        *cx;
    const Shop *shop;
    WorkRows   *rows;
    Order       order;
    bool        is_new;
    Vec         payments, shipments, refunds; /* as they stand, with what is new */
    Vec         lines;                        /* of OrderLine, for events: when they were told */
    Str         category; /* of the dearest line's product; empty: unknown, absent: not looked up */
    int64_t     happened_ms;                  /* of the last event; 0: none                    */
} Work;

/* Loads the order with what hangs on it, locked; one that nobody knows begins as a stub. */
Code shop_work_open(Work *work, Str order_no) MUST_USE;
/* News, in any order. */
Code shop_work_take_order(Work *work, const OrderFact *fact, int64_t customer_id) MUST_USE;
Code shop_work_take_payment(Work *work, const PaymentFact *fact) MUST_USE;   /* as above */
Code shop_work_take_shipment(Work *work, const ShipmentFact *fact) MUST_USE; /* as above */
Code shop_work_take_refund(Work *work, const RefundFact *fact) MUST_USE;     /* as above */
/* Decides state and sums, gathers events, writes the order. */
Code shop_work_close(Work *work) MUST_USE;

/* The events of the order and its refunds that are not in the log yet (shop_work_event.c). */
Code shop_work_event(Work *work) MUST_USE;
/* The amount an order is to be paid changed. */
Code shop_work_event_changed(Work *work, int64_t was_fen, int64_t at_ms) MUST_USE;

#endif
