const reasons: Record<string, string> = {
  'unknown.reason': '操作没有成功（{{reason}}），请稍后再试；若反复出现，请把请求编号交给系统管理员。',
}
export default reasons
