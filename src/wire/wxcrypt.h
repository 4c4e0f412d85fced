/* wxcrypt.h -- the message encryption of 企业微信 and 公众号 callbacks, and JS-SDK signatures.
 *
 * Protocol: key = base64(EncodingAESKey + "="), IV = its first 16 bytes, AES-256-CBC;
 * plain text = 16 random bytes, big-endian uint32 length, message, receive id; PKCS#7
 * with 32-byte blocks.  Signature: sha1 of the sorted concatenation. */
#ifndef WIRE_WXCRYPT_H
#define WIRE_WXCRYPT_H

#include "base/base.h"

typedef struct WxKey { uint8_t bytes[32]; } WxKey;

/* Reasons are those of the platform's own library: "wx.bad_signature", "wx.bad_key",
 * "wx.bad_receive_id", "wx.bad_cipher", "wx.bad_base64", "wx.bad_buffer". */

/* The 43 characters of EncodingAESKey; unused low bits of the last one are ignored. */
Code wx_key(Str encoding_aes_key, WxKey *out, const char **reason) MUST_USE;
/* Lower-case hex of 40 characters.  `ciphertext` may be absent (plain mode of 公众号). */
Str  wx_signature(Arena *arena, Str token, Str timestamp, Str nonce, Str ciphertext);
/* Compares in constant time. */
bool wx_signature_holds(Str token, Str timestamp, Str nonce, Str ciphertext, Str signature);
/* Decrypts base64 text; checks padding, length and the receive id.  The message
 * lives in the arena. */
Code wx_decrypt(Arena *arena, const WxKey *key, Str receive_id, Str ciphertext, Str *message,
                const char **reason) MUST_USE;
/* Encrypts to base64; `random16` comes from the caller. */
Str  wx_encrypt(Arena *arena, const WxKey *key, Str receive_id, const uint8_t random16[16],
                Str message);
/* JS-SDK: sha1 of jsapi_ticket=..&noncestr=..&timestamp=..&url=.. ; url up to '#'. */
Str  wx_jsapi_signature(Arena *arena, Str ticket, Str nonce, Str timestamp, Str url);
/* Mini-program user data: AES-128-CBC, PKCS#7 with 16-byte blocks; all base64. */
Code wx_miniprogram_decrypt(Arena *arena, Str session_key, Str iv, Str encrypted, Str *message,
                            const char **reason) MUST_USE;

#endif
