/* wecom_way.h -- "contact me" ways.  Private to channel/. */
#ifndef CHANNEL_WECOM_WAY_H
#define CHANNEL_WECOM_WAY_H

#include "channel/channel_effect.h"

extern const EffectKind wecom_way_save, wecom_way_read, wecom_way_delete;

#endif
