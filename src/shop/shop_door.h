/* shop_door.h -- what platforms call: checked, stored, answered; nothing else.  Private to shop/.
 */
#ifndef SHOP_SHOP_DOOR_H
#define SHOP_SHOP_DOOR_H

#include "shop/shop_connector.h"

/* Each message is durable once when OK, however often it comes, and `reply` is what the platform
 * wants to hear.  ERR_NOT_FOUND "shop.unknown_callback" for no such active shop or a platform
 * that does not call, ERR_DENIED with the connector's reason for a forged one, ERR_INVALID for
 * what cannot be read. */
Code shop_door_receive(Ctx *cx, Str platform, Str shop_no, const ShopDelivery *delivery,
                       ShopReply *reply) MUST_USE;

#endif
