/* What each folder brings.  A new slice is wired here and nowhere else. */
#include "app/wiring.h"

#include "acquire/acquire.h"
#include "acquire/acquire_http.h"
#include "alert/alert.h"
#include "alert/alert_http.h"
#include "app/app_http.h"
#include "attribute/attribute.h"
#include "attribute/attribute_http.h"
#include "board/board.h"
#include "board/board_http.h"
#include "bulk/bulk.h"
#include "bulk/bulk_http.h"
#include "channel/channel.h"
#include "channel/channel_http.h"
#include "consent/consent.h"
#include "consent/consent_http.h"
#include "content/content.h"
#include "content/content_http.h"
#include "customer/customer.h"
#include "customer/customer_http.h"
#include "dictionary/dictionary.h"
#include "dictionary/dictionary_http.h"
#include "group_chat/group_chat.h"
#include "group_chat/group_chat_http.h"
#include "home/home.h"
#include "home/home_http.h"
#include "insight/insight.h"
#include "insight/insight_http.h"
#include "intake/intake.h"
#include "intake/intake_http.h"
#include "metric/metric.h"
#include "metric/metric_http.h"
#include "note/note.h"
#include "note/note_http.h"
#include "oa/oa.h"
#include "oa/oa_http.h"
#include "org/org.h"
#include "org/org_http.h"
#include "privacy/privacy.h"
#include "privacy/privacy_http.h"
#include "reach/reach.h"
#include "reach/reach_http.h"
#include "report/report.h"
#include "report/report_http.h"
#include "segment/segment.h"
#include "segment/segment_http.h"
#include "shop/shop.h"
#include "shop/shop_http.h"
#include "spend/spend.h"
#include "spend/spend_http.h"
#include "tagging/tagging.h"
#include "tagging/tagging_http.h"
#include "target/target.h"
#include "target/target_http.h"
#include "track/track.h"
#include "track/track_http.h"

// clang-format off
static const RouteList *const routes[] = {
    &app_routes,
    &org_routes,
    &channel_routes,
    &customer_routes,
    &content_routes,
    &reach_routes,
    &acquire_routes,
    &org_tree_routes,
    &group_chat_routes,
    &bulk_routes,
    &note_routes,
    &home_routes,
    &org_module_routes,
    &insight_routes,
    &org_access_routes,
    &org_notice_routes,
    &org_allowance_routes,
    &customer_win_back_routes,
    &track_routes,
    &customer_merge_routes,
    &attribute_routes,
    &oa_routes,
    &oa_door_routes,
    &dictionary_routes,
    &tagging_routes,
    &shop_routes,
    &shop_callback_routes,
    &intake_routes,
    &consent_routes,
    &segment_routes,
    &privacy_routes,
    &metric_routes,
    &board_routes,
    &alert_routes,
    &target_routes,
    &spend_routes,
    &report_routes,
    &report_schedule_routes,
};
// clang-format on

static const SqlList *const sql[] = {
    &kernel_sql,
    &audit_chain_sql,
    &log_sql,
    &org_sql,
    &org_scope_sql,
    &org_sign_in_sql,
    &org_view_sql,
    &org_tree_sql,
    &channel_sql,
    &customer_sql,
    &customer_identity_sql,
    &customer_relation_sql,
    &customer_tag_sql,
    &tag_sql,
    &customer_stat_sql,
    &customer_view_sql,
    &customer_index_sql,
    &group_chat_sql,
    &content_sql,
    &note_sql,
    &reach_sql,
    &acquire_sql,
    &figure_sql,
    &customer_many_sql,
    &bulk_sql,
    &home_sql,
    &org_module_sql,
    &insight_sql,
    &org_notice_sql,
    &org_allowance_sql,
    &customer_win_back_sql,
    &customer_door_sql,
    &track_sql,
    &customer_merge_sql,
    &customer_merge_policy_sql,
    &likeness_sql,
    &attribute_sql,
    &oa_sql,
    &customer_fill_sql,
    &oa_stat_sql,
    &dictionary_sql,
    &tagging_sql,
    &shop_sql,
    &shop_order_sql,
    &consent_sql,
    &intake_sql,
    &segment_sql,
    &segment_load_sql,
    &customer_erased_sql,
    &customer_made_sql,
    &privacy_sql,
    &privacy_sweep_sql,
    &privacy_unmake_sql,
    &metric_sql,
    &board_sql,
    &alert_sql,
    &target_sql,
    &spend_sql,
    &report_sql,
};

static const Consumer *const consumers[] = {
    &customer_consumer, &group_chat_consumer, &reach_consumer, &acquire_consumer,
    &home_consumer,     &track_consumer,      &oa_consumer,    &tagging_consumer,
    &shop_consumer,     &report_consumer,
};
// clang-format off
static const JobKind *const   jobs[]      = {
    &acquire_batch_job, &export_job, &bulk_tags_job, &bulk_remark_job, &bulk_undo_job,
    &likeness_job,
    &attribute_decide_job,
    &oa_sync_job, &oa_stat_job,
    &dictionary_rerun_job,
    &tagging_apply_job,
    &shop_pull_job,
    &privacy_erase_job, &privacy_export_job,
    &intake_job,
    &report_export_job,
};
static const TimerKind *const timers[] = {
    &acquire_duty_timer, &bulk_files_timer, &customer_synced_timer, &customer_pending_timer, &attribute_until_timer,
    &oa_stat_timer, &tagging_due_timer, &tagging_expiry_timer, &shop_pull_timer,
    &segment_refresh_timer, &segment_measure_timer,
    &privacy_files_timer,
    &intake_timer,
    &alert_watch_timer,
    &report_due_timer, &report_files_timer,
};
static const EffectKind *const effects[] = {
    &shop_fetch_effect,
    &alert_watch_effect,
    &report_draw_effect,
};
// clang-format on

/* What follows a person when two become one, beside the tables of customer/. */
static const MergeTable *const merge_tables[] = { &note_merge_table, &group_chat_merge_table,
                                                  &oa_merge_table, &shop_merge_table };

/* What follows from callbacks that channel itself does not know to carry out. */
static const CallbackReactor *const reactors[] = { &oa_reactor };

/* Two lists of pointers as one. */
static const void **join(Arena *arena, const void *const *a, size_t a_count, const void *const *b,
                         size_t b_count)
{
    const void **all = arena_make(arena, const void *, a_count + b_count);
    for (size_t i = 0; i < a_count; i++) all[i] = a[i];
    for (size_t i = 0; i < b_count; i++) all[a_count + i] = b[i];
    return all;
}

#define JOIN(arena, Type, own, other, other_count)                              \
    ((const Type *const *)join((arena), (const void *const *)(own), COUNT(own), \
                               (const void *const *)(other), (other_count)))

Wiring wiring_of(Arena *arena)
{
    return (Wiring){
        .routes      = routes,
        .route_count = COUNT(routes),
        .sql         = sql,
        .sql_count   = COUNT(sql),
        .consumers   = JOIN(arena, Consumer, consumers, channel_consumers, channel_consumer_count),
        .consumer_count = COUNT(consumers) + channel_consumer_count,
        .effects =
            JOIN(arena, EffectKind, effects, channel_effect_kinds, channel_effect_kind_count),
        .effect_count = COUNT(effects) + channel_effect_kind_count,
        .jobs         = JOIN(arena, JobKind, jobs, channel_job_kinds, channel_job_kind_count),
        .job_count    = COUNT(jobs) + channel_job_kind_count,
        .timers = JOIN(arena, TimerKind, timers, channel_timer_kinds, channel_timer_kind_count),
        .timer_count       = COUNT(timers) + channel_timer_kind_count,
        .merge_tables      = merge_tables,
        .merge_table_count = COUNT(merge_tables),
        .reactors          = reactors,
        .reactor_count     = COUNT(reactors),
    };
}
