/* channel_connection.h -- changing and describing connections.  Private to channel/. */
#ifndef CHANNEL_CHANNEL_CONNECTION_H
#define CHANNEL_CHANNEL_CONNECTION_H

#include "channel/channel.h"
#include "wire/text_codec.h"

/* What the draft leaves out stays; an empty URL is the platform's own again.
 * "connection.changed_meanwhile", "connection.corp_fixed", "connection.bad_url". */
Code channel_connection_update(Ctx *cx, ConnectionId id, int64_t revision,
                               const ConnectionDraft *draft, Connection *out) MUST_USE;
/* Customers and staff known through it stay. */
Code channel_connection_delete(Ctx *cx, ConnectionId id, int64_t revision) MUST_USE;
/* The platform's own address. */
Str  channel_connection_own_url(ConnectionKind kind);
/* ERR_INVALID "connection.private_url" when calls to that address would not be let out. */
Code channel_connection_check_base(Ctx *cx, Str url) MUST_USE;
/* Fills what is computed; with_keys also opens what is to be pasted into the platform. */
Code channel_connection_describe(Ctx *cx, Connection *connection, bool with_keys) MUST_USE;
/* What callbacks of it are signed and encrypted with. */
Code channel_connection_callback_keys(Ctx *cx, const Connection *connection, Str *token,
                                      Str *aes_key) MUST_USE;

#endif
