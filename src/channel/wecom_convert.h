/* wecom_convert.h -- who of other channels a contact is, asked from the platform.  Private to
 * channel/. */
#ifndef CHANNEL_WECOM_CONVERT_H
#define CHANNEL_WECOM_CONVERT_H

#include "channel/channel_effect.h"

extern const EffectKind wecom_convert_effect;

#endif
