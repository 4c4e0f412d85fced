/* wecom_welcome.h -- welcome messages and app messages.  Private to channel/. */
#ifndef CHANNEL_WECOM_WELCOME_H
#define CHANNEL_WECOM_WELCOME_H

#include "channel/channel_effect.h"

extern const EffectKind wecom_welcome_send;

#endif
