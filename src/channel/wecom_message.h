/* wecom_message.h -- app messages to staff.  Private to channel/. */
#ifndef CHANNEL_WECOM_MESSAGE_H
#define CHANNEL_WECOM_MESSAGE_H

#include "channel/channel_effect.h"

extern const EffectKind wecom_message_send;

#endif
