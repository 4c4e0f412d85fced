/* platform_media.h -- files on the platform: uploaded when missing, kept three days.  Private to
 * channel/. */
#ifndef CHANNEL_PLATFORM_MEDIA_H
#define CHANNEL_PLATFORM_MEDIA_H

#include "channel/channel_effect.h"

extern const EffectKind platform_media_upload, platform_media_upload_oa;
extern const TimerKind  platform_media_renew;

/* The platform's id of a file {id,path,name,mime,sha256} as "image", "video", "file", "voice", or
 * its address for "picture_url".  False when the outcome says why not. */
bool platform_media_ensure(Sending *sending, const Json *media, const char *kind, Str *media_id);
/* The platform does not know this id any more: the next platform_media_ensure uploads again. */
void platform_media_forget(Sending *sending, Str media_id);

#endif
