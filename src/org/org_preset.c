/* org_preset.c -- the preset roles: what each kind of work may do, whom it sees, and how. */
#include "org/org_preset.h"

#include <string.h>

/* Phone, e-mail, address, birthday, remark, number of an identity card. */
#define CLEARLY                                                                    \
    {                                                                              \
        MASK_MASKED, MASK_MASKED, MASK_MASKED, MASK_CLEAR, MASK_CLEAR, MASK_MASKED \
    }
#define HARDLY                                                                       \
    {                                                                                \
        MASK_MASKED, MASK_MASKED, MASK_MASKED, MASK_MASKED, MASK_MASKED, MASK_MASKED \
    }
#define NOTHING                                                                      \
    {                                                                                \
        MASK_HIDDEN, MASK_HIDDEN, MASK_HIDDEN, MASK_HIDDEN, MASK_MASKED, MASK_HIDDEN \
    }

// clang-format off
const Preset org_preset_all[] = {
    { ROLE_OWNER,          "品牌主",     SCOPE_ALL,    CLEARLY, "/boards/growth" },
    { ROLE_ADMIN,          "管理员",     SCOPE_ALL,    CLEARLY, "/" },
    { ROLE_HQ_OPERATOR,    "总部运营",   SCOPE_ALL,    CLEARLY, "/" },
    { ROLE_OPERATOR,       "运营",       SCOPE_ALL,    CLEARLY, "/" },
    { ROLE_BRANCH_ADMIN,   "区域管理员", SCOPE_REGION, CLEARLY, "/boards/growth" },
    { ROLE_COURSE_ADVISER, "课程顾问",   SCOPE_SELF,   CLEARLY, "/customers" },
    { ROLE_STORE_MANAGER,  "店长",       SCOPE_STORE,  CLEARLY, "/" },
    { ROLE_GUIDE,          "导购",       SCOPE_SELF,   CLEARLY, "/customers" },
    { ROLE_SERVICE,        "客服",       SCOPE_ALL,    CLEARLY, "/customers" },
    { ROLE_FINANCE,        "财务",       SCOPE_ALL,    NOTHING, "/boards/growth" },
    { ROLE_AUDITOR,        "审计员",     SCOPE_ALL,    HARDLY, "/settings/audit" },
};
const size_t org_preset_count = COUNT(org_preset_all);

/* Owner and administrator may everything.  O operator, H operator of the headquarters, B branch
 * administrator, S store manager, C course adviser, G guide, V service, F finance, A auditor. */
typedef struct Row { Permission permission; const char *may; } Row;
static const Row matrix[] = {
    { PERM_ORG_READ,           "O H B S C G V F A" },
    { PERM_ORG_WRITE,          "O H              " },
    { PERM_USER_READ,          "O H B S         A" },
    { PERM_USER_WRITE,         "    B            " },
    { PERM_USER_VIEW_AS,       "                 " },
    { PERM_ROLE_WRITE,         "                 " },
    { PERM_SECURITY_WRITE,     "                 " },
    { PERM_MODULE_WRITE,       "                 " },
    { PERM_API_KEY_WRITE,      "                 " },
    { PERM_AUDIT_READ,         "                A" },
    { PERM_CONNECTION_READ,    "O H             A" },
    { PERM_CONNECTION_WRITE,   "                 " },
    { PERM_JOB_READ,           "O H B S C   V   A" },
    { PERM_JOB_WRITE,          "O H B S          " },
    { PERM_CUSTOMER_READ,      "O H B S C G V F A" },
    { PERM_CUSTOMER_WRITE,     "O H B S C G V    " },
    { PERM_CUSTOMER_TAG,       "O H B S C G V    " },
    { PERM_CUSTOMER_REVEAL,    "O H B S C   V    " },
    { PERM_CUSTOMER_MERGE,     "O H              " },
    { PERM_CUSTOMER_IMPORT,    "O H              " },
    { PERM_CUSTOMER_EXPORT,    "O H              " },
    { PERM_CUSTOMER_ERASE,     "  H              " },
    { PERM_TAG_READ,           "O H B S C G V   A" },
    { PERM_TAG_WRITE,          "O H B            " },
    { PERM_ATTRIBUTE_READ,     "O H B S C G V   A" },
    { PERM_SEGMENT_READ,       "O H B S C G V   A" },
    { PERM_SEGMENT_WRITE,      "O H              " },
    { PERM_ATTRIBUTE_WRITE,    "O H              " },
    { PERM_CONTENT_READ,       "O H B S C G V   A" },
    { PERM_CONTENT_WRITE,      "O H B            " },
    { PERM_WELCOME_READ,       "O H             A" },
    { PERM_WELCOME_WRITE,      "O H              " },
    { PERM_CHANNEL_CODE_READ,  "O H B S C G     A" },
    { PERM_CHANNEL_CODE_WRITE, "O H B S          " },
    { PERM_GROUP_CHAT_READ,    "O H B S C G V   A" },
    { PERM_GROUP_CHAT_WRITE,   "O H B S          " },
    { PERM_SOURCE_READ,        "O H             A" },
    { PERM_SOURCE_WRITE,       "                 " },
    { PERM_OA_READ,            "O H             A" },
    { PERM_OA_WRITE,           "O H              " },
    { PERM_BOARD_READ,         "O H B S C G   F A" },
    { PERM_BOARD_TAKE,         "  H              " },
    { PERM_REPORT_SEND,        "O H B S      F  " },
    { PERM_ALERT_READ,         "O H B S C G   F A" },
    { PERM_ALERT_WRITE,        "O H B S          " },
    { PERM_TARGET_READ,        "O H B S C G   F A" },
    { PERM_TARGET_WRITE,       "O H B S          " },
    { PERM_SPEND_READ,         "O H           F A" },
    { PERM_SPEND_WRITE,        "O H           F  " },
    { PERM_ORDER_READ,         "O H B S C G V F A" },
    { PERM_PRODUCT_READ,       "O H B S C G V F A" },
    { PERM_SHOP_READ,          "O H             A" },
    { PERM_SHOP_WRITE,         "                 " },
};
// clang-format on

static char letter_of(RoleWord word)
{
    switch (word) {
    case ROLE_OPERATOR: return 'O';
    case ROLE_HQ_OPERATOR: return 'H';
    case ROLE_BRANCH_ADMIN: return 'B';
    case ROLE_STORE_MANAGER: return 'S';
    case ROLE_COURSE_ADVISER: return 'C';
    case ROLE_GUIDE: return 'G';
    case ROLE_SERVICE: return 'V';
    case ROLE_FINANCE: return 'F';
    case ROLE_AUDITOR: return 'A';
    case ROLE_ADMIN:
    case ROLE_OWNER:
    case ROLE_CUSTOM: break;
    }
    return '\0';
}

/* A permission without a row is for owner and administrator alone; a test refuses that. */
static const char *may_of(Permission permission)
{
    for (size_t i = 0; i < COUNT(matrix); i++)
        if (matrix[i].permission == permission) return matrix[i].may;
    return "";
}

bool org_preset_decides(Permission permission)
{
    for (size_t i = 0; i < COUNT(matrix); i++)
        if (matrix[i].permission == permission) return true;
    return permission == PERM_PUBLIC || permission == PERM_SIGNED_IN;
}

const Preset *org_preset_of(RoleWord word)
{
    for (size_t i = 0; i < org_preset_count; i++)
        if (org_preset_all[i].word == word) return &org_preset_all[i];
    return NULL;
}

bool org_preset_may(RoleWord word, Permission permission)
{
    if (word == ROLE_OWNER || word == ROLE_ADMIN) return true;
    const char letter = letter_of(word);
    if (permission == PERM_PUBLIC || permission == PERM_SIGNED_IN) return letter != '\0';
    return letter != '\0' && strchr(may_of(permission), letter) != NULL;
}

bool org_preset_needs_all(Permission permission)
{
    /* Where staff work decides who sees whom, so org.write is no matter of one's own scope. */
    static const Permission whole[] = {
        PERM_ORG_WRITE,      PERM_AUDIT_READ,     PERM_CONNECTION_READ, PERM_CONNECTION_WRITE,
        PERM_WELCOME_READ,   PERM_WELCOME_WRITE,  PERM_USER_VIEW_AS,    PERM_ROLE_WRITE,
        PERM_SECURITY_WRITE, PERM_CUSTOMER_MERGE, PERM_CUSTOMER_ERASE,  PERM_OA_READ,
        PERM_OA_WRITE,       PERM_SECURITY_WRITE, PERM_CUSTOMER_MERGE,  PERM_SHOP_READ,
        PERM_SHOP_WRITE,
    };
    for (size_t i = 0; i < COUNT(whole); i++)
        if (whole[i] == permission) return true;
    return false;
}
