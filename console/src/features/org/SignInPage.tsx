import { WechatWorkOutlined } from '@ant-design/icons'
import { Alert, Button, Divider, Form, Input } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@/api/client'
import { reasonText, setLang, useLang } from '@/i18n'
import { sentenceOf } from '@/ui/Feedback'
import { Logo } from '@/ui/Logo'
import { GoLink, useFilters, useGo } from '@/ui/url'
import { useSignIn, useSignInCode, useSignInOptions } from './queries'
import { safeReturn } from './safeReturn'

const WAIT_SECONDS = 30
const CODE_REASONS = ['session.totp_required', 'session.wrong_code']
const TOO_LATE = 'session.sign_in_too_late'

type Values = { name: string; password: string; code?: string }

function CodeItem() {
  const { t } = useTranslation()
  return (
    <Form.Item
      name="code"
      label={t('org.signInCode')}
      extra={t('org.signInCodeHint')}
      rules={[{ required: true, message: t('org.signInCodeMissing') }]}
    >
      <Input autoFocus inputMode="numeric" autoComplete="one-time-code" size="large" maxLength={40} />
    </Form.Item>
  )
}

export default function SignInPage() {
  const { t } = useTranslation()
  const lang = useLang()
  const go = useGo()
  const [search] = useFilters()
  const byPassword = useSignIn()
  const byCode = useSignInCode()
  /* WeCom has said who it is; his code is all that is missing. */
  const codeOnly = search.step === 'code'
  const signIn = codeOnly ? byCode : byPassword
  const options = useSignInOptions(search.tenant)
  const [left, setLeft] = useState(0)
  useEffect(() => {
    document.title = `${t('org.signIn')} · 织客 weft`
  }, [t])
  useEffect(() => {
    if (left <= 0) return
    const timer = setTimeout(() => setLeft(left - 1), 1000)
    return () => clearTimeout(timer)
  }, [left])
  // Seconds as people say them: a quarter of an hour is no 900 s.
  const wait = left > 120 ? t('org.minutes', { n: Math.ceil(left / 60) }) : t('org.seconds', { n: left })
  const [asksCode, setAsksCode] = useState(false)
  const after = {
    onSuccess: () => go(safeReturn(search.return_to)),
    onError: (error: Error) => {
      if (!(error instanceof ApiError)) return
      if (error.status === 429) setLeft(error.retryAfter ?? WAIT_SECONDS)
      if (error.reason === TOO_LATE) go(`/sign-in?reason=${TOO_LATE}`)
      if (CODE_REASONS.includes(error.reason)) setAsksCode(true)
    },
  }
  const submit = (values: Values) => {
    if (codeOnly) byCode.mutate({ code: values.code ?? '' }, after)
    else byPassword.mutate(values, after)
  }
  const isFirstAsk = signIn.error instanceof ApiError && signIn.error.reason === CODE_REASONS[0]
  const problem = isFirstAsk
    ? null
    : signIn.error
      ? sentenceOf(signIn.error)
      : search.reason
        ? reasonText(search.reason)
        : null
  return (
    <main className="sign">
      <div className="sign-card stack">
        <h1 className="row" style={{ fontSize: 24 }}>
          <Logo size={32} /> 织客 <small className="muted">weft</small>
        </h1>
        <p className="muted">{t(codeOnly ? 'org.signInCodeOnly' : 'org.signInHint')}</p>
        {problem && <Alert type="error" showIcon title={left > 0 ? t('org.throttled', { wait }) : problem} />}
        <Form layout="vertical" requiredMark={false} onFinish={submit}>
          {!codeOnly && (
            <>
              <Form.Item
                name="name"
                label={t('org.userName')}
                rules={[{ required: true, message: t('org.userNameMissing') }]}
              >
                <Input autoComplete="username" autoFocus size="large" />
              </Form.Item>
              <Form.Item
                name="password"
                label={t('org.password')}
                rules={[{ required: true, message: t('org.passwordMissing') }]}
              >
                <Input.Password autoComplete="current-password" size="large" />
              </Form.Item>
            </>
          )}
          {(codeOnly || asksCode) && <CodeItem />}
          <Button type="primary" htmlType="submit" size="large" block loading={signIn.isPending} disabled={left > 0}>
            {left > 0 ? t('org.wait', { wait }) : t('org.signIn')}
          </Button>
        </Form>
        {codeOnly && <GoLink to="/sign-in">{t('org.signInOther')}</GoLink>}
        {!codeOnly && (options.data?.items.length ?? 0) > 0 && (
          <>
            <Divider plain style={{ margin: '4px 0' }}>
              {t('org.or')}
            </Divider>
            {options.data?.items.map((o) => (
              <Button
                key={o.connection_id}
                icon={<WechatWorkOutlined />}
                size="large"
                href={`${o.url}?return_to=${encodeURIComponent(safeReturn(search.return_to))}`}
              >
                {t('org.signInWith', { name: o.name })}
              </Button>
            ))}
          </>
        )}
        <Button type="text" size="small" onClick={() => void setLang(lang === 'zh-CN' ? 'en-US' : 'zh-CN')}>
          {lang === 'zh-CN' ? 'English' : '简体中文'}
        </Button>
      </div>
    </main>
  )
}
