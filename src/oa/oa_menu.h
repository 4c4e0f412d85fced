/* oa_menu.h -- the menu as it is stored and as the platform wants it.  Private to oa/. */
#ifndef OA_OA_MENU_H
#define OA_OA_MENU_H

#include "oa/oa_sql.h"

/* The button of that key or url in a stored menu. */
bool oa_menu_button(Arena *arena, Str stored, Str key, OaButton *out);
/* The list of buttons as menu/create takes it; absent when it is too large. */
Str  oa_menu_platform_json(Arena *arena, const Rows *buttons);
/* What became of publishing or withdrawing. */
Code oa_menu_settled(Ctx *cx, int64_t connection_id, bool is_done, bool is_withdrawn,
                     Str reason) MUST_USE;

#endif
