/**
 * What the console relies on of the server's answers: the shapes of server.d.ts, with null only
 * where it occurs.  contract.ts refuses to compile when a member is not answered any more.
 */
export interface components {
  schemas: {
    Problem: {
      type?: string; title?: string; status?: number; reason?: string; detail?: string; field?: string; allowed?: string
      errors?: { field: string; reason: string; allowed?: string }[]; request_id?: string; more?: unknown
    }
    Me: {
      user: { id: string; name: string; display_name: string; avatar: string | null; locale: string | null; role_id: string; role_name: string; staff_id: string | null }
      tenant: { id: string; code: string; name: string; zone: string }
      permissions: string[]; modules: string[]; scope: components['schemas']['Scope']; masks: components['schemas']['Masks']
      view_as: { user_id: string | null; user_name: string | null; role_id: string | null; role_name: string | null; until: string | null }
      landing: string; has_totp: boolean; must_enrol_totp: boolean; version: string; now: string
    }
    Scope: 'all' | 'region' | 'store' | 'subtree' | 'department' | 'self'
    MaskLevel: 'masked' | 'clear' | 'hidden'
    Masks: {
      phone: components['schemas']['MaskLevel']; email: components['schemas']['MaskLevel']; address: components['schemas']['MaskLevel']
      birthday: components['schemas']['MaskLevel']; remark: components['schemas']['MaskLevel']; id_number: components['schemas']['MaskLevel']
    }
    UserPlace: { kind: 'region' | 'store' | 'department'; place_id: string; name: string | null }
    Shop: {
      id: string; platform: 'generic' | 'taobao' | 'doudian' | 'jd' | 'youzan' | 'weimob' | 'wechat_store'; name: string; shop_no: string
      app_key: string; base_url: string; options: unknown; state: 'active' | 'paused' | 'deleted'; health: 'good' | 'warning' | 'bad' | 'unknown'
      health_reason: string; health_detail: string; pull_minutes: number; stale_minutes: number; last_push_at: string | null
      last_pull_at: string | null; products_until: string | null; created_at: string; revision: number; can_push: boolean; can_pull: boolean; is_stale: boolean
      fresh_at: string | null; waiting_count: number; failed_count: number; callback_url: string | null; callback_token: string | null
      callback_aes_key: string | null
    }
    ShopPush: {
      id: string; shop_id: string; message_no: string; topic: string; state: 'received' | 'applied' | 'failed' | 'ignored'; reason: string
      detail: string; attempts: number; received_at: string; body: string | null
    }
    Order: {
      id: string; shop_id: string; customer_id: string | null; order_no: string; parent_no: string; is_split: boolean
      state: 'unpaid' | 'paid' | 'part_shipped' | 'shipped' | 'finished' | 'closed'; currency: string; total_fen: number; post_fen: number
      discount_fen: number; payable_fen: number; paid_fen: number; refunded_fen: number; refunding_fen: number; title: string; quantity: number
      buyer_name: string; region: string; created_at: string | null; paid_at: string | null; shipped_at: string | null
      finished_at: string | null; closed_at: string | null; customer_name: string | null
    }
    OrderLine: { id: string; product_no: string; sku_no: string; title: string; sku_title: string; quantity: number; price_fen: number; amount_fen: number }
    Payment: { id: string; payment_no: string; method: string; amount_fen: number; paid_at: string | null }
    Shipment: { id: string; shipment_no: string; carrier: string; is_last: boolean; shipped_at: string | null; signed_at: string | null }
    Refund: {
      id: string; refund_no: string; line_no: string; state: 'open' | 'agreed' | 'done' | 'closed'; reason: string; with_goods: boolean
      amount_fen: number; opened_at: string | null; ended_at: string | null
    }
    OrderView: {
      order: components['schemas']['Order']; lines: components['schemas']['OrderLine'][]; payments: components['schemas']['Payment'][]
      shipments: components['schemas']['Shipment'][]; refunds: components['schemas']['Refund'][]; events: components['schemas']['Event'][]
    }
    OrderTotals: { currency: string; orders: number; paid_orders: number; refunds: number; refund_orders: number; paid_fen: number; refunded_fen: number; net_fen: number }
    Product: {
      id: string; shop_id: string; product_no: string; title: string; picture: string; category: string
      state: 'on_sale' | 'off_sale' | 'deleted'; price_fen: number; told_at: string | null; stock: number; sku_count: number
      skus: components['schemas']['Sku'][]
    }
    Sku: { id: string; sku_no: string; title: string; price_fen: number; stock: number }
    ScopeTold: { word: components['schemas']['Scope']; sentence_zh: string; sentence_en: string }
    GrowthFigures: {
      added: number; new_people: number; again: number; moved_in: number; lost: number; lost_by_customer: number; lost_by_staff: number
      lost_by_system: number; moved_out: number; net: number; open_before: number; open_after: number
      people_before: number; joined: number; churned: number; given_away: number; people_after: number
    }
    GrowthRow: {
      key: string; label: string | null; parent_key: string | null; is_complete: boolean
      now: components['schemas']['GrowthFigures']; before: components['schemas']['GrowthFigures']
    }
    GrowthBoard: {
      from: string; to: string; before_from: string | null; before_to: string | null; has_before: boolean
      now: components['schemas']['GrowthFigures']; before: components['schemas']['GrowthFigures']
      rows: components['schemas']['GrowthRow'][]; scope: components['schemas']['ScopeTold']; updated_at: string; revision: number
    }
    CohortRow: { key: string | null; label: string | null; parent_key: string | null; size: number; reached: number[]; retained: number[] }
    RetentionBoard: {
      from: string; to: string; points: number[]; total: components['schemas']['CohortRow']
      rows: components['schemas']['CohortRow'][]; scope: components['schemas']['ScopeTold']; updated_at: string; revision: number
    }
    BoardPerson: {
      customer_id: string; customer_name: string | null; avatar: string | null; staff_id: string | null; staff_name: string | null
      at: string; added_at: string; ended_at: string | null; ended_by: string | null; add_way: string; code_token: string | null
    }
    SavedView: {
      id: string; page: string; name: string; query: string | null; is_shared: boolean; sort: number; is_mine: boolean; owner_name: string | null
      created_at: string; revision: number
    }
    SignInOption: { connection_id: string; name: string; url: string }
    User: {
      id: string; name: string; display_name: string; role_id: string; role_name: string; staff_id: string | null; staff_name: string | null
      locale: string | null; is_disabled: boolean; is_shut_out: boolean; has_totp: boolean; places: components['schemas']['UserPlace'][]
      last_signed_in_at: string | null; created_at: string; revision: number
    }
    Role: {
      id: string; name: string; word: string; permissions: string[]; scope: components['schemas']['Scope']; masks: components['schemas']['Masks']; landing: string
      user_count: number; revision: number
    }
    Allowance: {
      role_id: string; role_name: string; word: string; export_day: number; export_month: number; reveal_day: number; reveal_month: number
      bulk_day: number; bulk_month: number; revision: number; changed_at: string | null
    }
    AllowanceUse: {
      user_id: string | null; user_name: string | null; role_name: string | null; deed: 'export' | 'reveal' | 'bulk'
      day_used: number; month_used: number; day_max: number; month_max: number
    }
    Permission: { word: string; noun: string; about: string; needs_all: boolean; is_given: boolean }
    Session: {
      id: string; user_agent: string | null; address: string | null; way: 'password' | 'totp' | 'recovery' | 'wecom'; is_current: boolean
      created_at: string; last_seen_at: string; expires_at: string
    }
    TotpState: { is_on: boolean; is_required: boolean; is_fresh: boolean; has_staff: boolean; recovery_left: number; confirmed_at: string | null }
    TotpEnrolment: { secret: string; url: string; qr_svg: string }
    RecoveryCodes: { codes: string[] }
    Security: { is_totp_required: boolean; addresses: string[]; your_address: string; revision: number }
    ApiKey: { id: string; name: string; key?: string | null; prefix: string; scopes: string[]; expires_at: string | null; addresses: string[]; last_used_at: string | null; created_at: string }
    Department: { id: string; parent_id: string | null; name: string; sort: number; platform_id: string | null; staff_count: number; staff_total: number }
    Staff: {
      id: string; userid: string; name: string; avatar: string | null; position: string | null; department_ids: string[]; department_names: string | null
      status: 'active' | 'disabled' | 'inactive' | 'left'; is_contact: boolean; store_id: string | null; store_name: string | null; customer_count: number; revision: number
      user_id: string | null; user_name: string | null
    }
    Region: { id: string; parent_id: string | null; name: string; sort: number; store_count: number; revision: number }
    Store: {
      id: string; code: string | null; name: string; region_id: string | null; region_name: string | null; address: string | null; phone: string | null
      longitude: number | null; latitude: number | null; hours: string | null; is_open: boolean; sort: number; staff_count: number; revision: number
    }
    TreeStore: {
      id: string; region_id: string | null; code: string; name: string; is_open: boolean; sort: number; staff_count: number; customer_count: number; revision: number
    }
    OrgTree: { regions: components['schemas']['Region'][]; stores: components['schemas']['TreeStore'][]; unplaced_count: number }
    ImportRefusal: { row: number; reason: string; value: string | null }
    StoreLine: {
      row: number; code: string; name: string | null; region: string | null; address: string | null; phone: string | null; hours: string | null
      longitude: number | null; latitude: number | null; action: 'create' | 'update' | 'same'
    }
    StaffLine: { row: number; userid: string; store_code: string | null; name: string | null; store_name: string | null; action: 'create' | 'update' | 'same' }
    StoreImport: {
      rows: number; valid: number; created: number; updated: number; unchanged: number; new_regions: string[]
      invalid: components['schemas']['ImportRefusal'][]; sample: components['schemas']['StoreLine'][]; is_done: boolean
    }
    StaffImport: {
      rows: number; valid: number; created: number; updated: number; unchanged: number; new_regions: string[]
      invalid: components['schemas']['ImportRefusal'][]; sample: components['schemas']['StaffLine'][]; is_done: boolean
    }
    NoticeSettings: {
      choices: { kind: string; channel: 'off' | 'bell' | 'app'; default_channel: 'off' | 'bell' | 'app' }[]
      quiet_from: string | null; quiet_until: string | null; has_app: boolean
    }
    ModuleSwitch: { word: string; is_on: boolean; is_on_for_me: boolean; off_store_ids: string[] }
    FirstSteps: {
      connection_id: string | null; is_connected: boolean; is_callback_verified: boolean; has_staff: boolean; has_store: boolean
      has_welcome: boolean; has_code: boolean; has_customer: boolean
    }
    WinBack: {
      relation_id: string; customer_id: string; customer_name: string; avatar: string | null; staff_id: string; staff_name: string
      ended_by: 'customer' | 'staff' | 'transfer' | 'system'; ended_at: string; added_at: string
      state: 'waiting' | 'contacted' | 'won' | 'given_up'; note: string; changed_by_name: string | null; changed_at: string | null; revision: number
    }
    MergedPerson: {
      merge_id: string; customer_id: string; name: string | null; avatar: string | null; by_rule: boolean; kind: string; source: string
      merged_by_name: string | null; merged_at: string | null
    }
    WhyOne: { customer_id: string; identities: components['schemas']['Customer']['identities']; merged: components['schemas']['MergedPerson'][] }
    ThreadLine: {
      seq: number; id: string; type: string; channel: string | null; side: 'customer' | 'brand'; kind: string | null; text: string | null
      account: string | null; staff_id: string | null; source: string | null; occurred_at: string
    }
    Erasure: {
      id: string; customer_id: string | null; state: 'waiting' | 'running' | 'done' | 'refused'; ground: 'request' | 'consent' | 'law' | 'mistake'
      note: string | null; requested_by_name: string | null; requested_at: string; decided_by_name: string | null; decided_at: string | null
      answer: string | null; job_id: string | null; erased_at: string | null; done_at: string | null; event_count: number; row_count: number
      revision: number
    }
    ErasurePreview: {
      customer_id: string; confirm: string; identity_count: number; relation_count: number; note_count: number; event_count: number
      tag_count: number; attribute_count: number; order_count: number; paid_fen: number; open_id: string | null
    }
    BulkUndoPreview: { made: number; leaves: number; stays: number; changes: number; is_whole: boolean }
    Consents: {
      purposes: {
        purpose: string; state: 'unknown' | 'given' | 'withdrawn'; needs_yes: boolean; may: boolean; source: string | null; evidence: string | null
        at: string | null; told_by_name: string | null
      }[]
      history: { id: string; purpose: string; state: 'unknown' | 'given' | 'withdrawn'; source: string; evidence: string | null; at: string; told_by_name: string | null }[]
    }
    MergeSide: {
      id: string; name: string | null; avatar: string | null; gender: 'unknown' | 'male' | 'female'; birthday: string | null; address: string | null
      first_added_at: string | null; created_at: string | null; is_verified: boolean; identities: string | null; staff: string | null
    }
    MergeReview: {
      id: string; state: 'open' | 'accepted' | 'refused'; kind: string; source: string; why: string; score: number; asked_at: string | null
      sides: components['schemas']['MergeSide'][]
    }
    MergePreview: { survivor_id: string; is_shared_staff: boolean; sides: components['schemas']['MergeSide'][] }
    MergeDone: { merge_id: string; customer_id: string; other_id: string }
    MergeKind: { kind: string; verified: 'merge' | 'ask' | 'keep'; said: 'merge' | 'ask' | 'keep'; is_anchor: boolean; is_one: boolean }
    MergePolicy: {
      kinds: components['schemas']['MergeKind'][]; likeness: 'off' | 'careful' | 'balanced' | 'wide'; searched_at: string | null
      changed_by_name: string | null; changed_at: string | null; revision: number
    }
    Preference: { key: string; value?: unknown; revision: number; changed_at: string | null }
    Notification: {
      id: string; kind: string; severity: 'info' | 'warning' | 'error'; title_key: string | null; params: Record<string, string>; link: string | null
      created_at: string; read_at: string | null
    }
    AuditLine: {
      id: string; actor: string; user_name: string | null; action: string; object: string | null; outcome: string; detail: unknown
      request_id: string | null; address: string | null; at: string
    }
    AuditVerdict: {
      is_whole: boolean; checked_count: number; waiting_count: number; fault: 'changed' | 'removed' | 'gap' | 'cut' | 'unsealed' | null
      fault_id: string | null; fault_seq: number; head_hash: string | null; sealed_at: string | null
    }
    Connection: {
      id: string; kind: 'wecom' | 'oa' | 'mini_program'; name: string; corp_id: string; agent_id: number | null; base_url: string | null; login_url: string | null
      state: 'active' | 'paused' | 'failed'; health: 'good' | 'warning' | 'bad' | 'unknown'; health_reason: string | null
      has_contact_secret: boolean; has_app_secret: boolean; callback_url: string | null; callback_token?: string | null; callback_aes_key?: string | null
      callback_verified_at: string | null; last_callback_at: string | null; last_api_ok_at: string | null; last_sync_at: string | null
      contact_count: number; staff_count: number; lag_ms: number | null; revision: number
    }
    Check: { step: string; state: 'ok' | 'failed' | 'skipped' | 'waiting'; reason: string | null; errcode: number | null; errmsg: string | null; hint_key: string | null }
    Checks: { checks: components['schemas']['Check'][]; corp_ok: boolean }
    Callback: {
      id: string; connection_id: string; received_at: string; event: string; change_type: string | null; state: 'received' | 'applied' | 'failed' | 'ignored'
      reason: string | null; detail: string | null; attempts: number; payload: unknown
    }
    Effect: {
      id: string; kind: string; object: string | null; state: 'pending' | 'sending' | 'done' | 'dead' | 'discarded'; attempts: number; next_at: string | null
      deadline: string | null; reason: string | null; detail: string | null; created_at: string; settled_at: string | null
    }
    EffectCounts: { pending: number; sending: number; dead: number; oldest_pending_at: string | null }
    Job: {
      id: string; kind: string; title: string; state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled'; done: number; total: number; failed: number
      unit: string; result: Record<string, unknown> | null; reason: string | null; detail: string | null; created_by: string | null
      created_at: string; started_at: string | null; ended_at: string | null; is_final: boolean
    }
    OaFan: {
      id: string; connection_id: string; openid: string; unionid: string; customer_id: string; is_following: boolean; scene: string
      followed_at: string | null; unfollowed_at: string | null; last_seen_at: string | null
    }
    OaQr: {
      id: string; connection_id: string; name: string; is_permanent: boolean; state: 'making' | 'ready' | 'failed'; reason: string; url: string
      expires_at: string | null; channel_code_id: string | null; scan_count: number; follow_count: number; add_count: number; revision: number
    }
    OaButton: {
      name: string; kind?: 'click' | 'view' | 'mini_program' | 'code' | null; key?: string | null; url?: string | null; app_id?: string | null
      page?: string | null; channel_code_id?: string | null; buttons?: components['schemas']['OaButton'][]
    }
    OaMenu: {
      connection_id: string; buttons: components['schemas']['OaButton'][]; state: 'draft' | 'publishing' | 'published' | 'failed'; reason: string
      published_at: string | null; changed_at: string | null; revision: number
    }
    OaMenuDiff: { is_there: boolean; is_same: boolean; platform: unknown; ours: unknown }
    OaPart: {
      kind: 'text' | 'image' | 'link' | 'code'; text: string | null; description: string | null; url: string | null; picture_url: string | null
      media_id: string | null; channel_code_id: string | null
    }
    OaReply: {
      id: string; connection_id: string; name: string; occasion: 'follow' | 'keyword' | 'default' | 'menu'; is_exact: boolean; keywords: string[]
      messages: components['schemas']['OaPart'][]; is_on: boolean; hit_count: number; revision: number
    }
    OaPlace: {
      id: string; kind: 'menu' | 'reply' | 'qr' | 'article'; ref: string; name: string; channel_code_id: string | null; touch_count: number
      add_count: number; last_add_at: string | null
    }
    OaFigures: {
      days: { day: string; new_count: number; cancel_count: number; total_count: number; read_user: number; read_count: number; share_count: number }[]
      articles: { msgid: string; title: string; published_on: string; target_user: number; read_user: number; share_user: number; favourite_user: number }[]
      taps: { button: string; taps: number }[]
    }
    TrackSource: {
      id: string; name: string; write_key: string; is_on: boolean; events_per_s_max: number; sample_percent: number
      accepted: number; refused: number; sampled_out: number; created_at: string; rotated_at: string | null; revision: number
    }
    TrackRefusal: { id: string; source_id: string; at: string; type: string; event: string; reason: string; detail: string }
    TrackType: {
      id: string; name: string; is_blocked: boolean; rename_to: string; owner: string; description: string; properties: Record<string, unknown>
      count: number; first_at: string; last_at: string; revision: number
    }
    Event: {
      seq: string | number; id: string; type: string; person_id: string | null; actor: string | null; object: string | null; source: string | null
      occurred_at: string; received_at?: string | null; payload: Record<string, unknown>
    }
    Health: {
      version: string; engine: 'sqlite' | 'postgresql'; consumers: { name: string; behind: number; oldest_at: string | null; dead_count: number }[]
      outbox: { pending: number; sending: number; dead: number; oldest_pending_at: string | null }; uptime_ms: number; unreadable_customer_ids: string[]
    }
    DeadLetter: { id: string; consumer: string; event_seq: string; type: string; reason: string | null; detail: string | null; failed_at: string; attempts: number }
    TagRef: { id: string; name: string; kind: 'corp' | 'internal'; group_name: string | null }
    CustomerRow: {
      id: string; name: string; avatar: string | null; gender: 'unknown' | 'male' | 'female'; kind: 'wechat' | 'wecom' | 'anonymous'; corp_name: string | null
      is_active: boolean; source: string | null; first_added_at: string | null; last_event_at: string | null; staff: { id: string; name: string }[]
      tags: components['schemas']['TagRef'][]; phone_masked: string | null
    }
    Relation: {
      id: string; staff_id: string; staff_name: string; staff_userid: string; store_name: string | null; remark: string | null; description: string | null
      add_way: string | null; state: string | null; code_id?: string | null; code_name: string | null; added_at: string; ended_at: string | null
      ended_by: 'customer' | 'staff' | 'transfer' | 'system' | null; interval_no: number
    }
    CustomerTag: {
      id: string; name: string; kind: 'corp' | 'internal'; group_id: string; group_name: string | null
      by: { staff_id: string | null; staff_name: string | null; user_name: string | null; source: string; at: string }[]
    }
    Customer: {
      id: string; name: string; avatar: string | null; gender: 'unknown' | 'male' | 'female'; kind: 'wechat' | 'wecom' | 'anonymous'; corp_name: string | null
      is_active: boolean; source: string | null; first_added_at: string | null; last_event_at: string | null; phone_masked: string | null
      email_masked: string | null; member_no: string | null; birthday: string | null; address: string | null
      remark: string | null; description: string | null; unionid_known: boolean; created_at: string; revision: number
      identities: { id: string; kind: string; value_masked: string | null; scope: string | null; source: string | null; is_holder: boolean; confidence: number; verified_at: string | null; since: string; until: string | null }[]
      relations: components['schemas']['Relation'][]; tags: components['schemas']['CustomerTag'][]
    }
    CustomerSummary: {
      total: number; active: number; added_today: number; lost_today: number; lost_by_customer_today: number; lost_by_staff_today: number
      days: { date: string; added: number; lost: number; net: number }[]
    }
    GroupChatRow: {
      id: string; name: string; owner_staff_id: string | null; owner_name: string; store_name: string | null
      state: 'active' | 'owner_left' | 'inheriting' | 'inherited' | 'dismissed'; member_count: number; external_count: number
      joined_today: number; left_today: number; created_at: string; read_at: string | null
    }
    GroupFigures: { joined: number; left: number; net: number; people: number; retained: number }
    GroupChatView: components['schemas']['GroupChatRow'] & {
      chat_id: string; notice: string; dismissed_at: string | null; figures: components['schemas']['GroupFigures']
      days: { date: string; joined: number; left: number }[]; stayed: { day: number; people: number; stayed: number }[]
    }
    GroupMember: {
      id: string; name: string; is_staff: boolean; customer_id: string | null; scene: 'unknown' | 'invited' | 'link' | 'qr_code'; invited_by: string
      joined_at: string; left_at: string | null; left_by: 'self' | 'removed' | 'dismissed' | 'unseen' | null
    }
    GroupOwner: {
      owner_staff_id: string | null; owner_name: string; store_name: string | null; group_count: number; external_count: number
      figures: components['schemas']['GroupFigures']
    }
    GroupSummary: {
      from: string; to: string; group_count: number; external_count: number; figures: components['schemas']['GroupFigures']
      owners: components['schemas']['GroupOwner'][]
    }
    GroupOfCustomer: {
      group_chat_id: string; name: string; owner_name: string; joined_at: string; left_at: string | null
      left_by: 'self' | 'removed' | 'dismissed' | 'unseen' | null
    }
    Loss: {
      relation_id: string; customer_id: string; customer_name: string; avatar: string | null; staff_id: string; staff_name: string
      ended_by: 'customer' | 'staff' | 'transfer' | 'system'; ended_at: string; added_at: string; days_kept: number
    }
    Tag: { id: string; name: string; sort: number; customer_count: number; sync_state: 'synced' | 'pending' | 'failed'; revision: number }
    TagGroup: {
      id: string; name: string; kind: 'corp' | 'internal'; sort: number; is_editable: boolean; sync_state: 'synced' | 'pending' | 'failed'
      sync_reason: string | null; revision: number; tags: components['schemas']['Tag'][]
    }
    TagFlat: { id: string; name: string; group_id: string; group_name: string; kind: 'corp' | 'internal'; customer_count: number }
    BrandLogo: { media_id: string | null; url: string | null }
    Media: { id: string; name: string; mime: string; kind: 'image' | 'video' | 'file' | 'voice'; size: number; width: number | null; height: number | null; created_at: string; url: string }
    Attachment: {
      kind: 'image' | 'link' | 'mini_program' | 'file' | 'video'; media_id?: string | null; media_url?: string | null; title?: string | null; description?: string | null
      url?: string | null; cover_media_id?: string | null; app_id?: string | null; page?: string | null
    }
    Message: { text: string | null; attachments: components['schemas']['Attachment'][] }
    Window: { weekdays: number[]; from: string; until: string }
    WelcomePolicy: {
      id: string; name: string; scope: 'code' | 'slot' | 'staff' | 'department' | 'default'; code_id: string | null; staff_ids: string[]; department_ids: string[]
      windows: components['schemas']['Window'][]; message: components['schemas']['Message']; is_enabled: boolean; sent_count: number; failed_count: number
      created_at: string; updated_at: string; revision: number
    }
    WelcomePreview: {
      text: string | null; attachments: components['schemas']['Attachment'][]; policy_id: string | null; policy_name: string | null; scope: string | null
      considered: { policy_id: string; name: string; scope: string; chosen: boolean; why: string }[]
    }
    Welcome: {
      id: string; customer_id: string; customer_name: string; staff_name: string; policy_id: string | null; policy_name: string | null
      state: 'waiting' | 'sent' | 'failed' | 'skipped'; reason: string | null; requested_at: string; sent_at: string | null; latency_ms: number | null
    }
    WelcomeSummary: { sent_today: number; failed_today: number; p50_ms: number | null; p99_ms: number | null }
    ChannelCodeGroup: { id: string; name: string; sort: number; code_count: number; revision: number }
    CodeStaff: { staff_id: string; name?: string | null; weight: number; daily_cap: number }
    CodeSlot: { name: string; weekdays: number[]; from: string; until: string; staff: components['schemas']['CodeStaff'][] }
    ChannelCodeRow: {
      id: string; name: string; group_id: string | null; group_name: string | null; medium: string | null
      state: 'draft' | 'syncing' | 'active' | 'degraded' | 'paused' | 'expired' | 'failed' | 'deleted'; sync_reason: string | null; qr_url: string | null; link?: string | null
      on_duty?: { staff_id: string; name: string }[]; added_count: number; added_today: number; lost_count: number; net_count: number
      created_at: string; updated_at: string; revision: number
    }
    ChannelCode: components['schemas']['ChannelCodeRow'] & {
      token: string; config_id: string | null; allocation: 'random' | 'round_robin' | 'weighted' | 'least_loaded'
      staff: components['schemas']['CodeStaff'][]; backup_staff_ids: string[]; slots: components['schemas']['CodeSlot'][]; skip_verify: boolean
      tag_ids: string[]; remark_pattern: string | null; valid_from: string | null; valid_until: string | null; welcome_mode: 'own' | 'policy' | 'none'
      welcome: components['schemas']['Message'] | null
    }
    CodeStats: {
      added: number; lost: number; net: number; today: number; days: { date: string; added: number; lost: number }[]
      staff: { staff_id: string; name: string; added: number; today: number; cap: number }[]
    }
    BatchPreview: { rows: number; valid: number; invalid: { row: number; reason: string }[]; sample: { name: string; medium: string | null; group_name: string | null }[] }
  }
}
