/* Printed by npm run apigen from the description of the server; do not edit. */

export interface paths {
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process lives */
        get: operations["get_healthz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the store answers */
        get: operations["get_readyz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Figures for Prometheus */
        get: operations["get_metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This description */
        get: operations["get_openapi_json"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the log and the outbox are doing */
        get: operations["get_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List background jobs; without job.read one's own */
        get: operations["list_jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a background job; without job.read one's own */
        get: operations["get_job"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel a background job */
        post: operations["post_job_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Go on with a background job */
        post: operations["post_job_resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download what a job made; without job.read one's own */
        get: operations["get_job_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List events of the log, oldest first */
        get: operations["list_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/event-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count events by type */
        get: operations["list_event_types"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List events that could not be heard */
        get: operations["list_dead_letters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dead-letters/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hear an event again */
        post: operations["post_dead_letter_replay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in */
        post: operations["create_session"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The code after signing in with WeCom */
        post: operations["create_sessions_code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign out */
        delete: operations["delete_sessions_current"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who am I, and what may I do */
        get: operations["get_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change my name or language */
        patch: operations["update_me"];
        trace?: never;
    };
    "/api/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change my password; ends my other sessions */
        post: operations["post_me_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List users */
        get: operations["list_users"];
        put?: never;
        /** Create a user */
        post: operations["create_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one user */
        get: operations["get_user"];
        /** Change a user */
        put: operations["put_user"];
        post?: never;
        /** Delete a user */
        delete: operations["delete_user"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List API keys */
        get: operations["list_api_keys"];
        put?: never;
        /** Create an API key; it is shown once */
        post: operations["create_api_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke an API key */
        delete: operations["delete_api_key"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My notifications */
        get: operations["list_notifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notifications/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mark a notification as read */
        post: operations["post_notification_read"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notifications/read-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mark all notifications as read */
        post: operations["post_notifications_read_all"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who did what */
        get: operations["list_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the audit is as it was written */
        get: operations["get_audit_verify"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/departments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All departments, flat */
        get: operations["list_departments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/staff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search staff */
        get: operations["list_staff"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/staff/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one member of staff */
        get: operations["get_staff"];
        /** Say in which store a member works */
        put: operations["put_staff"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/regions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All regions, flat */
        get: operations["list_regions"];
        put?: never;
        /** Create a region */
        post: operations["create_region"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/regions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change a region */
        put: operations["put_region"];
        post?: never;
        /** Delete an empty region */
        delete: operations["delete_region"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stores": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search stores */
        get: operations["list_stores"];
        put?: never;
        /** Create a store */
        post: operations["create_store"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stores/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one store */
        get: operations["get_store"];
        /** Change a store */
        put: operations["put_store"];
        post?: never;
        /** Delete a store nobody works in */
        delete: operations["delete_store"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List connections */
        get: operations["list_connections"];
        put?: never;
        /** Connect a WeCom corp */
        post: operations["create_connection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connections/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try credentials without storing them */
        post: operations["post_connections_check"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connections/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one connection */
        get: operations["get_connection"];
        /** Change a connection; absent secrets stay */
        put: operations["put_connection"];
        post?: never;
        /** Disconnect; customers and staff stay */
        delete: operations["delete_connection"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connections/{id}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Check a connection with the platform */
        post: operations["post_connection_check"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connections/{id}/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring staff, tags and contacts here */
        post: operations["post_connection_sync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connections/{id}/js-ticket": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Signatures for the JS-SDK of the side bar */
        get: operations["get_connection_js_ticket"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/callbacks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the platform told us, and what became of it */
        get: operations["list_callbacks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/callbacks/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Carry a callback out once more */
        post: operations["post_callback_replay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/effects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What we tell platforms, and how it went */
        get: operations["list_effects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/effects/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many effects wait, and how many are dead */
        get: operations["get_effects_counts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/effects/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a dead effect again */
        post: operations["post_effect_replay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/effects/{id}/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give an effect up */
        post: operations["post_effect_discard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-in-options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Ways to sign in to a brand (its code; absent: the first) beside name and password */
        get: operations["list_sign_in_options"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-in/wecom/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Go to WeCom to sign in */
        get: operations["get_sign_in_wecom"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-in/wecom-callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Back from WeCom */
        get: operations["get_sign_in_wecom_callback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/callback/wecom/{corp_id}/{app}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The platform checks our address */
        get: operations["get_callback_wecom"];
        put?: never;
        /** The platform tells us something */
        post: operations["post_callback_wecom"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Customers: a window of a frozen result */
        get: operations["list_customers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Adding and losing, by day */
        get: operations["get_customers_summary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All of one customer */
        get: operations["get_customer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change what we know of a customer; what is not given stays */
        patch: operations["update_customer"];
        trace?: never;
    };
    "/api/customers/{id}/relations/{relation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change remark and description, also on the platform */
        put: operations["put_customer_relation"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/{id}/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add and remove tags of a customer */
        post: operations["post_customer_tags"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/{id}/neighbours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where a customer stands in a result */
        get: operations["get_customer_neighbours"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened, newest first */
        get: operations["list_customer_timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/{id}/thread": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a customer and the brand said to each other over all channels, newest first */
        get: operations["list_customer_thread"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/{id}/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Personal data in clear, audited */
        post: operations["post_customer_reveal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/losses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Ended relations, newest first */
        get: operations["list_losses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tag-groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tag library */
        get: operations["list_tag_groups"];
        put?: never;
        /** A new group with its tags */
        post: operations["create_tag_group"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tag-groups/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Rename or move a group */
        put: operations["put_tag_group"];
        post?: never;
        /** Delete a group with its tags */
        delete: operations["delete_tag_group"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tag-groups/{id}/order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put the tags of a group in order */
        post: operations["post_tag_group_order"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tag-groups/{id}/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new tag in a group */
        post: operations["create_tag_group_tag"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All tags, flat */
        get: operations["list_tags"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tags/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Rename or move a tag */
        put: operations["put_tag"];
        post?: never;
        /** Delete a tag */
        delete: operations["delete_tag"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/brand/logo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The picture that codes and posters carry */
        get: operations["get_brand_logo"];
        /** Choose the brand's logo, or none */
        put: operations["put_brand_logo"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Files, newest first */
        get: operations["list_media"];
        put?: never;
        /** Upload a file (multipart part `file`) */
        post: operations["post_media"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/media/{id}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The file itself */
        get: operations["get_media_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/media/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete a file that no message uses */
        delete: operations["delete_media"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/welcome-policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Welcome policies by priority */
        get: operations["list_welcome_policies"];
        put?: never;
        /** A new welcome policy */
        post: operations["create_welcome_policy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/welcome-policies/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a new contact would get, and why */
        post: operations["post_welcome_policies_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/welcome-policies/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One welcome policy */
        get: operations["get_welcome_policy"];
        /** Change a welcome policy */
        put: operations["put_welcome_policy"];
        post?: never;
        /** Delete a welcome policy */
        delete: operations["delete_welcome_policy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/welcomes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Welcomes, newest first */
        get: operations["list_welcomes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/welcomes/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Today's welcomes and their latency */
        get: operations["get_welcomes_summary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channel-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List channel codes */
        get: operations["list_channel_codes"];
        put?: never;
        /** Create a channel code */
        post: operations["create_channel_code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channel-codes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a channel code */
        get: operations["get_channel_code"];
        /** Change a channel code */
        put: operations["put_channel_code"];
        post?: never;
        /** Delete a channel code */
        delete: operations["delete_channel_code"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channel-codes/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pause a channel code */
        post: operations["post_channel_code_pause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channel-codes/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Resume a channel code */
        post: operations["post_channel_code_resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channel-codes/{id}/copy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Copy a channel code */
        post: operations["create_channel_code_copy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channel-codes/{id}/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Figures of a channel code */
        get: operations["get_channel_code_stats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channel-codes/{id}/qr": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** QR picture of a channel code */
        get: operations["get_channel_code_qr"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channel-codes/{id}/poster": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Poster of a channel code */
        get: operations["get_channel_code_poster"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channel-codes/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create channel codes from a spreadsheet */
        post: operations["post_channel_codes_batch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channel-codes/batch/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Check a spreadsheet of channel codes */
        post: operations["post_channel_codes_batch_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channel-codes/batch/template.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The spreadsheet to fill in */
        get: operations["get_channel_codes_batch_template_xlsx"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channel-code-names": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Names of channel codes */
        get: operations["list_channel_code_names"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channel-code-groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List groups of channel codes */
        get: operations["list_channel_code_groups"];
        put?: never;
        /** Create a group of channel codes */
        post: operations["create_channel_code_group"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channel-code-groups/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change a group of channel codes */
        put: operations["put_channel_code_group"];
        post?: never;
        /** Delete a group of channel codes */
        delete: operations["delete_channel_code_group"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/org/tree": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Regions and stores in their order, with how many work there */
        get: operations["get_org_tree"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/regions/{id}/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put a region somewhere else */
        post: operations["post_region_move"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stores/{id}/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put a store somewhere else */
        post: operations["post_store_move"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/staff/stores": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say in which store many members work */
        post: operations["post_staff_stores"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stores/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stores from a spreadsheet, by their code */
        post: operations["post_stores_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stores/import/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a spreadsheet of stores would do */
        post: operations["post_stores_import_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stores/import/template.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The spreadsheet of stores to fill in */
        get: operations["get_stores_import_template_xlsx"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/staff/stores/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Who works in which store, from a spreadsheet */
        post: operations["post_staff_stores_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/staff/stores/import/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a spreadsheet of staff and stores would do */
        post: operations["post_staff_stores_import_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/staff/stores/import/template.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The spreadsheet of staff, as they are placed now */
        get: operations["get_staff_stores_import_template_xlsx"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/group-chats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Customer groups, newest first */
        get: operations["list_group_chats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/group-chats/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Joining, leaving and staying, by owner */
        get: operations["get_group_chats_summary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/group-chats/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One customer group with its figures */
        get: operations["get_group_chat"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/group-chats/{id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is in a group, and who left it */
        get: operations["list_group_chat_members"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/group-chats/{id}/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read a group again from the platform */
        post: operations["post_group_chat_refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/{id}/group-chats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The groups a customer is or was in */
        get: operations["list_customer_group_chats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/bulk-tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add tags to many customers, and remove some */
        post: operations["post_customers_bulk_tags"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/bulk-remark": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change the remarks of many customers */
        post: operations["post_customers_bulk_remark"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write many customers into a file */
        post: operations["post_customers_exports"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What taking a bulk job or an import back would do */
        get: operations["get_job_undo"];
        put?: never;
        /** Take back what a bulk job changed, or an import made */
        post: operations["post_job_undo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/{id}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Notes on a customer, pinned first */
        get: operations["list_customer_notes"];
        put?: never;
        /** Write a note on a customer */
        post: operations["create_customer_note"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/{id}/notes/{note_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete a note */
        delete: operations["delete_customer_note"];
        options?: never;
        head?: never;
        /** Change or pin a note */
        patch: operations["update_customer_note"];
        trace?: never;
    };
    "/api/me/preferences/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What I have set */
        get: operations["get_me_preference"];
        /** Set something for myself */
        put: operations["put_me_preference"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/first-steps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a new brand has done already */
        get: operations["get_first_steps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My saved views of a page and those shared with me */
        get: operations["list_views"];
        put?: never;
        /** Save a view */
        post: operations["create_view"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/views/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change a saved view of mine */
        put: operations["put_view"];
        post?: never;
        /** Delete a saved view of mine */
        delete: operations["delete_view"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/modules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The modules, and which of them are on */
        get: operations["list_modules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/modules/{word}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Switch a module on or off, for the brand and for stores */
        put: operations["put_module"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/boards/growth": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Adds, losses and net in a period, by time or by part */
        get: operations["get_boards_growth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/boards/growth/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who stands behind a figure of a board */
        get: operations["list_boards_growth_people"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/boards/growth/result": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The people behind a figure as a result that the list of customers opens */
        get: operations["get_boards_growth_result"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/boards/growth/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The growth board as a spreadsheet */
        get: operations["get_boards_growth_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/boards/retention/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The retention board as a spreadsheet */
        get: operations["get_boards_retention_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/boards/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who of those added is still there after n days */
        get: operations["get_boards_retention"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** One question about events: trend, funnel, paths, retention, pivot, attribution or people */
        post: operations["post_query"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/query/audience": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The people of a query as a fixed audience, whatever they have in common */
        post: operations["create_query_audience"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every permission a role can have */
        get: operations["list_permissions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List roles */
        get: operations["list_roles"];
        put?: never;
        /** Create a role */
        post: operations["create_role"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/roles/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one role */
        get: operations["get_role"];
        /** Change a role; its holders work by it at once */
        put: operations["put_role"];
        post?: never;
        /** Delete a role nobody holds, or give its holders another */
        delete: operations["delete_role"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/roles/{id}/copy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A custom role like another */
        post: operations["create_role_copy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/roles/{id}/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who has a role */
        get: operations["list_role_users"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/view-as": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** See the console as another user or role, read-only */
        post: operations["post_me_view_as"];
        /** See with one's own eyes again */
        delete: operations["delete_me_view_as"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether I give a code beside the password */
        get: operations["get_me_totp"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/totp/enrol": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A secret for my authenticator, not in force yet */
        post: operations["post_me_totp_enrol"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/totp/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** From now on I give codes; answers recovery codes, once */
        post: operations["post_me_totp_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/totp/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** New recovery codes in place of the old */
        post: operations["post_me_totp_recovery_codes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/totp/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** No codes any more */
        post: operations["post_me_totp_disable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where I am signed in */
        get: operations["list_me_sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign one of my browsers out */
        delete: operations["delete_me_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/sessions/end-others": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign out all my browsers but this one */
        post: operations["post_me_sessions_end_others"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Somebody lost his authenticator: the password alone, until he enrols anew */
        delete: operations["delete_user_totp"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where a user is signed in */
        get: operations["list_user_sessions"];
        put?: never;
        post?: never;
        /** Sign a user out everywhere */
        delete: operations["delete_user_sessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign one browser of a user out */
        delete: operations["delete_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/security": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who must give a code, and from where one may sign in */
        get: operations["get_security"];
        /** Set who must give a code, and from where one may sign in */
        put: operations["put_security"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/notification-settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How I want to be told of what */
        get: operations["get_me_notification_settings"];
        /** Choose how I want to be told */
        put: operations["put_me_notification_settings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/allowances": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How much the holders of each role may take out or change */
        get: operations["list_allowances"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/roles/{id}/allowance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set how much the holders of a role may; 0: no bound */
        put: operations["put_role_allowance"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/allowances/uses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who has taken how much today and this month */
        get: operations["list_allowances_uses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/allowances": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What I may, and have taken */
        get: operations["list_me_allowances"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/win-backs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Losses of the last days as work, newest first */
        get: operations["list_win_backs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/win-backs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say what became of a loss; the id is the relation's */
        put: operations["put_win_back"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sources of tracked events, with write keys and figures */
        get: operations["list_sources"];
        put?: never;
        /** A new source with a write key */
        post: operations["create_source"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sources/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Rename a source, switch it on or off */
        put: operations["put_source"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sources/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a source a new write key */
        post: operations["post_source_rotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/track-refusals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What tracking refused and why, newest first */
        get: operations["list_track_refusals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/track-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Types of tracked events, their properties and volumes */
        get: operations["list_track_types"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/track-types/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Describe, block or rename a type of tracked events */
        put: operations["put_track_type"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/{call}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tracking calls of Segment's clients: identify, track, page, screen, group, alias, batch, import */
        post: operations["post_v1"];
        delete?: never;
        /** Browsers of other sites may track */
        options: operations["options_v1"];
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pixel/{call}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One call of Segment's, by picture */
        get: operations["get_v1_pixel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{key}/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What Segment's browser library asks first */
        get: operations["get_v1_project_settings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sa": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One record of Sensors Data's clients, by picture */
        get: operations["get_sa"];
        put?: never;
        /** Records of Sensors Data's clients */
        post: operations["post_sa"];
        delete?: never;
        /** Browsers of other sites may track */
        options: operations["options_sa"];
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sa.gif": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same by its other name */
        get: operations["get_sa_gif"];
        put?: never;
        /** Where the browser library posts what it was told to send to /sa */
        post: operations["post_sa_gif"];
        delete?: never;
        /** Browsers of other sites may track */
        options: operations["options_sa_gif"];
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The person who holds an identity */
        get: operations["get_people"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A profile for machines; an id that was folded answers with the survivor */
        get: operations["get_people_2"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/{id}/why-one": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why this is one person: identities with their sources, and who was folded into him */
        get: operations["get_customer_why_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/{id}/merge-preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What merging two customers would do */
        get: operations["get_customer_merge_preview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/{id}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make two customers one; the older survives */
        post: operations["post_customer_merge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customer-merges/{id}/split": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a merge back */
        post: operations["post_customer_merge_split"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/merge-reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Pairs that may be one person, newest first */
        get: operations["list_merge_reviews"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/merge-reviews/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Look for customers who look alike, among those new or changed since the last time */
        post: operations["post_merge_reviews_search"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/merge-policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What merges by itself, what asks people, what is only kept */
        get: operations["get_merge_policy"];
        /** Set it */
        put: operations["put_merge_policy"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/merge-reviews/{id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accept or refuse; what was refused is not asked again */
        post: operations["post_merge_review_decision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/attributes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What can be known of a customer, with the policy that decides */
        get: operations["list_attributes"];
        put?: never;
        /** A new attribute */
        post: operations["create_attribute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/attributes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change an attribute; another policy decides for everybody anew */
        put: operations["put_attribute"];
        post?: never;
        /** Delete an attribute of which nothing was said */
        delete: operations["delete_attribute"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/{id}/attributes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What counts for a customer, why, and who said what */
        get: operations["list_customer_attributes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/{id}/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say a value of an attribute; without ref it replaces what this source said */
        post: operations["post_customer_evidence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/{id}/evidence/{evidence_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take a saying back */
        delete: operations["delete_customer_evidence"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oa/fans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Fans of official accounts whose customer the caller sees, last seen first */
        get: operations["list_oa_fans"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oa/fans/{id}/follows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Since when and until when a fan followed, newest first */
        get: operations["list_oa_fan_follows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oa/qrs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** QR codes with a scene, with counts of scans, follows and adds */
        get: operations["list_oa_qrs"];
        put?: never;
        /** A new QR code with a scene, permanent or temporary */
        post: operations["create_oa_qr"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oa/qrs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Rename a QR code, change the contact code it answers */
        put: operations["put_oa_qr"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oa/qrs/{id}/renew": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Have the platform make it again with the same scene */
        post: operations["post_oa_qr_renew"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oa/replies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an official account answers by rule */
        get: operations["list_oa_replies"];
        put?: never;
        /** A new reply */
        post: operations["create_oa_reply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oa/replies/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change a reply */
        put: operations["put_oa_reply"];
        post?: never;
        /** Delete a reply */
        delete: operations["delete_oa_reply"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oa/places": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where contact codes stand, with touches and adds in WeCom */
        get: operations["list_oa_places"];
        put?: never;
        /** An article that carries a contact code */
        post: operations["create_oa_place"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oa/places/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Forget an article */
        delete: operations["delete_oa_place"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oa/{id}/menu": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The menu of an account as it is edited */
        get: operations["get_oa_menu"];
        /** Save the menu; people see it once it is published */
        put: operations["put_oa_menu"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oa/{id}/menu/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Publish the saved menu */
        post: operations["post_oa_menu_publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oa/{id}/menu/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take the menu off the platform; the saved one stays */
        post: operations["post_oa_menu_withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oa/{id}/menu/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The platform's menu beside the saved one */
        post: operations["post_oa_menu_compare"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oa/{id}/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read all fans of an account again */
        post: operations["post_oa_sync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oa/{id}/figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Fans and reads per day, articles, taps of the menu */
        get: operations["get_oa_figures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oa/{id}/figures/pull": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask the platform for the figures of the last 30 days */
        post: operations["post_oa_figures_pull"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/callback/oa/{app_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The platform checks our address */
        get: operations["get_callback_oa"];
        put?: never;
        /** An official account or mini program tells us something */
        post: operations["post_callback_oa"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini/{app_id}/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A page of a mini program signs its user in by the code of wx.login */
        post: operations["post_mini_sign_in"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mini/{app_id}/phone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A page of a mini program binds the phone its user agreed to tell */
        post: operations["post_mini_phone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dictionary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The draft of the dictionary and its versions */
        get: operations["get_dictionary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dictionary/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Write the draft; a mistake is named by its place */
        put: operations["put_dictionary_draft"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dictionary/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make the draft the live version and translate history anew */
        post: operations["post_dictionary_publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dictionary/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make an old version the draft */
        post: operations["post_dictionary_restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dictionary/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rules and fields that one version has and another has not, or has differently */
        get: operations["get_dictionary_diff"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dictionary/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The draft against the live version, over samples and the most frequent raw values */
        post: operations["post_dictionary_try"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dictionary/unmatched": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Raw values no rule matches, most frequent first */
        get: operations["list_dictionary_unmatched"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dictionary/rerun": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Translate history anew, as a job */
        post: operations["post_dictionary_rerun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/typed-tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All tags with type, owner, definition and rule */
        get: operations["list_typed_tags"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tags/{id}/detail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say what a tag means, and by which rule it is given; a rule is applied to everybody */
        put: operations["put_tag_detail"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tag-groups/{id}/exclusive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Whether a customer has one tag of the group at most */
        put: operations["put_tag_group_exclusive"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tag-rules/words": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What rules may speak of */
        get: operations["get_tag_rules_words"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tag-rules/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Whether a rule makes sense, and what it says */
        post: operations["post_tag_rules_check"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tag-rules/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** How many customers a rule would give its tag */
        post: operations["post_tag_rules_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/{id}/tag-reasons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why a customer has each of his tags, and had others */
        get: operations["list_customer_tag_reasons"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/{id}/typed-tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a tag by hand, with a value where its type has one */
        post: operations["post_customer_typed_tags"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Connected shops with their health and freshness */
        get: operations["list_shops"];
        put?: never;
        /** Connect a shop */
        post: operations["create_shop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One shop; with the keys of its callbacks for those who may write */
        get: operations["get_shop"];
        /** Change a shop */
        put: operations["put_shop"];
        post?: never;
        /** Disconnect a shop; its orders stay */
        delete: operations["delete_shop"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{id}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask the platform whether the credentials work */
        post: operations["post_shop_check"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{id}/pull": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask the platform again for what changed in a window */
        post: operations["post_shop_pull"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shop-pushes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Callbacks of shops and what became of them, newest first */
        get: operations["list_shop_pushes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shop-pushes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One callback as it came */
        get: operations["get_shop_pushe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shop-pushes/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Carry a callback out once more */
        post: operations["post_shop_pushe_replay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Orders of those the caller may see, newest first */
        get: operations["list_orders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One order with lines, payments, shipments, refunds and what happened */
        get: operations["get_order"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/{id}/order-totals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a customer paid and was given back, by currency */
        get: operations["list_customer_order_totals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Products of shops with their stock */
        get: operations["list_products"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/products/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One product with its skus */
        get: operations["get_product"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/callback/shop/{platform}/{shop_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The check of a platform's form */
        get: operations["get_callback_shop"];
        put?: never;
        /** Where the platforms of shops call */
        post: operations["post_callback_shop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own imports, newest first */
        get: operations["list_imports"];
        put?: never;
        /** Upload a file of rows, mostly under a header; the body is the file itself */
        post: operations["create_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an import: its columns, its mapping */
        get: operations["get_import"];
        /** Decide what the columns mean */
        put: operations["put_import"];
        post?: never;
        /** Drop an import that was not started */
        delete: operations["delete_import"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}/header": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say whether the first row names the columns */
        put: operations["put_import_header"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}/guess": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A mapping by the names of the columns */
        get: operations["get_import_guess"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The first rows as they would be */
        post: operations["post_import_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring the file in */
        post: operations["post_import_start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/template.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The spreadsheet of customers to fill in */
        get: operations["get_imports_template_xlsx"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/import-kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What can be brought in, and the fields it has */
        get: operations["list_import_kinds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/import-mappings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Mappings: those that ship with weft, and those remembered */
        get: operations["list_import_mappings"];
        put?: never;
        /** Remember a mapping by its name, in the place of one of that name */
        post: operations["create_import_mapping"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/import-mappings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Forget a mapping */
        delete: operations["delete_import_mapping"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/{id}/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a customer agreed to and withdrew, per purpose */
        get: operations["get_customer_consents"];
        put?: never;
        /** Write down that a customer agreed or withdrew */
        post: operations["post_customer_consents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/segments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All audiences with their size and its trend */
        get: operations["list_segments"];
        put?: never;
        /** A new audience; who is in it is written down */
        post: operations["create_segment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/segments/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** For whom a rule holds now: how many, what it says, how it was found, some of them, overlaps */
        post: operations["post_segments_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/segments/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** For whom a rule holds now, as a result that the list of customers opens */
        post: operations["post_segments_people"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/segments/words": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What rules may speak of */
        get: operations["get_segments_words"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/segments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One audience */
        get: operations["get_segment"];
        /** Change an audience; another rule is asked of everybody */
        put: operations["put_segment"];
        post?: never;
        /** Delete an audience that no other asks */
        delete: operations["delete_segment"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/segments/{id}/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a fixed or scheduled audience anew */
        post: operations["post_segment_refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/segments/{id}/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is in it, as a result that the list of customers opens */
        get: operations["get_segment_people"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/segments/{id}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who entered and left, when and why, newest first */
        get: operations["list_segment_changes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/segments/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How large it was, oldest first */
        get: operations["list_segment_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/segments/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write who is in it into a file */
        post: operations["post_segment_export"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/{id}/person-exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** All that is kept of a customer as a file, for a week */
        post: operations["post_customer_person_exports"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/{id}/erasure-preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What deleting a customer would take away, and what would stay */
        get: operations["get_customer_erasure_preview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/{id}/erasures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for a customer to be deleted */
        post: operations["create_customer_erasure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/erasures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Requests to delete customers, newest first */
        get: operations["list_erasures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/erasures/{id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Carry a deletion out, for good, or refuse it */
        post: operations["post_erasure_decision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The catalogue of metrics: built-in ones and the brand's own */
        get: operations["list_metrics"];
        put?: never;
        /** Define a metric */
        post: operations["create_metric"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/metrics/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change a metric of mine */
        put: operations["put_metric"];
        post?: never;
        /** Delete a metric of mine */
        delete: operations["delete_metric"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dimensions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an answer can be divided by, beside properties */
        get: operations["list_dimensions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/boards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My boards and those shared with me */
        get: operations["list_boards"];
        put?: never;
        /** Make a board */
        post: operations["create_board"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/board-presets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Boards that come with the program, by role, to be copied */
        get: operations["list_board_presets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/boards/left": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Boards of people who left */
        get: operations["list_boards_left"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/boards/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A board with its tiles */
        get: operations["get_board"];
        /** Change a board */
        put: operations["put_board"];
        post?: never;
        /** Delete a board of mine */
        delete: operations["delete_board"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/boards/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take the deletion of a board back */
        post: operations["post_board_restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/boards/{id}/take": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take over a board of somebody who left */
        post: operations["post_board_take"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rules on metrics and what their last look found */
        get: operations["list_alerts"];
        put?: never;
        /** A new rule; it is looked at at once */
        post: operations["create_alert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a rule would say now; nobody is told */
        post: operations["post_alerts_try"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/firings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** When rules were broken, newest first */
        get: operations["list_alerts_firings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One rule */
        get: operations["get_alert"];
        /** Change a rule; another question begins anew */
        put: operations["put_alert"];
        post?: never;
        /** Delete a rule */
        delete: operations["delete_alert"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take the deletion of a rule back */
        post: operations["post_alert_restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/{id}/firings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** When a rule was broken, newest first */
        get: operations["list_alert_firings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/targets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Targets whose days meet the asked ones, beside what was reached */
        get: operations["list_targets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/targets/sheet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set one metric's targets of many owners at once */
        post: operations["post_targets_sheet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/targets/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Targets from a spreadsheet, by metric, owner and days */
        post: operations["post_targets_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/targets/import/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a spreadsheet of targets would do */
        post: operations["post_targets_import_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/targets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One target beside what was reached */
        get: operations["get_target"];
        /** Change the value of a target */
        put: operations["put_target"];
        post?: never;
        /** Delete a target */
        delete: operations["delete_target"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/targets/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take the deletion of a target back */
        post: operations["post_target_restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/spend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was paid for channels, codes and campaigns, by business day */
        get: operations["list_spend"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/spend/sheet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set what was paid, many cells at once */
        post: operations["post_spend_sheet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/spend/imports/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What the import of that job set becomes what it was, where nobody changed it since */
        post: operations["post_spend_import_undo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/board-tiles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The answer of a tile under the filter of its board, beside its target */
        post: operations["post_board_tiles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/board-exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write a board into a spreadsheet, as a job */
        post: operations["post_board_exports"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/report-schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Boards sent by the clock: mine, and those sent to me */
        get: operations["list_report_schedules"];
        put?: never;
        /** Send a board by the clock */
        post: operations["create_report_schedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/report-schedules/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One schedule with its newest sending */
        get: operations["get_report_schedule"];
        /** Change a schedule */
        put: operations["put_report_schedule"];
        post?: never;
        /** Delete a schedule */
        delete: operations["delete_report_schedule"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/report-schedules/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take the deletion of a schedule back */
        post: operations["post_report_schedule_restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/report-schedules/{id}/take": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take over a schedule of somebody who left */
        post: operations["post_report_schedule_take"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/report-schedules/{id}/leave": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Get it no more */
        post: operations["post_report_schedule_leave"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/report-schedules/{id}/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send it now, to me alone */
        post: operations["post_report_schedule_try"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/report-schedules/{id}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** When it was sent and what became of it, newest first */
        get: operations["list_report_schedule_runs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/report-deliveries/{id}/picture": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The picture that was sent to me */
        get: operations["get_report_delivery_picture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Follow what happens, as server-sent events */
        get: operations["get_live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Problem: {
            type: string;
            title: string;
            status: number;
            detail: string;
            /** @description Stable; programs branch on it */
            reason: string;
            field?: string;
            allowed?: string;
            errors?: {
                field: string;
                reason: string;
                allowed: string | null;
            }[];
            request_id: string;
        };
        Health: {
            version: string | null;
            engine: string | null;
            consumers: components["schemas"]["ConsumerState"][];
            outbox: components["schemas"]["OutboxCounts"];
            /** Format: int64 */
            uptime_ms: number;
            /** @description Customers a stored phone number of whom cannot be read; for who reads all customers */
            unreadable_customer_ids: string[];
        };
        ConsumerState: {
            name: string | null;
            /** Format: int64 */
            behind: number;
            /** Format: date-time */
            oldest_at: string | null;
            /** Format: int64 */
            dead_count: number;
        };
        OutboxCounts: {
            /** Format: int64 */
            pending: number;
            /** Format: int64 */
            sending: number;
            /** Format: int64 */
            dead: number;
            /** Format: date-time */
            oldest_pending_at: string | null;
        };
        JobPage: {
            items: components["schemas"]["Job"][];
            next_cursor: string | null;
        };
        Job: {
            readonly id: string;
            kind: string | null;
            title: string | null;
            /** @enum {string|null} */
            state: "queued" | "running" | "done" | "failed" | "cancelled" | null;
            /** Format: int64 */
            done: number;
            /** Format: int64 */
            total: number;
            /** Format: int64 */
            failed: number;
            unit: string | null;
            result: unknown;
            reason: string | null;
            detail: string | null;
            cancel_wanted: boolean;
            /** @description What it did was taken back; it cannot be resumed */
            readonly is_final: boolean;
            created_by: string | null;
            /** Format: date-time */
            created_at: string | null;
            /** Format: date-time */
            started_at: string | null;
            /** Format: date-time */
            ended_at: string | null;
            /** Format: int32 */
            attempts: number;
        };
        EventPage: {
            items: components["schemas"]["Event"][];
            next_cursor: string | null;
        };
        Event: {
            readonly seq: string | null;
            id: string | null;
            type: string | null;
            person_id: string | null;
            actor: string | null;
            object: string | null;
            source: string | null;
            /** Format: date-time */
            occurred_at: string | null;
            /** Format: date-time */
            received_at: string | null;
            payload: unknown;
        };
        EventTypePage: {
            items: components["schemas"]["EventCount"][];
            next_cursor: string | null;
        };
        EventCount: {
            type: string | null;
            /** Format: int64 */
            count: number;
            /** Format: date-time */
            last_at: string | null;
        };
        DeadLetterPage: {
            items: components["schemas"]["DeadLetter"][];
            next_cursor: string | null;
        };
        DeadLetter: {
            readonly id: string;
            event_seq: string | null;
            consumer: string | null;
            type: string | null;
            reason: string | null;
            detail: string | null;
            /** Format: date-time */
            failed_at: string | null;
            /** Format: int32 */
            attempts: number;
        };
        Me: {
            user: components["schemas"]["MeUser"];
            tenant: components["schemas"]["Tenant"];
            permissions: string[];
            modules: string[];
            /** @enum {string|null} */
            scope: "all" | "region" | "store" | "subtree" | "department" | "self" | null;
            masks: components["schemas"]["Masks"];
            landing: string | null;
            view_as: components["schemas"]["ViewBrief"];
            has_totp: boolean;
            must_enrol_totp: boolean;
            version: string | null;
            /** Format: date-time */
            now: string | null;
        };
        MeUser: {
            id: string;
            name: string | null;
            display_name: string | null;
            avatar: string | null;
            locale: string | null;
            role_id: string | null;
            role_name: string | null;
            staff_id: string | null;
        };
        Tenant: {
            readonly id: string;
            code: string;
            name: string;
            zone: string | null;
            /** Format: date-time */
            readonly created_at: string | null;
        };
        Masks: {
            /** @enum {string|null} */
            phone: "masked" | "clear" | "hidden" | null;
            /** @enum {string|null} */
            email: "masked" | "clear" | "hidden" | null;
            /** @enum {string|null} */
            address: "masked" | "clear" | "hidden" | null;
            /** @enum {string|null} */
            birthday: "masked" | "clear" | "hidden" | null;
            /** @enum {string|null} */
            remark: "masked" | "clear" | "hidden" | null;
            /** @enum {string|null} */
            id_number: "masked" | "clear" | "hidden" | null;
        };
        ViewBrief: {
            user_id: string | null;
            user_name: string | null;
            role_id: string | null;
            role_name: string | null;
            /** Format: date-time */
            until: string | null;
        };
        UserPage: {
            items: components["schemas"]["User"][];
            next_cursor: string | null;
        };
        User: {
            readonly id: string;
            name: string | null;
            display_name: string | null;
            role_id: string | null;
            readonly role_name: string | null;
            staff_id: string | null;
            readonly staff_name: string | null;
            locale: string | null;
            is_disabled: boolean;
            /** @description Disabled with the member of staff, by the platform */
            readonly is_shut_out: boolean;
            readonly has_totp: boolean;
            readonly places: components["schemas"]["UserPlace"][];
            /** Format: date-time */
            readonly last_signed_in_at: string | null;
            /** Format: date-time */
            readonly created_at: string | null;
            /** Format: int64 */
            readonly revision: number;
        };
        UserPlace: {
            /** @enum {string} */
            kind: "region" | "store" | "department";
            place_id: string;
            readonly name: string | null;
        };
        ApiKeyPage: {
            items: components["schemas"]["ApiKey"][];
            next_cursor: string | null;
        };
        ApiKey: {
            readonly id: string;
            name: string | null;
            readonly prefix: string | null;
            scopes: string[];
            /** @description Shown once, when the key is made */
            readonly key: string | null;
            /** Format: date-time */
            expires_at: string | null;
            addresses: string[];
            readonly created_by: string | null;
            /** Format: date-time */
            readonly last_used_at: string | null;
            /** Format: date-time */
            readonly created_at: string | null;
        };
        NotificationPage: {
            items: components["schemas"]["Notification"][];
            next_cursor: string | null;
            /** Format: int64 */
            unread_count: number;
        };
        Notification: {
            readonly id: string;
            kind: string | null;
            severity: string | null;
            readonly title_key: string | null;
            readonly params: unknown;
            link: string | null;
            /** Format: date-time */
            readonly created_at: string | null;
            /** Format: date-time */
            readonly read_at: string | null;
        };
        AuditPage: {
            items: components["schemas"]["AuditRow"][];
            next_cursor: string | null;
        };
        AuditRow: {
            id: string;
            actor: string | null;
            user_name: string | null;
            action: string | null;
            object: string | null;
            outcome: string | null;
            detail: unknown;
            request_id: string | null;
            address: string | null;
            /** Format: date-time */
            at: string | null;
        };
        AuditVerdict: {
            is_whole: boolean;
            /** Format: int64 */
            checked_count: number;
            /** Format: int64 */
            waiting_count: number;
            /** @enum {string|null} */
            fault: "changed" | "removed" | "gap" | "cut" | "unsealed" | null;
            fault_id: string | null;
            /** Format: int64 */
            fault_seq: number;
            head_hash: string | null;
            /** Format: date-time */
            sealed_at: string | null;
        };
        DepartmentPage: {
            items: components["schemas"]["Department"][];
            next_cursor: string | null;
        };
        Department: {
            readonly id: string;
            readonly connection_id: string | null;
            /** Format: int64 */
            platform_id: number;
            readonly parent_id: string | null;
            name: string | null;
            /** Format: int64 */
            sort: number;
            /** Format: int64 */
            readonly staff_count: number;
            /**
             * Format: int64
             * @description With all below, each once
             */
            readonly staff_total: number;
        };
        StaffPage: {
            items: components["schemas"]["Staff"][];
            next_cursor: string | null;
        };
        Staff: {
            readonly id: string;
            readonly connection_id: string | null;
            userid: string | null;
            name: string | null;
            avatar: string | null;
            position: string | null;
            alias: string | null;
            /** @enum {string|null} */
            status: "active" | "disabled" | "inactive" | "left" | null;
            is_contact: boolean;
            store_id: string | null;
            readonly main_department_id: string | null;
            /** Format: int64 */
            readonly customer_count: number;
            /** Format: int64 */
            readonly revision: number;
            /** Format: date-time */
            readonly created_at: string | null;
            /** Format: date-time */
            readonly updated_at: string | null;
            readonly store_name: string | null;
            readonly department_names: string | null;
            readonly department_ids: string[];
            readonly user_id: string | null;
            readonly user_name: string | null;
        };
        RegionPage: {
            items: components["schemas"]["Region"][];
            next_cursor: string | null;
        };
        Region: {
            readonly id: string;
            parent_id: string | null;
            name: string;
            /** Format: int64 */
            sort: number;
            /** Format: int64 */
            readonly store_count: number;
            /** Format: int64 */
            readonly revision: number;
        };
        StorePage: {
            items: components["schemas"]["Store"][];
            next_cursor: string | null;
        };
        Store: {
            readonly id: string;
            code: string;
            name: string;
            region_id: string | null;
            readonly region_name: string | null;
            address: string | null;
            phone: string | null;
            /** @description GCJ-02 */
            longitude: number;
            /** @description GCJ-02 */
            latitude: number;
            /** @description "09:00-21:00" */
            hours: string | null;
            is_open: boolean;
            /** Format: int64 */
            readonly sort: number;
            /** Format: int64 */
            readonly staff_count: number;
            /** Format: int64 */
            readonly revision: number;
        };
        ConnectionPage: {
            items: components["schemas"]["Connection"][];
            next_cursor: string | null;
        };
        Connection: {
            readonly id: string;
            /** @enum {string|null} */
            kind: "wecom" | "oa" | "mini_program" | null;
            name: string | null;
            corp_id: string | null;
            /** Format: int64 */
            agent_id: number;
            base_url: string | null;
            login_url: string | null;
            /** @enum {string|null} */
            state: "active" | "paused" | "failed" | null;
            /** @enum {string|null} */
            health: "good" | "warning" | "bad" | "unknown" | null;
            health_reason: string | null;
            has_contact_secret: boolean;
            has_app_secret: boolean;
            /** Format: date-time */
            readonly callback_verified_at: string | null;
            /** Format: date-time */
            readonly last_callback_at: string | null;
            /** Format: date-time */
            readonly last_api_ok_at: string | null;
            /** Format: date-time */
            readonly last_sync_at: string | null;
            /** Format: int64 */
            readonly contact_count: number;
            /** Format: date-time */
            readonly created_at: string | null;
            /** Format: int64 */
            readonly revision: number;
            /** Format: int64 */
            readonly staff_count: number;
            /** Format: int64 */
            readonly lag_ms: number;
            readonly callback_url: string | null;
            readonly callback_token: string | null;
            readonly callback_aes_key: string | null;
        };
        CheckResult: {
            checks: components["schemas"]["Check"][];
            corp_ok: boolean;
        };
        Check: {
            step: string | null;
            /** @enum {string|null} */
            state: "ok" | "failed" | "skipped" | "waiting" | null;
            reason: string | null;
            /** Format: int64 */
            errcode: number;
            errmsg: string | null;
            detail: string | null;
            hint_key: string | null;
        };
        JsTicket: {
            corp_id: string | null;
            /** Format: int64 */
            agent_id: number;
            /** Format: int64 */
            timestamp: number;
            nonce: string | null;
            config_signature: string | null;
            agent_signature: string | null;
        };
        CallbackPage: {
            items: components["schemas"]["Callback"][];
            next_cursor: string | null;
        };
        Callback: {
            id: string;
            connection_id: string | null;
            /** Format: date-time */
            received_at: string | null;
            event: string | null;
            change_type: string | null;
            /** @enum {string|null} */
            state: "received" | "applied" | "failed" | "ignored" | null;
            reason: string | null;
            detail: string | null;
            /** Format: int32 */
            attempts: number;
            payload: unknown;
        };
        EffectPage: {
            items: components["schemas"]["EffectRow"][];
            next_cursor: string | null;
        };
        EffectRow: {
            id: string;
            kind: string | null;
            object: string | null;
            /** @enum {string|null} */
            state: "pending" | "sending" | "done" | "dead" | "discarded" | null;
            /** Format: int32 */
            attempts: number;
            /** Format: date-time */
            next_at: string | null;
            /** Format: date-time */
            deadline: string | null;
            reason: string | null;
            detail: string | null;
            /** Format: date-time */
            created_at: string | null;
            /** Format: date-time */
            settled_at: string | null;
        };
        EffectCounts: {
            /** Format: int64 */
            pending: number;
            /** Format: int64 */
            sending: number;
            /** Format: int64 */
            dead: number;
            /** Format: date-time */
            oldest_pending_at: string | null;
        };
        SignInOptionPage: {
            items: components["schemas"]["SignInOption"][];
            next_cursor: string | null;
        };
        SignInOption: {
            connection_id: string | null;
            name: string | null;
            url: string | null;
        };
        CustomerPage: {
            result_id: string | null;
            /** Format: int64 */
            total: number;
            /** Format: int64 */
            offset: number;
            items: components["schemas"]["CustomerRow"][];
        };
        CustomerRow: {
            id: string;
            name: string | null;
            avatar: string | null;
            /** @enum {string|null} */
            gender: "unknown" | "male" | "female" | null;
            /** @enum {string|null} */
            kind: "wechat" | "wecom" | "anonymous" | null;
            corp_name: string | null;
            is_active: boolean;
            /** @enum {string|null} */
            source: "unknown" | "qr_code" | "mobile_search" | "name_card" | "group_chat" | "phone_contacts" | "wechat_contacts" | "friend_request" | "service_staff" | "email_search" | "channels" | "calendar" | "meeting" | "linked_wecom" | "hardware" | "door_service" | "acquisition_link" | "custom" | "demand_reply" | "presales" | "partner" | "accepted_request" | "internal_share" | "assigned" | "import" | null;
            /** Format: date-time */
            first_added_at: string | null;
            /** Format: date-time */
            last_event_at: string | null;
            staff: components["schemas"]["StaffBrief"][];
            tags: components["schemas"]["TagBrief"][];
            phone_masked: string | null;
        };
        StaffBrief: {
            id: string;
            name: string | null;
        };
        TagBrief: {
            id: string;
            name: string | null;
            /** @enum {string|null} */
            kind: "corp" | "internal" | null;
            group_name: string | null;
        };
        CustomerSummary: {
            /** Format: int64 */
            total: number;
            /** Format: int64 */
            active: number;
            /** Format: int64 */
            added_today: number;
            /** Format: int64 */
            lost_today: number;
            /** Format: int64 */
            lost_by_customer_today: number;
            /** Format: int64 */
            lost_by_staff_today: number;
            days: components["schemas"]["DayFigures"][];
        };
        DayFigures: {
            date: string | null;
            /** Format: int64 */
            added: number;
            /** Format: int64 */
            lost: number;
            /** Format: int64 */
            net: number;
        };
        CustomerView: {
            id: string;
            name: string | null;
            avatar: string | null;
            /** @enum {string|null} */
            gender: "unknown" | "male" | "female" | null;
            /** @enum {string|null} */
            kind: "wechat" | "wecom" | "anonymous" | null;
            corp_name: string | null;
            position: string | null;
            is_active: boolean;
            /** @enum {string|null} */
            source: "unknown" | "qr_code" | "mobile_search" | "name_card" | "group_chat" | "phone_contacts" | "wechat_contacts" | "friend_request" | "service_staff" | "email_search" | "channels" | "calendar" | "meeting" | "linked_wecom" | "hardware" | "door_service" | "acquisition_link" | "custom" | "demand_reply" | "presales" | "partner" | "accepted_request" | "internal_share" | "assigned" | "import" | null;
            /** Format: date-time */
            first_added_at: string | null;
            /** Format: date-time */
            last_event_at: string | null;
            staff: components["schemas"]["StaffBrief"][];
            phone_masked: string | null;
            email_masked: string | null;
            member_no: string | null;
            /** @description Masked as the role sees it */
            birthday: string | null;
            /** @description Masked as the role sees it */
            address: string | null;
            remark: string | null;
            description: string | null;
            unionid_known: boolean;
            /** Format: date-time */
            created_at: string | null;
            /** Format: int64 */
            revision: number;
            identities: components["schemas"]["IdentityView"][];
            relations: components["schemas"]["RelationView"][];
            tags: components["schemas"]["CustomerTagView"][];
        };
        IdentityView: {
            id: string;
            kind: string | null;
            value_masked: string | null;
            scope: string | null;
            source: string | null;
            is_holder: boolean;
            /** Format: int32 */
            confidence: number;
            /** Format: date-time */
            verified_at: string | null;
            /** Format: date-time */
            since: string | null;
            /** Format: date-time */
            until: string | null;
        };
        RelationView: {
            id: string;
            staff_id: string | null;
            staff_name: string | null;
            staff_userid: string | null;
            store_name: string | null;
            remark: string | null;
            description: string | null;
            /** @enum {string|null} */
            add_way: "unknown" | "qr_code" | "mobile_search" | "name_card" | "group_chat" | "phone_contacts" | "wechat_contacts" | "friend_request" | "service_staff" | "email_search" | "channels" | "calendar" | "meeting" | "linked_wecom" | "hardware" | "door_service" | "acquisition_link" | "custom" | "demand_reply" | "presales" | "partner" | "accepted_request" | "internal_share" | "assigned" | "import" | null;
            state: string | null;
            code_id: string | null;
            code_name: string | null;
            /** Format: date-time */
            added_at: string | null;
            /** Format: date-time */
            ended_at: string | null;
            /** @enum {string|null} */
            ended_by: "customer" | "staff" | "transfer" | "system" | null;
            /** Format: int32 */
            interval_no: number;
        };
        CustomerTagView: {
            id: string;
            name: string | null;
            /** @enum {string|null} */
            kind: "corp" | "internal" | null;
            group_id: string | null;
            group_name: string | null;
            by: components["schemas"]["TaggerView"][];
        };
        TaggerView: {
            staff_id: string | null;
            staff_name: string | null;
            source: string | null;
            user_name: string | null;
            /** Format: date-time */
            at: string | null;
        };
        CustomerTags: {
            tags: components["schemas"]["Tag"][];
        };
        Tag: {
            id: string;
            group_id: string | null;
            /** @enum {string|null} */
            kind: "corp" | "internal" | null;
            name: string | null;
            platform_id: string | null;
            /** Format: int64 */
            sort: number;
            /** Format: int64 */
            customer_count: number;
            /** @enum {string|null} */
            sync_state: "synced" | "pending" | "failed" | null;
            sync_reason: string | null;
            /** Format: int64 */
            revision: number;
        };
        CustomerPlace: {
            previous_id: string | null;
            next_id: string | null;
            /** Format: int64 */
            position: number;
            /** Format: int64 */
            total: number;
        };
        Timeline: {
            items: components["schemas"]["Event"][];
            next_cursor: string | null;
        };
        ThreadPage: {
            items: components["schemas"]["ThreadLine"][];
            next_cursor: string | null;
        };
        ThreadLine: {
            /** Format: int64 */
            seq: number;
            id: string | null;
            type: string | null;
            /** @description oa, wecom, or what the source says: web, douyin_live */
            channel: string | null;
            /** @enum {string|null} */
            side: "customer" | "brand" | null;
            kind: string | null;
            text: string | null;
            account: string | null;
            staff_id: string | null;
            source: string | null;
            /** Format: date-time */
            occurred_at: string | null;
        };
        Revealed: {
            value: string | null;
        };
        LossPage: {
            items: components["schemas"]["Loss"][];
            next_cursor: string | null;
        };
        Loss: {
            relation_id: string | null;
            customer_id: string | null;
            customer_name: string | null;
            avatar: string | null;
            staff_id: string | null;
            staff_name: string | null;
            /** @enum {string|null} */
            ended_by: "customer" | "staff" | "transfer" | "system" | null;
            /** Format: date-time */
            ended_at: string | null;
            /** Format: date-time */
            added_at: string | null;
            /** Format: int64 */
            days_kept: number;
        };
        TagGroupList: {
            items: components["schemas"]["TagGroupView"][];
        };
        TagGroupView: {
            id: string;
            name: string | null;
            /** @enum {string|null} */
            kind: "corp" | "internal" | null;
            /** Format: int64 */
            sort: number;
            is_editable: boolean;
            /** @enum {string|null} */
            sync_state: "synced" | "pending" | "failed" | null;
            sync_reason: string | null;
            /** Format: int64 */
            revision: number;
            tags: components["schemas"]["TagView"][];
        };
        TagView: {
            id: string;
            name: string | null;
            /** Format: int64 */
            sort: number;
            /** Format: int64 */
            customer_count: number;
            /** @enum {string|null} */
            sync_state: "synced" | "pending" | "failed" | null;
            sync_reason: string | null;
            /** Format: int64 */
            revision: number;
        };
        TagList: {
            items: components["schemas"]["TagFlat"][];
        };
        TagFlat: {
            id: string;
            name: string | null;
            group_id: string | null;
            group_name: string | null;
            /** @enum {string|null} */
            kind: "corp" | "internal" | null;
            /** Format: int64 */
            customer_count: number;
        };
        BrandLogo: {
            media_id: string | null;
            url: string | null;
        };
        MediaPage: {
            items: components["schemas"]["MediaView"][];
            next_cursor: string | null;
        };
        MediaView: {
            id: string;
            name: string | null;
            mime: string | null;
            /** @enum {string|null} */
            kind: "image" | "video" | "file" | "voice" | null;
            /** Format: int64 */
            size: number;
            /** Format: int32 */
            width: number;
            /** Format: int32 */
            height: number;
            /** Format: date-time */
            created_at: string | null;
            url: string | null;
        };
        PolicyList: {
            items: components["schemas"]["PolicyView"][];
            /**
             * Format: int64
             * @description Codes with a welcome of their own; those changed last are among the items
             */
            code_count: number;
        };
        PolicyView: {
            id: string;
            name: string | null;
            /** @enum {string|null} */
            scope: "code" | "slot" | "staff" | "department" | "default" | null;
            code_id: string | null;
            staff_ids: string[];
            department_ids: string[];
            windows: components["schemas"]["WindowView"][];
            message: components["schemas"]["Message"];
            is_enabled: boolean;
            /** Format: int64 */
            sent_count: number;
            /** Format: int64 */
            failed_count: number;
            /** Format: date-time */
            created_at: string | null;
            /** Format: date-time */
            updated_at: string | null;
            /** Format: int64 */
            revision: number;
        };
        WindowView: {
            weekdays: number[];
            from: string;
            until: string;
        };
        Message: {
            text: string | null;
            attachments: components["schemas"]["Attachment"][];
        };
        Attachment: {
            /** @enum {string} */
            kind: "image" | "link" | "mini_program" | "file" | "video";
            media_id: string | null;
            media_url: string | null;
            title: string | null;
            description: string | null;
            url: string | null;
            cover_media_id: string | null;
            cover_media_url: string | null;
            app_id: string | null;
            page: string | null;
        };
        Preview: {
            text: string | null;
            attachments: components["schemas"]["Attachment"][];
            policy_id: string | null;
            policy_name: string | null;
            /** @enum {string|null} */
            scope: "code" | "slot" | "staff" | "department" | "default" | null;
            considered: components["schemas"]["Considered"][];
        };
        Considered: {
            policy_id: string | null;
            name: string | null;
            /** @enum {string|null} */
            scope: "code" | "slot" | "staff" | "department" | "default" | null;
            chosen: boolean;
            /** @enum {string|null} */
            why: "chosen" | "disabled" | "other_code" | "other_staff" | "other_department" | "outside_window" | "window_missing" | "left_to_policies" | "silenced" | "less_specific" | "older" | null;
        };
        WelcomePage: {
            items: components["schemas"]["Welcome"][];
            next_cursor: string | null;
        };
        Welcome: {
            id: string;
            customer_id: string | null;
            relation_id: string | null;
            staff_id: string | null;
            policy_id: string | null;
            policy_name: string | null;
            /** @enum {string|null} */
            scope: "code" | "slot" | "staff" | "department" | "default" | null;
            customer_name: string | null;
            staff_name: string | null;
            /** @enum {string|null} */
            state: "waiting" | "sent" | "failed" | "skipped" | null;
            reason: string | null;
            body: string | null;
            /** Format: date-time */
            requested_at: string | null;
            /** Format: date-time */
            sent_at: string | null;
            /** Format: int64 */
            latency_ms: number;
        };
        WelcomeSummary: {
            /** Format: int64 */
            sent_today: number;
            /** Format: int64 */
            failed_today: number;
            /** Format: int64 */
            p50_ms: number;
            /** Format: int64 */
            p99_ms: number;
        };
        CodePage: {
            items: components["schemas"]["ChannelCode"][];
            next_cursor: string | null;
        };
        ChannelCode: {
            id: string;
            group_id: string | null;
            group_name: string | null;
            connection_id: string | null;
            name: string | null;
            medium: string | null;
            /** @enum {string|null} */
            state: "draft" | "syncing" | "active" | "degraded" | "paused" | "expired" | "failed" | "deleted" | null;
            sync_reason: string | null;
            token: string | null;
            config_id: string | null;
            /** @description Address of the platform's picture */
            qr_url: string | null;
            /** @description What a scan yields; null while the picture is not read yet */
            link: string | null;
            /** @enum {string|null} */
            allocation: "random" | "round_robin" | "weighted" | "least_loaded" | null;
            staff: components["schemas"]["CodeStaff"][];
            backup_staff_ids: string[];
            slots: components["schemas"]["CodeSlot"][];
            skip_verify: boolean;
            tag_ids: string[];
            remark_pattern: string | null;
            /** Format: date-time */
            valid_from: string | null;
            /** Format: date-time */
            valid_until: string | null;
            /** @enum {string|null} */
            welcome_mode: "own" | "policy" | "none" | null;
            welcome: components["schemas"]["Message"];
            on_duty: components["schemas"]["CodePerson"][];
            /** Format: int64 */
            added_count: number;
            /** Format: int64 */
            lost_count: number;
            /** Format: int64 */
            added_today: number;
            /** Format: int64 */
            net_count: number;
            /** Format: date-time */
            created_at: string | null;
            /** Format: date-time */
            updated_at: string | null;
            /** Format: int64 */
            revision: number;
        };
        CodeStaff: {
            staff_id: string;
            name: string | null;
            avatar: string | null;
            /**
             * Format: int32
             * @description Share of a weighted code; 0 counts as 1
             */
            weight: number;
            /**
             * Format: int32
             * @description Adds a day through this code; 0 = no limit
             */
            daily_cap: number;
        };
        CodeSlot: {
            name: string | null;
            /** @description 1 Monday .. 7 Sunday */
            weekdays: number[];
            /** @description HH:MM */
            from: string;
            /** @description HH:MM; not after `from` means the next day */
            until: string;
            staff: components["schemas"]["CodeStaff"][];
        };
        CodePerson: {
            staff_id: string | null;
            name: string | null;
            avatar: string | null;
        };
        CodeStats: {
            /** Format: int64 */
            added: number;
            /** Format: int64 */
            lost: number;
            /** Format: int64 */
            net: number;
            /** Format: int64 */
            today: number;
            days: components["schemas"]["CodeDay"][];
            staff: components["schemas"]["CodeStaffFigures"][];
        };
        CodeDay: {
            date: string | null;
            /** Format: int64 */
            added: number;
            /** Format: int64 */
            lost: number;
        };
        CodeStaffFigures: {
            staff_id: string | null;
            name: string | null;
            /** Format: int64 */
            added: number;
            /** Format: int64 */
            today: number;
            /** Format: int64 */
            cap: number;
        };
        CodeNames: {
            items: components["schemas"]["CodeName"][];
        };
        CodeName: {
            id: string;
            name: string | null;
            token: string | null;
        };
        CodeGroupPage: {
            items: components["schemas"]["ChannelCodeGroup"][];
            next_cursor: string | null;
        };
        ChannelCodeGroup: {
            readonly id: string;
            name: string;
            /** Format: int64 */
            sort: number;
            /** Format: int64 */
            readonly code_count: number;
            /** Format: int64 */
            readonly revision: number;
        };
        OrgTree: {
            regions: components["schemas"]["Region"][];
            stores: components["schemas"]["TreeStore"][];
            /** Format: int64 */
            unplaced_count: number;
        };
        TreeStore: {
            readonly id: string;
            readonly region_id: string | null;
            code: string | null;
            name: string | null;
            is_open: boolean;
            /** Format: int64 */
            sort: number;
            /** Format: int64 */
            staff_count: number;
            /** Format: int64 */
            customer_count: number;
            /** Format: int64 */
            revision: number;
        };
        Placed: {
            /** Format: int64 */
            changed: number;
        };
        GroupChatPage: {
            items: components["schemas"]["GroupChatRow"][];
            next_cursor: string | null;
        };
        GroupChatRow: {
            id: string;
            name: string | null;
            owner_staff_id: string | null;
            owner_name: string | null;
            store_name: string | null;
            /** @enum {string|null} */
            state: "active" | "owner_left" | "inheriting" | "inherited" | "dismissed" | null;
            /** Format: int64 */
            member_count: number;
            /** Format: int64 */
            external_count: number;
            /** Format: int64 */
            joined_today: number;
            /** Format: int64 */
            left_today: number;
            /** Format: date-time */
            created_at: string | null;
            /** Format: date-time */
            read_at: string | null;
        };
        GroupSummary: {
            from: string | null;
            to: string | null;
            /** Format: int64 */
            group_count: number;
            /** Format: int64 */
            external_count: number;
            figures: components["schemas"]["GroupFigures"];
            owners: components["schemas"]["OwnerFigures"][];
        };
        GroupFigures: {
            /**
             * Format: int64
             * @description Joinings of people who are not staff
             */
            joined: number;
            /**
             * Format: int64
             * @description Leavings
             */
            left: number;
            /**
             * Format: int64
             * @description joined - left
             */
            net: number;
            /**
             * Format: int64
             * @description Persons who joined
             */
            people: number;
            /**
             * Format: int64
             * @description Of them, who are there now
             */
            retained: number;
        };
        OwnerFigures: {
            owner_staff_id: string | null;
            owner_name: string | null;
            store_name: string | null;
            /** Format: int64 */
            group_count: number;
            /** Format: int64 */
            external_count: number;
            figures: components["schemas"]["GroupFigures"];
        };
        GroupChatView: {
            id: string;
            name: string | null;
            owner_staff_id: string | null;
            owner_name: string | null;
            store_name: string | null;
            /** @enum {string|null} */
            state: "active" | "owner_left" | "inheriting" | "inherited" | "dismissed" | null;
            /** Format: int64 */
            member_count: number;
            /** Format: int64 */
            external_count: number;
            /** Format: int64 */
            joined_today: number;
            /** Format: int64 */
            left_today: number;
            /** Format: date-time */
            created_at: string | null;
            /** Format: date-time */
            read_at: string | null;
            chat_id: string | null;
            notice: string | null;
            /** Format: date-time */
            dismissed_at: string | null;
            figures: components["schemas"]["GroupFigures"];
            days: components["schemas"]["GroupDay"][];
            stayed: components["schemas"]["StayedPoint"][];
        };
        GroupDay: {
            date: string | null;
            /** Format: int64 */
            joined: number;
            /** Format: int64 */
            left: number;
        };
        StayedPoint: {
            /** Format: int32 */
            day: number;
            /** Format: int64 */
            people: number;
            /** Format: int64 */
            stayed: number;
        };
        GroupMemberPage: {
            items: components["schemas"]["GroupMemberRow"][];
            next_cursor: string | null;
        };
        GroupMemberRow: {
            id: string;
            name: string | null;
            is_staff: boolean;
            customer_id: string | null;
            /** @enum {string|null} */
            scene: "unknown" | "invited" | "link" | "qr_code" | null;
            invited_by: string | null;
            /** Format: date-time */
            joined_at: string | null;
            /** Format: date-time */
            left_at: string | null;
            /** @enum {string|null} */
            left_by: "self" | "removed" | "dismissed" | "unseen" | null;
        };
        GroupOfCustomerPage: {
            items: components["schemas"]["GroupOfCustomer"][];
            next_cursor: string | null;
        };
        GroupOfCustomer: {
            group_chat_id: string | null;
            name: string | null;
            owner_name: string | null;
            /** Format: date-time */
            joined_at: string | null;
            /** Format: date-time */
            left_at: string | null;
            /** @enum {string|null} */
            left_by: "self" | "removed" | "dismissed" | "unseen" | null;
        };
        BulkUndoPreview: {
            /**
             * Format: int64
             * @description Customers the import made, who are there still
             */
            made: number;
            /**
             * Format: int64
             * @description Of those that were looked at: nobody touched them, they will be taken away
             */
            leaves: number;
            /**
             * Format: int64
             * @description Of those that were looked at: somebody touched them, they will stay
             */
            stays: number;
            /**
             * Format: int64
             * @description Other customers who will lose its tags, or get back what they had
             */
            changes: number;
            /** @description All the import made were looked at */
            is_whole: boolean;
        };
        NotePage: {
            items: components["schemas"]["NoteView"][];
            next_cursor: string | null;
        };
        NoteView: {
            id: string;
            customer_id: string | null;
            text: string | null;
            is_pinned: boolean;
            author_id: string | null;
            author_name: string | null;
            /** Format: date-time */
            created_at: string | null;
            /** Format: date-time */
            edited_at: string | null;
            may_edit: boolean;
            files: components["schemas"]["NoteFile"][];
            /** Format: int64 */
            revision: number;
        };
        NoteFile: {
            media_id: string | null;
            name: string | null;
            mime: string | null;
            /** @enum {string|null} */
            kind: "image" | "video" | "file" | "voice" | null;
            /** Format: int64 */
            size: number;
            url: string | null;
        };
        Preference: {
            readonly key: string | null;
            /** @description Any JSON; null forgets it */
            value: unknown;
            /**
             * Format: int64
             * @description 0 = never set
             */
            readonly revision: number;
            /** Format: date-time */
            readonly changed_at: string | null;
        };
        FirstSteps: {
            connection_id: string | null;
            is_connected: boolean;
            is_callback_verified: boolean;
            has_staff: boolean;
            has_store: boolean;
            has_welcome: boolean;
            has_code: boolean;
            has_customer: boolean;
        };
        SavedViewPage: {
            items: components["schemas"]["SavedView"][];
        };
        SavedView: {
            readonly id: string;
            page: string;
            name: string;
            /** @description Of the page's address, without '?' */
            query: string | null;
            is_shared: boolean;
            /** Format: int64 */
            sort: number;
            /** Format: int64 */
            readonly revision: number;
            /** Format: date-time */
            readonly created_at: string | null;
            readonly is_mine: boolean;
            readonly owner_name: string | null;
        };
        ModulePage: {
            items: components["schemas"]["ModuleSwitch"][];
        };
        ModuleSwitch: {
            readonly word: string | null;
            is_on: boolean;
            /** @description What the caller has */
            readonly is_on_for_me: boolean;
            off_store_ids: string[];
        };
        GrowthBoard: {
            from: string | null;
            to: string | null;
            before_from: string | null;
            before_to: string | null;
            /** @enum {string|null} */
            by: "day" | "week" | "month" | "staff" | "department" | "store" | "region" | "code" | "source" | null;
            has_before: boolean;
            now: components["schemas"]["GrowthFigures"];
            before: components["schemas"]["GrowthFigures"];
            rows: components["schemas"]["GrowthRow"][];
            /** @description Whose customers were counted: the data scope of who asked */
            scope: components["schemas"]["ScopeTold"];
            /** Format: date-time */
            updated_at: string | null;
            /** Format: int64 */
            revision: number;
        };
        GrowthFigures: {
            /** Format: int64 */
            added: number;
            /** Format: int64 */
            new_people: number;
            /** Format: int64 */
            again: number;
            /** Format: int64 */
            moved_in: number;
            /** Format: int64 */
            lost: number;
            /** Format: int64 */
            lost_by_customer: number;
            /** Format: int64 */
            lost_by_staff: number;
            /** Format: int64 */
            lost_by_system: number;
            /** Format: int64 */
            moved_out: number;
            /** Format: int64 */
            net: number;
            /** Format: int64 */
            open_before: number;
            /** Format: int64 */
            open_after: number;
            /** Format: int64 */
            people_before: number;
            /** Format: int64 */
            joined: number;
            /** Format: int64 */
            churned: number;
            /** Format: int64 */
            given_away: number;
            /** Format: int64 */
            people_after: number;
        };
        GrowthRow: {
            key: string | null;
            label: string | null;
            parent_key: string | null;
            is_complete: boolean;
            now: components["schemas"]["GrowthFigures"];
            before: components["schemas"]["GrowthFigures"];
        };
        ScopeTold: {
            /** @enum {string} */
            word: "all" | "region" | "store" | "subtree" | "department" | "self";
            sentence_zh: string;
            sentence_en: string;
        };
        BoardPeople: {
            /** Format: int64 */
            total: number;
            /** Format: int64 */
            offset: number;
            items: components["schemas"]["BoardPerson"][];
        };
        BoardPerson: {
            customer_id: string | null;
            customer_name: string | null;
            avatar: string | null;
            staff_id: string | null;
            staff_name: string | null;
            /** Format: date-time */
            at: string | null;
            /** Format: date-time */
            added_at: string | null;
            /** Format: date-time */
            ended_at: string | null;
            ended_by: string | null;
            add_way: string | null;
            code_token: string | null;
        };
        BoardResult: {
            result_id: string | null;
            /** Format: int64 */
            total: number;
        };
        RetentionBoard: {
            from: string | null;
            to: string | null;
            /** @enum {string|null} */
            by: "day" | "week" | "month" | "staff" | "department" | "store" | "region" | "code" | "source" | null;
            points: number[];
            total: components["schemas"]["CohortRow"];
            rows: components["schemas"]["CohortRow"][];
            /** @description Whose customers were counted: the data scope of who asked */
            scope: components["schemas"]["ScopeTold"];
            /** Format: date-time */
            updated_at: string | null;
            /** Format: int64 */
            revision: number;
        };
        CohortRow: {
            key: string | null;
            label: string | null;
            parent_key: string | null;
            /** Format: int64 */
            size: number;
            reached: number[];
            retained: number[];
        };
        QueryAnswer: {
            columns: string[];
            rows: unknown;
            /** Format: int64 */
            row_count: number;
            is_cut: boolean;
            /** Format: int64 */
            seq: number;
            /** @description index, duckdb or clickhouse */
            engine: string | null;
            /** @description Why it was not the index; empty when it was */
            plan: string | null;
            /** @description Whose customers were counted: the data scope of who asked */
            scope: components["schemas"]["ScopeTold"];
            /** @description What ids of dimensions are called: staff, users, stores, regions, departments, codes, tags, shops, audiences */
            names: components["schemas"]["QueryName"][];
        };
        QueryName: {
            dimension: string | null;
            value: string | null;
            name: string | null;
        };
        Segment: {
            id: string;
            name: string | null;
            definition: string | null;
            /** @enum {string|null} */
            kind: "live" | "fixed" | "scheduled" | null;
            rule: unknown;
            pool: string | null;
            /** Format: int32 */
            priority: number;
            /** Format: int32 */
            every_hours: number;
            tells: boolean;
            /**
             * @description counting: being loaded after a start; segment.ready is said when it is done
             * @enum {string|null}
             */
            state: "counting" | "ready" | null;
            /**
             * Format: int64
             * @description Of those the caller may see; null while it is counting
             */
            size: number | null;
            /** Format: date-time */
            filled_at: string | null;
            /** Format: date-time */
            next_at: string | null;
            sentence_zh: string | null;
            sentence_en: string | null;
            /** @description The question its people came of; null: they came of its rule */
            origin: unknown;
            reason: string | null;
            place: string | null;
            trend: components["schemas"]["SegmentPoint"][];
            created_by: string | null;
            /** Format: date-time */
            created_at: string | null;
            /** Format: date-time */
            updated_at: string | null;
            /** Format: int64 */
            revision: number;
        };
        SegmentPoint: {
            /** Format: date-time */
            at: string | null;
            /** Format: int64 */
            size: number;
            /** Format: int64 */
            entered: number;
            /** Format: int64 */
            gone: number;
            why: string | null;
        };
        PermissionPage: {
            items: components["schemas"]["PermissionView"][];
            next_cursor: string | null;
        };
        PermissionView: {
            word: string | null;
            noun: string | null;
            about: string | null;
            /** @description Only a role whose scope is all can have it */
            needs_all: boolean;
            /** @description The caller has it, and may give it */
            is_given: boolean;
        };
        RolePage: {
            items: components["schemas"]["Role"][];
            next_cursor: string | null;
        };
        Role: {
            readonly id: string;
            name: string | null;
            /** @enum {string|null} */
            word: "admin" | "operator" | "custom" | "owner" | "hq_operator" | "branch_admin" | "course_adviser" | "store_manager" | "guide" | "service" | "finance" | "auditor" | null;
            permissions: string[];
            /** @enum {string|null} */
            scope: "all" | "region" | "store" | "subtree" | "department" | "self" | null;
            masks: components["schemas"]["Masks"];
            /** @description The page its holders begin with, unless they chose another */
            landing: string | null;
            /** Format: int64 */
            readonly user_count: number;
            /** Format: int64 */
            readonly revision: number;
        };
        UserPage2: {
            items: components["schemas"]["User"][];
            next_cursor: string | null;
        };
        TotpState: {
            is_on: boolean;
            is_required: boolean;
            /** @description By WeCom just now: enrolling and switching off ask for no password */
            is_fresh: boolean;
            /** @description May come in by WeCom */
            has_staff: boolean;
            /** Format: int64 */
            recovery_left: number;
            /** Format: date-time */
            confirmed_at: string | null;
        };
        TotpEnrolment: {
            secret: string | null;
            url: string | null;
            qr_svg: string | null;
        };
        RecoveryCodes: {
            /** @description Shown once */
            codes: string[];
        };
        SessionPage: {
            items: components["schemas"]["SessionView"][];
            next_cursor: string | null;
        };
        SessionView: {
            id: string;
            user_agent: string | null;
            address: string | null;
            /** @enum {string|null} */
            way: "password" | "totp" | "recovery" | "wecom" | null;
            is_current: boolean;
            /** Format: date-time */
            created_at: string | null;
            /** Format: date-time */
            last_seen_at: string | null;
            /** Format: date-time */
            expires_at: string | null;
        };
        Security: {
            /** @description Whoever signs in gives a code, too */
            is_totp_required: boolean;
            /** @description Networks one may come from; none = from everywhere */
            addresses: string[];
            readonly your_address: string | null;
            /** Format: int64 */
            readonly revision: number;
        };
        NoticeSettings: {
            choices: components["schemas"]["NoticeChoice"][];
            /** @description "22:00" in the tenant's zone */
            quiet_from: string | null;
            quiet_until: string | null;
            /** @description App messages reach the caller */
            readonly has_app: boolean;
        };
        NoticeChoice: {
            kind: string;
            /** @enum {string} */
            channel: "off" | "bell" | "app";
            /** @enum {string|null} */
            readonly default_channel: "off" | "bell" | "app" | null;
        };
        AllowancePage: {
            items: components["schemas"]["Allowance"][];
        };
        Allowance: {
            readonly role_id: string | null;
            readonly role_name: string | null;
            /** @enum {string|null} */
            readonly word: "admin" | "operator" | "custom" | "owner" | "hq_operator" | "branch_admin" | "course_adviser" | "store_manager" | "guide" | "service" | "finance" | "auditor" | null;
            /**
             * Format: int64
             * @description Rows of files in a day; 0: no bound
             */
            export_day: number;
            /**
             * Format: int64
             * @description The same in a month
             */
            export_month: number;
            /**
             * Format: int64
             * @description Facts shown unmasked in a day
             */
            reveal_day: number;
            /**
             * Format: int64
             * @description The same in a month
             */
            reveal_month: number;
            /**
             * Format: int64
             * @description Customers changed by bulk actions in a day
             */
            bulk_day: number;
            /**
             * Format: int64
             * @description The same in a month
             */
            bulk_month: number;
            /** Format: int64 */
            readonly revision: number;
            /** Format: date-time */
            readonly changed_at: string | null;
        };
        AllowanceUsePage: {
            items: components["schemas"]["AllowanceUse"][];
        };
        AllowanceUse: {
            readonly user_id: string | null;
            readonly user_name: string | null;
            readonly role_name: string | null;
            /** @enum {string|null} */
            readonly deed: "export" | "reveal" | "bulk" | null;
            /** Format: int64 */
            readonly day_used: number;
            /** Format: int64 */
            readonly month_used: number;
            /**
             * Format: int64
             * @description 0: no bound
             */
            readonly day_max: number;
            /**
             * Format: int64
             * @description 0: no bound
             */
            readonly month_max: number;
        };
        WinBackPage: {
            items: components["schemas"]["WinBack"][];
            next_cursor: string | null;
            /** Format: int64 */
            waiting_count: number;
            /** Format: int64 */
            contacted_count: number;
        };
        WinBack: {
            relation_id: string | null;
            customer_id: string | null;
            customer_name: string | null;
            avatar: string | null;
            staff_id: string | null;
            staff_name: string | null;
            /** @enum {string|null} */
            ended_by: "customer" | "staff" | "transfer" | "system" | null;
            /** Format: date-time */
            ended_at: string | null;
            /** Format: date-time */
            added_at: string | null;
            /** @enum {string|null} */
            state: "waiting" | "contacted" | "won" | "given_up" | null;
            note: string | null;
            changed_by_name: string | null;
            /** Format: date-time */
            changed_at: string | null;
            /**
             * Format: int64
             * @description 1 = nobody has touched it
             */
            revision: number;
        };
        TrackSourcePage: {
            items: components["schemas"]["TrackSource"][];
        };
        TrackSource: {
            id: string;
            name: string | null;
            write_key: string | null;
            is_on: boolean;
            /** Format: int64 */
            events_per_s_max: number;
            /** Format: int64 */
            sample_percent: number;
            /** Format: int64 */
            accepted: number;
            /** Format: int64 */
            refused: number;
            /** Format: int64 */
            sampled_out: number;
            /** Format: date-time */
            created_at: string | null;
            /** Format: date-time */
            rotated_at: string | null;
            /** Format: int64 */
            revision: number;
        };
        TrackRefusalPage: {
            items: components["schemas"]["TrackRefusal"][];
        };
        TrackRefusal: {
            id: string;
            source_id: string | null;
            /** Format: date-time */
            at: string | null;
            type: string | null;
            event: string | null;
            reason: string | null;
            detail: string | null;
        };
        TrackTypePage: {
            items: components["schemas"]["TrackType"][];
        };
        TrackType: {
            id: string;
            name: string | null;
            is_blocked: boolean;
            rename_to: string | null;
            owner: string | null;
            description: string | null;
            properties: unknown;
            /** Format: int64 */
            count: number;
            /** Format: date-time */
            first_at: string | null;
            /** Format: date-time */
            last_at: string | null;
            /** Format: int64 */
            revision: number;
        };
        PersonView: {
            id: string;
            name: string | null;
            avatar: string | null;
            /** @enum {string|null} */
            gender: "unknown" | "male" | "female" | null;
            birthday: string | null;
            address: string | null;
            description: string | null;
            /** Format: date-time */
            first_added_at: string | null;
            /** Format: date-time */
            last_event_at: string | null;
            /** Format: date-time */
            created_at: string | null;
            identities: components["schemas"]["IdentityView"][];
            /** @description persons who were folded into this one */
            merged_ids: string[];
        };
        WhyOne: {
            customer_id: string | null;
            identities: components["schemas"]["IdentityView"][];
            merged: components["schemas"]["MergedView"][];
        };
        MergedView: {
            merge_id: string | null;
            customer_id: string | null;
            name: string | null;
            avatar: string | null;
            by_rule: boolean;
            /** @description of the evidence; empty = somebody said so */
            kind: string | null;
            source: string | null;
            merged_by_name: string | null;
            /** Format: date-time */
            merged_at: string | null;
        };
        MergePreview: {
            survivor_id: string | null;
            is_shared_staff: boolean;
            sides: components["schemas"]["ReviewSide"][];
        };
        ReviewSide: {
            id: string;
            name: string | null;
            avatar: string | null;
            /** @enum {string|null} */
            gender: "unknown" | "male" | "female" | null;
            birthday: string | null;
            address: string | null;
            /** Format: date-time */
            first_added_at: string | null;
            /** Format: date-time */
            created_at: string | null;
            is_verified: boolean;
            /** @description a line each: kind, a space, the masked value */
            identities: string | null;
            staff: string | null;
        };
        MergeDone: {
            merge_id: string | null;
            customer_id: string | null;
            other_id: string | null;
        };
        MergeReviewPage: {
            items: components["schemas"]["MergeReviewView"][];
            next_cursor: string | null;
            /** Format: int64 */
            open_count: number;
        };
        MergeReviewView: {
            id: string;
            /** @enum {string|null} */
            state: "open" | "accepted" | "refused" | null;
            kind: string | null;
            source: string | null;
            why: string | null;
            /** Format: int32 */
            score: number;
            /** Format: date-time */
            asked_at: string | null;
            sides: components["schemas"]["ReviewSide"][];
        };
        MergePolicy: {
            kinds: components["schemas"]["MergeKind"][];
            /** @enum {string|null} */
            likeness: "off" | "careful" | "balanced" | "wide" | null;
            /** Format: date-time */
            searched_at: string | null;
            changed_by_name: string | null;
            /** Format: date-time */
            changed_at: string | null;
            /**
             * Format: int64
             * @description 1 = as it is shipped
             */
            revision: number;
        };
        MergeKind: {
            kind: string;
            /**
             * @description When both sides are vouched for
             * @enum {string}
             */
            verified: "merge" | "ask" | "keep";
            /**
             * @description When one of them was only said
             * @enum {string}
             */
            said: "merge" | "ask" | "keep";
            is_anchor: boolean;
            is_one: boolean;
        };
        AttributeList: {
            items: components["schemas"]["Attribute"][];
        };
        Attribute: {
            id: string;
            key: string | null;
            name: string | null;
            /** @enum {string|null} */
            type: "text" | "number" | "date" | "enum" | "bool" | null;
            unit: string | null;
            category: string | null;
            definition: string | null;
            owner: string | null;
            is_personal: boolean;
            choices: string[];
            policy: components["schemas"]["AttributePolicy"];
            /** Format: int64 */
            customer_count: number;
            /** Format: date-time */
            updated_at: string | null;
            /** Format: int64 */
            revision: number;
        };
        AttributePolicy: {
            /** @enum {string} */
            kind: "source_priority" | "most_recent" | "most_frequent" | "weighed";
            /** @description The first counts most */
            sources: components["schemas"]["PolicySource"][];
            /**
             * Format: int32
             * @description 0: age does not matter
             */
            half_life_days: number;
            /**
             * Format: int32
             * @description At this distance a saying counts half; 0: distance does not matter
             */
            near_m: number;
            /**
             * Format: int32
             * @description What counts a saying without a place
             */
            nowhere_percent: number;
        };
        PolicySource: {
            source: string;
            /**
             * Format: int32
             * @description In percent; of weighed policies
             */
            weight: number;
        };
        CustomerAttributes: {
            items: components["schemas"]["AttributeView"][];
            evidence: components["schemas"]["EvidenceView"][];
        };
        AttributeView: {
            attribute_id: string | null;
            key: string | null;
            name: string | null;
            /** @enum {string|null} */
            type: "text" | "number" | "date" | "enum" | "bool" | null;
            unit: string | null;
            category: string | null;
            about: string | null;
            value: string | null;
            is_personal: boolean;
            /** @enum {string|null} */
            policy: "source_priority" | "most_recent" | "most_frequent" | "weighed" | null;
            /** @enum {string|null} */
            decided_by: "only" | "priority" | "recent" | "frequent" | "weight" | "value" | null;
            standings: components["schemas"]["StandingView"][];
        };
        StandingView: {
            value: string | null;
            /** Format: int64 */
            count: number;
            /** Format: int32 */
            percent: number;
            source: string | null;
            /** Format: date-time */
            last_at: string | null;
        };
        EvidenceView: {
            id: string;
            key: string | null;
            name: string | null;
            about: string | null;
            value: string | null;
            source: string | null;
            raw: string | null;
            store_id: string | null;
            store_name: string | null;
            /** Format: int32 */
            distance_m: number;
            /** Format: int32 */
            confidence: number;
            /** Format: date-time */
            at: string | null;
            /** Format: date-time */
            until: string | null;
            /** Format: date-time */
            ended_at: string | null;
            /** Format: int64 */
            event_seq: number;
        };
        OaFanPage: {
            items: components["schemas"]["OaFan"][];
            next_cursor: string | null;
        };
        OaFan: {
            readonly id: string;
            connection_id: string | null;
            openid: string | null;
            unionid: string | null;
            customer_id: string | null;
            is_following: boolean;
            scene: string | null;
            qr_id: string | null;
            remark: string | null;
            /** Format: date-time */
            first_followed_at: string | null;
            /** Format: date-time */
            followed_at: string | null;
            /** Format: date-time */
            unfollowed_at: string | null;
            /** Format: date-time */
            last_seen_at: string | null;
            /** Format: date-time */
            read_at: string | null;
            last_place_id: string | null;
            /** Format: date-time */
            last_place_at: string | null;
        };
        OaFollowList: {
            items: components["schemas"]["OaFollow"][];
        };
        OaFollow: {
            fan_id: string | null;
            /** Format: date-time */
            began_at: string | null;
            /** Format: date-time */
            ended_at: string | null;
            scene: string | null;
            qr_id: string | null;
        };
        OaQrList: {
            items: components["schemas"]["OaQr"][];
        };
        OaQr: {
            readonly id: string;
            connection_id: string | null;
            name: string | null;
            scene: string | null;
            is_permanent: boolean;
            /** Format: int64 */
            life_s: number;
            /** @enum {string|null} */
            state: "making" | "ready" | "failed" | null;
            reason: string | null;
            ticket: string | null;
            url: string | null;
            /** Format: date-time */
            expires_at: string | null;
            channel_code_id: string | null;
            /** Format: int64 */
            scan_count: number;
            /** Format: int64 */
            follow_count: number;
            /** Format: int64 */
            add_count: number;
            /** Format: date-time */
            created_at: string | null;
            /** Format: int64 */
            revision: number;
        };
        OaReplyList: {
            items: components["schemas"]["OaReply"][];
        };
        OaReply: {
            readonly id: string;
            connection_id: string | null;
            name: string | null;
            /** @enum {string|null} */
            occasion: "follow" | "keyword" | "default" | "menu" | null;
            is_exact: boolean;
            keywords: string[];
            messages: components["schemas"]["OaPart"][];
            is_on: boolean;
            /** Format: int64 */
            hit_count: number;
            /** Format: date-time */
            created_at: string | null;
            /** Format: int64 */
            revision: number;
        };
        OaPart: {
            /** @enum {string} */
            kind: "text" | "image" | "link" | "code";
            text: string | null;
            description: string | null;
            url: string | null;
            picture_url: string | null;
            media_id: string | null;
            channel_code_id: string | null;
        };
        OaPlaceList: {
            items: components["schemas"]["OaPlace"][];
        };
        OaPlace: {
            readonly id: string;
            connection_id: string | null;
            /** @enum {string|null} */
            kind: "menu" | "reply" | "qr" | "article" | null;
            ref: string | null;
            name: string | null;
            channel_code_id: string | null;
            /** Format: int64 */
            touch_count: number;
            /** Format: int64 */
            add_count: number;
            /** Format: date-time */
            last_add_at: string | null;
            /** Format: date-time */
            created_at: string | null;
        };
        OaMenu: {
            connection_id: string | null;
            buttons: components["schemas"]["OaButton"][];
            /** @enum {string|null} */
            state: "draft" | "publishing" | "published" | "failed" | null;
            reason: string | null;
            /** Format: date-time */
            published_at: string | null;
            /** Format: date-time */
            changed_at: string | null;
            /** Format: int64 */
            revision: number;
        };
        OaButton: {
            name: string;
            /** @enum {string|null} */
            kind: "click" | "view" | "mini_program" | "code" | null;
            key: string | null;
            url: string | null;
            app_id: string | null;
            page: string | null;
            channel_code_id: string | null;
            buttons: components["schemas"]["OaSubButton"][];
        };
        OaSubButton: {
            name: string;
            /** @enum {string|null} */
            kind: "click" | "view" | "mini_program" | "code" | null;
            key: string | null;
            url: string | null;
            app_id: string | null;
            page: string | null;
            channel_code_id: string | null;
        };
        OaMenuDiff: {
            is_there: boolean;
            is_same: boolean;
            platform: unknown;
            ours: unknown;
        };
        OaFigures: {
            days: components["schemas"]["OaDay"][];
            articles: components["schemas"]["OaArticle"][];
            taps: components["schemas"]["OaTap"][];
        };
        OaDay: {
            day: string | null;
            /** Format: int64 */
            new_count: number;
            /** Format: int64 */
            cancel_count: number;
            /** Format: int64 */
            total_count: number;
            /** Format: int64 */
            read_user: number;
            /** Format: int64 */
            read_count: number;
            /** Format: int64 */
            share_count: number;
            /** Format: int64 */
            message_user: number;
            /** Format: int64 */
            message_count: number;
            /** Format: date-time */
            read_at: string | null;
        };
        OaArticle: {
            msgid: string | null;
            title: string | null;
            published_on: string | null;
            /** Format: int64 */
            target_user: number;
            /** Format: int64 */
            read_user: number;
            /** Format: int64 */
            read_count: number;
            /** Format: int64 */
            share_user: number;
            /** Format: int64 */
            favourite_user: number;
            /** Format: date-time */
            read_at: string | null;
        };
        OaTap: {
            button: string | null;
            /** Format: int64 */
            taps: number;
        };
        OaSignedIn: {
            openid: string | null;
            token: string | null;
        };
        OaPhoneBound: {
            phone_masked: string | null;
        };
        DictionaryView: {
            draft: components["schemas"]["DictionaryDocument"];
            /** Format: int64 */
            live_version: number;
            /** Format: int64 */
            revision: number;
            versions: components["schemas"]["DictionaryVersion"][];
        };
        DictionaryDocument: {
            fields: components["schemas"]["DictionaryField"][];
            rules: components["schemas"]["DictionaryRule"][];
        };
        DictionaryField: {
            key: string;
            name: string | null;
            /** @description Of the events that hold it */
            type: string;
            /** @description traits.taste, items[].color, @remark */
            path: string;
            /** @description Of the evidence */
            source: string;
        };
        DictionaryRule: {
            id: string;
            field: string | null;
            /** @enum {string} */
            kind: "exact" | "pattern";
            match: string;
            tag_ids: string[];
            gives: components["schemas"]["DictionaryGive"][];
            /**
             * Format: int32
             * @description Of the evidence; 0: 80
             */
            confidence: number;
        };
        DictionaryGive: {
            key: string;
            about: string | null;
            /** @description {name} is what the pattern took */
            value: string;
        };
        DictionaryVersion: {
            /** Format: int64 */
            version: number;
            state: string | null;
            note: string | null;
            /** Format: int64 */
            rule_count: number;
            published_by: string | null;
            published_by_name: string | null;
            /** Format: date-time */
            published_at: string | null;
        };
        DictionaryDiff: {
            added: components["schemas"]["DictionaryRule"][];
            removed: components["schemas"]["DictionaryRule"][];
            /** @description As it is in the newer one */
            changed: components["schemas"]["DictionaryRule"][];
            /** @description Each of changed as it was */
            changed_from: components["schemas"]["DictionaryRule"][];
            fields: components["schemas"]["DictionaryFieldDiff"];
            /** @description What both have stands in another order: the first counts */
            is_reordered: boolean;
        };
        DictionaryFieldDiff: {
            added: components["schemas"]["DictionaryField"][];
            removed: components["schemas"]["DictionaryField"][];
            /** @description As it is in the newer one */
            changed: components["schemas"]["DictionaryField"][];
            /** @description Each of changed as it was */
            changed_from: components["schemas"]["DictionaryField"][];
        };
        DictionaryTrial: {
            /** Format: int64 */
            values: number;
            /** Format: int64 */
            matched_before: number;
            /** Format: int64 */
            matched_after: number;
            /** Format: int64 */
            differ: number;
            samples: components["schemas"]["DictionarySample"][];
        };
        DictionarySample: {
            field: string | null;
            value: string | null;
            /** Format: int64 */
            count: number;
            was_matched: boolean;
            is_matched: boolean;
            differs: boolean;
            was: string | null;
            is: string | null;
        };
        UnmatchedList: {
            items: components["schemas"]["DictionaryUnmatched"][];
        };
        DictionaryUnmatched: {
            field: string | null;
            value: string | null;
            /** Format: int64 */
            count: number;
            /** Format: date-time */
            last_at: string | null;
        };
        TypedTagList: {
            items: components["schemas"]["TypedTag"][];
        };
        TypedTag: {
            id: string;
            name: string | null;
            group_id: string | null;
            group_name: string | null;
            /** @enum {string|null} */
            kind: "corp" | "internal" | null;
            is_exclusive: boolean;
            /** @enum {string|null} */
            type: "flag" | "enum" | "band" | "date" | null;
            category: string | null;
            owner_id: string | null;
            owner_name: string | null;
            definition: string | null;
            review_on: string | null;
            /** Format: int32 */
            expires_days: number;
            choices: string[];
            bands: components["schemas"]["TagBand"][];
            rule: string | null;
            is_on: boolean;
            sentence_zh: string | null;
            sentence_en: string | null;
            /** Format: int64 */
            customer_count: number;
            /** Format: int64 */
            revision: number;
        };
        TagBand: {
            label: string;
            from: string | null;
            to: string | null;
        };
        TagRuleWords: {
            variables: components["schemas"]["TagRuleVariable"][];
            event_types: components["schemas"]["EventCount"][];
        };
        TagRuleVariable: {
            name: string | null;
            label: string | null;
            label_zh: string | null;
            unit: string | null;
            type: string | null;
            choices: string[];
        };
        TagRuleCheck: {
            is_good: boolean;
            reason: string | null;
            place: string | null;
            allowed: string | null;
            sentence_zh: string | null;
            sentence_en: string | null;
            reads: string[];
        };
        TagRulePreview: {
            /** Format: int64 */
            count: number;
            /** Format: int64 */
            examined: number;
            /** Format: int64 */
            total: number;
            is_exact: boolean;
            matches: components["schemas"]["TagRuleMatch"][];
        };
        TagRuleMatch: {
            customer_id: string | null;
            name: string | null;
            value: string | null;
        };
        TagReasons: {
            items: components["schemas"]["TagReason"][];
            history: components["schemas"]["TagReason"][];
        };
        TagReason: {
            tag_id: string | null;
            name: string | null;
            group_name: string | null;
            /** @enum {string|null} */
            type: "flag" | "enum" | "band" | "date" | null;
            value: string | null;
            source: string | null;
            sentence_zh: string | null;
            sentence_en: string | null;
            facts: components["schemas"]["TagFact"][];
            /** Format: date-time */
            since: string | null;
            /** Format: date-time */
            until: string | null;
            /** Format: date-time */
            expires_at: string | null;
            ended_by: string | null;
            replaced_by_name: string | null;
        };
        TagFact: {
            name: string | null;
            name_zh: string | null;
            value: string | null;
        };
        ShopPage: {
            items: components["schemas"]["Shop"][];
            next_cursor: string | null;
        };
        Shop: {
            id: string;
            /** @enum {string|null} */
            platform: "generic" | "taobao" | "doudian" | "jd" | "youzan" | "weimob" | "wechat_store" | null;
            name: string | null;
            shop_no: string | null;
            app_key: string | null;
            base_url: string | null;
            options: unknown;
            /** Format: date-time */
            token_until: string | null;
            /** @enum {string|null} */
            state: "active" | "paused" | "deleted" | null;
            /** @enum {string|null} */
            health: "good" | "warning" | "bad" | "unknown" | null;
            health_reason: string | null;
            health_detail: string | null;
            /** Format: int64 */
            pull_minutes: number;
            /** Format: int64 */
            stale_minutes: number;
            /** Format: date-time */
            last_push_at: string | null;
            /** Format: date-time */
            last_pull_at: string | null;
            /** Format: date-time */
            pulled_until: string | null;
            pull_job_id: string | null;
            /** Format: date-time */
            products_until: string | null;
            /** Format: date-time */
            products_whole_at: string | null;
            /** Format: date-time */
            created_at: string | null;
            /** Format: int64 */
            revision: number;
            /** @description The platform calls us */
            can_push: boolean;
            /** @description The platform can be asked */
            can_pull: boolean;
            /** @description News are older than they may be */
            is_stale: boolean;
            /**
             * Format: date-time
             * @description What happened before is known
             */
            fresh_at: string | null;
            /** Format: int64 */
            waiting_count: number;
            /** Format: int64 */
            failed_count: number;
            callback_url: string | null;
            /** @description For shop.write only */
            callback_token: string | null;
            /** @description For shop.write only */
            callback_aes_key: string | null;
        };
        ShopPushPage: {
            items: components["schemas"]["Push"][];
            next_cursor: string | null;
        };
        Push: {
            id: string;
            shop_id: string | null;
            message_no: string | null;
            topic: string | null;
            /** @enum {string|null} */
            state: "received" | "applied" | "failed" | "ignored" | null;
            reason: string | null;
            detail: string | null;
            /** Format: int32 */
            attempts: number;
            /** Format: date-time */
            received_at: string | null;
            /** Format: date-time */
            applied_at: string | null;
            /** @description As it came; of a single one only */
            body: string | null;
        };
        OrderPage: {
            items: components["schemas"]["Order"][];
            next_cursor: string | null;
        };
        Order: {
            id: string;
            shop_id: string | null;
            customer_id: string | null;
            order_no: string | null;
            parent_no: string | null;
            /** @description Others took its place; it does not count */
            is_split: boolean;
            /** @enum {string|null} */
            state: "unpaid" | "paid" | "part_shipped" | "shipped" | "finished" | "closed" | null;
            /** Format: date-time */
            told_at: string | null;
            currency: string | null;
            /** Format: int64 */
            total_fen: number;
            /** Format: int64 */
            post_fen: number;
            /** Format: int64 */
            discount_fen: number;
            /** Format: int64 */
            payable_fen: number;
            /** Format: int64 */
            paid_fen: number;
            /** Format: int64 */
            refunded_fen: number;
            /** Format: int64 */
            refunding_fen: number;
            title: string | null;
            /** Format: int64 */
            quantity: number;
            buyer_name: string | null;
            region: string | null;
            /** Format: date-time */
            created_at: string | null;
            /** Format: date-time */
            paid_at: string | null;
            /** Format: date-time */
            shipped_at: string | null;
            /** Format: date-time */
            finished_at: string | null;
            /** Format: date-time */
            closed_at: string | null;
            customer_name: string | null;
        };
        OrderView: {
            order: components["schemas"]["Order"];
            lines: components["schemas"]["OrderLine"][];
            payments: components["schemas"]["Payment"][];
            shipments: components["schemas"]["Shipment"][];
            refunds: components["schemas"]["Refund"][];
            events: components["schemas"]["Event"][];
        };
        OrderLine: {
            id: string;
            line_no: string | null;
            product_no: string | null;
            sku_no: string | null;
            title: string | null;
            sku_title: string | null;
            /** Format: int64 */
            quantity: number;
            /** Format: int64 */
            price_fen: number;
            /** Format: int64 */
            amount_fen: number;
        };
        Payment: {
            id: string;
            payment_no: string | null;
            method: string | null;
            /** Format: int64 */
            amount_fen: number;
            /** Format: date-time */
            paid_at: string | null;
            /** Format: date-time */
            told_at: string | null;
        };
        Shipment: {
            id: string;
            shipment_no: string | null;
            carrier: string | null;
            is_last: boolean;
            /** Format: date-time */
            shipped_at: string | null;
            /** Format: date-time */
            signed_at: string | null;
            /** Format: date-time */
            told_at: string | null;
        };
        Refund: {
            id: string;
            refund_no: string | null;
            line_no: string | null;
            /** @enum {string|null} */
            state: "open" | "agreed" | "done" | "closed" | null;
            reason: string | null;
            with_goods: boolean;
            /** Format: int64 */
            amount_fen: number;
            /** Format: date-time */
            opened_at: string | null;
            /** Format: date-time */
            ended_at: string | null;
            /** Format: date-time */
            told_at: string | null;
        };
        OrderTotalsPage: {
            items: components["schemas"]["OrderTotals"][];
            next_cursor: string | null;
        };
        OrderTotals: {
            currency: string | null;
            /** Format: int64 */
            orders: number;
            /** Format: int64 */
            paid_orders: number;
            /** Format: int64 */
            refunds: number;
            /** Format: int64 */
            refund_orders: number;
            /** Format: int64 */
            paid_fen: number;
            /** Format: int64 */
            refunded_fen: number;
            /** Format: int64 */
            net_fen: number;
            /** Format: date-time */
            first_paid_at: string | null;
            /** Format: date-time */
            last_paid_at: string | null;
        };
        ProductPage: {
            items: components["schemas"]["Product"][];
            next_cursor: string | null;
        };
        Product: {
            id: string;
            shop_id: string | null;
            product_no: string | null;
            title: string | null;
            picture: string | null;
            category: string | null;
            /** @enum {string|null} */
            state: "on_sale" | "off_sale" | "deleted" | null;
            /** Format: int64 */
            price_fen: number;
            /** Format: date-time */
            told_at: string | null;
            /**
             * Format: int64
             * @description Of all skus
             */
            stock: number;
            /** Format: int64 */
            sku_count: number;
            /** @description Of a single product only */
            skus: components["schemas"]["Sku"][];
        };
        Sku: {
            id: string;
            sku_no: string | null;
            title: string | null;
            /** Format: int64 */
            price_fen: number;
            /** Format: int64 */
            stock: number;
            /** Format: date-time */
            told_at: string | null;
        };
        Intake: {
            readonly id: string;
            readonly name: string | null;
            /**
             * Format: int64
             * @description Bytes
             */
            readonly size: number;
            /** @enum {string|null} */
            kind: "event" | "order" | "person" | "product" | "cost" | null;
            columns: components["schemas"]["IntakeColumn"][];
            /** @description The mapping (docs/import.md); guessed until it is written */
            mapping: unknown;
            /** @description The first row names the columns; else they are called A, B, C and so on */
            readonly has_header: boolean;
            /** @description The mapping was checked against the file */
            readonly is_good: boolean;
            /** @description The job that brings it in; null: not started */
            readonly job_id: string | null;
            /**
             * @description Of that job
             * @enum {string|null}
             */
            readonly state: "queued" | "running" | "done" | "failed" | "cancelled" | null;
            /**
             * Format: int64
             * @description Rows so far
             */
            readonly done: number;
            /**
             * Format: int64
             * @description Rows that were refused
             */
            readonly failed: number;
            readonly created_by: string | null;
            /** Format: date-time */
            readonly created_at: string | null;
            /** Format: int64 */
            readonly revision: number;
        };
        IntakeColumn: {
            name: string | null;
            /** @description What stands in it first */
            samples: string[];
            /** @description Why no file can set it of a person: it tells of which member of staff or store he is */
            reason: string | null;
        };
        IntakePage: {
            items: components["schemas"]["Intake"][];
        };
        IntakeDraft: {
            /** @description The mapping, docs/import.md */
            mapping: unknown;
        };
        IntakePreview: {
            /** @description What is filled: total, people.phone, payload.sum */
            fields: string[];
            rows: components["schemas"]["IntakePreviewRow"][];
            /** Format: int64 */
            good: number;
            /** Format: int64 */
            refused: number;
            /** Format: int64 */
            left_out: number;
            /**
             * Format: int64
             * @description Of the good rows those that make a person
             */
            created: number;
            /** Format: int64 */
            updated: number;
            /** Format: int64 */
            unchanged: number;
            /**
             * Format: int64
             * @description Persons the rule leaves alone
             */
            skipped: number;
            /** @description False: the file is so long that only its first rows were looked at */
            is_whole: boolean;
        };
        IntakePreviewRow: {
            /**
             * Format: int64
             * @description In the file, from 1
             */
            row: number;
            /** @description The mapping does not want it */
            is_left_out: boolean;
            /**
             * @description What becomes of a person; null: no person
             * @enum {string|null}
             */
            outcome: "created" | "updated" | "unchanged" | "skipped" | "refused" | null;
            /** @description Why it is refused, as a sentence in the language asked for */
            reason: string | null;
            cells: string[];
        };
        IntakeKinds: {
            items: components["schemas"]["IntakeKindInfo"][];
        };
        IntakeKindInfo: {
            /** @enum {string|null} */
            kind: "event" | "order" | "person" | "product" | "cost" | null;
            fields: components["schemas"]["IntakeFieldInfo"][];
        };
        IntakeFieldInfo: {
            name: string | null;
            /** @description text, code, word, time, money, price, count */
            type: string | null;
            is_needed: boolean;
            /** @description What a word may be */
            words: string[];
        };
        IntakeMappingPage: {
            items: components["schemas"]["IntakeMapping"][];
        };
        IntakeMapping: {
            /** @description null: it ships with weft */
            readonly id: string;
            name: string;
            /** @enum {string|null} */
            readonly kind: "event" | "order" | "person" | "product" | "cost" | null;
            mapping: unknown;
            readonly updated_by: string | null;
            /** Format: date-time */
            readonly updated_at: string | null;
        };
        Consents: {
            purposes: components["schemas"]["ConsentStanding"][];
            history: components["schemas"]["Consent"][];
        };
        ConsentStanding: {
            /** @enum {string|null} */
            purpose: "marketing" | "sms" | "email" | "phone" | "personalization" | "analytics" | "sharing" | null;
            /** @enum {string|null} */
            state: "unknown" | "given" | "withdrawn" | null;
            /** @description Unknown counts as no */
            needs_yes: boolean;
            /** @description Whether weft acts for that purpose */
            may: boolean;
            source: string | null;
            evidence: string | null;
            /** Format: date-time */
            at: string | null;
            told_by_name: string | null;
        };
        Consent: {
            id: string;
            customer_id: string | null;
            /** @enum {string|null} */
            purpose: "marketing" | "sms" | "email" | "phone" | "personalization" | "analytics" | "sharing" | null;
            /** @enum {string|null} */
            state: "unknown" | "given" | "withdrawn" | null;
            source: string | null;
            evidence: string | null;
            /** Format: date-time */
            at: string | null;
            told_by: string | null;
            told_by_name: string | null;
            /** Format: date-time */
            created_at: string | null;
        };
        SegmentList: {
            items: components["schemas"]["Segment"][];
        };
        SegmentPreview: {
            is_good: boolean;
            reason: string | null;
            place: string | null;
            allowed: string | null;
            /** Format: int64 */
            count: number;
            /** Format: int64 */
            total: number;
            is_exact: boolean;
            fit: string | null;
            /** Format: int64 */
            candidates: number;
            /** Format: int64 */
            examined: number;
            sentence_zh: string | null;
            sentence_en: string | null;
            /** @description Whose customers count and total are: the data scope of who asked */
            scope: components["schemas"]["ScopeTold"];
            steps: components["schemas"]["SegmentStep"][];
            sample: components["schemas"]["SegmentPerson"][];
            overlaps: components["schemas"]["SegmentOverlap"][];
        };
        SegmentStep: {
            ask: string | null;
            how: string | null;
            /**
             * Format: int64
             * @description null: only candidates were looked at, or the caller sees a part of the brand
             */
            count: number | null;
        };
        SegmentPerson: {
            customer_id: string | null;
            name: string | null;
        };
        SegmentOverlap: {
            segment_id: string | null;
            name: string | null;
            /** Format: int64 */
            size: number;
            /** Format: int64 */
            both: number;
            share: number;
            lift: number;
        };
        SegmentResult: {
            result_id: string | null;
            /** Format: int64 */
            total: number;
        };
        SegmentChanges: {
            items: components["schemas"]["SegmentChange"][];
            next_cursor: string | null;
        };
        SegmentChange: {
            id: string;
            customer_id: string | null;
            name: string | null;
            /** Format: date-time */
            at: string | null;
            entered: boolean;
            why: string | null;
        };
        SegmentHistory: {
            items: components["schemas"]["SegmentPoint"][];
        };
        ErasurePreview: {
            customer_id: string | null;
            confirm: string | null;
            /** Format: int64 */
            identity_count: number;
            /** Format: int64 */
            relation_count: number;
            /** Format: int64 */
            note_count: number;
            /** Format: int64 */
            event_count: number;
            /** Format: int64 */
            tag_count: number;
            /** Format: int64 */
            attribute_count: number;
            /** Format: int64 */
            order_count: number;
            /** Format: int64 */
            paid_fen: number;
            open_id: string | null;
        };
        Erasure: {
            id: string;
            /** @description Of who is gone a number that leads to nobody */
            customer_id: string | null;
            /** @enum {string|null} */
            state: "waiting" | "running" | "done" | "refused" | null;
            /** @enum {string|null} */
            ground: "request" | "consent" | "law" | "mistake" | null;
            note: string | null;
            requested_by: string | null;
            requested_by_name: string | null;
            /** Format: date-time */
            requested_at: string | null;
            decided_by: string | null;
            decided_by_name: string | null;
            /** Format: date-time */
            decided_at: string | null;
            answer: string | null;
            job_id: string | null;
            /**
             * Format: date-time
             * @description When the person was gone from every list
             */
            erased_at: string | null;
            /**
             * Format: date-time
             * @description When nothing was left in any text
             */
            done_at: string | null;
            /** Format: int64 */
            event_count: number;
            /** Format: int64 */
            row_count: number;
            /** Format: int64 */
            revision: number;
        };
        ErasurePage: {
            items: components["schemas"]["Erasure"][];
            next_cursor: string | null;
        };
        MetricPage: {
            items: components["schemas"]["Metric"][];
        };
        Metric: {
            readonly id: string;
            name_zh: string;
            name_en: string | null;
            /** @enum {string} */
            unit: "count" | "fen" | "ratio" | "ms" | "people";
            about_zh: string | null;
            about_en: string | null;
            /** @description A metric of a query, or {"of","over"}: a ratio of two */
            formula: unknown;
            /** Format: int64 */
            readonly revision: number;
            /** Format: date-time */
            readonly created_at: string | null;
            /** @description What a query calls it by */
            readonly key: string | null;
            readonly is_built_in: boolean;
            readonly is_mine: boolean;
            readonly owner_name: string | null;
        };
        DimensionPage: {
            items: components["schemas"]["Dimension"][];
        };
        Dimension: {
            key: string | null;
            /** @enum {string|null} */
            kind: "time" | "event" | null;
            name_zh: string | null;
            name_en: string | null;
        };
        BoardPage: {
            items: components["schemas"]["BoardLine"][];
        };
        BoardLine: {
            id: string;
            name: string | null;
            is_shared: boolean;
            is_open: boolean;
            /** Format: int64 */
            sort: number;
            /** Format: int64 */
            revision: number;
            /** Format: date-time */
            changed_at: string | null;
            readonly is_mine: boolean;
            readonly owner_name: string | null;
        };
        PresetPage: {
            items: components["schemas"]["BoardPreset"][];
        };
        BoardPreset: {
            key: string | null;
            name_zh: string | null;
            name_en: string | null;
            tiles: unknown;
        };
        Board: {
            readonly id: string;
            name: string;
            /** @description [{"id","title","look","query","x","y","w","h","note"}] */
            tiles: unknown;
            /** @description {"range","filters","compare"}, merged into the query of each tile */
            filter: unknown;
            is_shared: boolean;
            /** @description Who sees it may change it */
            is_open: boolean;
            /** Format: int64 */
            sort: number;
            /** Format: int64 */
            readonly revision: number;
            /** Format: date-time */
            readonly created_at: string | null;
            /** Format: date-time */
            readonly changed_at: string | null;
            readonly is_mine: boolean;
            readonly may_edit: boolean;
            readonly owner_name: string | null;
        };
        AlertPage: {
            items: components["schemas"]["Alert"][];
        };
        Alert: {
            readonly id: string;
            name: string;
            /** @description One metric of a query: {"metric":KEY}, or {"measure","event","property","filters"} */
            metric: unknown;
            /** @description JsonLogic over events; absent: all */
            filters: unknown;
            /** @enum {string} */
            period: "last_hour" | "today" | "yesterday" | "last_7_days" | "last_30_days" | "this_month";
            /** @enum {string} */
            condition: "above" | "below" | "risen" | "fallen" | "changed";
            /**
             * Format: int64
             * @description above, below: in the unit of the metric; of ratios in ten-thousandths
             */
            threshold: number;
            /**
             * Format: int32
             * @description risen, fallen, changed: by more than so many percent
             */
            percent: number;
            /**
             * @description What it is compared with; absent: the period before
             * @enum {string|null}
             */
            base: "before" | "week_before" | null;
            /**
             * @description How often it is looked at
             * @enum {string}
             */
            every: "hour" | "day";
            /**
             * Format: int32
             * @description Of the day, in the brand's zone, when it is looked at once a day
             */
            hour: number;
            is_on: boolean;
            readonly is_firing: boolean;
            /** Format: date-time */
            readonly looked_at: string | null;
            /** @enum {string|null} */
            readonly verdict: "broken" | "kept" | "unknown" | null;
            /**
             * Format: int64
             * @description The number is value_num / value_den; value_den 0: there is none
             */
            readonly value_num: number;
            /** Format: int64 */
            readonly value_den: number;
            /** Format: int64 */
            readonly before_num: number;
            /** Format: int64 */
            readonly before_den: number;
            /** @description Why there is no number; empty when there is one */
            readonly reason: string | null;
            /** Format: int64 */
            readonly revision: number;
            /** Format: date-time */
            readonly created_at: string | null;
            /** Format: date-time */
            readonly changed_at: string | null;
            /** @description Users who are told */
            user_ids: string[];
            /** @description Roles whose holders are told */
            role_ids: string[];
            readonly is_mine: boolean;
            readonly may_edit: boolean;
            readonly owner_name: string | null;
            /** Format: date-time */
            readonly next_at: string | null;
        };
        AlertLook: {
            /** Format: int64 */
            revision: number;
            /** Format: date-time */
            asked_at: string | null;
            /** Format: date-time */
            from: string | null;
            /** Format: date-time */
            until: string | null;
            /** Format: date-time */
            base_from: string | null;
            /** Format: date-time */
            base_until: string | null;
            /** Format: int64 */
            value_num: number;
            /** Format: int64 */
            value_den: number;
            /** Format: int64 */
            before_num: number;
            /** Format: int64 */
            before_den: number;
            /** @enum {string|null} */
            verdict: "broken" | "kept" | "unknown" | null;
            reason: string | null;
            detail: string | null;
            /** @description As of a firing */
            cause: unknown;
            said_zh: string | null;
            said_en: string | null;
        };
        AlertFirings: {
            items: components["schemas"]["AlertFiring"][];
            next_cursor: string | null;
        };
        AlertFiring: {
            id: string;
            alert_id: string | null;
            /** Format: date-time */
            fired_at: string | null;
            /** Format: date-time */
            ended_at: string | null;
            /** Format: date-time */
            from: string | null;
            /** Format: date-time */
            until: string | null;
            /** Format: int64 */
            value_num: number;
            /** Format: int64 */
            value_den: number;
            /** Format: int64 */
            before_num: number;
            /** Format: int64 */
            before_den: number;
            /** @description [{"dimension","items":[{"key","name","value","before","share"}]}]; share in ten-thousandths of the change */
            cause: unknown;
            said_zh: string | null;
            said_en: string | null;
            /**
             * Format: int64
             * @description How many users were told
             */
            told: number;
            readonly alert_name: string | null;
        };
        TargetPage: {
            items: components["schemas"]["Target"][];
            is_cut: boolean;
        };
        Target: {
            readonly id: string;
            readonly scene: string | null;
            readonly metric: string | null;
            readonly from_on: string | null;
            readonly to_on: string | null;
            /** @enum {string|null} */
            readonly owner_kind: "brand" | "department" | "store" | "staff" | null;
            readonly owner_id: string | null;
            /**
             * Format: int64
             * @description In the unit of the metric; of ratios in ten-thousandths
             */
            value: number;
            readonly is_ceiling: boolean;
            /** Format: int64 */
            readonly revision: number;
            /** Format: date-time */
            readonly created_at: string | null;
            /** Format: date-time */
            readonly changed_at: string | null;
            readonly owner_name: string | null;
            /**
             * Format: int64
             * @description The number is actual_num / actual_den; actual_den 0: there is none
             */
            readonly actual_num: number;
            /** Format: int64 */
            readonly actual_den: number;
            /**
             * Format: int64
             * @description By now, when every day brings as much
             */
            readonly expected: number;
            /** @enum {string|null} */
            readonly state: "waiting" | "on_pace" | "behind" | "reached" | "missed" | "unknown" | null;
            readonly reason: string | null;
            /** @description Which events are the owner's; true: all */
            readonly filters: unknown;
        };
        TargetSheet: {
            /** @description What it is for; may be empty */
            scene: string | null;
            /** @description A key of the catalogue */
            metric: string;
            from_on: string;
            to_on: string;
            /** @description At most, not at least */
            is_ceiling: boolean;
            lines: components["schemas"]["TargetLine"][];
            /** Format: int64 */
            readonly saved: number;
            /** Format: int64 */
            readonly removed: number;
        };
        TargetLine: {
            /** @enum {string} */
            owner_kind: "brand" | "department" | "store" | "staff";
            /** @description Absent of the brand */
            owner_id: string | null;
            /**
             * Format: int64
             * @description 0: no target
             */
            value: number;
        };
        SpendPage: {
            items: components["schemas"]["Spend"][];
            is_cut: boolean;
        };
        Spend: {
            readonly id: string;
            readonly user_id: string | null;
            /** @enum {string} */
            kind: "channel" | "code" | "campaign";
            /** @description As attribution names it: a way of adding, channel_code:ID, the name of a campaign */
            touch: string;
            /** @description A business day */
            day_on: string;
            /**
             * Format: int64
             * @description 0: nothing
             */
            amount_fen: number;
            /** Format: date-time */
            readonly changed_at: string | null;
        };
        SpendSheet: {
            lines: components["schemas"]["Spend"][];
            /**
             * Format: int64
             * @description Cells that changed
             */
            readonly changed: number;
            /**
             * Format: int64
             * @description By how much the sum rose
             */
            readonly amount_fen: number;
        };
        SpendTaken: {
            /**
             * Format: int64
             * @description Cells that are what they were
             */
            changed: number;
            /**
             * Format: int64
             * @description By how much the sum rose
             */
            amount_fen: number;
            /**
             * Format: int64
             * @description Cells somebody has changed since
             */
            kept: number;
        };
        ReportTile: {
            /** @description As it was asked */
            query: unknown;
            /** @description [{"condition","missing","is_owner"}]: what the tile's events cannot meet */
            left_out: unknown;
            columns: string[];
            rows: unknown;
            /** Format: int64 */
            row_count: number;
            is_cut: boolean;
            /** Format: int64 */
            seq: number;
            engine: string | null;
            plan: string | null;
            /** @description Rows of the period a number is compared with */
            before: unknown;
            /** @description One, or none */
            targets: components["schemas"]["Target"][];
            /** @description What ids of dimensions are called */
            names: components["schemas"]["QueryName"][];
            /** @description Whose customers were counted: the data scope of who asked */
            scope: components["schemas"]["ScopeTold"];
        };
        SchedulePage: {
            items: components["schemas"]["ReportSchedule"][];
        };
        ReportSchedule: {
            readonly id: string;
            /** @description Its id, or the key of a board of the program */
            board: string;
            /** @description The filter of the board, as it is sent; absent: its own */
            filter: unknown;
            /** @enum {string} */
            every: "day" | "week" | "month";
            /**
             * Format: int32
             * @description Weekly: the sum of 1 Monday, 2 Tuesday, 4 Wednesday … 64 Sunday
             */
            weekdays: number;
            /**
             * Format: int32
             * @description Monthly: the day, in shorter months the last one; 0: the last day
             */
            day: number;
            /**
             * Format: int32
             * @description Of the day, in the brand's zone
             */
            minute: number;
            /** @description With the board as a spreadsheet */
            has_sheet: boolean;
            is_on: boolean;
            /** @description Why it was paused by itself; else empty */
            readonly reason: string | null;
            /** Format: int64 */
            readonly revision: number;
            /** Format: date-time */
            readonly created_at: string | null;
            /** Format: date-time */
            readonly changed_at: string | null;
            /** @description Users it is sent to; none: the caller */
            user_ids: string[];
            readonly is_mine: boolean;
            readonly may_edit: boolean;
            /** @description It is sent to the caller */
            readonly is_received: boolean;
            /** @description Its maker left */
            readonly is_left: boolean;
            readonly owner_name: string | null;
            readonly board_name: string | null;
            /** Format: date-time */
            readonly next_at: string | null;
            /** @description The newest sending, if there was one */
            readonly last: components["schemas"]["ReportRun"][];
        };
        ReportRun: {
            id: string;
            schedule_id: string | null;
            /** Format: date-time */
            due_at: string | null;
            /** Format: date-time */
            started_at: string | null;
            /** @description Nothing ran when it was due; what was missed comes once */
            is_late: boolean;
            /** @description Now, to who asked for it */
            is_trial: boolean;
            deliveries: components["schemas"]["ReportDelivery"][];
        };
        ReportDelivery: {
            id: string;
            user_id: string | null;
            /** @enum {string|null} */
            state: "waiting" | "sending" | "sent" | "told" | "refused" | "failed" | null;
            /** @description Why he did not get it; else empty */
            reason: string | null;
            /** Format: date-time */
            settled_at: string | null;
            readonly user_name: string | null;
            /** @description The caller's own, while it is kept */
            readonly has_picture: boolean;
        };
        RunPage: {
            items: components["schemas"]["ReportRun"][];
            next_cursor: string | null;
        };
        SignIn: {
            name: string;
            password: string;
            /** @description Of the authenticator, or a recovery code */
            code?: string | null;
        };
        SignInCode: {
            /** @description Of the authenticator, or a recovery code */
            code: string;
        };
        MeDraft: {
            display_name?: string | null;
            locale?: string | null;
        };
        PasswordChange: {
            old_password: string;
            new_password: string;
        };
        UserDraft: {
            /** @description To sign in with; unique on this server */
            name?: string | null;
            display_name?: string | null;
            password?: string | null;
            locale?: string | null;
            role_id?: string | null;
            staff_id?: string | null;
            /** @description Absent in a change = as it is */
            is_disabled?: boolean;
            /** @description Regions, stores and departments he is responsible for; absent = as they are */
            places?: components["schemas"]["UserPlaceInput"][];
        };
        UserPlaceInput: {
            /** @enum {string} */
            kind: "region" | "store" | "department";
            place_id: string;
        };
        ApiKeyDraft: {
            name: string;
            scopes: string[];
            /**
             * Format: date-time
             * @description Absent = never
             */
            expires_at?: string | null;
            /** @description Networks it may be used from; none = all */
            addresses?: string[];
        };
        StoreOfStaff: {
            store_id?: string | null;
        };
        RegionInput: {
            parent_id?: string | null;
            name: string;
            /** Format: int64 */
            sort?: number;
        };
        StoreInput: {
            code: string;
            name: string;
            region_id?: string | null;
            address?: string | null;
            phone?: string | null;
            /** @description GCJ-02 */
            longitude?: number;
            /** @description GCJ-02 */
            latitude?: number;
            /** @description "09:00-21:00" */
            hours?: string | null;
            is_open?: boolean;
        };
        ConnectionDraft: {
            /** @enum {string|null} */
            kind?: "wecom" | "oa" | "mini_program" | null;
            name?: string | null;
            /** @description Of an official account its app_id */
            corp_id?: string | null;
            /** Format: int64 */
            agent_id?: number;
            app_secret?: string | null;
            contact_secret?: string | null;
            /** @description Of the callback; absent: made by us */
            token?: string | null;
            /** @description Of the callback; absent: made by us */
            aes_key?: string | null;
            /** @description Absent: the platform's own */
            base_url?: string | null;
            /** @description Absent: the platform's own */
            login_url?: string | null;
            /** @enum {string|null} */
            state?: "active" | "paused" | "failed" | null;
        };
        SyncDraft: {
            /** @enum {string|null} */
            what?: "all" | "org" | "contacts" | "tags" | "groups" | null;
        };
        CustomerFacts: {
            name?: string | null;
            /** @enum {string|null} */
            gender?: "unknown" | "male" | "female" | null;
            description?: string | null;
            /** @description YYYY-MM-DD or MM-DD */
            birthday?: string | null;
            address?: string | null;
            phone?: string | null;
            email?: string | null;
            member_no?: string | null;
        };
        RelationDraft: {
            remark?: string | null;
            description?: string | null;
        };
        CustomerTagsDraft: {
            add?: string[];
            remove?: string[];
        };
        RevealDraft: {
            field: string;
            identity_id?: string | null;
        };
        TagGroupDraft: {
            name: string;
            /** @enum {string} */
            kind: "corp" | "internal";
            tags?: string[];
        };
        TagDraft: {
            name: string;
            /** Format: int64 */
            sort?: number;
        };
        TagOrderDraft: {
            /** @description All tags of the group, first one first */
            tag_ids: string[];
        };
        BrandLogoDraft: {
            /** @description A picture; 0 for none */
            media_id?: string | null;
        };
        PolicyDraft: {
            name: string;
            /** @enum {string} */
            scope: "code" | "slot" | "staff" | "department" | "default";
            staff_ids?: string[];
            department_ids?: string[];
            windows?: components["schemas"]["WindowViewInput"][];
            message: components["schemas"]["MessageInput"];
            is_enabled?: boolean;
        };
        WindowViewInput: {
            weekdays: number[];
            from: string;
            until: string;
        };
        MessageInput: {
            text?: string | null;
            attachments?: components["schemas"]["AttachmentInput"][];
        };
        AttachmentInput: {
            /** @enum {string} */
            kind: "image" | "link" | "mini_program" | "file" | "video";
            media_id?: string | null;
            media_url?: string | null;
            title?: string | null;
            description?: string | null;
            url?: string | null;
            cover_media_id?: string | null;
            cover_media_url?: string | null;
            app_id?: string | null;
            page?: string | null;
        };
        PreviewDraft: {
            customer_name?: string | null;
            staff_id?: string | null;
            code_id?: string | null;
            /** Format: date-time */
            at?: string | null;
            message?: components["schemas"]["MessageInput"];
        };
        ChannelCodeDraft: {
            name: string;
            medium?: string | null;
            /** @description null: no group */
            group_id?: string | null;
            /** @enum {string} */
            allocation: "random" | "round_robin" | "weighted" | "least_loaded";
            staff?: components["schemas"]["CodeStaffInput"][];
            backup_staff_ids?: string[];
            slots?: components["schemas"]["CodeSlotInput"][];
            skip_verify?: boolean;
            tag_ids?: string[];
            /** @description {客户昵称} {日期} {渠道}; cut at 20 characters when filled */
            remark_pattern?: string | null;
            /** Format: date-time */
            valid_from?: string | null;
            /** Format: date-time */
            valid_until?: string | null;
            /** @enum {string} */
            welcome_mode: "own" | "policy" | "none";
            welcome?: components["schemas"]["MessageInput"];
        };
        CodeStaffInput: {
            staff_id: string;
            name?: string | null;
            avatar?: string | null;
            /**
             * Format: int32
             * @description Share of a weighted code; 0 counts as 1
             */
            weight?: number;
            /**
             * Format: int32
             * @description Adds a day through this code; 0 = no limit
             */
            daily_cap?: number;
        };
        CodeSlotInput: {
            name?: string | null;
            /** @description 1 Monday .. 7 Sunday */
            weekdays: number[];
            /** @description HH:MM */
            from: string;
            /** @description HH:MM; not after `from` means the next day */
            until: string;
            staff: components["schemas"]["CodeStaffInput"][];
        };
        ChannelCodeGroupInput: {
            name: string;
            /** Format: int64 */
            sort?: number;
        };
        Move: {
            /** @description The region it goes into; absent = the top */
            parent_id?: string | null;
            /** @description The sibling it goes before; absent = at the end */
            before_id?: string | null;
        };
        Placement: {
            staff_ids: string[];
            store_id?: string | null;
        };
        BulkTagsDraft: {
            selection: components["schemas"]["BulkSelection"];
            add_tag_ids?: string[];
            remove_tag_ids?: string[];
        };
        BulkSelection: {
            /** @description A frozen list of customers, as GET /api/customers answers it */
            result_id?: string | null;
            /** @description But for these */
            except_ids?: string[];
            /** @description Or these alone */
            ids?: string[];
        };
        BulkRemarkDraft: {
            selection: components["schemas"]["BulkSelection"];
            /** @enum {string} */
            mode: "replace" | "prefix" | "suffix";
            text?: string | null;
        };
        ExportDraft: {
            selection: components["schemas"]["BulkSelection"];
            /** @description id, name, phone, email, member_no, external_userid, gender, birthday, address, description, corp_name, position, source, state, tags, staff, remark, first_added_at, last_event_at, created_at */
            columns: string[];
            /** @enum {string} */
            format: "xlsx" | "csv";
            /** @description Personal data unmasked; needs customer.reveal and leaves an audit line and a watermark */
            clear?: boolean;
        };
        NoteDraft: {
            text?: string | null;
            media_ids?: string[];
            is_pinned?: boolean;
        };
        PreferenceInput: {
            /** @description Any JSON; null forgets it */
            value?: unknown;
        };
        SavedViewInput: {
            page: string;
            name: string;
            /** @description Of the page's address, without '?' */
            query?: string | null;
            is_shared?: boolean;
            /** Format: int64 */
            sort?: number;
        };
        ModuleSwitchInput: {
            is_on?: boolean;
            off_store_ids?: string[];
        };
        QueryValue: {
            /**
             * @description What is asked
             * @enum {string}
             */
            kind: "trend" | "funnel" | "paths" | "retention" | "pivot" | "attribution" | "people" | "distribution" | "interval" | "lift" | "events";
            /** @description {"from","to"}: business days, both in it; or {"days"}: so many until today */
            range?: unknown;
            /** @description JsonLogic over type, source, object, actor, occurred_at, weekday, hour_of_day, person and property.NAME, and of people in_segment, has_tag and customer.NAME */
            filters?: unknown;
            /** @description trend, pivot, distribution: {"measure","event","property","filters","name"} */
            metrics?: unknown;
            /** @description day, week, month, quarter, year, hour, weekday, hour_of_day, type, source, channel, object, actor, property.NAME */
            dimensions?: unknown;
            /** @description funnel: what follows what; retention, interval: first and next */
            steps?: unknown;
            /** @description [{"by":COLUMN,"desc":true}] */
            order?: unknown;
            /** @description Of days and weeks; absent: the brand's */
            timezone?: string | null;
            /**
             * Format: int64
             * @description Rows; absent: 10,000
             */
            limit?: number;
            /**
             * Format: int32
             * @description events: so many newer ones are left out
             */
            offset?: number;
            /**
             * @description trend, retention: day when absent
             * @enum {string|null}
             */
            unit?: "hour" | "day" | "week" | "month" | "quarter" | "year" | null;
            /**
             * @description trend: beside the period before, or the year before
             * @enum {string|null}
             */
            compare?: "none" | "previous" | "year" | null;
            /** @description pivot: with rows over fewer dimensions */
            subtotals?: boolean;
            /**
             * Format: int32
             * @description pivot with subtotals: so many of the last dimensions are columns, crossed with the rows
             */
            columns?: number;
            /**
             * @description funnel: ordered when absent
             * @enum {string|null}
             */
            mode?: "ordered" | "any" | "strict" | null;
            /**
             * @description funnel: person when absent
             * @enum {string|null}
             */
            by?: "person" | "session" | null;
            /** @description funnel, attribution, interval: 30m, 24h, 7d */
            window?: string | null;
            /** @description A pause that ends a session; absent: 30m */
            session?: string | null;
            /** @description attribution: of time decay; absent: 7d */
            half_life?: string | null;
            /** @description retention: how many, or which */
            periods?: unknown;
            /** @description retention: a property of the returning events: its sum since the first event */
            value?: string | null;
            /** @description paths: begin at the first of these */
            start?: unknown;
            /** @description paths: lead to the last of these */
            end?: unknown;
            /** @description paths: types left out */
            exclude?: unknown;
            /**
             * Format: int32
             * @description paths: steps; absent: 5
             */
            length?: number;
            /** @description paths: equal nodes one after the other are one */
            merge_repeats?: boolean;
            /**
             * Format: int32
             * @description paths, lift: how many names; absent: 20
             */
            nodes?: number;
            /** @description paths, lift: the dimension that names; absent: type */
            node?: string | null;
            /** @description attribution: {"event","filters","by"} */
            touches?: unknown;
            /** @description attribution: {"event","filters","value"} */
            goal?: unknown;
            /** @description attribution: {"event","filters","by","value","model"}: what touches cost, and what came of it */
            cost?: unknown;
            /** @description attribution: with the people who came by a touch first, and who of them bought (again) */
            people?: boolean;
            /** @description attribution: which; absent: all */
            models?: unknown;
            /** @description interval: where buckets begin, ["1d","7d"], or median, quartiles, fifths; absent: round ones */
            cuts?: unknown;
            /** @description people: the query a number of which is meant */
            of?: unknown;
            /** @description people: which number */
            cell?: unknown;
        };
        QueryAudienceDraft: {
            name: string;
            definition?: string | null;
            /** @description A query of kind people */
            query: unknown;
        };
        RoleDraft: {
            name: string;
            permissions?: string[];
            /** @enum {string} */
            scope: "all" | "region" | "store" | "subtree" | "department" | "self";
            masks?: components["schemas"]["MasksInput"];
            /** @description A path of the console; absent: / */
            landing?: string | null;
        };
        MasksInput: {
            /** @enum {string|null} */
            phone?: "masked" | "clear" | "hidden" | null;
            /** @enum {string|null} */
            email?: "masked" | "clear" | "hidden" | null;
            /** @enum {string|null} */
            address?: "masked" | "clear" | "hidden" | null;
            /** @enum {string|null} */
            birthday?: "masked" | "clear" | "hidden" | null;
            /** @enum {string|null} */
            remark?: "masked" | "clear" | "hidden" | null;
            /** @enum {string|null} */
            id_number?: "masked" | "clear" | "hidden" | null;
        };
        CopyDraft: {
            name: string;
        };
        ViewDraft: {
            /** @description See as this user, or */
            user_id?: string | null;
            /** @description as this role, */
            role_id?: string | null;
            /** @description in the place of this member; absent = in one's own */
            staff_id?: string | null;
            /** Format: int64 */
            minutes?: number;
        };
        PasswordDraft: {
            /** @description Absent: who came by WeCom just now */
            password?: string | null;
        };
        CodeDraft: {
            code: string;
        };
        DisableDraft: {
            /** @description Absent: who came by WeCom just now */
            password?: string | null;
            code: string;
        };
        SecurityDraft: {
            is_totp_required?: boolean;
            addresses?: string[];
        };
        NoticeSettingsInput: {
            choices?: components["schemas"]["NoticeChoiceInput"][];
            /** @description "22:00" in the tenant's zone */
            quiet_from?: string | null;
            quiet_until?: string | null;
        };
        NoticeChoiceInput: {
            kind: string;
            /** @enum {string} */
            channel: "off" | "bell" | "app";
        };
        AllowanceDraft: {
            /**
             * Format: int64
             * @description Rows of files in a day; 0: no bound
             */
            export_day?: number;
            /**
             * Format: int64
             * @description The same in a month
             */
            export_month?: number;
            /**
             * Format: int64
             * @description Facts shown unmasked in a day
             */
            reveal_day?: number;
            /**
             * Format: int64
             * @description The same in a month
             */
            reveal_month?: number;
            /**
             * Format: int64
             * @description Customers changed by bulk actions in a day
             */
            bulk_day?: number;
            /**
             * Format: int64
             * @description The same in a month
             */
            bulk_month?: number;
        };
        WinBackDraft: {
            /** @enum {string} */
            state: "waiting" | "contacted" | "won" | "given_up";
            note?: string | null;
        };
        TrackSourceDraft: {
            name: string;
            is_on?: boolean;
            /** Format: int64 */
            events_per_s_max?: number;
            /** Format: int64 */
            sample_percent?: number;
        };
        TrackTypeDraft: {
            is_blocked?: boolean;
            rename_to?: string | null;
            owner?: string | null;
            description?: string | null;
        };
        MergeDraft: {
            other_id: string;
        };
        MergePolicyDraft: {
            kinds?: components["schemas"]["MergeKindInput"][];
            /** @enum {string} */
            likeness: "off" | "careful" | "balanced" | "wide";
        };
        MergeKindInput: {
            kind: string;
            /**
             * @description When both sides are vouched for
             * @enum {string}
             */
            verified: "merge" | "ask" | "keep";
            /**
             * @description When one of them was only said
             * @enum {string}
             */
            said: "merge" | "ask" | "keep";
            is_anchor?: boolean;
            is_one?: boolean;
        };
        MergeDecisionDraft: {
            /** @enum {string} */
            decision: "accept" | "refuse";
        };
        AttributeDraft: {
            key: string;
            name: string;
            /** @enum {string} */
            type: "text" | "number" | "date" | "enum" | "bool";
            unit?: string | null;
            category?: string | null;
            definition?: string | null;
            /** @description Who answers for it */
            owner?: string | null;
            is_personal?: boolean;
            choices?: string[];
            policy?: components["schemas"]["AttributePolicyInput"];
        };
        AttributePolicyInput: {
            /** @enum {string} */
            kind: "source_priority" | "most_recent" | "most_frequent" | "weighed";
            /** @description The first counts most */
            sources?: components["schemas"]["PolicySourceInput"][];
            /**
             * Format: int32
             * @description 0: age does not matter
             */
            half_life_days?: number;
            /**
             * Format: int32
             * @description At this distance a saying counts half; 0: distance does not matter
             */
            near_m?: number;
            /**
             * Format: int32
             * @description What counts a saying without a place
             */
            nowhere_percent?: number;
        };
        PolicySourceInput: {
            source: string;
            /**
             * Format: int32
             * @description In percent; of weighed policies
             */
            weight?: number;
        };
        EvidenceDraft: {
            key: string;
            /** @description Which part of it: a year, a product line */
            about?: string | null;
            value: string;
            /** @description console when absent */
            source?: string | null;
            /** @description Names the saying: once more changes nothing */
            ref?: string | null;
            raw?: string | null;
            store_id?: string | null;
            /**
             * Format: int32
             * @description -1: not known
             */
            distance_m?: number;
            /** Format: int32 */
            confidence?: number;
            /** Format: date-time */
            at?: string | null;
            /** Format: date-time */
            until?: string | null;
        };
        OaQrDraft: {
            connection_id?: string | null;
            name: string;
            is_permanent?: boolean;
            /**
             * Format: int64
             * @description Seconds of a temporary one; absent: 30 days
             */
            life_s?: number;
            channel_code_id?: string | null;
        };
        OaReplyDraft: {
            connection_id?: string | null;
            name: string;
            /** @enum {string} */
            occasion: "follow" | "keyword" | "default" | "menu";
            is_exact?: boolean;
            is_on?: boolean;
            keywords?: string[];
            messages?: components["schemas"]["OaPartInput"][];
        };
        OaPartInput: {
            /** @enum {string} */
            kind: "text" | "image" | "link" | "code";
            text?: string | null;
            description?: string | null;
            url?: string | null;
            picture_url?: string | null;
            media_id?: string | null;
            channel_code_id?: string | null;
        };
        OaPlaceDraft: {
            connection_id: string;
            name: string;
            url: string;
            channel_code_id: string;
        };
        OaMenuDraft: {
            buttons?: components["schemas"]["OaButtonInput"][];
        };
        OaButtonInput: {
            name: string;
            /** @enum {string|null} */
            kind?: "click" | "view" | "mini_program" | "code" | null;
            key?: string | null;
            url?: string | null;
            app_id?: string | null;
            page?: string | null;
            channel_code_id?: string | null;
            buttons?: components["schemas"]["OaSubButtonInput"][];
        };
        OaSubButtonInput: {
            name: string;
            /** @enum {string|null} */
            kind?: "click" | "view" | "mini_program" | "code" | null;
            key?: string | null;
            url?: string | null;
            app_id?: string | null;
            page?: string | null;
            channel_code_id?: string | null;
        };
        OaSignIn: {
            code: string;
        };
        OaPhone: {
            code: string;
            token: string;
        };
        DictionaryDocumentInput: {
            fields?: components["schemas"]["DictionaryFieldInput"][];
            rules?: components["schemas"]["DictionaryRuleInput"][];
        };
        DictionaryFieldInput: {
            key: string;
            name?: string | null;
            /** @description Of the events that hold it */
            type: string;
            /** @description traits.taste, items[].color, @remark */
            path: string;
            /** @description Of the evidence */
            source: string;
        };
        DictionaryRuleInput: {
            id: string;
            field?: string | null;
            /** @enum {string} */
            kind: "exact" | "pattern";
            match: string;
            tag_ids?: string[];
            gives?: components["schemas"]["DictionaryGiveInput"][];
            /**
             * Format: int32
             * @description Of the evidence; 0: 80
             */
            confidence?: number;
        };
        DictionaryGiveInput: {
            key: string;
            about?: string | null;
            /** @description {name} is what the pattern took */
            value: string;
        };
        PublishDraft: {
            note?: string | null;
        };
        RestoreDraft: {
            /** Format: int64 */
            version: number;
        };
        DictionaryTrialDraft: {
            field?: string | null;
            samples?: string[];
        };
        TypedTagDraft: {
            /** @enum {string} */
            type: "flag" | "enum" | "band" | "date";
            category?: string | null;
            owner_id?: string | null;
            definition?: string | null;
            /** @description YYYY-MM-DD */
            review_on?: string | null;
            /**
             * Format: int32
             * @description 0: never
             */
            expires_days?: number;
            choices?: string[];
            bands?: components["schemas"]["TagBandInput"][];
            /** @description JsonLogic as text; absent: none */
            rule?: string | null;
            is_on?: boolean;
            /** Format: int64 */
            revision?: number;
        };
        TagBandInput: {
            label: string;
            from?: string | null;
            to?: string | null;
        };
        ExclusiveDraft: {
            is_exclusive?: boolean;
        };
        TagRuleDraft: {
            /** @enum {string} */
            type: "flag" | "enum" | "band" | "date";
            choices?: string[];
            bands?: components["schemas"]["TagBandInput"][];
            rule: string;
        };
        TagValueDraft: {
            tag_id: string;
            value?: string | null;
        };
        ShopDraft: {
            /** @enum {string|null} */
            platform?: "generic" | "taobao" | "doudian" | "jd" | "youzan" | "weimob" | "wechat_store" | null;
            name?: string | null;
            shop_no?: string | null;
            app_key?: string | null;
            base_url?: string | null;
            options?: unknown;
            app_secret?: string | null;
            access_token?: string | null;
            refresh_token?: string | null;
            callback_token?: string | null;
            callback_aes_key?: string | null;
            /** @enum {string|null} */
            state?: "active" | "paused" | "deleted" | null;
            /**
             * Format: int64
             * @description -1: never; 0: unchanged
             */
            pull_minutes?: number;
            /**
             * Format: int64
             * @description -1: no alarm; 0: unchanged
             */
            stale_minutes?: number;
        };
        PullDraft: {
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to?: string | null;
        };
        IntakeDraftInput: {
            /** @description The mapping, docs/import.md */
            mapping: unknown;
        };
        IntakeHeaderDraft: {
            has_header: boolean;
        };
        IntakeMappingInput: {
            name: string;
            mapping: unknown;
        };
        ConsentDraft: {
            /** @enum {string} */
            purpose: "marketing" | "sms" | "email" | "phone" | "personalization" | "analytics" | "sharing";
            /**
             * @description given or withdrawn
             * @enum {string}
             */
            state: "unknown" | "given" | "withdrawn";
            /** @description How it reached us: form, store, phone, message, contract, ... */
            source: string;
            /** @description Where it can be looked up */
            evidence?: string | null;
            /**
             * Format: date-time
             * @description When it was said; now if absent
             */
            at?: string | null;
        };
        SegmentDraft: {
            name: string;
            definition?: string | null;
            /** @enum {string} */
            kind: "live" | "fixed" | "scheduled";
            /** @description JsonLogic: an object, or its text */
            rule: unknown;
            /** @description Of its audiences a customer is in one at most */
            pool?: string | null;
            /**
             * Format: int32
             * @description In its pool, 1 comes first
             */
            priority?: number;
            /** Format: int32 */
            every_hours?: number;
            tells?: boolean;
            /** Format: int64 */
            revision?: number;
        };
        SegmentAsk: {
            /** @description JsonLogic: an object, or its text */
            rule: unknown;
            id?: string | null;
            /** @description Names and overlaps, too */
            wants_sample?: boolean;
        };
        SegmentExportDraft: {
            columns: string[];
            /** @enum {string} */
            format: "xlsx" | "csv";
            clear?: boolean;
        };
        ErasureDraft: {
            /** @enum {string} */
            ground: "request" | "consent" | "law" | "mistake";
            note?: string | null;
        };
        ErasureDecisionDraft: {
            /** @enum {string} */
            decision: "carry_out" | "refuse";
            /** @description Of carry_out: `confirm` of the preview, typed */
            confirm?: string | null;
            /** @description Of refuse: why */
            answer?: string | null;
        };
        MetricInput: {
            name_zh: string;
            name_en?: string | null;
            /** @enum {string} */
            unit: "count" | "fen" | "ratio" | "ms" | "people";
            about_zh?: string | null;
            about_en?: string | null;
            /** @description A metric of a query, or {"of","over"}: a ratio of two */
            formula: unknown;
        };
        BoardInput: {
            name: string;
            /** @description [{"id","title","look","query","x","y","w","h","note"}] */
            tiles?: unknown;
            /** @description {"range","filters","compare"}, merged into the query of each tile */
            filter?: unknown;
            is_shared?: boolean;
            /** @description Who sees it may change it */
            is_open?: boolean;
            /** Format: int64 */
            sort?: number;
        };
        AlertInput: {
            name: string;
            /** @description One metric of a query: {"metric":KEY}, or {"measure","event","property","filters"} */
            metric: unknown;
            /** @description JsonLogic over events; absent: all */
            filters?: unknown;
            /** @enum {string} */
            period: "last_hour" | "today" | "yesterday" | "last_7_days" | "last_30_days" | "this_month";
            /** @enum {string} */
            condition: "above" | "below" | "risen" | "fallen" | "changed";
            /**
             * Format: int64
             * @description above, below: in the unit of the metric; of ratios in ten-thousandths
             */
            threshold?: number;
            /**
             * Format: int32
             * @description risen, fallen, changed: by more than so many percent
             */
            percent?: number;
            /**
             * @description What it is compared with; absent: the period before
             * @enum {string|null}
             */
            base?: "before" | "week_before" | null;
            /**
             * @description How often it is looked at
             * @enum {string}
             */
            every: "hour" | "day";
            /**
             * Format: int32
             * @description Of the day, in the brand's zone, when it is looked at once a day
             */
            hour?: number;
            is_on?: boolean;
            /** @description Users who are told */
            user_ids?: string[];
            /** @description Roles whose holders are told */
            role_ids?: string[];
        };
        TargetSheetInput: {
            /** @description What it is for; may be empty */
            scene?: string | null;
            /** @description A key of the catalogue */
            metric: string;
            from_on: string;
            to_on: string;
            /** @description At most, not at least */
            is_ceiling?: boolean;
            lines: components["schemas"]["TargetLineInput"][];
        };
        TargetLineInput: {
            /** @enum {string} */
            owner_kind: "brand" | "department" | "store" | "staff";
            /** @description Absent of the brand */
            owner_id?: string | null;
            /**
             * Format: int64
             * @description 0: no target
             */
            value?: number;
        };
        TargetInput: {
            /**
             * Format: int64
             * @description In the unit of the metric; of ratios in ten-thousandths
             */
            value: number;
        };
        SpendSheetInput: {
            lines: components["schemas"]["SpendInput"][];
        };
        SpendInput: {
            /** @enum {string} */
            kind: "channel" | "code" | "campaign";
            /** @description As attribution names it: a way of adding, channel_code:ID, the name of a campaign */
            touch: string;
            /** @description A business day */
            day_on: string;
            /**
             * Format: int64
             * @description 0: nothing
             */
            amount_fen?: number;
        };
        ReportAsk: {
            /** @description A tile of a board */
            tile: unknown;
            /** @description The filter of the board, as it is looked at */
            filter?: unknown;
        };
        ReportExport: {
            /** @description Its id, or the key of one of the program */
            board: string;
            /** @description As it is looked at; absent: its own */
            filter?: unknown;
            /** @description Headings in English */
            english?: boolean;
        };
        ReportScheduleInput: {
            /** @description Its id, or the key of a board of the program */
            board: string;
            /** @description The filter of the board, as it is sent; absent: its own */
            filter?: unknown;
            /** @enum {string} */
            every: "day" | "week" | "month";
            /**
             * Format: int32
             * @description Weekly: the sum of 1 Monday, 2 Tuesday, 4 Wednesday … 64 Sunday
             */
            weekdays?: number;
            /**
             * Format: int32
             * @description Monthly: the day, in shorter months the last one; 0: the last day
             */
            day?: number;
            /**
             * Format: int32
             * @description Of the day, in the brand's zone
             */
            minute?: number;
            /** @description With the board as a spreadsheet */
            has_sheet?: boolean;
            is_on?: boolean;
            /** @description Users it is sent to; none: the caller */
            user_ids?: string[];
        };
    };
    responses: {
        /** @description What went wrong (RFC 9457) */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    get_healthz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_readyz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_openapi_json: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            401: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_jobs: {
        parameters: {
            query?: {
                active?: boolean;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobPage"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            401: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_job_cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_job_resume: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_job_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            401: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_events: {
        parameters: {
            query?: {
                /** @description Of this person */
                person_id?: string;
                type?: string;
                /** @description Of this object, newest first */
                object?: string;
                cursor?: string;
                /** @description The same as cursor */
                after?: string;
                /** @description Newest first, those of no person in particular */
                newest?: boolean;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventPage"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_event_types: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventTypePage"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_dead_letters: {
        parameters: {
            query?: {
                /** @description Where the last page ended */
                cursor?: string;
                /** @description Rows of this page */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetterPage"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_dead_letter_replay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    create_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description The answer */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            400: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    create_sessions_code: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInCode"];
            };
        };
        responses: {
            /** @description The answer */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            400: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_sessions_current: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            401: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    update_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["MeDraft"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_me_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_users: {
        parameters: {
            query?: {
                /** @description Where the last page ended */
                cursor?: string;
                /** @description Rows of this page */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserPage"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    create_user: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["UserDraft"];
            };
        };
        responses: {
            /** @description The answer */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_user: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["UserDraft"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_user: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_api_keys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyPage"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    create_api_key: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiKeyDraft"];
            };
        };
        responses: {
            /** @description The answer */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_api_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_notifications: {
        parameters: {
            query?: {
                unread?: boolean;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationPage"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_notification_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_notifications_read_all: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_audit: {
        parameters: {
            query?: {
                user_id?: string;
                /** @description How the action begins */
                action?: string;
                /** @description How the object begins */
                object?: string;
                /** @description ok, failed, or a reason */
                outcome?: string;
                from?: string;
                to?: string;
                q?: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_audit_verify: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditVerdict"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_departments: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DepartmentPage"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_staff: {
        parameters: {
            query?: {
                q?: string;
                department_id?: string;
                store_id?: string;
                status?: "active" | "disabled" | "inactive" | "left";
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffPage"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_staff: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Staff"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_staff: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StoreOfStaff"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Staff"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_regions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegionPage"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    create_region: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegionInput"];
            };
        };
        responses: {
            /** @description The answer */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Region"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_region: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegionInput"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Region"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_region: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_stores: {
        parameters: {
            query?: {
                q?: string;
                region_id?: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StorePage"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    create_store: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StoreInput"];
            };
        };
        responses: {
            /** @description The answer */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Store"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_store: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Store"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_store: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StoreInput"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Store"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_store: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_connections: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionPage"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    create_connection: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ConnectionDraft"];
            };
        };
        responses: {
            /** @description The answer */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_connections_check: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ConnectionDraft"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckResult"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_connection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_connection: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ConnectionDraft"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_connection: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_connection_check: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckResult"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_connection_sync: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SyncDraft"];
            };
        };
        responses: {
            /** @description The answer */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_connection_js_ticket: {
        parameters: {
            query: {
                url: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JsTicket"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_callbacks: {
        parameters: {
            query?: {
                connection_id?: string;
                state?: "received" | "applied" | "failed" | "ignored";
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallbackPage"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_callback_replay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_effects: {
        parameters: {
            query?: {
                state?: "pending" | "sending" | "done" | "dead" | "discarded";
                object?: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EffectPage"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_effects_counts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EffectCounts"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_effect_replay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_effect_discard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_sign_in_options: {
        parameters: {
            query?: {
                tenant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInOptionPage"];
                };
            };
            400: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_sign_in_wecom: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_sign_in_wecom_callback: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    get_callback_wecom: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                corp_id: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_callback_wecom: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                corp_id: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "*/*": unknown;
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_customers: {
        parameters: {
            query?: {
                /** @description Part of name or remark, their pinyin or initials, or a phone number */
                q?: string;
                tag_ids?: string[];
                tag_match?: "any" | "all";
                without_tag_ids?: string[];
                staff_id?: string;
                store_id?: string;
                /** @description With all below it */
                department_id?: string;
                /** @description With all below it */
                region_id?: string;
                source?: "unknown" | "qr_code" | "mobile_search" | "name_card" | "group_chat" | "phone_contacts" | "wechat_contacts" | "friend_request" | "service_staff" | "email_search" | "channels" | "calendar" | "meeting" | "linked_wecom" | "hardware" | "door_service" | "acquisition_link" | "custom" | "demand_reply" | "presales" | "partner" | "accepted_request" | "internal_share" | "assigned" | "import";
                state?: "active" | "lost";
                /** @description The state a channel code gave */
                code_token?: string;
                added_from?: string;
                added_to?: string;
                last_event_from?: string;
                last_event_to?: string;
                sort?: "added_desc" | "added_asc" | "last_event_desc" | "name_asc";
                /** @description A window of this result; the filter no longer counts */
                result_id?: string;
                offset?: number;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerPage"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_customers_summary: {
        parameters: {
            query?: {
                days?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerSummary"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_customer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerView"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    update_customer: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CustomerFacts"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerView"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_customer_relation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                relation_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RelationDraft"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerView"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_customer_tags: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CustomerTagsDraft"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerTags"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_customer_neighbours: {
        parameters: {
            query: {
                result_id: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerPlace"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_customer_timeline: {
        parameters: {
            query?: {
                /** @description Event types joined by commas */
                types?: string;
                from?: string;
                to?: string;
                /** @description What this member did or was part of */
                staff_id?: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Timeline"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_customer_thread: {
        parameters: {
            query?: {
                channel?: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ThreadPage"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_customer_reveal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevealDraft"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Revealed"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_losses: {
        parameters: {
            query?: {
                ended_by?: "customer" | "staff" | "transfer" | "system";
                staff_id?: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LossPage"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_tag_groups: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TagGroupList"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    create_tag_group: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TagGroupDraft"];
            };
        };
        responses: {
            /** @description The answer */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TagGroupView"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_tag_group: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TagDraft"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TagGroupView"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_tag_group: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_tag_group_order: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TagOrderDraft"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TagGroupView"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    create_tag_group_tag: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TagDraft"];
            };
        };
        responses: {
            /** @description The answer */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TagView"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_tags: {
        parameters: {
            query?: {
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TagList"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_tag: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TagDraft"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TagView"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_tag: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_brand_logo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BrandLogo"];
                };
            };
            401: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_brand_logo: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["BrandLogoDraft"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BrandLogo"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_media: {
        parameters: {
            query?: {
                kind?: "image" | "video" | "file" | "voice";
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MediaPage"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_media: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "multipart/form-data": unknown;
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_media_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_media: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_welcome_policies: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyList"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    create_welcome_policy: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PolicyDraft"];
            };
        };
        responses: {
            /** @description The answer */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyView"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_welcome_policies_preview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PreviewDraft"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_welcome_policy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyView"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_welcome_policy: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PolicyDraft"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyView"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_welcome_policy: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_welcomes: {
        parameters: {
            query?: {
                state?: "waiting" | "sent" | "failed" | "skipped";
                policy_id?: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WelcomePage"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_welcomes_summary: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WelcomeSummary"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_channel_codes: {
        parameters: {
            query?: {
                q?: string;
                group_id?: string;
                state?: "draft" | "syncing" | "active" | "degraded" | "paused" | "expired" | "failed" | "deleted";
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodePage"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    create_channel_code: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChannelCodeDraft"];
            };
        };
        responses: {
            /** @description The answer */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelCode"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_channel_code: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelCode"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_channel_code: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChannelCodeDraft"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelCode"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_channel_code: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_channel_code_pause: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelCode"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_channel_code_resume: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelCode"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    create_channel_code_copy: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelCode"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_channel_code_stats: {
        parameters: {
            query?: {
                days?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeStats"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_channel_code_qr: {
        parameters: {
            query?: {
                format?: "svg" | "png";
                /** @description Pixels of a side, 128..4096 */
                size?: number;
                logo?: boolean;
                /** @description 3000 pixels with the name below */
                print?: boolean;
                /** @description Any text, to get past a cache */
                v?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_channel_code_poster: {
        parameters: {
            query?: {
                template?: "simple" | "card" | "story";
                title?: string;
                subtitle?: string;
                footer?: string;
                /** @description Any text, to get past a cache */
                v?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_channel_codes_batch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "multipart/form-data": unknown;
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_channel_codes_batch_preview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "multipart/form-data": unknown;
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_channel_codes_batch_template_xlsx: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_channel_code_names: {
        parameters: {
            query?: {
                /** @description Part of name or medium */
                q?: string;
                /** @description Or these alone, also deleted ones */
                ids?: string[];
                /** @description Or the one with this token */
                token?: string;
                /** @description Or those called exactly so: up to 50 as ["a","b"]; two at most of each name */
                names?: unknown;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeNames"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_channel_code_groups: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeGroupPage"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    create_channel_code_group: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChannelCodeGroupInput"];
            };
        };
        responses: {
            /** @description The answer */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelCodeGroup"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_channel_code_group: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChannelCodeGroupInput"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelCodeGroup"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_channel_code_group: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_org_tree: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrgTree"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_region_move: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Move"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Region"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_store_move: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Move"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Store"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_staff_stores: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Placement"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Placed"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_stores_import: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "multipart/form-data": unknown;
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_stores_import_preview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "multipart/form-data": unknown;
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_stores_import_template_xlsx: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_staff_stores_import: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "multipart/form-data": unknown;
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_staff_stores_import_preview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "multipart/form-data": unknown;
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_staff_stores_import_template_xlsx: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_group_chats: {
        parameters: {
            query?: {
                /** @description Part of the name */
                q?: string;
                owner_staff_id?: string;
                state?: "present" | "dismissed";
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupChatPage"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_group_chats_summary: {
        parameters: {
            query?: {
                /** @description 0 = 30 */
                days?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupSummary"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_group_chat: {
        parameters: {
            query?: {
                /** @description 0 = 30 */
                days?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupChatView"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_group_chat_members: {
        parameters: {
            query?: {
                /** @description Part of the name */
                q?: string;
                state?: "present" | "left";
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupMemberPage"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_group_chat_refresh: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_customer_group_chats: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupOfCustomerPage"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_customers_bulk_tags: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkTagsDraft"];
            };
        };
        responses: {
            /** @description The answer */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_customers_bulk_remark: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkRemarkDraft"];
            };
        };
        responses: {
            /** @description The answer */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_customers_exports: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExportDraft"];
            };
        };
        responses: {
            /** @description The answer */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_job_undo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkUndoPreview"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_job_undo: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_customer_notes: {
        parameters: {
            query?: {
                /** @description Where the last page ended */
                cursor?: string;
                /** @description Rows of this page */
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotePage"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    create_customer_note: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["NoteDraft"];
            };
        };
        responses: {
            /** @description The answer */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoteView"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_customer_note: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
                note_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    update_customer_note: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
                note_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["NoteDraft"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoteView"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_me_preference: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preference"];
                };
            };
            401: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_me_preference: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PreferenceInput"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preference"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_first_steps: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FirstSteps"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_views: {
        parameters: {
            query: {
                page: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedViewPage"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    create_view: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SavedViewInput"];
            };
        };
        responses: {
            /** @description The answer */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedView"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_view: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SavedViewInput"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedView"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_view: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_modules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModulePage"];
                };
            };
            401: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_module: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                word: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ModuleSwitchInput"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModuleSwitch"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_boards_growth: {
        parameters: {
            query?: {
                /** @description First business day, 2026-11-01 */
                from?: string;
                /** @description Last business day, inclusive */
                to?: string;
                /** @description What the rows are */
                by?: "day" | "week" | "month" | "staff" | "department" | "store" | "region" | "code" | "source";
                staff_id?: string;
                store_id?: string;
                /** @description With all regions below */
                region_id?: string;
                /** @description With all departments below */
                department_id?: string;
                /** @description Of a channel code */
                code_token?: string;
                compare?: "none" | "previous" | "year";
                /** @description Of the words of a file */
                lang?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GrowthBoard"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_boards_growth_people: {
        parameters: {
            query: {
                /** @description First business day, 2026-11-01 */
                from?: string;
                /** @description Last business day, inclusive */
                to?: string;
                /** @description What the rows are */
                by?: "day" | "week" | "month" | "staff" | "department" | "store" | "region" | "code" | "source";
                staff_id?: string;
                store_id?: string;
                /** @description With all regions below */
                region_id?: string;
                /** @description With all departments below */
                department_id?: string;
                /** @description Of a channel code */
                code_token?: string;
                /** @description A row's key; without it the total */
                key?: string;
                figure: "added" | "new_people" | "again" | "moved_in" | "lost" | "lost_by_customer" | "lost_by_staff" | "lost_by_system" | "moved_out" | "joined" | "churned" | "given_away" | "open_after" | "people_after" | "cohort" | "retained" | "gone";
                /** @description Of retained and gone: days after adding */
                days?: number;
                member?: "all" | "new";
                /** @description Who stood behind the figure it is compared with */
                compare?: "none" | "previous" | "year";
                offset?: number;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BoardPeople"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_boards_growth_result: {
        parameters: {
            query: {
                /** @description First business day, 2026-11-01 */
                from?: string;
                /** @description Last business day, inclusive */
                to?: string;
                /** @description What the rows are */
                by?: "day" | "week" | "month" | "staff" | "department" | "store" | "region" | "code" | "source";
                staff_id?: string;
                store_id?: string;
                /** @description With all regions below */
                region_id?: string;
                /** @description With all departments below */
                department_id?: string;
                /** @description Of a channel code */
                code_token?: string;
                /** @description A row's key; without it the total */
                key?: string;
                figure: "added" | "new_people" | "again" | "moved_in" | "lost" | "lost_by_customer" | "lost_by_staff" | "lost_by_system" | "moved_out" | "joined" | "churned" | "given_away" | "open_after" | "people_after" | "cohort" | "retained" | "gone";
                /** @description Of retained and gone: days after adding */
                days?: number;
                member?: "all" | "new";
                /** @description Who stood behind the figure it is compared with */
                compare?: "none" | "previous" | "year";
                offset?: number;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BoardResult"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_boards_growth_file: {
        parameters: {
            query?: {
                /** @description First business day, 2026-11-01 */
                from?: string;
                /** @description Last business day, inclusive */
                to?: string;
                /** @description What the rows are */
                by?: "day" | "week" | "month" | "staff" | "department" | "store" | "region" | "code" | "source";
                staff_id?: string;
                store_id?: string;
                /** @description With all regions below */
                region_id?: string;
                /** @description With all departments below */
                department_id?: string;
                /** @description Of a channel code */
                code_token?: string;
                compare?: "none" | "previous" | "year";
                /** @description Of the words of a file */
                lang?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_boards_retention_file: {
        parameters: {
            query?: {
                /** @description First business day, 2026-11-01 */
                from?: string;
                /** @description Last business day, inclusive */
                to?: string;
                /** @description What the rows are */
                by?: "day" | "week" | "month" | "staff" | "department" | "store" | "region" | "code" | "source";
                staff_id?: string;
                store_id?: string;
                /** @description With all regions below */
                region_id?: string;
                /** @description With all departments below */
                department_id?: string;
                /** @description Of a channel code */
                code_token?: string;
                member?: "all" | "new";
                /** @description Of the words of a file */
                lang?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_boards_retention: {
        parameters: {
            query?: {
                /** @description First business day, 2026-11-01 */
                from?: string;
                /** @description Last business day, inclusive */
                to?: string;
                /** @description What the rows are */
                by?: "day" | "week" | "month" | "staff" | "department" | "store" | "region" | "code" | "source";
                staff_id?: string;
                store_id?: string;
                /** @description With all regions below */
                region_id?: string;
                /** @description With all departments below */
                department_id?: string;
                /** @description Of a channel code */
                code_token?: string;
                member?: "all" | "new";
                /** @description Of the words of a file */
                lang?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetentionBoard"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_query: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QueryValue"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueryAnswer"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    create_query_audience: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QueryAudienceDraft"];
            };
        };
        responses: {
            /** @description The answer */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Segment"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_permissions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PermissionPage"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_roles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RolePage"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    create_role: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoleDraft"];
            };
        };
        responses: {
            /** @description The answer */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Role"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_role: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Role"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_role: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoleDraft"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Role"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_role: {
        parameters: {
            query?: {
                /** @description The role its holders get in its place */
                move_to?: string;
            };
            header: {
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    create_role_copy: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CopyDraft"];
            };
        };
        responses: {
            /** @description The answer */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Role"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_role_users: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserPage2"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_me_view_as: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ViewDraft"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_me_view_as: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_me_totp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TotpState"];
                };
            };
            401: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_me_totp_enrol: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PasswordDraft"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TotpEnrolment"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_me_totp_confirm: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeDraft"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_me_totp_recovery_codes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeDraft"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_me_totp_disable: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DisableDraft"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_me_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionPage"];
                };
            };
            401: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_me_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_me_sessions_end_others: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_user_totp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_user_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionPage"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_user_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_security: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Security"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_security: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SecurityDraft"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Security"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_me_notification_settings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoticeSettings"];
                };
            };
            401: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_me_notification_settings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["NoticeSettingsInput"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoticeSettings"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_allowances: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AllowancePage"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_role_allowance: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["AllowanceDraft"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Allowance"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_allowances_uses: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AllowanceUsePage"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_me_allowances: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AllowanceUsePage"];
                };
            };
            401: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_win_backs: {
        parameters: {
            query?: {
                state?: "waiting" | "contacted" | "won" | "given_up";
                mine?: boolean;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WinBackPage"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_win_back: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WinBackDraft"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WinBack"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_sources: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrackSourcePage"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    create_source: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrackSourceDraft"];
            };
        };
        responses: {
            /** @description The answer */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrackSource"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_source: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrackSourceDraft"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrackSource"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_source_rotate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrackSource"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_track_refusals: {
        parameters: {
            query?: {
                source_id?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrackRefusalPage"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_track_types: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrackTypePage"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_track_type: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["TrackTypeDraft"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrackType"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_v1: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                call: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "*/*": unknown;
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    options_v1: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                call: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "*/*": unknown;
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_v1_pixel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                call: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_v1_project_settings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_sa: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_sa: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "multipart/form-data": unknown;
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    options_sa: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "*/*": unknown;
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_sa_gif: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    post_sa_gif: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "multipart/form-data": unknown;
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    options_sa_gif: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "*/*": unknown;
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_people: {
        parameters: {
            query?: {
                /** @description KIND:VALUE, or KIND:VALUE@SCOPE */
                identity?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonView"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_people_2: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonView"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_customer_why_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhyOne"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_customer_merge_preview: {
        parameters: {
            query: {
                other_id: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MergePreview"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_customer_merge: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MergeDraft"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MergeDone"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_customer_merge_split: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MergeDone"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_merge_reviews: {
        parameters: {
            query?: {
                state?: "open" | "accepted" | "refused";
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MergeReviewPage"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_merge_reviews_search: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_merge_policy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MergePolicy"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_merge_policy: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MergePolicyDraft"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MergePolicy"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_merge_review_decision: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MergeDecisionDraft"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MergeDone"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_attributes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttributeList"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    create_attribute: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AttributeDraft"];
            };
        };
        responses: {
            /** @description The answer */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Attribute"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_attribute: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AttributeDraft"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Attribute"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_attribute: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_customer_attributes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerAttributes"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_customer_evidence: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EvidenceDraft"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerAttributes"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_customer_evidence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                evidence_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerAttributes"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_oa_fans: {
        parameters: {
            query?: {
                connection_id?: string;
                customer_id?: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OaFanPage"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_oa_fan_follows: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OaFollowList"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_oa_qrs: {
        parameters: {
            query?: {
                connection_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OaQrList"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    create_oa_qr: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OaQrDraft"];
            };
        };
        responses: {
            /** @description The answer */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OaQr"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_oa_qr: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OaQrDraft"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OaQr"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_oa_qr_renew: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OaQr"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_oa_replies: {
        parameters: {
            query?: {
                connection_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OaReplyList"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    create_oa_reply: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OaReplyDraft"];
            };
        };
        responses: {
            /** @description The answer */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OaReply"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_oa_reply: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OaReplyDraft"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OaReply"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_oa_reply: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_oa_places: {
        parameters: {
            query?: {
                connection_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OaPlaceList"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    create_oa_place: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OaPlaceDraft"];
            };
        };
        responses: {
            /** @description The answer */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OaPlace"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_oa_place: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_oa_menu: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OaMenu"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_oa_menu: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["OaMenuDraft"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OaMenu"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_oa_menu_publish: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OaMenu"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_oa_menu_withdraw: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OaMenu"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_oa_menu_compare: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OaMenuDiff"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_oa_sync: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_oa_figures: {
        parameters: {
            query?: {
                days?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OaFigures"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_oa_figures_pull: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_callback_oa: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                app_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_callback_oa: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                app_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "*/*": unknown;
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_mini_sign_in: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                app_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OaSignIn"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OaSignedIn"];
                };
            };
            400: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_mini_phone: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                app_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OaPhone"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OaPhoneBound"];
                };
            };
            400: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_dictionary: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DictionaryView"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_dictionary_draft: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["DictionaryDocumentInput"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DictionaryView"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_dictionary_publish: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PublishDraft"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DictionaryView"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_dictionary_restore: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RestoreDraft"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DictionaryView"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_dictionary_diff: {
        parameters: {
            query?: {
                /** @description 0: nothing */
                from?: number;
                /** @description 0: the draft */
                to?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DictionaryDiff"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_dictionary_try: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["DictionaryTrialDraft"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DictionaryTrial"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_dictionary_unmatched: {
        parameters: {
            query?: {
                field?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnmatchedList"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_dictionary_rerun: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_typed_tags: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TypedTagList"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_tag_detail: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TypedTagDraft"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TypedTag"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_tag_group_exclusive: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ExclusiveDraft"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_tag_rules_words: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TagRuleWords"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_tag_rules_check: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TagRuleDraft"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TagRuleCheck"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_tag_rules_preview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TagRuleDraft"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TagRulePreview"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_customer_tag_reasons: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TagReasons"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_customer_typed_tags: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TagValueDraft"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TagReasons"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_shops: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShopPage"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    create_shop: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ShopDraft"];
            };
        };
        responses: {
            /** @description The answer */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shop"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_shop: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shop"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_shop: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ShopDraft"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shop"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_shop: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_shop_check: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shop"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_shop_pull: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PullDraft"];
            };
        };
        responses: {
            /** @description The answer */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_shop_pushes: {
        parameters: {
            query?: {
                shop_id?: string;
                state?: "received" | "applied" | "failed" | "ignored";
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShopPushPage"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_shop_pushe: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Push"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_shop_pushe_replay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Push"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_orders: {
        parameters: {
            query?: {
                shop_id?: string;
                customer_id?: string;
                state?: "unpaid" | "paid" | "part_shipped" | "shipped" | "finished" | "closed";
                with_refund?: boolean;
                /** @description Of the order, or of the one it was split from */
                order_no?: string;
                from?: string;
                to?: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderPage"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_order: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderView"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_customer_order_totals: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderTotalsPage"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_products: {
        parameters: {
            query?: {
                shop_id?: string;
                state?: "on_sale" | "off_sale" | "deleted";
                /** @description A part of the title, or the product's number */
                q?: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductPage"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_product: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Product"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_callback_shop: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                platform: string;
                shop_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_callback_shop: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                platform: string;
                shop_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "*/*": unknown;
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_imports: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IntakePage"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    create_import: {
        parameters: {
            query: {
                /** @description The name of the file */
                name: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "*/*": unknown;
            };
        };
        responses: {
            /** @description The answer */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Intake"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_import: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Intake"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_import: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IntakeDraftInput"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Intake"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_import: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_import_header: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IntakeHeaderDraft"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Intake"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_import_guess: {
        parameters: {
            query?: {
                /** @description Absent: as the file looks */
                kind?: "event" | "order" | "person" | "product" | "cost";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IntakeDraft"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_import_preview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IntakePreview"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_import_start: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_imports_template_xlsx: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_import_kinds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IntakeKinds"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_import_mappings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IntakeMappingPage"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    create_import_mapping: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IntakeMappingInput"];
            };
        };
        responses: {
            /** @description The answer */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IntakeMapping"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_import_mapping: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_customer_consents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Consents"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_customer_consents: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConsentDraft"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Consents"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_segments: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SegmentList"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    create_segment: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SegmentDraft"];
            };
        };
        responses: {
            /** @description The answer */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Segment"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_segments_preview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SegmentAsk"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SegmentPreview"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_segments_people: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SegmentAsk"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SegmentResult"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_segments_words: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TagRuleWords"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_segment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Segment"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_segment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SegmentDraft"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Segment"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_segment: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_segment_refresh: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Segment"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_segment_people: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SegmentResult"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_segment_changes: {
        parameters: {
            query?: {
                /** @description Where the last page ended */
                cursor?: string;
                /** @description Rows of this page */
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SegmentChanges"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_segment_history: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SegmentHistory"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_segment_export: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SegmentExportDraft"];
            };
        };
        responses: {
            /** @description The answer */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_customer_person_exports: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_customer_erasure_preview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasurePreview"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    create_customer_erasure: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ErasureDraft"];
            };
        };
        responses: {
            /** @description The answer */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Erasure"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_erasures: {
        parameters: {
            query?: {
                state?: "waiting" | "running" | "done" | "refused";
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasurePage"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_erasure_decision: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ErasureDecisionDraft"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Erasure"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MetricPage"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    create_metric: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MetricInput"];
            };
        };
        responses: {
            /** @description The answer */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Metric"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_metric: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MetricInput"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Metric"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_metric: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_dimensions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DimensionPage"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_boards: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BoardPage"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    create_board: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BoardInput"];
            };
        };
        responses: {
            /** @description The answer */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Board"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_board_presets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PresetPage"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_boards_left: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BoardPage"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_board: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Board"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_board: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BoardInput"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Board"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_board: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_board_restore: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Board"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_board_take: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Board"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_alerts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertPage"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    create_alert: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlertInput"];
            };
        };
        responses: {
            /** @description The answer */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alert"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_alerts_try: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlertInput"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertLook"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_alerts_firings: {
        parameters: {
            query?: {
                /** @description Where the last page ended */
                cursor?: string;
                /** @description Rows of this page */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertFirings"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_alert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alert"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_alert: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlertInput"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alert"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_alert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_alert_restore: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alert"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_alert_firings: {
        parameters: {
            query?: {
                /** @description Where the last page ended */
                cursor?: string;
                /** @description Rows of this page */
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertFirings"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_targets: {
        parameters: {
            query?: {
                from?: string;
                to?: string;
                metric?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TargetPage"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_targets_sheet: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TargetSheetInput"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TargetSheet"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_targets_import: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "multipart/form-data": unknown;
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_targets_import_preview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "multipart/form-data": unknown;
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_target: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Target"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_target: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TargetInput"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_target: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_target_restore: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_spend: {
        parameters: {
            query?: {
                /** @description A business day; absent: the last 30 */
                from?: string;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SpendPage"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_spend_sheet: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SpendSheetInput"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SpendSheet"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_spend_import_undo: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SpendTaken"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_board_tiles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReportAsk"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportTile"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_board_exports: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReportExport"];
            };
        };
        responses: {
            /** @description The answer */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_report_schedules: {
        parameters: {
            query?: {
                /** @description Of one board; absent: of all */
                board?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SchedulePage"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    create_report_schedule: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReportScheduleInput"];
            };
        };
        responses: {
            /** @description The answer */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportSchedule"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_report_schedule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportSchedule"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_report_schedule: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
                /** @description The ETag of what is changed */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReportScheduleInput"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportSchedule"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            428: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_report_schedule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_report_schedule_restore: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportSchedule"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_report_schedule_take: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportSchedule"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_report_schedule_leave: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_report_schedule_try: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same answer, for 7 days */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportRun"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_report_schedule_runs: {
        parameters: {
            query?: {
                /** @description Where the last page ended */
                cursor?: string;
                /** @description Rows of this page */
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunPage"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_report_delivery_picture: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_live: {
        parameters: {
            query?: {
                /** @description Beginnings of event names, by comma; all when absent */
                topics?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": unknown;
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
}
