/* report_schedule.h -- boards sent by the clock: when, to whom, and what became of each sending.
 *
 * Each receiver gets the figures he would see if he opened the board himself; the maker's rights
 * decide whether it is sent at all.  A schedule is seen by its maker, by whom it is sent to, and
 * by who may take over boards of people who left. */
#ifndef REPORT_REPORT_SCHEDULE_H
#define REPORT_REPORT_SCHEDULE_H

#include "report/report.h"

typedef struct ReportScheduleId {
    int64_t v;
} ReportScheduleId;

enum {
    REPORT_SCHEDULES_MAX = 200, /* of one brand    */
    REPORT_RECEIVERS_MAX = 50,  /* of one schedule */
    REPORT_RUNS_KEPT     = 60,
};

typedef enum ReportEvery { REPORT_DAILY = 1, REPORT_WEEKLY, REPORT_MONTHLY } ReportEvery;

typedef enum ReportDeliveryState {
    REPORT_WAITING = 1, /* is being drawn                                     */
    REPORT_SENDING,     /* handed to the platform                             */
    REPORT_SENT,        /* the platform has it                                */
    REPORT_TOLD,        /* in the console only: he has no account there       */
    REPORT_REFUSED,     /* he may not see the board                           */
    REPORT_FAILED
} ReportDeliveryState;

extern const Words report_every_words, report_delivery_state_words;

/* What became of one sending at one receiver. */
typedef struct ReportDelivery {
    int64_t             id, tenant_id, run_id, user_id;
    int32_t             part; /* those of one part get the same picture */
    ReportDeliveryState state;
    Str                 reason; /* of REFUSED and FAILED, else empty */
    int64_t             settled_at_ms;
    /* In answers only: */
    Str                 user_name;
    bool                has_picture; /* the caller's own, while it is kept */
} ReportDelivery;
extern const Shape report_delivery_shape;

typedef struct ReportRun {
    int64_t id, tenant_id, schedule_id, due_at_ms, started_at_ms;
    bool    is_late;  /* some time after it was due: nothing ran then */
    bool    is_trial; /* now, to who asked for it                     */
    Rows    deliveries;
} ReportRun;
extern const Shape report_run_shape;

typedef struct ReportSchedule {
    int64_t     id, tenant_id, user_id; /* the maker                         */
    Str         board;                  /* its id, or the key of one of the program */
    Str         filter;                 /* JSON, as it is sent               */
    ReportEvery every;
    int32_t     weekdays;  /* WEEKLY: bit 0 Monday                            */
    int32_t     day;       /* MONTHLY: 1..31, at most the last; 0: the last   */
    int32_t     minute;    /* of the day, in the tenant's zone                */
    bool        has_sheet; /* with the spreadsheet                           */
    bool        is_on;
    Str         reason; /* why it was paused by itself; empty: it was not    */
    int64_t     revision, created_at_ms, changed_at_ms;
    int64_t     deleted_at_ms; /* 0: it is there */
    bool        gone_with_board;
    Ids         user_ids; /* whom it is sent to, beside the row */
    /* In answers only: */
    bool        is_mine, may_edit, is_received, is_left;
    Str         owner_name, board_name;
    int64_t     next_at_ms; /* 0: it is off */
    Rows        last;       /* of ReportRun: none, or the newest one */
} ReportSchedule;
extern const Shape report_schedule_shape;

/* Of one board (or all: absent), that the caller may see. */
Code report_schedule_list(Ctx *cx, Str board, Rows *schedules) MUST_USE;
Code report_schedule_get(Ctx *cx, ReportScheduleId id, ReportSchedule *out) MUST_USE;
/* Nobody named: to the caller.  "report.too_many", "report.no_weekday", "report.may_not_send" when
 * it goes to others without PERM_REPORT_SEND, "report.board_not_shared", "report.unknown_receiver",
 * and what the board or its filter refuses. */
Code report_schedule_create(Ctx *cx, const ReportSchedule *draft, ReportSchedule *out) MUST_USE;
/* By its maker.  "report.not_yours", "report.changed_meanwhile" and those above. */
Code report_schedule_update(Ctx *cx, ReportScheduleId id, int64_t revision,
                            const ReportSchedule *draft, ReportSchedule *out) MUST_USE;
/* By its maker, or who may take over what people left.  "report.not_yours". */
Code report_schedule_delete(Ctx *cx, ReportScheduleId id) MUST_USE;
/* Takes a deletion back.  "report.too_many". */
Code report_schedule_restore(Ctx *cx, ReportScheduleId id, ReportSchedule *out) MUST_USE;
/* Makes a schedule of somebody who left the caller's; it stays paused.  ERR_NOT_FOUND. */
Code report_schedule_take(Ctx *cx, ReportScheduleId id, ReportSchedule *out) MUST_USE;
/* The caller does not want it any more. */
Code report_schedule_leave(Ctx *cx, ReportScheduleId id) MUST_USE;
/* Now, to the caller alone. */
Code report_schedule_try(Ctx *cx, ReportScheduleId id, ReportRun *out) MUST_USE;
/* Newest first, each with whom it went to. */
Code report_schedule_runs(Ctx *cx, ReportScheduleId id, Str cursor, int64_t limit, Rows *runs,
                          Str *next_cursor) MUST_USE;
/* The file of the picture that was sent to the caller.  ERR_NOT_FOUND. */
Code report_schedule_picture(Ctx *cx, int64_t delivery_id, Str *path) MUST_USE;

extern const TimerKind  report_due_timer, report_files_timer;
extern const EffectKind report_draw_effect;
extern const Consumer   report_consumer;
extern const SqlList    report_sql;

#endif
