/* oa_error.c -- the error codes of 公众号 an SCRM meets, and what follows from each.  One table:
 * what is not listed is refused for good and shown with the platform's own words. */
#include "channel/oa_error.h"

// clang-format off
static const PlatformError errors[] = {
    /* code                 class                  tells   reason                    */
    { 0,                    PLATFORM_OK,           false,  NULL                      },
    { PLATFORM_UNREACHABLE, PLATFORM_RETRY_LATER,  false,  "connection.unreachable"  },
    { PLATFORM_BAD_ANSWER,  PLATFORM_RETRY_LATER,  false,  "wecom.bad_answer"        },
    { -1,                   PLATFORM_RETRY_LATER,  false,  "oa.busy"                 },
    { 45009,                PLATFORM_WAIT,         true,   "oa.quota_used_up"        },
    { 45011,                PLATFORM_WAIT,         false,  "oa.too_often"            },
    { 45033,                PLATFORM_RETRY_LATER,  false,  "oa.too_many_at_once"     },
    { 40014,                PLATFORM_RETRY_NOW,    false,  "wecom.bad_token"         },
    { 42001,                PLATFORM_RETRY_NOW,    false,  "wecom.bad_token"         },
    { 41001,                PLATFORM_RETRY_NOW,    false,  "wecom.bad_token"         },
    /* Of a call: the token; of fetching a token: the secret (platform_api.c tells them apart). */
    { 40001,                PLATFORM_RETRY_NOW,    true,   "oa.wrong_secret"         },
    { 40125,                PLATFORM_WAIT,         true,   "oa.wrong_secret"         },
    { 40243,                PLATFORM_WAIT,         true,   "oa.secret_frozen"        },
    { 40013,                PLATFORM_WAIT,         true,   "oa.wrong_app_id"         },
    { 40164,                PLATFORM_WAIT,         true,   "oa.ip_not_listed"        },
    { 89503,                PLATFORM_WAIT,         true,   "oa.ip_to_confirm"        },
    { 89506,                PLATFORM_WAIT,         true,   "oa.ip_to_confirm"        },
    { 89507,                PLATFORM_WAIT,         true,   "oa.ip_to_confirm"        },
    { 50002,                PLATFORM_WAIT,         true,   "oa.account_limited"      },
    { 48004,                PLATFORM_WAIT,         true,   "oa.api_banned"           },
    { 48001,                PLATFORM_NEVER,        false,  "oa.api_not_granted"      },
    { 48006,                PLATFORM_NEVER,        false,  "oa.clear_limit"          },
    { 61500,                PLATFORM_NEVER,        false,  "oa.bad_date"             },
    { 61501,                PLATFORM_NEVER,        false,  "oa.bad_date"             },
    { 61503,                PLATFORM_RETRY_LATER,  false,  "oa.figures_not_ready"    },
    { 40002,                PLATFORM_NEVER,        false,  "oa.bad_parameter"        },
    { 40003,                PLATFORM_NEVER,        false,  "oa.unknown_fan"          },
    { 40007,                PLATFORM_NEVER,        false,  "oa.bad_media"            },
    { 40029,                PLATFORM_NEVER,        false,  "oa.bad_code"             },
    { 40163,                PLATFORM_NEVER,        false,  "oa.code_used"            },
    { 41008,                PLATFORM_NEVER,        false,  "oa.bad_code"             },
    { 40226,                PLATFORM_NEVER,        false,  "oa.risky_user"           },
    { 40033,                PLATFORM_NEVER,        false,  "oa.bad_characters"       },
    { 40035,                PLATFORM_NEVER,        false,  "oa.bad_parameter"        },
    { 40037,                PLATFORM_NEVER,        false,  "oa.unknown_template"     },
    { 40097,                PLATFORM_NEVER,        false,  "oa.bad_parameter"        },
    { 40015,                PLATFORM_NEVER,        false,  "oa.bad_menu"             },
    { 40016,                PLATFORM_NEVER,        false,  "oa.bad_menu"             },
    { 40017,                PLATFORM_NEVER,        false,  "oa.bad_menu"             },
    { 40018,                PLATFORM_NEVER,        false,  "oa.bad_menu"             },
    { 40019,                PLATFORM_NEVER,        false,  "oa.bad_menu"             },
    { 40020,                PLATFORM_NEVER,        false,  "oa.bad_menu"             },
    { 40023,                PLATFORM_NEVER,        false,  "oa.bad_menu"             },
    { 40024,                PLATFORM_NEVER,        false,  "oa.bad_menu"             },
    { 40025,                PLATFORM_NEVER,        false,  "oa.bad_menu"             },
    { 40026,                PLATFORM_NEVER,        false,  "oa.bad_menu"             },
    { 40027,                PLATFORM_NEVER,        false,  "oa.bad_menu"             },
    { 40054,                PLATFORM_NEVER,        false,  "oa.bad_menu_url"         },
    { 40055,                PLATFORM_NEVER,        false,  "oa.bad_menu_url"         },
    { 43004,                PLATFORM_NEVER,        false,  "oa.not_following"        },
    { 43101,                PLATFORM_NEVER,        false,  "oa.refused_by_fan"       },
    { 44002,                PLATFORM_NEVER,        false,  "oa.bad_parameter"        },
    { 45002,                PLATFORM_NEVER,        false,  "oa.too_large"            },
    { 45015,                PLATFORM_NEVER,        false,  "oa.window_over"          },
    { 45047,                PLATFORM_NEVER,        false,  "oa.window_used_up"       },
    { 45064,                PLATFORM_NEVER,        false,  "oa.bad_menu"             },
    { 46003,                PLATFORM_NEVER,        false,  "oa.no_menu"              },
    { 46004,                PLATFORM_NEVER,        false,  "oa.unknown_fan"          },
    { 47001,                PLATFORM_NEVER,        false,  "oa.bad_parameter"        },
    { 47003,                PLATFORM_NEVER,        false,  "oa.bad_parameter"        },
    { 48002,                PLATFORM_NEVER,        false,  "oa.refused_by_fan"       },
    { 48003,                PLATFORM_NEVER,        false,  "oa.not_agreed"           },
    { 49003,                PLATFORM_NEVER,        false,  "oa.unknown_fan"          },
    { 65301,                PLATFORM_NEVER,        false,  "oa.no_menu"              },
};
// clang-format on

static const PlatformError unknown = { 0, PLATFORM_NEVER, false, "oa.refused" };

const PlatformError *oa_error_of(int64_t code)
{
    for (size_t i = 0; i < COUNT(errors); i++)
        if (errors[i].code == code) return &errors[i];
    return &unknown;
}

const PlatformError *oa_error_table(size_t *count)
{
    *count = COUNT(errors);
    return errors;
}
