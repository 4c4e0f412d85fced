/* channel.c -- what channel brings to the runners: effects, jobs, timers. */
#include "channel/channel.h"

#include "channel/oa_effect.h"
#include "channel/platform_media.h"
#include "channel/wecom_contact.h"
#include "channel/wecom_convert.h"
#include "channel/wecom_directory.h"
#include "channel/wecom_group.h"
#include "channel/wecom_message.h"
#include "channel/wecom_sync.h"
#include "channel/wecom_tag.h"
#include "channel/wecom_way.h"
#include "channel/wecom_welcome.h"

const EffectKind *const channel_effect_kinds[] = {
    &wecom_welcome_send,
    &wecom_contact_read_new,
    &wecom_contact_read,
    &wecom_way_save,
    &wecom_way_read,
    &wecom_way_delete,
    &wecom_tag_mark,
    &wecom_tag_remark,
    &wecom_tag_save,
    &wecom_convert_effect,
    &wecom_tag_read,
    &wecom_message_send,
    &platform_media_upload,
    &platform_media_upload_oa,
    &oa_effect_read_fan,
    &oa_effect_create_qr,
    &oa_effect_publish_menu,
    &oa_effect_delete_menu,
    &oa_effect_send_message,
    &wecom_group_read,
    &wecom_directory_read_staff,
    &wecom_directory_read_departments,
};
const size_t channel_effect_kind_count = COUNT(channel_effect_kinds);

const JobKind *const channel_job_kinds[]    = { &wecom_sync_job };
const size_t         channel_job_kind_count = COUNT(channel_job_kinds);

const TimerKind *const channel_timer_kinds[]    = { &platform_media_renew };
const size_t           channel_timer_kind_count = COUNT(channel_timer_kinds);
