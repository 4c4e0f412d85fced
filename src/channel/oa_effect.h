/* oa_effect.h -- the effects on 公众号.  Private to channel/. */
#ifndef CHANNEL_OA_EFFECT_H
#define CHANNEL_OA_EFFECT_H

#include "channel/channel_effect.h"

extern const EffectKind oa_effect_read_fan, oa_effect_create_qr, oa_effect_publish_menu,
    oa_effect_delete_menu, oa_effect_send_message;

#endif
